"""What rules say of a consignment: what it may not touch, and what it must do on the way.

Rules are rows of ``data/rules.csv``; adding one needs no code. A cell of states may name a bloc (``EU``, ``EAEU``), all
but some (``!EU;!US``) or ``other``: the states that no other rule on the same goods and destinations names, so that an
unknown control is *unknown* and not free. ``@name`` in the HS cell stands for a list of ``data/goods_lists.csv``.

This is no legal advice: the tables are simplified, and each rule says where it comes from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kordon.errors import DataError
from kordon.model import Obligation, Provenance
from kordon.world.csvtable import Row, day, provenance, read_table, split
from kordon.world.facts import members
from kordon.world.load import World
from kordon.world.records import Post, Rule

EFFECTS = frozenset({"free", "inspected", "licence", "unknown", "prohibited"})
BLOCS = ("EU", "EAEU")


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that bites, and where: the state, post or mode that the freight may not touch, or ``everything``."""

    rule: Rule
    where: str


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What a consignment may not touch. ``everything`` is set when it may not be shipped at all."""

    everything: RuleHit | None = None
    territories: dict[str, RuleHit] = field(default_factory=dict)
    posts: dict[str, RuleHit] = field(default_factory=dict)
    modes: dict[str, RuleHit] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.everything or self.territories or self.posts or self.modes)


@dataclass(frozen=True, slots=True)
class ListedGood:
    """One code of a list of goods, say the priority list, with its tier."""

    list: str
    hs: str
    tier: str
    name_en: str
    provenance: Provenance


@lru_cache(maxsize=1)
def read_goods_lists() -> tuple[ListedGood, ...]:
    """Return the codes of all lists of goods."""
    return tuple(
        ListedGood(row["list"], row["hs"], row["tier"], row["name_en"], provenance(row))
        for row in read_table("goods_lists")
    )


def listed(hs: str) -> tuple[ListedGood, ...]:
    """Return the entries of lists of goods that an HS code (any length, dots allowed) falls under or contains.

    >>> [(good.list, good.tier) for good in listed("8542.31")]
    [('chpl', '1')]
    """
    digits = _digits(hs)
    return tuple(g for g in read_goods_lists() if len(digits) >= 4 and _meets(digits, g.hs))


@lru_cache(maxsize=1)
def read_rules() -> tuple[Rule, ...]:
    """Return the rules in the order of the table, blocs and lists written out.

    Raises :class:`DataError` naming the row for an unknown effect, state, list or cargo class, or a rule that ends
    before it starts.
    """
    rows = read_table("rules")
    named = [(row, split(row["hs"]), split(row["destinations"])) for row in rows if row["effect"] != "free"]
    rules = []
    for row in rows:
        others: frozenset[str] = frozenset()
        if "other" in split(row["origins"]):
            mine = set(split(row["hs"]))
            others = frozenset().union(
                *(
                    _states(other, "origins")
                    for other, hs, _ in named
                    if other is not row
                    and mine & set(hs)
                    and other["effect"] in ("prohibited", "licence")
                    and not other["via"]
                    and _overlap(_states(other, "destinations"), _states(row, "destinations"))
                )
            )
        rules.append(_rule(row, others))
    return tuple(rules)


def forbidden(
    world: World, cargo: str, hs: str, origin_cc: str, destination_cc: str, on: dt.date, *, vehicle: str = ""
) -> Forbidden:
    """Return what freight from one state to another may not touch on a day.

    ``cargo`` is a class id and ``hs`` the HS digits, empty when only the class is known. A prohibition that covers the
    whole class then bites; one that covers only a part of it becomes an *unknown* obligation (see :func:`obligations`).
    A heading that contains a listed code counts as listed: the stricter reading is the lawful one. ``vehicle`` is the
    state where the truck is registered; rules on trucks then go by it, and by the ends of the shipment if it is empty.
    """
    found = Forbidden()
    everything: RuleHit | None = None
    for rule in _book(world).in_force(on):
        if rule.effect != "prohibited" or not _goods(rule, cargo, hs):
            continue
        if rule.vehicles and vehicle:
            if vehicle in rule.vehicles:
                _closed_modes(world, rule, origin_cc, destination_cc, rule.vehicles_in, found)
            continue
        if not _from(rule, origin_cc):
            continue
        bound = not rule.destinations or destination_cc in rule.destinations
        if rule.post_kind:
            if bound:
                _closed_posts(world, rule, origin_cc, destination_cc, found)
        elif rule.via:
            if bound:
                for cc in rule.via:
                    if cc not in (origin_cc, destination_cc):
                        found.territories.setdefault(cc, RuleHit(rule, cc))
        elif bound and not (rule.origins and not rule.destinations and destination_cc == origin_cc):
            if rule.modes:
                _closed_modes(world, rule, origin_cc, destination_cc, rule.destinations or rule.origins, found)
            elif rule.posts:
                for post in rule.posts:
                    found.posts.setdefault(post, RuleHit(rule, post))
            else:
                everything = everything or RuleHit(rule, destination_cc if rule.destinations else origin_cc)
        elif not bound and not rule.transit_exempt:
            for cc in rule.destinations:
                if cc != origin_cc:
                    found.territories.setdefault(cc, RuleHit(rule, cc))
    return Forbidden(everything, found.territories, found.posts, found.modes)


def obligations(
    world: World,
    cargo: str,
    hs: str,
    origin_cc: str,
    destination_cc: str,
    territories: Sequence[str],
    posts: Sequence[str],
    modes: Sequence[str],
    on: dt.date,
    *,
    vehicle: str = "",
) -> tuple[Obligation, ...]:
    """Return what a route asks for short of a prohibition: inspection, licence, notice, or a rule that is unknown.

    ``territories``, ``posts`` and ``modes`` are those that the route touches. A prohibition of part of a class, or of a
    post whose kind is not known, is listed as *unknown*. The order is that of the table, no rule twice. ``vehicle`` is
    that of :func:`forbidden`.
    """
    found: dict[str, Obligation] = {}
    touched, used = frozenset(territories) | {origin_cc, destination_cc}, frozenset(modes)
    for rule in _book(world).in_force(on):
        if rule.effect == "free" or not _asked(rule, origin_cc, destination_cc, touched, vehicle):
            continue
        plated = bool(rule.vehicles and vehicle)
        if plated and any(duty.act == rule.act for duty in found.values()):  # one ban, a row for each direction
            continue
        if rule.modes and not used & set(rule.modes):
            continue
        if rule.effect == "prohibited":
            note = _doubt(world, rule, cargo, hs, (origin_cc, destination_cc), touched, posts)
            if note:
                found[rule.id] = _obligation(rule, "unknown", f"{rule.text_en} {note}")
            continue
        if not _goods(rule, cargo, hs) and not _partly(rule, cargo, hs):
            continue
        if rule.posts and not set(posts) & set(rule.posts):
            continue
        if not plated and rule.via and not touched & set(rule.via):
            continue
        if not plated and rule.origins and not rule.destinations and origin_cc == destination_cc:
            continue
        text = rule.text_en
        if not _goods(rule, cargo, hs):
            text += " It covers a part of this cargo class; give the HS code."
        found[rule.id] = _obligation(rule, rule.effect, text)
    return tuple(found.values())


# ---------------------------------------------------------------------------------------------- matching


class _Book:
    """The rules of one world by day, so that thousands of questions for one day filter once."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._days: dict[dt.date, tuple[Rule, ...]] = {}

    def in_force(self, on: dt.date) -> tuple[Rule, ...]:
        if on not in self._days:
            self._days[on] = tuple(rule for rule in self.rules if rule.in_force(on))
        return self._days[on]


_BOOKS: dict[int, _Book] = {}


def _book(world: World) -> _Book:
    rules = world.rules
    book = _BOOKS.get(id(rules))
    if book is None or book.rules is not rules:
        if len(_BOOKS) > 16:
            _BOOKS.clear()
        book = _BOOKS[id(rules)] = _Book(rules)
    return book


def _goods(rule: Rule, cargo: str, hs: str) -> bool:
    if not rule.cargo and not rule.hs:
        return True
    digits = _digits(hs)
    if digits and rule.hs:
        return any(_meets(digits, prefix) for prefix in rule.hs)
    return cargo in rule.cargo


def _partly(rule: Rule, cargo: str, hs: str) -> bool:
    """Whether a rule covers a part of a class of which no HS code is given."""
    if _digits(hs) or not rule.hs or cargo in rule.cargo:
        return False
    return any(_class_of(prefix) == cargo for prefix in rule.hs)


def _meets(digits: str, prefix: str) -> bool:
    """Whether a code falls under a prefix, or is a heading (at least 4 digits) that contains it."""
    return digits.startswith(prefix) or (len(digits) >= 4 and prefix.startswith(digits))


def _from(rule: Rule, origin_cc: str) -> bool:
    return not rule.origins or origin_cc in rule.origins


def _asked(rule: Rule, origin_cc: str, destination_cc: str, touched: frozenset[str], vehicle: str) -> bool:
    """Whether a rule is about this shipment, by its ends, or by the plate of the truck where that is known."""
    if rule.vehicles and vehicle:
        return vehicle in rule.vehicles and bool(touched & set(rule.vehicles_in))
    return _from(rule, origin_cc) and (not rule.destinations or destination_cc in rule.destinations)


def _doubt(
    world: World, rule: Rule, cargo: str, hs: str, ends: tuple[str, str], touched: frozenset[str], posts: Sequence[str]
) -> str:
    """Return why a prohibition may or may not bite; empty when it plainly does or does not."""
    if rule.post_kind:
        open_ = [p for p in posts if _is_third(world.posts.get(p), rule, ends) and world.posts[p].third_country is None]
        return f"Whether {', '.join(open_)} admits freight of third countries is not known." if open_ else ""
    if rule.via and not touched & set(rule.via):
        return ""
    if _partly(rule, cargo, hs):
        return "It covers a part of this cargo class; give the HS code."
    return ""


def _closed_posts(world: World, rule: Rule, origin_cc: str, destination_cc: str, found: Forbidden) -> None:
    for post in world.posts.values():
        if post.third_country is False and _is_third(post, rule, (origin_cc, destination_cc)):
            found.posts.setdefault(post.id, RuleHit(rule, post.id))


def _is_third(post: Post | None, rule: Rule, ends: tuple[str, str]) -> bool:
    """Whether freight between two states is freight of third countries at a post that the rule is about."""
    if post is None or (rule.modes and not set(rule.modes) & set(post.modes)):
        return False
    sides = {post.cc_a, post.cc_b}
    return (not rule.via or sides <= set(rule.via)) and not set(ends) <= sides


def _closed_modes(
    world: World, rule: Rule, origin_cc: str, destination_cc: str, states: Sequence[str], found: Forbidden
) -> None:
    """Close a mode: on land at the outer posts of the states that impose the rule, elsewhere the mode as such."""
    if origin_cc == destination_cc:
        return
    side = set(states)
    land = set(rule.modes) & {"road", "rail"}
    for post in world.posts.values():
        if land & set(post.modes) and len({post.cc_a, post.cc_b} & side) == 1:
            found.posts.setdefault(post.id, RuleHit(rule, post.id))
    for mode in set(rule.modes) - land:
        found.modes.setdefault(mode, RuleHit(rule, mode))


def _obligation(rule: Rule, effect: str, text: str) -> Obligation:
    return Obligation(
        rule=rule.id,
        effect=effect,  # type: ignore[arg-type]  # prohibitions and freedoms never come here
        text=f"{rule.authority}: {text}",
        act=rule.act,
        source=rule.provenance.source,
    )


# ---------------------------------------------------------------------------------------------- reading


def _rule(row: Row, named: frozenset[str]) -> Rule:
    where = f"data/rules.csv: {row['id']}"
    if row["effect"] not in EFFECTS:
        raise DataError(f"{where}: effect {row['effect']!r} is not one of {', '.join(sorted(EFFECTS))}")
    if row["transit_exempt"] not in ("yes", "no"):
        raise DataError(f"{where}: transit_exempt must be yes or no")
    start, end = day(row["start"]), day(row["end"])
    if start and end and end < start:
        raise DataError(f"{where}: ends before it starts")
    if bool(row["vehicles"]) != bool(row["vehicles_in"]):
        raise DataError(f"{where}: vehicles and vehicles_in stand together or not at all")
    cargo = split(row["cargo"])
    for class_id in cargo:
        if not _class_prefixes(class_id):
            raise DataError(f"{where}: cargo class {class_id!r} is not in data/cargo.csv")
    return Rule(
        id=row["id"], effect=row["effect"], authority=row["authority"], act=row["act"], text_en=row["text_en"],
        cargo=cargo, hs=_prefixes(row), origins=tuple(sorted(_states(row, "origins", named))),
        destinations=tuple(sorted(_states(row, "destinations"))), via=tuple(sorted(_states(row, "via"))),
        modes=split(row["modes"]), posts=split(row["posts"]), post_kind=row["post_kind"], start=start, end=end,
        transit_exempt=row["transit_exempt"] == "yes", provenance=provenance(row), tier=row["tier"],
        note=row["note"], vehicles=tuple(sorted(_states(row, "vehicles"))),
        vehicles_in=tuple(sorted(_states(row, "vehicles_in"))),
    )  # fmt: skip


def _prefixes(row: Row) -> tuple[str, ...]:
    found: list[str] = []
    for part in split(row["hs"]):
        if not part.startswith("@"):
            found.append(part)
            continue
        codes = [good.hs for good in read_goods_lists() if good.list == part[1:]]
        if not codes:
            raise DataError(f"data/rules.csv: {row['id']}: goods list {part[1:]!r} is not in data/goods_lists.csv")
        found += codes
    return tuple(dict.fromkeys(found))


def _states(row: Row, column: str, named: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the states of a cell, blocs written out; empty means all."""
    parts = split(row[column])
    plain = {cc for part in parts if not part.startswith("!") and part != "other" for cc in _members(row, part)}
    without = {cc for part in parts if part.startswith("!") for cc in _members(row, part[1:])}
    if "other" in parts:
        destinations = _states(row, "destinations")
        return frozenset(_all_states()) - named - destinations
    if without and plain:
        return frozenset(plain - without)
    if without:
        return frozenset(_all_states()) - without
    return frozenset(plain)


def _members(row: Row, part: str) -> Iterable[str]:
    if part in BLOCS:
        return members(part)
    if part not in _all_states():
        raise DataError(f"data/rules.csv: {row['id']}: state {part!r} is not in data/territories.csv")
    return (part,)


def _overlap(a: frozenset[str], b: frozenset[str]) -> bool:
    return not a or not b or bool(a & b)


@lru_cache(maxsize=1)
def _all_states() -> frozenset[str]:
    return frozenset(row["cc"] for row in read_table("territories"))


@lru_cache(maxsize=1)
def _classes() -> dict[str, tuple[str, ...]]:
    return {row["id"]: split(row["hs"]) for row in read_table("cargo")}


@lru_cache(maxsize=1024)
def _class_of(prefix: str) -> str:
    """Return the class that holds goods of an HS prefix: the longest prefix of the table decides."""
    best, name = "", ""
    for class_id, prefixes in _classes().items():
        for mine in prefixes:
            if len(mine) > len(best) and prefix.startswith(mine):
                best, name = mine, class_id
    return name


def _class_prefixes(cargo: str) -> tuple[str, ...]:
    return _classes().get(cargo, ())


def _digits(hs: str) -> str:
    return "".join(ch for ch in hs if ch.isdigit())
