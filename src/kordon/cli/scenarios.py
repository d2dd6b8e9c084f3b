"""``kordon scenarios``: the named scenarios, one in full, and the schema of a scenario file."""

from __future__ import annotations

import click

from kordon.cli.common import json_option, print_json, print_table


@click.command("scenarios")
@click.argument("name", required=False)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a scenario file.")
@json_option
def command(name: str | None, schema: bool, as_json: bool) -> None:
    """List the named scenarios; with NAME show one, measure by measure, with its sources."""
    from kordon.errors import LookupFailed
    from kordon.scenario.load import named_scenarios, scenario_schema

    if schema:
        print_json(scenario_schema())
        return
    named = named_scenarios()
    if name is None:
        if as_json:
            print_json([scenario.model_dump(mode="json") for scenario in named.values()])
            return
        rows = [[key, scenario.name, str(len(scenario.measures))] for key, scenario in named.items()]
        print_table("Named scenarios", ["name", "what", "measures"], rows)
        return
    if name not in named:
        from kordon.scenario.validate import did_you_mean

        guess = did_you_mean(name, {key: scenario.name for key, scenario in named.items()})
        mend = f"did you mean {' or '.join(guess)}?" if guess else "kordon scenarios lists them"
        raise LookupFailed(f"there is no named scenario {name!r}", mend=mend)
    scenario = named[name]
    if as_json:
        print_json(scenario.model_dump(mode="json"))
        return
    click.echo(f"{scenario.name} ({name})")
    click.echo(scenario.description.strip())
    for number, measure in enumerate(scenario.measures, start=1):
        source = f"{measure.provenance.kind}: {measure.provenance.source}"
        click.echo(f"{number}. {measure.kind}: {measure.why} [{source}]")
