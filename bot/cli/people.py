"""``onrecord people``: list the people and organisations in the articles."""

import sys
from typing import Final

import click

from bot.cli.console import print_json, print_lines
from bot.cli.options import examples, index_option, json_option, load_index_settings

_NOTHING_FOUND: Final = 1


@click.command(
    short_help="List the people and organisations in the articles.",
    epilog=examples("onrecord people Lavrov --index ~/onrecord"),
)
@click.argument("name", nargs=-1)
@index_option
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", default=50, show_default=True, help="Maximum number of people."
)
@json_option
def people(name: tuple[str, ...], folder: str, limit: int, *, as_json: bool) -> None:
    """List the people and the organisations that speak in the articles, with statement and article counts.

    NAME is a name or a role. It restricts the list to the people and organisations that it may refer to.

    Exit status: 0 if any were found, 1 if not, 2 after an error.
    """
    from bot.cli import render
    from index.overview import people_of_index

    _, root = load_index_settings(folder)
    page = people_of_index(root, " ".join(name), limit)
    if as_json:
        print_json(page)
    else:
        print_lines(render.people(page))
    if not page.people:
        sys.exit(_NOTHING_FOUND)
