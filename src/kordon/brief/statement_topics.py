"""Statements that are no events: memberships, treaties, programmes, comparisons, beginnings; by a table of words.

``brief/data/topics.csv`` says for each topic by which words it is known, which rows of the world's tables bear on it,
and which verdict these rows allow; ``blocs.csv`` names blocs. Adding a topic needs no code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from kordon.brief.statement_rows import (
    Draft,
    Verdict,
    cite,
    cites,
    day,
    flow_figure,
    flow_words,
    picks,
    said,
    split_later,
    state_name,
    states_of,
    tell,
)
from kordon.brief.statement_text import Line, clause, find
from kordon.errors import DataError
from kordon.model import Figure, Outcome
from kordon.world.csvtable import read_table, split
from kordon.world.load import World
from kordon.world.records import KnownEvent, Membership, PublishedFlow, Treaty

DATA = Path(__file__).parent / "data"

_MEMBER = {
    "ru": "член|участник|членство|входить|вступить|состоять|встроить|присоединиться|часть|партнер|наблюдатель",
    "en": "member|membership|joined|belongs|part_of|partner|observer|acceded|party",
}
_BREACH = {
    "ru": "нарушение|нарушать|нарушить|противоречить|запрещать|обязывать",
    "en": "violation|violates|breach*|contravene*|prohibit*|violated|forbid*|forbids",
}
_MAIN = {
    "ru": "главный|крупный|крупнейший|основной|важнейший|самый_загруженный",
    "en": "main|largest|biggest|busiest|principal",
}
_ENOUGH = {
    "ru": "достаточно|достаточный|хватать|хватить|заменить & возможность|мощность|способность|пропускной|объем",
    "en": "enough|sufficient|sufficiently|adequate|replace|absorb & capacity|throughput|volume|volumes",
}


NEAR_CHARACTERS = 30
"""A bloc and the word of membership stand in one part of the sentence, or nearly next to one another."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One row of ``topics.csv``."""

    id: str
    group: str
    checker: str
    types: tuple[str, ...]
    states: tuple[str, ...]
    words: dict[str, str]
    statement: str
    rows: tuple[str, ...]
    verdict: Verdict
    otherwise: Verdict
    lead: str


@lru_cache(maxsize=1)
def read_topics() -> tuple[Topic, ...]:
    """Return the topics in the order of the table."""
    return tuple(
        Topic(
            row["id"], row["group"], row["checker"], split(row["types"]), split(row["states"]),
            {"ru": row["ru"], "en": row["en"]}, row["statement"], split(row["rows"]),
            cast(Verdict, row["verdict"]), cast(Verdict, row["otherwise"]), row["lead"],
        )
        for row in read_table("topics", DATA)
    )  # fmt: skip


@lru_cache(maxsize=1)
def _blocs() -> tuple[dict[str, str], ...]:
    return tuple(read_table("blocs", DATA))


def check_topics(
    world: World, text: Sequence[Line], outcomes: Sequence[Outcome], as_of: dt.date
) -> Iterator[tuple[Line, Draft]]:
    """Yield the checks of a report's sentences that topics, memberships, treaties and comparisons make."""
    for number, line in enumerate(text):
        before = text[number - 1].states if number else ()
        done: set[str] = set()
        for topic in read_topics():
            span = find(topic.words.get(line.lang, ""), line)
            if span is None or topic.group in done:
                continue
            if topic.states and not set(topic.states) & {*line.states, *before}:
                continue
            done.add(topic.group)
            draft = _of_topic(world, topic, line, span, outcomes, as_of)
            if draft is not None:
                yield line, draft
        for draft in [*_memberships(world, line), *_treaties(world, line, as_of), *_largest(world, line, as_of)]:
            yield line, draft


def enough_at(line: Line) -> tuple[int, int] | None:
    """Return the words that say that a capacity is enough, or None."""
    return find(_ENOUGH.get(line.lang, ""), line)


# ---------------------------------------------------------------------------------------------- topics


def _of_topic(
    world: World, topic: Topic, line: Line, span: tuple[int, int], outcomes: Sequence[Outcome], as_of: dt.date
) -> Draft | None:
    place = clause(line, span)
    if topic.checker == "losses":
        return _losses(topic, place, outcomes)
    events, flows, treaties, members = _rows(world, topic)
    now, later = split_later(events, as_of)
    if topic.checker == "began":
        return _began(world, topic, line, place, now, later, as_of)
    parts = [topic.lead, tell(now, later, as_of)]
    parts += [flow_words(f) + "." for f in flows]
    parts += [_treaty_words(t) for t in treaties]
    parts += _member_words(world, members)
    known = bool(now or flows or treaties or (members and not events))
    sources = [*cites(now), *cites(later[:2]), *cites(flows)]
    sources += [s for t in treaties if (s := cite(t.provenance, t.name_en))]
    sources += [s for m in members if (s := cite(m.provenance))]
    return Draft(
        topic=topic.id, span=place, statement=topic.statement, verdict=topic.verdict if known else topic.otherwise,
        finding=" ".join(part for part in parts if part),
        figures=(*picks([*now, *later[:1]]), *map(flow_figure, flows)),
        sources=tuple(dict.fromkeys(sources)), covers=topic.types,
    )  # fmt: skip


def _rows(world: World, topic: Topic) -> tuple[list[KnownEvent], list[PublishedFlow], list[Treaty], list[Membership]]:
    events: list[KnownEvent] = []
    flows: list[PublishedFlow] = []
    treaties: list[Treaty] = []
    members: list[Membership] = []
    for ref in topic.rows:
        kind, _, ident = ref.partition(":")
        if kind == "event":
            events += [row for row in world.events if row.id == ident]
        elif kind == "episode":
            events += [row for row in world.events if row.episode == ident]
        elif kind == "flow":
            flows += [row for row in world.flows if row.id == ident]
        elif kind == "treaty":
            treaties += [row for row in world.treaties if row.id == ident]
        elif kind == "bloc":
            bloc, _, cc = ident.partition("/")
            members += [row for row in world.memberships if row.bloc == bloc and (not cc or row.cc == cc)]
        else:
            raise DataError(
                f"brief/data/topics.csv: {topic.id}: rows {ref!r} is not event, episode, flow, treaty or bloc"
            )
    events.sort(key=lambda row: row.start or dt.date.min)
    return events, flows, treaties, members


def _began(
    world: World, topic: Topic, line: Line, span: tuple[int, int], now: list[KnownEvent], later: list[KnownEvent],
    as_of: dt.date,
) -> Draft:  # fmt: skip
    """Check 'since the visit': the first documented rows of the episode beside the day of the visit in the tables."""
    states = set(line.states)
    visits = [r for r in world.events if r.type == "official_visit" and r.start and r.start <= as_of]
    visits = [r for r in visits if not states or len(states_of(world, r) & states) >= min(2, len(states))]
    visit = max(visits, key=lambda r: r.start or dt.date.min, default=None)
    kinds = ("border_queue", "capacity_cut", "cargo_detention", "control_step")
    rows = sorted((r for r in now if r.type in kinds and r.start), key=lambda r: r.start or dt.date.max)
    if not rows or visit is None or visit.start is None:
        lead = "The tables hold no dated visit to hold it against." if visit is None else "No dated row of queues."
        return Draft(topic.id, span, topic.statement, topic.otherwise, f"{lead} {tell(rows, later, as_of)}".strip(),
                     figures=picks(rows), sources=cites(rows), covers=topic.types)  # fmt: skip
    earlier = [r for r in rows if r.start and r.start < visit.start]
    first = rows[0]
    if earlier:
        gap = (visit.start - (first.start or visit.start)).days
        lead = (f"The visit began on {day(visit.start)}. {len(earlier)} rows known on the day are dated before it, "
                f"the first {gap} days before.")  # fmt: skip
        verdict: Verdict = "contradicted"
    else:
        lead, verdict = f"The visit began on {day(visit.start)}; no row is dated before it.", topic.verdict
    shown = [*earlier[:5], *(r for r in rows if r not in earlier)][:6]
    text = " ".join(said(r) for r in shown[:5])
    if later:
        text += f" {len(later)} more rows became known after {day(as_of)}."
    return Draft(
        topic.id, span, topic.statement, verdict, f"{lead} {text}", figures=picks(shown),
        sources=cites([visit, *shown]), covers=topic.types,
    )  # fmt: skip


def _losses(topic: Topic, span: tuple[int, int], outcomes: Sequence[Outcome]) -> Draft:
    figures: list[Figure] = []
    words = []
    for outcome in outcomes:
        rows = sorted(outcome.losses, key=lambda row: -row.total_usd_month.value)[:3]
        if not rows or rows[0].total_usd_month.value <= 0:
            continue
        words.append(
            f"'{outcome.scenario.name}': "
            + ", ".join(f"{row.state} {row.total_usd_month.value / 1e6:,.0f} M USD a month" for row in rows)
        )
        for row in rows:
            note = f"{row.state}, {outcome.scenario.name}"
            source = row.total_usd_month.provenance.model_copy(update={"note": note})
            figures.append(row.total_usd_month.model_copy(update={"provenance": source}))
    finding = "No published figure of losses is in the tables."
    if words:
        finding += " Estimated by simulation, largest first: " + "; ".join(words) + "."
    return Draft(topic.id, span, topic.statement, "no source found", finding, figures=tuple(figures[:6]),
                 covers=topic.types)  # fmt: skip


# ------------------------------------------------------------------------------- memberships and treaties


def _memberships(world: World, line: Line) -> Iterator[Draft]:
    """Yield a check for 'X is a member of Y' where the sentence names a bloc, one state near it and a word for it."""
    words = find(_MEMBER.get(line.lang, ""), line)
    if words is None:
        return
    for row in _blocs():
        member = find(f"{_MEMBER[line.lang]} & {row[line.lang]}", line)
        bloc = find(row[line.lang], line)
        if member is None or bloc is None:
            continue
        parts = [clause(line, words), clause(line, bloc)]
        if parts[0] != parts[1] and max(words[0] - bloc[1], bloc[0] - words[1]) > NEAR_CHARACTERS:
            continue
        near = [h for h in line.places if h.place.kind == "country" and h.place.form != "adjective"]
        if not near:
            continue
        hit = min(near, key=lambda h: min(abs(h.start - member[1]), abs(member[0] - h.end)))
        yield _membership(world, line, row["bloc"], hit.place.cc, member, _negated(line, words))


def _negated(line: Line, words: tuple[int, int]) -> bool:
    """Whether 'not' stands within three words before the word of membership."""
    before = [t.low for t in line.tokens if t.end <= words[0]][-3:]
    return bool({"not", "no", "never", "не", "нет", "isn't", "n't"} & set(before))


def _membership(world: World, line: Line, bloc: str, cc: str, span: tuple[int, int], negated: bool) -> Draft:
    rows = [m for m in world.memberships if m.bloc == bloc and m.cc == cc]
    others = [m for m in world.memberships if m.bloc == bloc and m.status in ("member", "party") and not m.until]
    name = state_name(world, cc)
    current = [m for m in rows if not m.until]
    verdict: Verdict
    if any(m.status in ("member", "party", "joined") for m in current):
        verdict = "supported"
    elif rows:
        says_partner = find("партнер|наблюдатель" if line.lang == "ru" else "partner|observer", line)
        verdict = "supported" if says_partner and current else "contradicted"
    else:
        verdict = "contradicted" if others else "no source found"
    finding = " ".join(_member_words(world, rows)) or f"The table of memberships has no row of {name} for {bloc}."
    sources = tuple(s for m in rows if (s := cite(m.provenance)))
    says = f"{name} does not belong to {bloc}." if negated else f"{name} belongs to {bloc}."
    if negated and verdict in ("supported", "contradicted"):
        verdict = "contradicted" if verdict == "supported" else "supported"
    return Draft("membership", clause(line, span), says, verdict, finding, sources=sources)


def _member_words(world: World, rows: Sequence[Membership]) -> list[str]:
    if len(rows) > 3:
        bloc = rows[0].bloc
        full = ", ".join(state_name(world, m.cc) for m in rows if m.status in ("member", "party") and not m.until)
        return [f"Members of {bloc} by the table: {full}."]
    found = []
    for m in rows:
        when = f" since {m.since}" if m.since else ""
        until = f" until {m.until}" if m.until else ""
        note = f" ({m.provenance.note})" if m.provenance.note else ""
        basis = "" if m.provenance.kind == "published" else " [general knowledge, no source looked up]"
        status = "joined" if m.status == "joined" else f"{m.status} of"
        found.append(f"{state_name(world, m.cc)}: {status} {m.bloc}{when}{until}{note}{basis}.")
    return found


def _treaties(world: World, line: Line, as_of: dt.date) -> Iterator[Draft]:
    """Yield a check where a sentence calls something a breach of a treaty of the table."""
    words = find(_BREACH.get(line.lang, ""), line)
    if words is None:
        return
    low = line.text[slice(*line.span)].casefold().replace("ё", "е")
    for treaty in world.treaties:
        names = [treaty.name_en, treaty.name_ru, *treaty.aliases]
        if not any(_named(name, line, low) for name in names if name):
            continue
        live = (treaty.in_force is not None and treaty.in_force <= as_of) or treaty.status == "in force"
        if live:
            verdict: Verdict = "no source found"
            lead = "Whether something breaches a treaty in force is a legal judgement that the tables do not hold."
        else:
            verdict, lead = "contradicted", "The treaty is not in force, so it binds nobody as a treaty yet."
        source = cite(treaty.provenance, treaty.name_en)
        yield Draft(
            "treaty", clause(line, words), f"Something is called a breach of the {treaty.name_en}.", verdict,
            f"{lead} {_treaty_words(treaty)}", sources=(source,) if source else (), covers=("military_activity",),
        )  # fmt: skip


def _named(name: str, line: Line, low: str) -> bool:
    if name.casefold() in low:
        return True
    pattern = "_".join(part for part in name.casefold().replace("ё", "е").split() if len(part) > 1)
    if line.lang == "ru":
        from kordon.reading.lang import analyser

        analyse = analyser("ru")
        pattern = "_".join(_lemma(part, analyse(part)[0]) for part in pattern.split("_"))
    return len(pattern) > 3 and find(pattern, line) is not None


def _lemma(word: str, keys: frozenset[str]) -> str:
    return min((k for k in keys if k != word), key=len, default=word)


def _treaty_words(treaty: Treaty) -> str:
    force = f"in force since {day(treaty.in_force)}" if treaty.in_force else treaty.status.removeprefix("signed, ")
    parts = [f"{treaty.name_en}: signed {day(treaty.signed)}, {force}; it is about {treaty.subject}."]
    if treaty.articles:
        parts.append(f"{treaty.articles}.")
    if treaty.provenance.note:
        parts.append(f"{treaty.provenance.note[0].upper()}{treaty.provenance.note[1:]}.")
    return " ".join(parts)


# ---------------------------------------------------------------------------------------------- comparisons


def _largest(world: World, line: Line, as_of: dt.date) -> Iterator[Draft]:
    """Yield a check where a sentence calls a corridor the main or largest one of a state: by tonnes of one year."""
    words = find(_MAIN.get(line.lang, ""), line)
    corridors = [h for h in line.places if h.place.id in world.corridors or h.place.id == "instc_all"]
    if words is None or not corridors or abs(corridors[0].start - words[1]) > 60:
        return
    ident = corridors[0].place.id
    family = ident.split("_")[0]
    tonnes = [f for f in world.flows if f.figure.unit == "Mt" and f.year and f.year < as_of.year + (f.period != "year")]
    tonnes = [f for f in tonnes if not any(w in f.period for w in ("plan", "capacity", "quota", "forecast", "design"))]
    tonnes = [f for f in tonnes if "pipeline" not in f.mode and f.year and f.year >= as_of.year - 2]
    mine = [f for f in tonnes if f.id.startswith(f"cv_{family}") or (f.corridor == ident and len(f.via) != 1)]
    state = line.states[0] if line.states else ""
    others = [f for f in tonnes if f not in mine and (not state or state in (*f.origins, *f.destinations, *f.via))]
    others.sort(key=lambda f: -f.figure.value)
    if not mine or not others:
        return
    best = max(mine, key=lambda f: f.figure.value)
    name = best.name.split(",")[0] if best.id.startswith("cv_") else world.corridors[ident].name_en
    verdict: Verdict = "contradicted" if others[0].figure.value > best.figure.value else "supported"
    shown = [*sorted(mine, key=lambda f: -f.figure.value)[:2], *others[:2]]
    finding = "By tonnes: " + "; ".join(flow_words(f) for f in shown) + ". Definitions and periods differ."
    place = clause(line, (words[0], corridors[0].end))
    yield Draft("comparison", place, f"{name} is the main route.", verdict, finding,
                figures=tuple(flow_figure(f) for f in shown), sources=cites(shown))  # fmt: skip
