"""Which way a claim's traffic goes, if any: the likeliest of its possible ways by the learned weights."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from kordon.reading.attach.model import Weights
from kordon.reading.attach.ways import Courses
from kordon.reading.drafts import Way

LEAST_LIKELY = 0.25
"""Probability of any way below which none is told, where the learned threshold is lower. That one is chosen to find
ways; but a wrong way narrows a scenario to freight that nobody spoke of. At 0.3 one in fifty of the labelled ways fewer
is right (articles labelled by the scheme alone), and of the ways given that are not labelled so one in seven goes."""

FURTHER = 2.5
"""How much less likely (log-odds) than the first a further state beside it may be: 'to Russia and Belarus'."""

PASSED = 6.0
"""How much less likely (log-odds) a state is an end of a way that its words speak against: 'via Iran to India'."""


def way_of(found: Courses, weights: Weights) -> tuple[list[Way], list[Way], str]:
    """Return the states that the traffic comes from, those it goes to, and why; none when no way is likelier."""
    if not found.courses or "way pair" not in weights:
        return [], [], ""
    origin, to = weights["way from"], weights["way to"]
    stands = [_stands(way.features) for way in found.states]
    come = [
        origin.odds(way.features) - (PASSED if roles and roles <= {"via", "to"} else 0.0)
        for way, roles in zip(found.states, stands, strict=True)
    ]
    go = [
        to.odds(way.features) - (PASSED if roles == {"via"} else 0.0)
        for way, roles in zip(found.states, stands, strict=True)
    ]
    scores = [
        (come[c.origin] if c.origin >= 0 else 0.0)
        + (go[c.to] if c.to >= 0 else 0.0)
        + weights["way pair"].odds(c.features)
        for c in found.courses
    ]
    top = max(scores)
    some = top + math.log(sum(math.exp(s - top) for s in scores))
    none = weights["no way"].odds(found.no_way)
    least = max(weights["no way"].threshold, LEAST_LIKELY)
    if 1.0 / (1.0 + math.exp(max(-30.0, min(30.0, none - some)))) < least:
        return [], [], ""
    best = max(range(len(scores)), key=lambda k: (scores[k], -k))
    chosen = found.courses[best]
    ones, others = [chosen.origin], [chosen.to]
    if chosen.origin >= 0 and chosen.to >= 0:
        for score, course in zip(scores, found.courses, strict=True):
            if course.origin < 0 or course.to < 0 or score < top - FURTHER:
                continue
            further = course.to if course.origin == chosen.origin else course.origin
            beside = chosen.to if course.origin == chosen.origin else chosen.origin
            if (found.states[further].cc, found.states[beside].cc) not in found.together:
                continue
            if course.origin == chosen.origin and course.to not in (*ones, *others):
                others.append(course.to)
            elif course.to == chosen.to and course.origin not in (*ones, *others):
                ones.append(course.origin)
    why = "; ".join(
        f"{name} {found.states[k].cc}, attachment model: "
        f"{question.reason(found.states[k].features) or 'likelier than any other'}"
        for name, question, ends in (("from", origin, ones), ("to", to, others))
        for k in ends
        if k >= 0
    )
    return [found.states[k] for k in ones if k >= 0], [found.states[k] for k in others if k >= 0], why


def _stands(features: Sequence[str]) -> set[str]:
    """Return the roles in which a state is named; a place of it in the sentence is 'at'.

    What only is 'to' is no origin. The reverse costs: an importer's name often has no preposition of its own.
    """
    found = [match.groups() for match in map(_NAMED.match, features) if match]
    return {role if what == "state" else "at" for role, what in found}


_NAMED = re.compile(r"as (at|from|to|via) is (\w+)$")
