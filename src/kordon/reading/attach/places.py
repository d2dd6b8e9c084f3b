# ruff: noqa: E501
"""Which places a claim takes: those of its sentence first, then those that the article named before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kordon.reading.attach.mentions import Mention
from kordon.reading.attach.story import Earlier, Key, Story, content, related
from kordon.reading.attach.words import beside, clause_breaks, cut, gap_class, matching, meanings, rivalry, side
from kordon.reading.drafts import Draft, gap_to
from kordon.reading.learned.meanings import classed
from kordon.reading.places import sides_of
from kordon.reading.rules import View

MOST_EARLIER = 10
"""How many places of earlier sentences a claim may choose from, the last named first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim's possible place with the features that speak for and against it; ``earlier`` when it stands before."""

    mention: Mention
    features: tuple[str, ...]
    earlier: Earlier | None = None
    pointed: bool = False
    """Whether 'this route' or 'the said port' of the sentence can only mean it: the last named before that is of the kind."""


def here(view: View, drafts: list[Draft], named: list[Mention], story: Story) -> list[list[Pair]]:
    """Return for each draft the places of its own sentence with their features."""
    around = [_around(view, named, m) for m in named]
    gaps = [[gap_to(view, draft, m.hit.first, m.hit.last) for draft in drafts] for m in named]
    kinds = [m.hit.place.kind for m in named]
    out: list[list[Pair]] = []
    for d, draft in enumerate(drafts):
        ranked = sorted(range(len(named)), key=lambda k: (gaps[k][d], k))
        pairs = []
        for k, m in enumerate(named):
            fit = matching(gaps, kinds, k, d)
            same = [r for r in ranked if named[r].hit.place.kind == m.hit.place.kind]
            features = [
                *around[k],
                *_pair_features(view, draft, m, gaps[k], d, story),
                f"rank {min(ranked.index(k), 3)} of {min(len(named), 4)}",
                f"rank among {m.hit.place.kind} {min(same.index(k), 3)} of {min(len(same), 3)}",
                f"claim is {fit}",
                f"claim is {fit} is {m.hit.place.kind}",
                f"claim is {fit} cue {m.cue}",
                f"claim is {fit} breaks {min(clause_breaks(view, draft, m.hit.first), 2)} is {m.hit.place.kind}",
            ]
            pairs.append(Pair(m, tuple(features)))
        out.append(pairs)
    return out


def _around(view: View, named: list[Mention], m: Mention) -> list[str]:
    """Return what speaks for a place whichever claim it is."""
    place = m.hit.place
    words = beside(view, m.hit.first, m.hit.last)
    others = [o for o in named if o.key != m.key and o.hit.first != m.hit.first]
    firm = [o for o in others if o.firm and o.cue in ("named", "city")]
    states = [o for o in others if o.hit.place.what == "state" and o.cue in ("named", "soil", "border pair")]
    out = [
        f"is {place.what}",
        f"cue {m.cue}",
        f"cue {m.cue} is {place.what}",
        f"as {m.role} is {place.what}",
        *words,
        *(f"{word} is {place.kind}" for word in words),
        *(f"{word} is {place.kind}" for word in meanings(view, m.hit.first, m.hit.last)),
        f"firm beside {min(len(firm), 2)} is {place.what}",
        f"firm beside {min(len(firm), 2)} cue {m.cue} as {m.role}",
        f"states beside {min(len(states), 2)} is {place.what}",
    ]
    if m.covered:
        out.append(f"within the speaker's words is {place.what}")
    out.append(f"known as {_known(m)} is {place.what} {view.lang}")
    if place.form == "capital":
        out.append("capital as a state")
    if firm and place.kind in ("country", "area"):
        owners = {cc for o in firm for cc in (o.hit.place.cc, *sides_of().get(o.hit.place.id, ()))}
        out.append(f"{'holds' if place.cc in owners else 'holds no'} firm place is {place.what} cue {m.cue}")
    if any(o.key == m.key and o is not m for o in named):
        out.append(f"named twice is {place.kind}")
    if view.sentence.title or view.sentence.block == 0:
        out.append(f"headline or first lines is {place.kind}")
    if m.hit.first < 2:
        out.append(f"opens the sentence is {place.kind} {view.lang}")
    joint = [o for o in others if o.hit.place.kind == place.kind and abs(o.hit.first - m.hit.last) <= 3]
    if joint:
        out.append(f"in a list is {place.what}")
    return out


def _known(m: Mention) -> str:
    """Return how a place is known: from the world's tables, from the gazetteer of settlements, or from no table."""
    place = m.hit.place
    if not place.id:
        return "no table" if place.kind != "country" else "state"
    source = "settlement" if ":" in place.id else "own table"
    return f"{source}, {'short' if m.hit.end - m.hit.start < (3 if m.hit.first == m.hit.last else 2) else 'long'} name"


def _pair_features(view: View, draft: Draft, m: Mention, gaps: list[float], d: int, story: Story) -> list[str]:
    place, kind = m.hit.place, draft.candidate.type
    breaks = min(clause_breaks(view, draft, m.hit.first), 4)
    rival = rivalry(gaps, d)
    out = [
        f"{kind} is {place.what}",
        f"{kind} cue {m.cue}",
        f"{kind} as {m.role} is {place.kind}",
        f"gap {gap_class(gaps[d])}",
        f"gap {gap_class(gaps[d])} is {place.kind}",
        f"breaks {breaks} {view.lang}",
        f"claim is {rival}",
        f"claim is {rival} is {place.kind}",
        f"claim is {rival} breaks {min(breaks, 2)}",
        f"{side(draft, m.hit.first)} the head {view.lang}",
        f"{side(draft, m.hit.first)} the head cue {m.cue}",
    ]
    out += [f"{kind} {word}" for word in beside(view, m.hit.first, m.hit.last)[3:]]
    main = _main(story)
    if main is not None:
        is_main = "the main place" if m.key == main else "another than the main place"
        out += [f"{is_main} is {place.kind}", f"{is_main} cue {m.cue} as {m.role}", f"{is_main} {kind}"]
    before = story.taken.get(m.key)
    if before:
        last = story.number - before[-1][0]
        alike = any(t == kind or related(t, kind) for _, t, _ in before)
        out += [
            f"taken by a claim before is {place.kind}",
            f"taken by {'an alike' if alike else 'another'} claim {min(last, 3)} before is {place.kind}",
        ]
    elif m.key in story.last:
        out.append(f"named before, not taken is {place.kind}")
    return out


_POINTERS = {
    "ELEMENT.port": ("port", "terminal"),
    "ELEMENT.post": ("post", "station"),
    "ELEMENT.border": ("post", "state"),
    "ELEMENT.sea": ("strait", "sea"),
    "ELEMENT.pipe": ("pipeline",),
    "ELEMENT.terminal": ("terminal", "port"),
    "ELEMENT.rail": ("station", "corridor"),
    "ELEMENT.route": ("corridor",),
    "ELEMENT.road": ("post", "corridor"),
    "ELEMENT.plant": ("plant",),
}
"""Which kinds of place a common noun ('the port', 'the crossing') of a later sentence may mean."""
_THIS = re.compile(
    r"\b(?:эт(?:от|ого|ому|им|ом|ой|у|а|их)|данн\w+|указанн\w+|this|the same|here|there|здесь|там|тут|оттуда|туда|осы|сол|бұл|мұнда|онда)\b"
    r"|该|該|当地|當地|这里|這裡|此地|本港|我港|本口岸",
    re.I,
)


def before(view: View, draft: Draft, own: list[Pair], chances: list[float], story: Story) -> list[Pair]:
    """Return the places that earlier sentences named, with their features, for a draft whose own places have ``chances``."""
    known = {pair.mention.key for pair in own}
    earlier = [item for key, item in reversed(story.last.items()) if key not in known]
    chosen = earlier[:MOST_EARLIER]
    chosen += [item for item in earlier[MOST_EARLIER:] if item.mention.key == story.first_firm]
    kind = draft.candidate.type
    best = max(chances, default=-1.0)
    state = "none" if best < 0 else str(int(best * 4))
    firm = max((c for p, c in zip(own, chances, strict=True) if p.mention.firm), default=-1.0)
    spot = "no spot" if firm < 0 else "weak spot" if firm < 0.4 else "spot"
    land = max((c for p, c in zip(own, chances, strict=True) if p.mention.hit.place.kind == "country"), default=-1.0)
    soil = "no state" if land < 0.4 else "state"
    named_states = {
        p.mention.hit.place.cc
        for p, c in zip(own, chances, strict=True)
        if c >= 0.4 and p.mention.hit.place.kind == "country"
    }
    pointed = {what for concept, kinds in _POINTERS.items() if view.concepts.get(concept) for what in kinds}
    meant = _meant(view, chosen)
    this = "pointing" if _THIS.search(view.text, view.sentence.start, view.sentence.end) else "not pointing"
    last_claim = max((n for n, _ in story.claims), default=-9)
    ranks: dict[str, int] = {}
    out = []
    of_last = {key for key, uses in story.taken.items() if uses[-1][0] == last_claim}
    total = max(1, len(story.claims))
    rivals = sum(item.mention.key in of_last for item in chosen)
    kinds_of_last = "/".join(sorted({key[2] for key in of_last}))
    after = _common_noun(view, draft)
    opening = _opening(view)
    mine = content(view)
    distinct = min(len(story.taken), 4)
    places_here = {k for hit in view.places for k in range(hit.first, hit.last + 1)}
    said = frozenset(
        key for k, t in enumerate(view.line) if t.word and k not in places_here for key in (t.low, *t.keys)
    )
    free = _free_nouns(view)
    pairwise = _TWO.search(view.text, view.sentence.start, view.sentence.end)
    elements = {hit.concept for hit in view.hits if hit.concept.startswith("ELEMENT.") and hit.first not in places_here}
    likely = [p.mention for p, c in zip(own, chances, strict=True) if c >= 0.4]
    own_keys = {m.key for m in likely}
    own_ccs = {cc for m in likely if m.firm for cc in (m.hit.place.cc, *sides_of().get(m.hit.place.id, ())) if cc}
    roles = "/".join(sorted({m.role for m in likely})) or "nowhere"
    main = _main(story)
    for item in chosen:
        m = item.mention
        place = m.hit.place
        rank = ranks[place.kind] = ranks.get(place.kind, -1) + 1
        what_rank = ranks[f"a {place.what}"] = ranks.get(f"a {place.what}", -1) + 1
        ago = min(story.number - item.number, 5)
        taken = story.taken.get(m.key, [])
        use = "never taken"
        if taken:
            near = max(n for n, _, _ in taken)
            alike = any(t == kind or related(t, kind) for n, t, _ in taken if n == near)
            use = f"taken by {'the last' if near == last_claim else 'an older'} {'alike' if alike else 'other'} claim"
        point = "pointed at" if place.what in pointed else "other pointed at" if pointed else "nothing pointed at"
        block = "paragraph" if item.view.sentence.block == view.sentence.block else "other paragraph"
        features = [
            f"is {place.what}",
            f"{kind} is {place.what}",
            f"cue {m.cue} is {place.kind}",
            f"ago {ago} is {place.kind}",
            f"ago {ago} {block}",
            f"rank {min(rank, 3)} is {place.kind}",
            f"rank {min(rank, 3)} ago {ago} is {place.kind}",
            use,
            f"{use} is {place.what}",
            f"{use} ago {ago}",
            f"{use} {spot} best {state}",
            f"{use} {this} {spot}",
            f"{use} {kind}",
            f"{point} is {place.what}",
            f"{point} {spot} {use}",
            f"{spot} {soil} is {place.what}",
            f"{spot} {kind} is {place.kind}",
            f"best {state} is {place.kind}",
            f"best {state}",
            f"{this} is {place.kind} {spot}",
            f"{view.lang} is {place.kind}",
            f"named {min(story.times[m.key], 3)} times is {place.kind}",
            f"then as {m.role} is {place.kind}",
            f"known as {_known(m)} is {place.what}",
            f"{use} of {min(rivals, 3)} that it took {spot}",
            f"{use} took {kinds_of_last} is {place.kind}",
            f"{use} took {kinds_of_last} is {place.kind} {kind}",
            f"taken by share {int(4 * len(taken) / total)} is {place.kind}",
            f"taken by share {int(4 * len(taken) / total)} best {state} {spot}",
            f"speaks of {after} is {place.what}",
            f"speaks of {after} {use} {spot}",
            f"{view.lang} {use} {spot}",
            f"{min(len(own), 3)} names here {use}",
            f"{opening} {use}",
            f"{opening} ago {min(ago, 3)} {use}",
            f"{distinct} places taken {use} {spot}",
            f"{distinct} places taken {use} best {state}",
            f"{'the main place' if m.key == main else 'no main place'} {use} {spot}",
            f"{'the main place' if m.key == main else 'no main place'} ago {min(ago, 3)} is {place.kind}",
            f"{min(len(own), 3)} names here best {state} {use} ago {min(ago, 2)}",
        ]
        if taken:
            number, then, was = taken[-1]
            pair = {k for k, uses in story.taken.items() if k != m.key and any(n == number for n, _, _ in uses)}
            features += [
                f"was {was} own {roles} {use}",
                f"was {was} own {roles} is {place.kind} {kind}",
                f"{'its pair is named here' if pair & own_keys else 'its pair is not' if pair else 'alone then'} {use} own {roles}",
                f"{'its pair is named here' if pair & own_keys else 'its pair is not' if pair else 'alone then'} is {place.kind}",
            ]
            features += [f"{then} then {kind} now {use}", f"{then} then {kind} now ago {min(ago, 2)} {spot}"]
            shared = max(_shared(mine, story.words.get(n, frozenset())) for n, _, _ in taken[-3:])
            features += [
                f"shares {shared} words with its claims",
                f"shares {shared} words with its claims {use} {spot}",
            ]
        shared = _shared(mine, story.words.get(item.number, frozenset()))
        features += [f"shares {shared} words is {place.kind}", f"shares {shared} words {use} ago {min(ago, 3)}"]
        if m.hit.place.what == "state" and len(of_last) > 1 and m.key in of_last:
            features.append(f"one of the last claim's pair {soil}")
        nouns = elements & _nouns(item)
        state_rank = sum(n < story.first.get(m.key, 9) for key, n in story.first.items() if key[2] == "country")
        noun = (
            "a word of its name is said again"
            if _named_again(item, said)
            else "its noun is said again"
            if nouns
            else "another noun is said"
            if elements
            else "no noun is said"
        )
        began = story.first.get(m.key, 9)
        earliest = min((n for key, n in story.first.items() if key[2] == m.key[2]), default=9)
        features += [
            f"first named in {min(began, 3)} is {place.kind} {spot}",
            f"first named in {min(began, 3)} {use}",
            f"{point} is {place.what} {'first' if began == earliest else 'not first'} of its kind",
            f"{noun} {use}",
            *(
                [
                    f"two sides are said is {place.what}",
                    f"two sides are said {'among the first' if state_rank < 2 else 'later'} is {place.kind} {use}",
                ]
                if pairwise
                else ()
            ),
            f"{_fits(free, place.what)} is {place.what}",
            f"{_fits(free, place.what)} {use}",
            f"{_fits(free, place.what)} {spot} {use} {'last' if what_rank == 0 else 'older'} of its kind",
            f"{_fits(free, place.what)} {'first' if began == earliest else 'not first'} of its kind is {place.kind}",
            f"{noun} {spot} is {place.kind}",
            f"{noun} {spot} {use} ago {min(ago, 3)}",
            f"{noun} {'first' if began == earliest else 'not first'} of its kind",
            f"own {roles} {use} is {place.kind}",
            f"own {roles} {kind} {use}",
        ]
        if place.kind == "country" and own_ccs:
            features.append(f"{'holds' if place.cc in own_ccs else 'holds no'} own spot {use}")
        if m.key == story.first_firm:
            features += ["first spot of the article", f"first spot of the article {spot} {use}"]
        if item.view.sentence.title:
            features.append(f"in the headline is {place.kind}")
        if named_states:
            sides = {place.cc, *sides_of().get(place.id, ())} - {""}
            features.append(
                f"{'lies' if sides & named_states else 'lies not'} in a state named here is {place.what} {spot}"
            )
        if view.text[max(0, view.sentence.start - 4) : view.sentence.start].rstrip()[-1:] in (";", "；"):
            features.append(f"after a semicolon {use}")
        out.append(Pair(m, tuple(features), item, item is meant))
    return out


def _meant(view: View, chosen: list[Earlier]) -> Earlier | None:
    """Return the place that a demonstrative right before a common noun means ('этого пути', 'this crossing', '该口岸')."""
    kinds = {
        what
        for concept, all_kinds in _POINTERS.items()
        for hit in view.concepts.get(concept, ())
        if _THIS.search(view.text, view.line[max(0, hit.first - 2)].start, view.line[hit.first].start)
        or _THIS.match(view.text, view.line[hit.first].start)
        for what in all_kinds
    }
    return next((item for item in chosen if item.mention.hit.place.what in kinds), None)


def _common_noun(view: View, draft: Draft) -> str:
    """Return the kind of element or vehicle that stands nearest to a draft's head: what the claim speaks of."""
    best: tuple[float, str] | None = None
    for hit in view.hits:
        if hit.concept.startswith(("ELEMENT.", "VEHICLE.", "BANK", "CUSTOMS")):
            rank = (min(view.distance(hit, head) for head in draft.candidate.heads), hit.concept)
            if rank[0] < 10 and (best is None or rank < best):
                best = rank
    return best[1] if best else "nothing"


_NOUNS = {what: concept for concept, kinds in _POINTERS.items() for what in kinds[:1]}


def _nouns(item: Earlier) -> set[str]:
    """Return the common nouns of a place: that of its kind and those that stood beside its name ('the crossing at X')."""
    hit = item.mention.hit
    out = {_NOUNS[hit.place.what]} if hit.place.what in _NOUNS else set()
    for other in item.view.hits:
        if other.concept.startswith("ELEMENT.") and hit.first - 3 <= other.last and other.first <= hit.last + 3:
            out.add(other.concept)
    return out


def _named_again(item: Earlier, said: frozenset[str]) -> bool:
    """Whether a sentence has a word of a longer name: 'the road' after 'the Georgian Military Road'."""
    hit, line = item.mention.hit, item.view.line
    if item.view.lang == "zh":
        name = item.view.text[hit.start : hit.end]
        return len(name) > 3 and all(char in said for char in name[-2:])
    words = [line[k] for k in range(hit.first, hit.last + 1) if line[k].word and len(line[k].low) > 3]
    return len(words) > 1 and any(said & {word.low, *word.keys} for word in words)


_TWO = re.compile(
    r"(?:the|both|two)(?: two)? (?:countries|states|sides|neighbours|neighbors|capitals)|bilateral|each other|"
    r"двух стран|обе(?:их|ими|им)? (?:стран|сторон)|двусторонн|взаимн|между странами|两国|兩國|双方|雙方|双边|雙邊|екі ел|екі жақ|екі тарап|екі мемлекет|өзара",
    re.I,
)
"""Words for two states at once: 'trade between the two countries'."""
_MEANT = {
    "post": {"border", "bridge_cross", "station"}, "port": {"port", "terminal"}, "terminal": {"terminal", "port"}, "station": {"station", "railway"},
    "strait": {"strait_canal"}, "sea": {"sea"}, "river": {"river"}, "corridor": {"corridor", "road", "railway", "rail_track"}, "region": {"region"},
    "settlement": {"city", "port"}, "state": {"country_word"}, "plant": {"refinery"}, "pipeline": {"pipeline"},
}  # fmt: skip
"""For each kind of place the classes of the nouns that take it up again."""
_ALL_MEANT = frozenset(name for names in _MEANT.values() for name in names)


def _free_nouns(view: View) -> frozenset[str]:
    """Return the classes of nouns for places that stand alone, beside no name: 'the port', 'республика'."""
    taken = {k for hit in view.places for k in range(hit.first - 2, hit.last + 3)}
    return frozenset(name for name, first, last in classed(view) if name in _ALL_MEANT and not taken & {first, last})


def _fits(free: frozenset[str], what: str) -> str:
    """Return whether a noun that stands alone may mean a kind of place."""
    return (
        "a lone noun fits" if free & _MEANT.get(what, set()) else "a lone noun fits another" if free else "no lone noun"
    )


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Return how much two sentences speak of one thing: 0 to 3."""
    return min(3, len(one & other))


def _opening(view: View) -> str:
    """Return the first word of a sentence, which often tells whether it goes on with the one before."""
    for token in view.line:
        if token.word:
            return f"{view.lang} opens {cut(token.low)}" + (
                view.line[1].low if view.lang == "zh" and len(view.line) > 1 else ""
            )
    return "opens with no word"


def _main(story: Story) -> Key | None:
    """Return the place that most claims of the text so far took."""
    return max(story.taken, key=lambda key: len(story.taken[key]), default=None)


def place_key(pair: Pair) -> Key:
    """Return what makes two pairs one place."""
    return pair.mention.key


def role_features(view: View, draft: Draft, pair: Pair) -> list[str]:
    """Return what speaks for a role of a place that a claim has taken."""
    m = pair.mention
    kind, place = draft.candidate.type, m.hit.place
    where = pair.earlier.view if pair.earlier else view
    at = "before" if pair.earlier else "here"
    words = beside(where, m.hit.first, m.hit.last)
    out = [
        f"{at} as {m.role}",
        f"{at} as {m.role} is {place.kind}",
        f"{at} as {m.role} {kind}",
        f"{kind} is {place.kind}",
        f"cue {m.cue} {kind}",
        f"cue {m.cue} as {m.role}",
        f"{at} cue {m.cue}",
    ]
    if not pair.earlier:
        out += [*words, *(f"{word} is {place.kind}" for word in words[:3]), f"{side(draft, m.hit.first)} the head"]
        out += meanings(where, m.hit.first, m.hit.last)
    return out
