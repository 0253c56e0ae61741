"""``onrecord status``: show the state of the index."""

import click

from bot.cli.console import print_json, print_lines
from bot.cli.options import examples, index_option, json_option, load_index_settings


@click.command(epilog=examples("onrecord status --index ~/onrecord"))
@index_option
@json_option
def status(folder: str, *, as_json: bool) -> None:
    """Show the size of the index and verify its checksums."""
    from bot.cli import render
    from index.overview import index_status

    _, root = load_index_settings(folder)
    contents = index_status(root)
    if as_json:
        print_json(contents)
    else:
        print_lines(render.status(contents))
