"""``onrecord reindex``: update the index."""

import signal
import sys
from pathlib import Path
from typing import Final

import click

from bot.cli.console import print_json, print_lines
from bot.cli.options import examples, index_option, json_option, load_index_settings

_TERMINATED: Final = 143
_FILE: Final = click.Path(path_type=Path)


@click.command(epilog=examples("onrecord reindex articles/ feed.jsonl --index ~/onrecord"))
@click.argument("paths", nargs=-1, required=True, type=_FILE, metavar="PATH...")
@index_option
@click.option("--full", is_flag=True, help="Rebuild the index from scratch.")
@click.option(
    "--people",
    type=_FILE,
    metavar="FILE",
    help="File that merges or separates people. Default: $ONRECORD_PEOPLE.",
)
@click.option(
    "--gold",
    type=_FILE,
    metavar="FILE",
    help="Questions that a new index must answer before it is published. Default: $ONRECORD_GOLD.",
)
@json_option
def reindex(  # noqa: PLR0913 - one parameter for each option
    paths: tuple[Path, ...], folder: str, people: Path | None, gold: Path | None, *, full: bool, as_json: bool
) -> None:
    """Update the index to match the sources.

    PATH is a file, or a folder that is read with its subfolders. Supported types: .txt, .md, .html, .pdf, .json and
    .jsonl. Files that cannot be read are listed with the reason. All other articles are indexed.
    """
    from bot import compose
    from bot.cli import progress_bar, render

    settings, root = load_index_settings(folder)
    # Exit through the stack on SIGTERM, so that the worker processes end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    with progress_bar.bar() as progress:
        report = compose.reindexer(settings, root, progress, people, gold).reindex(paths, full=full)
    if as_json:
        print_json(report)
    else:
        print_lines(render.report(report))
