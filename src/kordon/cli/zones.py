"""``kordon zones``: every territory, post and corridor with its zone and reasons."""

from __future__ import annotations

import click

from kordon.cli.common import json_option, parse_date, print_json, print_table


@click.command("zones")
@click.option("--as-of", "as_of", help="As known on that day (YYYY-MM-DD); default: today.")
@click.option("--colour", type=click.Choice(["green", "grey", "red"]), help="Only zones of that colour.")
@click.option("--kind", type=click.Choice(["territory", "post", "corridor"]), help="Only subjects of that kind.")
@json_option
def command(as_of: str | None, colour: str | None, kind: str | None, as_json: bool) -> None:
    """List the zone of every territory, post and corridor: probabilities, evidence, what would change it.

    The evidence is the bundled, sourced tables; ``kordon brief`` and ``kordon read`` add reports. A zone without
    evidence is grey and says so.
    """
    import datetime as dt

    from kordon.risk import weigh
    from kordon.world import load_world

    day = parse_date(as_of, "--as-of") or dt.date.today()
    zones = [
        zone for zone in weigh(load_world(), as_of=day)
        if (colour is None or zone.colour == colour) and (kind is None or zone.subject_kind == kind)
    ]  # fmt: skip
    if as_json:
        print_json([zone.model_dump(mode="json") for zone in zones])
        return
    for subject in ("territory", "post", "corridor"):
        rows = [zone for zone in zones if zone.subject_kind == subject]
        if not rows:
            continue
        colours = [zone.colour for zone in rows]
        counts = ", ".join(f"{colours.count(c)} {c}" for c in ("red", "grey", "green") if c in colours)
        rows.sort(key=lambda z: (("red", "grey", "green").index(z.colour), z.probabilities[0][0], z.name))
        print_table(
            f"{subject}: {counts}; as known on {day.isoformat()}",
            ["name", "zone", "open / restricted / closed", "in 30 days", "why", "would change"],
            [
                [
                    f"{zone.name} [{zone.subject}]", zone.colour, _triple(zone.probabilities[0]),
                    _triple(zone.probabilities[30]), zone.reason, zone.would_change[0] if zone.would_change else "",
                ]
                for zone in rows
            ],
        )  # fmt: skip


def _triple(triple: tuple[float, float, float]) -> str:
    return " / ".join(f"{share:.0%}" for share in triple)
