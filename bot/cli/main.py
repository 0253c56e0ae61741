"""The command line. Exit status as grep's: 0 found, 1 nothing found, 2 an error.

Heavy modules are imported inside the command that needs them, so that ``--help`` is quick.
"""

import datetime as dt
import gc
import logging
import signal
import sqlite3
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.console import examples, json_option, print_json, print_lines
from bot.cli.evaluate import evaluate
from index.errors import OnRecordError, SettingsError

if TYPE_CHECKING:
    from bot.settings import Settings

_NOTHING_FOUND = 1
_ERROR = 2
_INTERRUPTED = 130
_TERMINATED = 143
_OURS = {"bot", "index", "prompts"}
_WHOLE = (
    "install requirements.lock, of which requirements-serve.lock is only what answers from an index with its own model"
)
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_index_option = click.option(
    "--index",
    "folder",
    default="",
    metavar="DIR",
    help="Folder where the index lives. Default: $ONRECORD_INDEX.",
)


class _Commands(click.Group):
    """Commands whose known errors are one line on stderr and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 click's own signature
        """Run a command."""
        try:
            return super().invoke(ctx)
        except OnRecordError as error:
            click.echo(f"onrecord: {error}", err=True)
        except KeyboardInterrupt:
            sys.exit(_INTERRUPTED)
        except BrokenPipeError:
            raise  # click ends quietly: whoever read has read enough
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] in _OURS:
                raise
            click.echo(f"onrecord: {error.name} is not installed here; {_WHOLE}", err=True)
        except (OSError, sqlite3.Error) as error:
            where = f" ({error.filename})" if isinstance(error, OSError) and error.filename else ""
            said = error.strerror if isinstance(error, OSError) else None
            click.echo(f"onrecord: {said or error}{where}", err=True)
        sys.exit(_ERROR)


@click.group(
    cls=_Commands,
    epilog=examples(
        "onrecord reindex articles/ --index ~/onrecord",
        'onrecord ask "what did Lavrov say about the summit" --index ~/onrecord',
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="onrecord", prog_name="onrecord")
def main() -> None:
    """Ask what the articles say; get quotes, letter for letter, with who and where."""


@main.command(epilog=examples("onrecord reindex articles/ feed.jsonl --index ~/onrecord"))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@_index_option
@click.option("--full", is_flag=True, help="Make everything anew, whatever the index holds.")
@click.option(
    "--people",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Corrections: who is one person, who is not. Default: $ONRECORD_PEOPLE.",
)
@click.option(
    "--gold",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Questions that the new index must answer, else it is not published. Default: $ONRECORD_GOLD.",
)
@json_option
def reindex(  # noqa: PLR0913 one a flag
    paths: tuple[Path, ...], folder: str, people: Path | None, gold: Path | None, *, full: bool, as_json: bool
) -> None:
    """Make the index what the sources are now.

    PATH is a file or a folder, read with all below it: .txt, .md, .html, .pdf, .json, .jsonl.
    Articles that cannot be read are named with the reason; the others go in.
    """
    from bot import compose
    from bot.cli import (
        progress_bar,
        render,
    )

    settings, root = _settings(folder)
    # An end that unwinds: the processes that look for statements end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    with progress_bar.bar() as shown:
        report = compose.reindexer(settings, root, shown, people, gold).reindex(paths, full=full)
    if as_json:
        print_json(report)
    else:
        print_lines(render.report(report))


@main.command(
    epilog=examples(
        'onrecord ask "what did Lavrov say about the summit" --since 2025-06-24 -k 3',
        'onrecord ask "the summit" --speaker Lavrov',
    )
)
@click.argument("question", nargs=-1, required=True)
@_index_option
@click.option(
    "-k", "max_quotes", type=click.IntRange(1, 100), default=5, show_default=True, help="Maximum number of quotes."
)
@click.option("--since", type=_DAY, metavar="DATE", help="Only articles of this day or later: 2025-06-24.")
@click.option("--until", type=_DAY, metavar="DATE", help="Only articles of this day or earlier.")
@click.option("--source", "publisher", metavar="NAME", help="Only this publisher.")
@click.option("--speaker", metavar="NAME", help="Only what this person said.")
@json_option
def ask(  # noqa: PLR0913 PLR0917 one a flag
    question: tuple[str, ...],
    folder: str,
    max_quotes: int,
    since: dt.datetime | None,
    until: dt.datetime | None,
    publisher: str | None,
    speaker: str | None,
    *,
    as_json: bool,
) -> None:
    """Answer a question with quotes.

    Exit status: 0 quotes found, 1 nothing found, 2 an error.
    """
    from bot import compose
    from bot.cli import render
    from index.models import Filter, Question

    settings, root = _settings(folder)
    asked = Question(
        text=" ".join(question),
        max_quotes=max_quotes,
        filter=Filter(since.date() if since else None, until.date() if until else None, publisher),
        speaker=speaker,
    )
    answer = compose.engine(settings, root).ask(asked)
    if as_json:
        print_json(answer)
    else:
        print_lines(render.answer(answer))
    if answer.status == "nothing_found":
        sys.exit(_NOTHING_FOUND)


@main.command(epilog=examples("onrecord people Lavrov --index ~/onrecord"))
@click.argument("name", nargs=-1)
@_index_option
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many people.")
@json_option
def people(name: tuple[str, ...], folder: str, limit: int, *, as_json: bool) -> None:
    """List who is named, with their numbers of statements and articles.

    NAME: only the people that it may stand for, a role too. Exit status: 0 people found, 1 none.
    """
    from bot.cli.people import lines
    from index.people.directory import Directory
    from index.people.listing import find_people
    from index.store.layout import current_name
    from index.store.snapshot import open_corpus

    _, root = _settings(folder)
    corpus = open_corpus(root, current_name(root), trusting=True)
    found = find_people(corpus.people, Directory(corpus.people, corpus.people), " ".join(name), limit)
    if as_json:
        print_json(found)
    else:
        print_lines(lines(found))
    if not found.people:
        sys.exit(_NOTHING_FOUND)


@main.command(epilog=examples("onrecord status --index ~/onrecord"))
@_index_option
@json_option
def status(folder: str, *, as_json: bool) -> None:
    """Say what the index holds, and whether its files are whole."""
    from bot.cli import render
    from bot.presentation import wording
    from index.models import Filter
    from index.store.corpus import Corpus
    from index.store.layout import CORPUS, current_name, snapshot_folder
    from index.store.manifest import read_manifest
    from index.store.snapshot import verify

    _, root = _settings(folder)
    name = current_name(root)
    manifest = read_manifest(snapshot_folder(root, name))
    verify(snapshot_folder(root, name), manifest)
    corpus = Corpus(snapshot_folder(root, name) / CORPUS)
    coverage = corpus.coverage(Filter(), name)
    if as_json:
        print_json({"snapshot": name, "coverage": coverage, "manifest": manifest})
    else:
        print_lines(render.status(name, manifest, wording.coverage_line(coverage)))


@main.command(epilog=examples("onrecord serve --index ~/onrecord"))
@_index_option
def serve(folder: str) -> None:
    """Answer in Slack until stopped (Ctrl-C or SIGTERM).

    Needs ONRECORD_SLACK_BOT_TOKEN and ONRECORD_SLACK_APP_TOKEN (Socket Mode), or with
    ONRECORD_SLACK_MODE=http ONRECORD_SLACK_BOT_TOKEN and ONRECORD_SLACK_SIGNING_SECRET.
    """
    from bot import compose
    from bot.slack import app
    from bot.slack.config import require_tokens

    settings, root = _settings(folder)
    slack = settings.slack()
    require_tokens(slack)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    bot = app.build_app(slack, compose.engine(settings, root).ask)
    gc.freeze()  # what is loaded stays: to look through it again and again takes a twentieth of a question's time
    app.serve(bot, slack, stop)


main.add_command(evaluate)


def _settings(folder: str) -> "tuple[Settings, Path]":
    """Return the settings and the index folder, from the flag or from the environment."""
    from bot.settings import load_settings

    settings = load_settings()
    root = folder.strip() or settings.index.strip()
    if not root:
        msg = "no index named: give --index DIR or set ONRECORD_INDEX"
        raise SettingsError(msg)
    return settings, Path(root)
