"""Does a scenario say things that the world understands: its names, its dates, its numbers by kind of measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kordon.errors import ScenarioError
from kordon.model import Measure, Scenario
from kordon.scenario.load import Lines, place_of

if TYPE_CHECKING:
    from kordon.world import World

NEEDS: dict[str, tuple[str, ...]] = {
    "closure": (),
    "capacity": ("factor",),
    "delay": ("delay_days",),
    "inspection": ("share", "delay_days"),
    "rule": ("rule",),
    "demand": ("factor",),
    "price": ("usd_per_t",),
}
"""The numbers that each kind of measure must carry."""

MAY: dict[str, tuple[str, ...]] = {**dict.fromkeys(NEEDS, ()), "inspection": ("factor",)}
"""The numbers that a kind of measure may carry besides."""

NUMBERS = ("factor", "delay_days", "share", "usd_per_t", "rule")
GEOMETRY = ("borders", "posts", "corridors", "links", "modes")


def validate(scenario: Scenario, world: World, *, where: str = "", lines: Lines | None = None) -> None:
    """Raise :class:`kordon.errors.ScenarioError` for the first thing in ``scenario`` that the world does not know."""
    head = where or scenario.id
    rows = lines or Lines()
    for index, measure in enumerate(scenario.measures):

        def fail(what: str, mend: str, *loc: str | int, _row: int = index) -> ScenarioError:
            return ScenarioError(what, where=place_of(head, rows, ("measures", _row, *loc)), mend=mend)

        _check_numbers(measure, fail)
        _check_names(measure, world, fail)
        _check_dates(measure, fail)
        _check_direction(measure, fail)


Fail = Callable[..., ScenarioError]


def _check_numbers(measure: Measure, fail: Fail) -> None:
    for name in NEEDS[measure.kind]:
        if getattr(measure, name) in (None, ""):
            raise fail(f"a {measure.kind} needs {name}", f"add {name}", name)
    allowed = {*NEEDS[measure.kind], *MAY[measure.kind]}
    for name in NUMBERS:
        if name not in allowed and getattr(measure, name) not in (None, ""):
            raise fail(f"a {measure.kind} takes no {name}", f"leave {name} out, or use another kind", name)
    for name in ("factor", "delay_days", "usd_per_t"):
        value = getattr(measure, name)
        if value is not None and not abs(value) < 1e6:
            raise fail(f"{value} is no plausible {name}", "give a number below 1,000,000", name)


def _check_dates(measure: Measure, fail: Fail) -> None:
    if measure.start and measure.end and measure.end < measure.start:
        raise fail(f"ends {measure.end} before it starts {measure.start}", "swap or mend the dates", "end")


def _check_direction(measure: Measure, fail: Fail) -> None:
    if not measure.both_ways and not measure.where.borders:
        raise fail("both_ways: false needs a border", "add where.borders: [[FROM, TO]]", "both_ways")
    if measure.kind == "demand":
        for name in GEOMETRY:
            if getattr(measure.where, name):
                raise fail(
                    f"a demand measure takes no where.{name}",
                    "use where.territories, where.places or freight",
                    "where",
                    name,
                )


def _check_names(measure: Measure, world: World, fail: Fail) -> None:
    territories = {code: territory.name_en for code, territory in world.territories.items()}
    posts = {key: post.name_en for key, post in world.posts.items()}
    gates = {key: key for key in set(world.network.link_post) - {""} - set(posts)}
    places = {key: place.name_en for key, place in world.places.items()}
    cargo = {key: item.name_en for key, item in world.cargo.items()}
    corridors = {key: item.name_en for key, item in world.corridors.items()}
    site, goods = measure.where, measure.freight
    check: list[tuple[str, str, Iterable[str], dict[str, str]]] = [
        ("where.territories", "territory", site.territories, territories),
        ("where.borders", "territory", [code for pair in site.borders for code in pair], territories),
        ("where.posts", "post", site.posts, {**posts, **gates}),
        ("where.corridors", "corridor", site.corridors, corridors),
        ("where.places", "place", site.places, {**places, **posts}),
        ("freight.origins", "territory", goods.origins, territories),
        ("freight.destinations", "territory", goods.destinations, territories),
        ("freight.either_end", "territory", goods.either_end, territories),
        ("freight.cargo", "cargo class", goods.cargo, cargo),
    ]
    if site.links:
        check.append(("where.links", "link", site.links, dict.fromkeys(world.network.link_id, "")))
    if measure.rule:
        check.append(("rule", "rule", [measure.rule], {rule.id: rule.text_en for rule in world.rules}))
    for field, noun, given, known in check:
        for position, name in enumerate(given):
            if name not in known:
                guess = did_you_mean(name, known)
                mend = f"did you mean {' or '.join(guess)}?" if guess else _how_to_find(noun)
                loc = field.split(".")
                raise fail(f"no {noun} {name!r}", mend, *loc, position if field != "where.borders" else position // 2)


def did_you_mean(name: str, known: dict[str, str], most: int = 2) -> tuple[str, ...]:
    """Return up to ``most`` ids whose id or name is close to ``name``, best first."""
    from rapidfuzz import fuzz, process, utils

    scores: dict[str, float] = {}
    for texts in ({key: key for key in known}, known):
        for _, score, key in process.extract(
            name, texts, scorer=fuzz.WRatio, processor=utils.default_process, limit=most + 1, score_cutoff=72
        ):
            scores[key] = max(scores.get(key, 0.0), score)
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    # a second guess only where it is nearly as good as the first
    return tuple(key for key, score in best[:most] if score >= best[0][1] - 5)


def _how_to_find(noun: str) -> str:
    if noun == "territory":
        return "write an ISO 3166-1 code of two letters, for instance KZ"
    return f"write the id of a {noun} of the bundled world"
