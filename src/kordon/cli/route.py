"""``kordon route``: lawful ways from place to place, and the refused ones with the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kordon.cli.common import json_option, parse_date, print_json, print_table, say
from kordon.errors import NothingFound

if TYPE_CHECKING:
    from kordon.model import OfferedRoute, RouteAnswer
    from kordon.world.load import World


@click.command("route")
@click.argument("origin", metavar="FROM")
@click.argument("destination", metavar="TO")
@click.option("--cargo", required=True, metavar="HS_OR_CLASS", help="HS code (4 to 10 digits) or class of cargo.")
@click.option("--mode", "modes", multiple=True, metavar="MODE", help="Use this mode only (repeat for several).")
@click.option("--tonnes", default=20.0, show_default=True, type=float, help="Size of the consignment.")
@click.option("--on", "on", metavar="DATE", help="Day of the rules and zones (YYYY-MM-DD); default: today.")
@click.option("--avoid", multiple=True, metavar="WHAT", help="State, post, corridor, place or mode to stay away from.")
@click.option("--via", multiple=True, metavar="WHAT", help="State, post, corridor, place or mode to pass, in order.")
@click.option("--most", default=5, show_default=True, type=click.IntRange(1, 20), help="Most routes offered.")
@json_option
def command(
    origin: str, destination: str, cargo: str, modes: tuple[str, ...], tonnes: float, on: str | None,
    avoid: tuple[str, ...], via: tuple[str, ...], most: int, as_json: bool,
) -> None:  # fmt: skip
    """Offer lawful ways FROM a place TO another for some cargo; name the rule where a way is refused.

    Exit code 1 when no lawful way exists. Kordon is no legal advice: verify every rule before acting on it.
    """
    import datetime as dt

    from kordon.plan import find_routes
    from kordon.world import load_world
    from kordon.world.cargo import cargo_class

    world = load_world()
    class_id, hs = cargo_class(cargo)
    answer = find_routes(
        world, origin, destination, cargo=class_id, hs=hs, tonnes=tonnes,
        on=parse_date(on, "--on") or dt.date.today(), modes=modes, avoid=avoid, via=via, most=most,
    )  # fmt: skip
    if as_json:
        print_json(answer.model_dump(mode="json"))
    else:
        _print(world, answer)
    if not answer.offered:
        raise NothingFound(
            f"no lawful way from {_name(world, answer.origin)} to {_name(world, answer.destination)}: "
            + ("; ".join(answer.blocked_by) or "none in the network")
        )


def _name(world: World, ident: str) -> str:
    for table in (world.posts, world.places, world.territories):
        if ident in table:
            return table[ident].name_en
    return ident


def _print(world: World, answer: RouteAnswer) -> None:
    what = f"HS {answer.hs} ({answer.cargo})" if answer.hs else answer.cargo
    head = (
        f"{_name(world, answer.origin)} to {_name(world, answer.destination)}: "
        f"{answer.tonnes:g} t of {what} on {answer.on.isoformat()}"
    )
    if answer.offered:
        print_table(
            head, ["", "way", "posts and gates", "km", "days", "USD/t", "not green"],
            [
                [
                    str(number), _way(world, route), ", ".join(_name(world, p) for p in route.posts),
                    f"{route.length_km:,.0f}", f"{route.days:.0f} ({route.days_low:.0f}-{route.days_high:.0f})",
                    f"{route.usd_per_t:,.0f} ({route.usd_per_t_low:,.0f}-{route.usd_per_t_high:,.0f})",
                    ", ".join(f"{_name(world, k)} {c}" for k, c in route.zones.items() if c != "green"),
                ]
                for number, route in enumerate(answer.offered, start=1)
            ],
        )  # fmt: skip
        duties = {(o.rule, o.effect, o.text, o.act, o.source): None for r in answer.offered for o in r.obligations}
        if duties:
            click.echo()
            print_table("What these ways ask for", ["effect", "what", "act", "source"],
                        [[effect, text, act, source] for _, effect, text, act, source in duties])  # fmt: skip
        for note in dict.fromkeys(route.note for route in answer.offered if route.note):
            click.echo(f"Note: {note}.")
    if answer.refused:
        click.echo()
        print_table(
            "Refused: these ways exist and a rule forbids them",
            ["by way of", "modes", "where", "rule", "act", "source"],
            [
                [
                    " - ".join(_name(world, s) for s in way.states), ", ".join(way.modes), _name(world, way.where),
                    way.rule_text or way.rule, f"{way.act} ({way.authority})", way.source,
                ]
                for way in answer.refused
            ],
        )  # fmt: skip
    say("Rules are a selection with their sources, not legal advice.")


def _way(world: World, route: OfferedRoute) -> str:
    parts = [_name(world, route.legs[0].from_place)] if route.legs else []
    for leg in route.legs:
        if leg.mode != "transfer":
            parts.append(f"{leg.mode.replace('_', ' ')} to {_name(world, leg.to_place)}")
    return ", ".join(parts)
