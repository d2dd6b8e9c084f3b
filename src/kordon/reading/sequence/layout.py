# ruff: noqa: E501
"""An article laid out in rows of numbers for the net: its tokens, its claims and every place that each may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
import numpy.typing as npt

from kordon.model import ClaimType
from kordon.reading.rules import View
from kordon.reading.sequence.signs import signs

if TYPE_CHECKING:  # the sharing out uses the net, not the other way round
    from kordon.reading.attach.places import Pair
    from kordon.reading.drafts import Draft

Ints = npt.NDArray[np.int64]

GAP = 4
"""Empty rows between sentences, as wide as the net looks to either side, so that none sees into another."""
_TYPES = tuple(get_args(ClaimType))
_LANGS = ("en", "kk", "ru", "zh")
"""Languages in the order of the net's rows; one that it has not learnt is read as English."""
_FAR = 4
"""Claims back from which a place's last use is simply far."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A claim and the places that it may take, those of its own sentence and those of earlier ones."""

    draft: Draft
    pairs: Sequence[Pair]


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows of an article. A *node* is a place that a claim may take; ``bag`` fields are (sign, row) lists.

    ``previous`` and ``next`` are one more than the row of the same place as offered to the claim before and after, 0 for none.
    """

    rows: int
    token_signs: tuple[Ints, Ints]
    tokens: Ints
    """The row of each token."""
    sentence: Ints
    """The sentence of each token."""
    sentences: int
    kind: Ints
    lang: Ints
    claim_sentence: Ints
    head: Ints
    owner: Ints
    """The claim of each node."""
    place_sentence: Ints
    first: Ints
    last: Ints
    node_signs: tuple[Ints, Ints]
    node_features: tuple[Ints, Ints]
    previous: Ints
    next: Ints
    since: Ints
    key: Ints
    keys: int

    @property
    def claims(self) -> int:
        """Return the number of claims."""
        return len(self.kind)

    @property
    def nodes(self) -> int:
        """Return the number of nodes."""
        return len(self.owner)


def layout(
    views: Sequence[View], offers: Sequence[Offer], sign_rows: Mapping[str, int], feature_rows: Mapping[str, int]
) -> Layout:
    """Return an article's rows; signs and features that the net does not know are left out."""
    number = {id(view): k for k, view in enumerate(views)}
    base, at = [], GAP
    token_signs: tuple[list[int], list[int]] = ([], [])
    tokens: list[int] = []
    sentence: list[int] = []
    for n, view in enumerate(views):
        base.append(at)
        for k, found in enumerate(signs(view)):
            tokens.append(at + k)
            sentence.append(n)
            _fill(token_signs, found, sign_rows, at + k)
        at += len(view.line) + GAP
    nodes = [(c, offer, pair) for c, offer in enumerate(offers) for pair in offer.pairs]
    where = [number[id(pair.earlier.view if pair.earlier else offer.draft.view)] for _, offer, pair in nodes]
    node_signs: tuple[list[int], list[int]] = ([], [])
    node_features: tuple[list[int], list[int]] = ([], [])
    last_use: dict[tuple[str, str, str], int] = {}
    keys: dict[tuple[str, str, str], int] = {}
    previous = [0] * len(nodes)
    after = [0] * len(nodes)
    since = [0] * len(nodes)
    row = 0
    for c, offer in enumerate(offers):
        fresh = {}
        home = number[id(offer.draft.view)]
        for pair in offer.pairs:
            _fill(node_signs, _node_signs(offer, pair, home - where[row]), sign_rows, row)
            _fill(node_features, sorted(set(pair.features)), feature_rows, row)
            before = last_use.get(pair.mention.key, -1)
            if before >= 0:
                previous[row], after[before] = before + 1, row + 1
                since[row] = min(_FAR, c - nodes[before][0])
            fresh[pair.mention.key] = row
            keys.setdefault(pair.mention.key, len(keys))
            row += 1
        last_use |= fresh
    homes = [number[id(offer.draft.view)] for offer in offers]
    return Layout(
        rows=at,
        token_signs=(_ints(token_signs[0]), _ints(token_signs[1])),
        tokens=_ints(tokens),
        sentence=_ints(sentence),
        sentences=len(views),
        kind=_ints([_TYPES.index(offer.draft.candidate.type) for offer in offers]),
        lang=_ints(
            [_LANGS.index(offer.draft.view.lang if offer.draft.view.lang in _LANGS else "en") for offer in offers]
        ),
        claim_sentence=_ints(homes),
        head=_ints([base[h] + offer.draft.candidate.head.first for h, offer in zip(homes, offers, strict=True)]),
        owner=_ints([c for c, _, _ in nodes]),
        place_sentence=_ints(where),
        first=_ints([base[w] + pair.mention.hit.first for w, (_, _, pair) in zip(where, nodes, strict=True)]),
        last=_ints([base[w] + pair.mention.hit.last for w, (_, _, pair) in zip(where, nodes, strict=True)]),
        node_signs=(_ints(node_signs[0]), _ints(node_signs[1])),
        node_features=(_ints(node_features[0]), _ints(node_features[1])),
        previous=_ints(previous),
        next=_ints(after),
        since=_ints(since),
        key=_ints([keys[pair.mention.key] for _, _, pair in nodes]),
        keys=len(keys),
    )


def _node_signs(offer: Offer, pair: Pair, ago: int) -> list[str]:
    """Return what a place is to a claim, in few words."""
    mention = pair.mention
    apart = mention.hit.first - offer.draft.candidate.head.first
    return [
        f"n:is {mention.hit.place.what}",
        f"n:cue {mention.cue}",
        f"n:as {mention.role}",
        "n:of the speaker" if mention.covered else "n:not of the speaker",
        f"n:ago {min(ago, 6)}" if pair.earlier else f"n:apart {max(-8, min(8, apart // 2))}",
        f"n:own {min(3, sum(p.earlier is None for p in offer.pairs))}",
    ]


def _fill(bag: tuple[list[int], list[int]], names: Sequence[str], rows: Mapping[str, int], row: int) -> None:
    for name in names:
        found = rows.get(name)
        if found is not None:
            bag[0].append(found)
            bag[1].append(row)


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)
