"""Printing to the console: lines, wrapped and coloured on a terminal, or one JSON object."""

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cli.render import Line

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")


def examples(*commands: str) -> str:
    """Return the end of a command's help: its examples, a line each, which click must not wrap."""
    return "\n".join(["\b", "Example:", *(f"  {line}" for line in commands)])


def print_lines(lines: "Sequence[Line]") -> None:
    """Print lines: as they are where piped, wrapped and coloured on a terminal (NO_COLOR is rich's to honour)."""
    if sys.stdout is None or not sys.stdout.isatty():
        click.echo("\n".join(f"{line.lead}{line.text}" for line in lines))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        if not line.lead:
            console.print(Text.assemble(*line.parts))
            continue
        hanging = Table.grid()
        hanging.add_column(width=len(line.lead), no_wrap=True)
        hanging.add_column(overflow="fold")
        hanging.add_row(Text(line.lead), Text.assemble(*line.parts))
        console.print(hanging)


def print_json(shown: object) -> None:
    """Print a value as one JSON object."""
    import json

    from bot.presentation.json_output import as_json

    click.echo(json.dumps(as_json(shown), ensure_ascii=False, indent=2))
