"""What stands beside a span of tokens: the words, the case, the concepts, as features of any language."""

from __future__ import annotations

import re

from kordon.reading.drafts import Draft
from kordon.reading.learned.meanings import classed
from kordon.reading.rules import View

_ARTICLES = frozenset(("the", "a", "an", "its", "their", "this", "that"))
_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_KK_CASES = (
    ("loc", re.compile(r"(?:да|де|та|те|нда|нде)$")),
    ("abl", re.compile(r"(?:нан|нен|дан|ден|тан|тен)$")),
    ("dat", re.compile(r"(?:ға|ге|қа|ке|на|не)$")),
    ("gen", re.compile(r"(?:ның|нің|дың|дің|тың|тің)$")),
    ("acc", re.compile(r"(?:ды|ді|ты|ті|ны|ні)$")),
    ("ins", re.compile(r"(?:мен|бен|пен)$")),
    ("rel", re.compile(r"(?:дағы|дегі|тағы|тегі|ндағы|ндегі)$")),
)
_QUOTES = "«»\"'“”‘’()《》「」"
_GAPS = (0.0, 1.5, 3.0, 5.0, 8.0, 12.0, 18.0, 28.0)


def beside(view: View, first: int, last: int) -> list[str]:
    """Return features of the words around tokens ``[first, last]``: neighbours, grammatical case, nearest concepts."""
    line, lang = view.line, view.lang
    k = first - 1
    while k >= 0 and (line[k].text in _QUOTES or line[k].low in _ARTICLES):
        k -= 1
    previous = line[k].low if k >= 0 else "^"
    j = last + 1
    while j < len(line) and line[j].text in _QUOTES:
        j += 1
    following = line[j].low if j < len(line) else "$"
    if lang in ("ru", "kk"):
        previous, following = cut(previous), cut(following)
    elif lang == "zh":
        following += line[j + 1].low if j + 1 < len(line) else ""
    return [
        f"{lang} before {previous}",
        f"{lang} after {following}",
        f"{lang} case {case(view, last)}",
        f"then {_concept(view, last + 1, last + 3)}",
        f"since {_concept(view, first - 3, first - 1, back=True)}",
    ]


def meanings(view: View, first: int, last: int) -> list[str]:
    """Return the classes of meaning of the words around tokens ``[first, last]``: 'meant before export'."""
    out: dict[str, None] = {}
    for name, a, b in classed(view):
        if first - _REACH <= b < first:
            out[f"meant before {name}"] = None
            if b == first - 1:
                out[f"meant right before {name}"] = None
        elif last < a <= last + _REACH:
            out[f"meant after {name}"] = None
            if a == last + 1:
                out[f"meant right after {name}"] = None
    return list(out)


_REACH = 4
"""Tokens on either side of a name, a date or a figure whose meaning counts."""


def cut(word: str) -> str:
    """Return a word, its beginning only when it is long."""
    return word if len(word) < 7 else word[:6] + "…"


def case(view: View, last: int) -> str:
    """Return the grammatical case that a token's form has or may have; an empty word where the language has none."""
    token = view.line[last]
    if view.lang == "ru":
        return "/".join(name for name in _CASES if name in token.tags)
    if view.lang == "kk":
        return next((name for name, ending in _KK_CASES if ending.search(token.low)), "bare")
    return ""


def _concept(view: View, first: int, last: int, back: bool = False) -> str:
    """Return the concept nearest to one side of a span, from those that lie wholly within tokens ``[first, last]``."""
    best: tuple[int, int, str] | None = None
    for hit in view.hits:
        if hit.first >= first and hit.last <= last:
            rank = (-hit.last if back else hit.first, -(hit.last - hit.first), hit.concept)
            if best is None or rank < best:
                best = rank
    return best[2] if best else "nothing"


def gap_class(gap: float) -> str:
    """Return the class of a weighted distance, coarser the farther."""
    return str(sum(gap > bound for bound in _GAPS))


def clause_breaks(view: View, draft: Draft, index: int) -> int:
    """Return the fewest commas (semicolons count three) between a token and a head of a draft."""
    return min(abs(view.breaks[head.first] - view.breaks[index]) for head in draft.candidate.heads)


def side(draft: Draft, first: int) -> str:
    """Return which side of a draft's head a token is on."""
    return "before" if first < draft.candidate.head.first else "after"


def rivalry(gaps: list[float], index: int) -> str:
    """Return how much nearer another claim's head is than that of claim ``index``; 'alone' where there is one claim."""
    if len(gaps) == 1:
        return "alone"
    lead = gaps[index] - min(gaps)
    if lead <= 0.01:
        others = min(g for k, g in enumerate(gaps) if k != index)
        return "nearest" if others - gaps[index] < 2 else "nearest by far"
    return "close" if lead < 2 else "far" if lead < 6 else "farther"


def matching(gaps: list[list[float]], kinds: list[str], item: int, index: int) -> str:
    """Return whether claim ``index`` is the nearest to an item, and whether it is so to another of its kind.

    ``gaps[k][d]`` is the distance of item ``k`` to claim ``d``. 'Twelve held at Bakhty, five hundred queue at Khorgos'
    has one of each kind for each claim.
    """
    if len(gaps[item]) == 1:
        return "one claim"
    nearest = gaps[item][index] <= min(gaps[item]) + 0.01
    own = any(k != item and kinds[k] == kinds[item] and gaps[k][index] <= min(gaps[k]) + 0.01 for k in range(len(gaps)))
    return f"{'nearest' if nearest else 'not nearest'}, {'has another' if own else 'has no other'} of its own"
