"""Printing to the console: lines, JSON and errors."""

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.cli.render import Line


def print_lines(lines: "Sequence[Line]") -> None:
    """Print lines. A terminal gets them wrapped and in colour; rich honours NO_COLOR."""
    if sys.stdout is None or not sys.stdout.isatty():
        click.echo("\n".join(f"{line.prefix}{line.text}" for line in lines))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        if not line.prefix:
            console.print(Text.assemble(*line.parts))
            continue
        hanging = Table.grid()
        hanging.add_column(width=len(line.prefix), no_wrap=True)
        hanging.add_column(overflow="fold")
        hanging.add_row(Text(line.prefix), Text.assemble(*line.parts))
        console.print(hanging)


def print_json(value: object) -> None:
    """Print a value as one JSON object."""
    import json

    from bot.presentation.json_output import as_json

    click.echo(json.dumps(as_json(value), ensure_ascii=False, indent=2))


def print_error(message: str) -> None:
    """Print an error or a warning on stderr."""
    click.echo(f"onrecord: {message}", err=True)
