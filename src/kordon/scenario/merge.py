"""Measures from several statements as one set: no delay is counted twice at one post, evidence is kept."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import TYPE_CHECKING

from kordon.model import Freight, Measure, Where

if TYPE_CHECKING:
    from kordon.world import World


def merge(measures: Iterable[Measure], world: World) -> tuple[Measure, ...]:
    """Return measures of one kind, place and freight as one, and waits at posts as one wait a post and direction.

    Numbers that disagree enter by their median. What is said of a whole border holds for the posts of which nothing
    closer is said. Checks at a post whose wait is known are part of that wait.
    """
    waits: list[Measure] = []
    rest: list[Measure] = []
    for measure in measures:
        common = measure.kind == "delay" and measure.freight == Freight() and (measure.where.posts or _border(measure))
        (waits if common else rest).append(measure)
    merged = _one_each(rest)
    delays = _waits(waits, world)
    covered = {post for delay in delays for post in delay.where.posts}
    kept: list[Measure] = []
    for measure in merged:
        if _vague_queue(measure) and covered:
            here = _posts_of(measure, world)
            rest_of = tuple(post for post in here if post not in covered)
            if not rest_of:
                continue
            if len(rest_of) < len(here):
                borders = measure.where.borders if not measure.both_ways else ()
                where = measure.where.model_copy(update={"posts": rest_of, "borders": borders})
                measure = measure.model_copy(update={"where": where})
        checks = measure.kind == "inspection" and not measure.freight.cargo and _posts_of(measure, world)
        if checks and set(checks) <= covered:
            delays = [
                d.model_copy(update={"evidence": _union(d.evidence, measure.evidence)})
                if set(d.where.posts) & set(checks)
                else d
                for d in delays
            ]
            continue
        kept.append(measure)
    return (*kept, *delays)


def _vague_queue(measure: Measure) -> bool:
    """Return whether a measure stands for a queue of which no wait is stated (its prior is a loss of capacity)."""
    return measure.kind == "capacity" and measure.provenance.note.startswith("border_queue:")


def _border(measure: Measure) -> bool:
    return bool(measure.where.borders) and not measure.where.territories and not measure.where.places


def _posts_of(measure: Measure, world: World) -> tuple[str, ...]:
    """Return the posts of a measure, those of a border written out."""
    if measure.where.posts:
        return measure.where.posts
    if not _border(measure):
        return ()
    pairs = {frozenset(pair) for pair in measure.where.borders}
    modes = set(measure.where.modes)
    return tuple(
        key
        for key, post in world.posts.items()
        if frozenset((post.cc_a, post.cc_b)) in pairs and (not modes or modes & set(post.modes))
    )


def _one_each(measures: Iterable[Measure]) -> list[Measure]:
    groups: dict[tuple[object, ...], list[Measure]] = {}
    for m in measures:
        groups.setdefault((m.kind, m.where, m.freight, m.both_ways, m.rule, m.start, m.end), []).append(m)
    return [_combined(group) for group in groups.values()]


def _combined(group: list[Measure]) -> Measure:
    first = group[0]
    update: dict[str, object] = {"evidence": _union(*(m.evidence for m in group))}
    for name in ("factor", "delay_days", "share", "usd_per_t"):
        values = [v for m in group if (v := getattr(m, name)) is not None]
        if values:
            update[name] = median(values)
    reasons = tuple(dict.fromkeys(m.why for m in group if m.why))
    update["why"] = "; ".join(reasons[:3])
    return first.model_copy(update=update)


def _union(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref for part in parts for ref in part))


def _waits(measures: list[Measure], world: World) -> list[Measure]:
    """Return one delay per post and direction, posts with the same delay and evidence together."""
    close: dict[tuple[str, str, str], list[Measure]] = {}
    wide: dict[tuple[str, str, str], list[Measure]] = {}
    for measure in measures:
        store = close if measure.where.posts else wide
        for key in _posts_of(measure, world):
            post = world.posts.get(key)
            sides = [(post.cc_a, post.cc_b), (post.cc_b, post.cc_a)] if post else [("", "")]
            for a, b in sides:
                if measure.both_ways or (a, b) in measure.where.borders:
                    store.setdefault((key, a, b), []).append(measure)
    chosen = {**wide, **close}
    groups: dict[tuple[float, tuple[str, ...]], list[tuple[str, str, str]]] = {}
    sources: dict[tuple[float, tuple[str, ...]], list[Measure]] = {}
    for key3, voices in chosen.items():
        days = median(m.delay_days or 0.0 for m in voices)
        name = (days, _union(*(m.evidence for m in voices)))
        groups.setdefault(name, []).append(key3)
        sources[name] = voices
    made: list[Measure] = []
    for name, keys in groups.items():
        both = [k for k in keys if (k[0], k[2], k[1]) in keys]
        one = [k for k in keys if k not in both]
        modes = sources[name][0].where.modes
        if both:
            posts = tuple(dict.fromkeys(k[0] for k in both))
            made.append(_wait(Where(posts=posts, modes=modes), True, name, sources[name]))
        for a, b in dict.fromkeys((k[1], k[2]) for k in one):
            posts = tuple(k[0] for k in one if (k[1], k[2]) == (a, b))
            where = Where(posts=posts, borders=((a, b),), modes=modes)
            made.append(_wait(where, False, name, sources[name]))
    return made


def _wait(where: Where, both_ways: bool, name: tuple[float, tuple[str, ...]], voices: list[Measure]) -> Measure:
    combined = _combined(voices)
    return combined.model_copy(
        update={"where": where, "both_ways": both_ways, "delay_days": name[0], "evidence": name[1]}
    )  # fmt: skip
