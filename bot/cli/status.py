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
    from index.models import Filter
    from index.store.corpus import Corpus
    from index.store.layout import CORPUS, current_name, snapshot_folder
    from index.store.manifest import read_manifest
    from index.store.snapshot import verify

    _, root = load_index_settings(folder)
    name = current_name(root)
    manifest = read_manifest(snapshot_folder(root, name))
    verify(snapshot_folder(root, name), manifest)
    corpus = Corpus(snapshot_folder(root, name) / CORPUS)
    coverage = corpus.coverage(Filter(), name)
    if as_json:
        print_json({"snapshot": name, "coverage": coverage, "manifest": manifest})
    else:
        print_lines(render.status(name, manifest, coverage))
