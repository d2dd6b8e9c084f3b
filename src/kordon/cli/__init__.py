"""The command line: one file per command, imported only when that command is called.

Exit codes: 0 answered; 1 the answer is 'no' (nothing read, no lawful route); 2 bad input, with one line on standard
error that names the file, row or field and the mend. ``--json`` puts machine-readable output, and nothing else, on
standard output; messages and progress always go to standard error.
"""

from __future__ import annotations

import importlib
import sys

import click

from kordon import __version__
from kordon.errors import DataError, NothingFound, UserError

COMMANDS: dict[str, tuple[str, str]] = {
    "brief": ("kordon.cli.brief", "The main job: reports in, one brief out."),
    "read": ("kordon.cli.read", "Read reports into claims (JSON Lines)."),
    "zones": ("kordon.cli.zones", "Every territory, post and corridor: zone, probabilities, evidence."),
    "route": ("kordon.cli.route", "Lawful ways from FROM to TO, and the refused ones with the rule."),
    "simulate": ("kordon.cli.simulate", "What a scenario does to flows, times, costs and queues."),
    "scenarios": ("kordon.cli.scenarios", "List the named scenarios."),
    "diff": ("kordon.cli.diff", "Two outcomes side by side."),
    "world": ("kordon.cli.world", "The bundled world: info, check, calibrate, export, import."),
    "evaluate": ("kordon.cli.evaluate", "Score the reader against labelled texts."),
    "assign": ("kordon.cli.assign", "The equilibrium engine alone, on TNTP or GMNS networks."),
}
"""Command name -> (module that holds ``command``, its line in ``kordon --help``)."""


class LazyGroup(click.Group):
    """A group whose commands live in modules that are imported when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table above, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kordon")
def cli() -> None:
    """Kordon: a workbench for freight corridors under strain.

    Kordon reads reports into sourced claims, keeps a zone (green, grey, red) for every territory, border post and
    corridor, simulates what a disruption does to freight, and answers on one page. It is no legal advice.
    """


def main() -> None:
    """Run the command line and exit with the code of the contract."""
    try:
        code = cli(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        click.echo(f"kordon: {error.format_message()}", err=True)
        sys.exit(2)
    except UserError as error:
        click.echo(f"kordon: {error}", err=True)
        sys.exit(2)
    except NothingFound as error:
        click.echo(f"kordon: {error}", err=True)
        sys.exit(1)
    except DataError as error:
        click.echo(f"kordon: defect in the bundled data: {error}; please report it", err=True)
        sys.exit(3)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # the reader of our output went away (for instance `| head`); nothing is wrong
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
