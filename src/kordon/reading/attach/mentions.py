# ruff: noqa: E501
"""Every name of a sentence that a claim could take as its place, with what the words around it make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kordon.reading.attach.actors import (
    LEANS,
    OFFICE,
    SEATS,
    VISIT,
    acts,
    belongs_to_actor,
    located,
    of_goods,
    route_start,
    speaks,
)
from kordon.reading.attach.adjectives import adjective_place, as_name, banned_origin, pairs
from kordon.reading.attach.roles import listed, role
from kordon.reading.attribution import Speaker
from kordon.reading.places import Name, PlaceHit, gazetteer
from kordon.reading.places.tables import CITY_STATES
from kordon.reading.rules import View
from kordon.reading.slots import PlaceRole

FIRM = frozenset(("post", "port", "strait", "station", "terminal", "settlement", "plant"))
"""Kinds of place that are one spot: beside them, a state mostly only says where they are."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence: ``cue`` says what the words around make of it, ``role`` how they would place it in an event."""

    hit: PlaceHit
    cue: str
    role: PlaceRole
    adjective: bool
    covered: bool
    """Whether it stands inside the words that name the speaker."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two mentions one place."""
        place = self.hit.place
        return (place.id or place.name, place.cc, place.kind)

    @property
    def firm(self) -> bool:
        """Whether it is one spot: a post, port, station, strait, plant or town."""
        return self.hit.place.what in FIRM


def mentions(view: View, speaker: Speaker, loose: bool = False) -> list[Mention]:
    """Return the names of a sentence in order; a capital's name comes twice, as the city and as its state.

    With ``loose``, words that may name a place follow.
    """
    out: list[Mention] = []
    bordering = pairs(view)
    for index, hit in enumerate(view.places):
        covered = bool(speaker.tokens & set(range(hit.first, hit.last + 1)))
        before = view.text[max(view.sentence.start, hit.start - 60) : hit.start].lower().replace("ё", "е")
        if LEANS.search(before) and hit.place.kind in ("country", "area"):
            continue  # politics, not freight
        way = role(view, hit, before)
        if way == "at" and out and out[-1].role in ("from", "to") and listed(view, out[-1].hit, hit):
            way = out[-1].role
        cue, way = _cue(view, hit, index in bordering, index, speaker, covered, before, way)
        out.append(Mention(as_name(hit), cue, way, hit.place.form == "adjective", covered))
        place = hit.place
        if place.kind == "point" and place.id in CITY_STATES:  # a port, or whose banks and rules are meant
            state = replace(place, kind="country", what="state", form="name")
            out.append(Mention(replace(hit, place=state), cue, way, place.form == "adjective", covered))
        if place.form == "capital" and place.city.lower() not in SEATS:
            there = located(view, before, hit) or route_start(view, index)
            spot = replace(place, name=place.city, kind="point", what="settlement", form="name", id="")
            city = gazetteer(view.lang).city(spot, view.line, hit, view.text)
            out.append(Mention(replace(hit, place=city), "city" if there else "seat", way, False, covered))
    return [*out, *_bodies(view), *_by_states(view, out), *(_loose(view) if loose else ())]


_BY_STATES = re.compile(
    r"[中俄哈蒙吉塔乌烏土伊印巴越韩朝缅緬老泰]{2,3}(?:铁路|鐵路|公路|高铁|高鐵|高速|(?:原油|天然气|油气|成品油)?管道)"
)


def _by_states(view: View, named: list[Mention]) -> list[Mention]:
    """Return what names of corridors hide: the states of 'Китай – Европа', the line of '中老铁路' over the states that spell it."""
    out = []
    if view.lang == "zh":
        at, ends = {t.start: k for k, t in enumerate(view.line)}, {t.end: k for k, t in enumerate(view.line)}
        for match in _BY_STATES.finditer(view.text, view.sentence.start, view.sentence.end):
            a, b = match.span()
            known = any(h.place.kind == "corridor" and h.start < b and a < h.end for h in view.places)
            if a in at and b in ends and not known:
                line = Name(match.group(), "corridor", "corridor", "", None, None, "")
                hit = PlaceHit(at[a], ends[b], a, b, line, "a line named by its states")
                out.append(Mention(hit, "named", "at", False, False))
        return out
    index = gazetteer(view.lang)
    for m in named:
        if m.hit.place.kind == "corridor" and m.hit.last > m.hit.first:
            for k in range(m.hit.first, m.hit.last + 1):
                state = index.state_of(view.line[k])
                if state is not None:
                    token = view.line[k]
                    hit = PlaceHit(k, k, token.start, token.end, state, f"a state in the name of '{m.hit.place.name}'")
                    out.append(Mention(hit, "in a name", "at", False, False))
    return out


LOOSE = "loose"
"""The cue of a word that may name a place though no rule is sure of it."""


def _loose(view: View) -> list[Mention]:
    out = []
    for hit in view.loose:
        before = view.text[max(view.sentence.start, hit.start - 60) : hit.start].lower().replace("ё", "е")
        out.append(Mention(hit, LOOSE, role(view, hit, before), False, False))
    return out


def _cue(
    view: View, hit: PlaceHit, pair: bool, index: int, speaker: Speaker, covered: bool, before: str, way: PlaceRole
) -> tuple[str, PlaceRole]:
    place = hit.place
    if pair:
        return "border pair", "at"
    if place.form == "adjective":
        kept = adjective_place(view, hit, before)
        if kept is not None:
            return "soil", kept.role
        if banned_origin(view, hit) is not None:
            return "origin of goods", "from"
        acting = any(
            0 < other.first - hit.last <= 2
            for other in view.hits
            if other.concept.startswith("SPK.") or other.concept in ("BANK", "CUSTOMS")
        )
        return ("adjective of an actor" if acting else "adjective"), way
    if VISIT.search(before):
        return "visit", way
    if view.lang in ("zh", "kk") and place.what == "state" and of_goods(view, hit):
        return "of goods", way
    if view.lang == "ru" and place.what in ("state", "region", "settlement") and OFFICE.search(before):
        return "speaker's region", way
    if view.lang in ("zh", "kk") and place.what in ("region", "settlement") and belongs_to_actor(view, hit):
        return "speaker's region", way
    if view.lang == "zh" and place.what in ("region", "sea") and any(o.start == hit.end for o in view.places):
        return "leads to a name", way
    if covered and place.what in ("state", "region"):
        return "speaker's own", way
    if place.what == "pipeline" and speaks(view, hit):
        return "company", way
    city = place.form == "capital" and place.city.lower() not in SEATS
    if city and (located(view, before, hit) or route_start(view, index)):
        return "capital, located", way
    if place.what == "state" and (belongs_to_actor(view, hit) or acts(view, hit, wide=place.form == "capital")):
        near = any(-3 <= token - hit.first <= 3 for token in speaker.tokens)
        if speaker.span is not None and near and belongs_to_actor(view, hit):
            return "speaker's own", way
        return "actor", way
    return "named", way


def _bodies(view: View) -> list[Mention]:
    """Return the states whose well-known bodies act ('Россельхознадзор запрещает ввоз'): the lexicon's BODY entries."""
    out = []
    for concept, hits in view.concepts.items():
        state = gazetteer(view.lang).state(concept[5:]) if concept.startswith("BODY.") and hits else None
        if state is not None:
            a, b = view.span(hits[0])
            hit = PlaceHit(hits[0].first, hits[0].last, a, b, state, f"body '{hits[0].entry}'")
            out.append(Mention(hit, "body", "at", False, False))
    return out
