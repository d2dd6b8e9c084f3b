"""What a consignment may not touch, as masks of links, and the ways that are refused for it, each with its rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kordon.model import RefusedRoute
from kordon.plan.distinct import posts_of
from kordon.plan.ways import Bools, Path, Ways, columns
from kordon.risk.status import closed_on
from kordon.world.load import World
from kordon.world.network import Network
from kordon.world.records import Rule

if TYPE_CHECKING:
    from kordon.world.rules import Forbidden, RuleHit

MOST_REFUSED = 8
"""Refused ways listed; they carry no cost and no rank."""

MOST_PER_RULE = 3
"""Refused ways listed for one rule, unless it bites in other states as well."""


@dataclass(frozen=True)
class Ban:
    """One rule where it bites: the links that this freight may not use because of it."""

    rule: Rule
    where: str
    links: Bools


def bans(world: World, cargo: str, hs: str, origin_cc: str, destination_cc: str, on: dt.date) -> list[Ban]:
    """Return what rules in force on a day forbid this freight, one entry a rule and place.

    Beside what :func:`kordon.world.rules.forbidden` says, posts marked as bilateral are kept from freight of third
    countries by the rule of the tables on bilateral posts.
    """
    from kordon.world.rules import forbidden

    net = world.network
    answer: Forbidden = forbidden(world, cargo, hs, origin_cc, destination_cc, on)
    found: list[Ban] = []
    if answer.everything is not None:
        found.append(_ban(answer.everything, np.ones(net.n_links, dtype=np.bool_), origin_cc))
    for cc, hit in answer.territories.items():
        found.append(_ban(hit, touching(net, cc), cc))
    for post, hit in answer.posts.items():
        found.append(_ban(hit, closed_mask(net, [post]), post))
    for mode, hit in answer.modes.items():
        found.append(_ban(hit, _mode_links(net, mode), hit.where or mode))
    return found


def _ban(hit: RuleHit, links: Bools, where: str) -> Ban:
    return Ban(hit.rule, where or hit.where, links)


def _mode_links(net: Network, mode: str) -> Bools:
    known = columns(net)
    return np.asarray(known.moves & (known.mode == mode), dtype=np.bool_)


def not_working(world: World, on: dt.date) -> Mapping[str, str]:
    """Return posts that do not work on a day, with the reason: not built, or closed by the table of posts."""
    return {post.id: post.status_text or post.status for post in world.posts.values() if closed_on(post, on)}


def closed_mask(net: Network, posts: Iterable[str]) -> Bools:
    """Return the mask of links across some posts."""
    return np.isin(columns(net).post, list(posts))


def refusals(ways: Ways, paths: Sequence[Path], found: Sequence[Ban]) -> tuple[RefusedRoute, ...]:
    """Return the ways that rules forbid, one a rule, place and chain of states, in the order of rule and states.

    A refused way has no cost, no days and no rank; ways are listed by rule id, then by states and posts.
    """
    refused: dict[tuple[str, str, tuple[str, ...]], RefusedRoute] = {}
    states_at = set(ways.network.node_cc)
    for path in paths:
        broken = [ban for ban in found if any(ban.links[link] for link in path)]
        # who may not enter a state need not be told which of its posts is closed to him as well
        wide = [ban for ban in broken if ban.where not in ways.network.link_post]
        for ban in wide or broken:
            states = states_of(ways.network, path)
            key = (ban.rule.id, ban.where, states)
            refused.setdefault(key, RefusedRoute(
                states=states, posts=posts_of(ways, path), modes=modes_of(ways.network, path), rule=ban.rule.id,
                rule_text=ban.rule.text_en, act=ban.rule.act, authority=ban.rule.authority,
                source=ban.rule.provenance.source, where=ban.where,
            ))  # fmt: skip
    kept: list[RefusedRoute] = []
    for way in refused.values():
        alike = [k for k in kept if k.rule == way.rule]
        # one rule on many posts is shown by a few of them: the likeliest come first
        if len(alike) < MOST_PER_RULE or (all(k.where != way.where for k in alike) and way.where in states_at):
            kept.append(way)
    return tuple(sorted(kept[:MOST_REFUSED], key=lambda r: (r.rule, r.where, r.states, r.posts)))


def states_of(net: Network, path: Path) -> tuple[str, ...]:
    """Return the states that a way touches, in the order met; a state whose strait or canal a ship passes counts."""
    found: dict[str, None] = {}
    for link in path:
        here, there = net.node_cc[int(net.tail[link])], net.node_cc[int(net.head[link])]
        for cc in (here, *(net.link_cc[link].split("-") if net.link_kind[link] == "line" else ()), there):
            if cc and not (cc == there != here):
                found.setdefault(cc)
        if there:
            found.setdefault(there)
    return tuple(found)


def touching(net: Network, cc: str) -> Bools:
    """Return the mask of links in, at or into a state: its land, its ports, its straits and canals.

    Wider than :meth:`Network.touching`, which knows land only: goods that may not enter a state may not pass its canal.
    """
    known = columns(net)
    at = np.asarray(known.node_cc == cc, dtype=np.bool_)
    mask: Bools = known.inside(cc) | at[net.tail] | at[net.head]
    return mask


def modes_of(net: Network, path: Path) -> tuple[str, ...]:
    """Return the modes of the lines of a way, in the order met."""
    return tuple(dict.fromkeys(net.link_mode[link] for link in path if net.link_kind[link] in ("line", "border")))
