"""Random networks and demand for round trips, and what 'the same' means."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
from hypothesis import strategies as st

from kordon.model import Provenance
from kordon.world.network import LINK_KINDS, Network
from kordon.world.records import DemandRow

# text as it comes: quotes, commas, line ends, Cyrillic, the codes that readers lose; no lone surrogates and no NUL
ids = st.one_of(
    st.sampled_from(["NA", "NO", "null", "nan", "1", "01", "1e5", "TRUE", 'a,"b"', "Қазақстан", "-", "x y", " x "]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12),
)
plain = st.text(st.characters(categories=["Lu", "Ll", "Nd"], include_characters="_-:"), min_size=1, max_size=8)
codes = st.sampled_from(["", "NA", "NO", "KZ", "KZ-RU"])
lats = st.floats(-90, 90)
lons = st.floats(-180, 180)
amounts = st.floats(0, 1e12)
capacities = st.one_of(st.just(math.inf), st.floats(1e-300, 1e12))
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@st.composite
def networks(draw: Any) -> Network:
    names = draw(st.lists(ids, min_size=1, max_size=6, unique=True))
    n = len(names)

    def many(strategy: Any, size: int) -> list[Any]:
        return draw(st.lists(strategy, min_size=size, max_size=size))

    links = draw(st.lists(ids, max_size=6, unique=True))
    a = len(links)
    point = st.tuples(lats, lons)
    return Network(
        node_id=tuple(names), node_place=tuple(many(texts, n)), node_cc=tuple(many(codes, n)),
        node_mode=tuple(many(st.sampled_from(["zone", "road", "rail"]), n)),
        node_lat=np.array(many(lats, n), dtype=np.float64), node_lon=np.array(many(lons, n), dtype=np.float64),
        tail=np.array(many(st.integers(0, n - 1), a), dtype=np.int32),
        head=np.array(many(st.integers(0, n - 1), a), dtype=np.int32),
        link_id=tuple(links), link_kind=tuple(many(st.sampled_from(LINK_KINDS), a)), link_mode=tuple(many(texts, a)),
        link_cc=tuple(many(codes, a)), link_post=tuple(many(texts, a)),
        link_corridors=tuple(tuple(c) for c in many(st.lists(plain, max_size=3), a)),
        length_km=np.array(many(amounts, a), dtype=np.float64), time_h=np.array(many(amounts, a), dtype=np.float64),
        cost_usd_t=np.array(many(amounts, a), dtype=np.float64),
        capacity_t_day=np.array(many(capacities, a), dtype=np.float64),
        gauge_mm=np.array(many(st.sampled_from([0, 1000, 1435, 1520]), a), dtype=np.int32),
        provenance=tuple(many(st.dictionaries(texts, texts, max_size=3), a)),
        shape=tuple(tuple(s) for s in many(st.lists(point, max_size=4), a)),
    )  # fmt: skip


provenances = st.builds(
    Provenance, kind=st.sampled_from(["published", "estimated", "calibrated", "assumed"]), source=texts, date=texts,
    note=texts,
)  # fmt: skip


@st.composite
def demands(draw: Any) -> tuple[DemandRow, ...]:
    keys = draw(
        st.lists(st.tuples(ids, ids, st.sampled_from(["general", "gas", "NA"])), min_size=1, max_size=8, unique=True)
    )
    return tuple(
        DemandRow(*key, draw(amounts), draw(st.one_of(amounts, st.just(math.inf))), draw(provenances)) for key in keys
    )


def assert_same(a: Network, b: Network) -> None:
    """Every column equal, type and bits."""
    for field in dataclasses.fields(a):
        if field.name.startswith("_"):
            continue
        x, y = getattr(a, field.name), getattr(b, field.name)
        if isinstance(x, np.ndarray):
            assert x.dtype == y.dtype, field.name
            assert x.tobytes() == y.tobytes(), field.name
        else:
            assert x == y, field.name
    assert a.digest() == b.digest()
