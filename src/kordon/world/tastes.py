"""Tastes: shippers of one relation do not all weigh ways alike, so not all of them take the same post.

The shippers of a class at an origin have two of :data:`TASTES` tastes, by a hash of the names. A taste adds a fixed,
seeded cost per post, port and mode to what a way costs: a probit-like mixture of deterministic choices (C. F. Daganzo
and Y. Sheffi, On stochastic models of traffic assignment, 1977; draws stratified as M. D. McKay, R. J. Beckman and
W. J. Conover, 1979). What a taste adds weighs in choices and is never paid. The scales were chosen by cross-validation
among the fitted counts (``docs/demand.md``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from kordon.world.costs import LIQUID
from kordon.world.csvtable import read_table
from kordon.world.network import Network
from kordon.world.records import Cargo

TASTES = 8
"""Number of tastes; each post, port and mode takes every quantile of its distribution once."""

POST_USD_T = {"road": 15.0, "rail": 4.0}
PORT_USD_T = 5.0
"""Mean and standard deviation of what a taste adds at a border post and at a port, USD/t (exponential)."""

SIZE_USD_T = {"major": 0.0, "medium": 3.0, "minor": 6.0}
"""What a smaller road post adds for every taste, USD/t: fewer lanes, brokers and parking places draw fewer lorries."""

MODE_SPREAD = 0.4
"""Deviation of the logarithm of the factor that a taste puts on the line-haul cost of a mode (lognormal, mean 1)."""

MODES = ("rail", "road", "sea", "inland_water")
SINGLE = LIQUID | {"dual_use"}
"""Classes of one taste: liquids go by contract of a few shippers, and of the last there is too little to spread."""

Floats = NDArray[np.float64]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _shuffled(values: Floats, text: str) -> Floats:
    """Return values in an order that depends on nothing but a name."""
    return values[np.argsort([_hash(f"{text}|{i}") for i in range(len(values))], kind="stable")]


def taste_of(origin: str, destination: str, cargo: str, part: int) -> int:
    """Return the taste of shippers of a part of a class at an origin, 0 to TASTES - 1.

    There are two, one for about half of the destinations each. Tastes by pair fit about as well, and the trees to grow
    would be twice as many.
    """
    return 0 if cargo in SINGLE else _hash(f"{origin}|{cargo}|{part}|{_hash(destination) % 2}") % TASTES


def quantiles() -> tuple[Floats, Floats]:
    """Return the middles of TASTES equal parts of the exponential and of the lognormal distribution, means 1."""
    middle = (np.arange(TASTES) + 0.5) / TASTES
    wait, factor = -np.log1p(-middle), np.exp(MODE_SPREAD * ndtri(middle))
    return wait / wait.mean(), factor / factor.mean()


def taste_costs(network: Network, cargo: Sequence[Cargo], money: Floats) -> Floats:
    """Return what each taste adds to the cost of each link in USD/t, shape (len(cargo), TASTES, n_links).

    ``money`` is what is paid, (len(cargo), n_links). Nothing falls below zero by it.
    """
    kind, mode, post = (np.array(column) for column in (network.link_kind, network.link_mode, network.link_post))
    wait, factor = quantiles()
    size = {row["id"]: row["size"] for row in read_table("posts")}
    at_post, at_port = np.zeros((TASTES, network.n_links)), np.zeros((TASTES, network.n_links))
    for m, scale in POST_USD_T.items():
        border = (kind == "border") & (mode == m)
        for name in sorted(set(post[border])):
            extra = SIZE_USD_T.get(size.get(name, ""), 0.0) if m == "road" else 0.0
            at_post[:, border & (post == name)] = extra + scale * _shuffled(wait, f"post|{name}|{m}")[:, None]
    drawn: dict[str, Floats] = {}
    for a, link in enumerate(network.link_id):
        if link.startswith("berth:"):
            name = network.node_place[network.tail[a]]
            if name not in drawn:
                drawn[name] = PORT_USD_T * _shuffled(wait, f"port|{name}")
            at_port[:, a] = drawn[name]
    more = np.zeros((TASTES, network.n_links))
    for m in MODES:
        more[:, (mode == m) & (kind == "line")] = (_shuffled(factor, f"mode|{m}") - 1.0)[:, None]
    out = np.empty((len(cargo), TASTES, network.n_links))
    for k, c in enumerate(cargo):
        out[k] = 0.0 if c.id in SINGLE else at_post + at_port + money[k] * more
    return out
