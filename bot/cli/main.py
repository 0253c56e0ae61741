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

from bot.cli.evaluate import evaluate
from index.errors import OnRecordError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from bot.cli.render import Line

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
_json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")


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


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onrecord", prog_name="onrecord")
def main() -> None:
    """Ask what the articles say; get quotes, letter for letter, with who and where.

    \b
    Example:
      onrecord reindex articles/ --index ~/onrecord
      onrecord ask "what did Lavrov say about the summit" --index ~/onrecord
    """  # noqa: D301 \b is for click


@main.command()
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
@_json_option
def reindex(  # noqa: PLR0913 one a flag
    paths: tuple[Path, ...], folder: str, people: Path | None, gold: Path | None, *, full: bool, as_json: bool
) -> None:
    """Make the index what the sources are now.

    PATH is a file or a folder, read with all below it: .txt, .md, .html, .pdf, .json, .jsonl.
    Articles that cannot be read are named with the reason; the others go in.

    \b
    Example:
      onrecord reindex articles/ feed.jsonl --index ~/onrecord
    """  # noqa: D301 \b is for click
    from bot import compose  # noqa: PLC0415
    from bot.cli import progress_bar as progress  # noqa: PLC0415
    from bot.cli import render as terminal  # noqa: PLC0415

    settings, root = _settings(folder)
    # An end that unwinds: the processes that look for statements end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    with progress.bar() as shown:
        report = compose.reindexer(settings, root, shown, people, gold).reindex(paths, full=full)
    if as_json:
        _print_json(report)
    else:
        _print(terminal.report(report))


@main.command()
@click.argument("question", nargs=-1, required=True)
@_index_option
@click.option("-k", "limit", type=click.IntRange(1, 100), default=5, show_default=True, help="At most so many quotes.")
@click.option("--since", type=_DAY, metavar="DATE", help="Only articles of this day or later: 2025-06-24.")
@click.option("--until", type=_DAY, metavar="DATE", help="Only articles of this day or earlier.")
@click.option("--source", metavar="NAME", help="Only this publisher.")
@click.option("--speaker", metavar="NAME", help="Only what this person said.")
@_json_option
def ask(  # noqa: PLR0913, PLR0917 one a flag
    question: tuple[str, ...],
    folder: str,
    limit: int,
    since: dt.datetime | None,
    until: dt.datetime | None,
    source: str | None,
    speaker: str | None,
    *,
    as_json: bool,
) -> None:
    """Answer a question with quotes.

    Exit status: 0 quotes found, 1 nothing found, 2 an error.

    \b
    Example:
      onrecord ask "what did Lavrov say about the summit" --since 2025-06-24 -k 3
      onrecord ask "the summit" --speaker Lavrov
    """  # noqa: D301 \b is for click
    from bot import compose  # noqa: PLC0415
    from bot.cli import render as terminal  # noqa: PLC0415
    from index.models import Question  # noqa: PLC0415

    settings, root = _settings(folder)
    asked = Question(
        text=" ".join(question),
        limit=limit,
        since=since.date() if since else None,
        until=until.date() if until else None,
        source=source,
        speaker=speaker,
    )
    answer = compose.engine(settings, root).ask(asked)
    if as_json:
        _print_json(answer)
    else:
        _print(terminal.answer(answer))
    if answer.status == "nothing_found":
        sys.exit(_NOTHING_FOUND)


@main.command()
@click.argument("name", nargs=-1)
@_index_option
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many people.")
@_json_option
def people(name: tuple[str, ...], folder: str, limit: int, *, as_json: bool) -> None:
    """List who is named, with their numbers of statements and articles.

    NAME: only the people that it may stand for, a role too. Exit status: 0 people found, 1 none.

    \b
    Example:
      onrecord people Lavrov --index ~/onrecord
    """  # noqa: D301 \b is for click
    from bot.cli import people as listed  # noqa: PLC0415
    from index.people.directory import Directory  # noqa: PLC0415
    from index.store import snapshot as store  # noqa: PLC0415

    _, root = _settings(folder)
    corpus = store.open_corpus(root, store.current_name(root), trusting=True)
    found = listed.select(corpus.people, Directory(corpus.people, corpus.people), " ".join(name), limit)
    if as_json:
        _print_json(found)
    else:
        _print(listed.lines(found))
    if not found.people:
        sys.exit(_NOTHING_FOUND)


@main.command()
@_index_option
@_json_option
def status(folder: str, *, as_json: bool) -> None:
    """Say what the index holds, and whether its files are whole.

    \b
    Example:
      onrecord status --index ~/onrecord
    """  # noqa: D301 \b is for click
    from bot.cli import render as terminal  # noqa: PLC0415
    from bot.presentation import wording  # noqa: PLC0415
    from index.store import snapshot as store  # noqa: PLC0415
    from index.store.corpus import Corpus  # noqa: PLC0415
    from index.store.filters import Filter  # noqa: PLC0415

    _, root = _settings(folder)
    name = store.current_name(root)
    manifest = store.read_manifest(store.snapshot_folder(root, name))
    store.verify(store.snapshot_folder(root, name), manifest)
    corpus = Corpus(store.snapshot_folder(root, name) / store.CORPUS)
    coverage = corpus.coverage(Filter(), name)
    if as_json:
        _print_json({"snapshot": name, "coverage": coverage, "manifest": manifest})
    else:
        _print(terminal.status(name, manifest, wording.holds(coverage)))


@main.command()
@_index_option
def serve(folder: str) -> None:
    """Answer in Slack until stopped (Ctrl-C or SIGTERM).

    Needs ONRECORD_SLACK_BOT_TOKEN and ONRECORD_SLACK_APP_TOKEN (Socket Mode), or with
    ONRECORD_SLACK_MODE=http ONRECORD_SLACK_BOT_TOKEN and ONRECORD_SLACK_SIGNING_SECRET.

    \b
    Example:
      onrecord serve --index ~/onrecord
    """  # noqa: D301 \b is for click
    from bot import compose  # noqa: PLC0415
    from bot.slack import app  # noqa: PLC0415
    from bot.slack.config import require_tokens  # noqa: PLC0415

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
    from bot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    root = folder.strip() or settings.index.strip()
    if not root:
        msg = "no index named: give --index DIR or set ONRECORD_INDEX"
        raise SettingsError(msg)
    return settings, Path(root)


def _print(lines: "Sequence[Line]") -> None:
    """Print lines: as they are where piped, wrapped and coloured on a terminal (NO_COLOR is rich's to honour)."""
    if sys.stdout is None or not sys.stdout.isatty():
        click.echo("\n".join(f"{line.lead}{line.text}" for line in lines))
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

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


def _print_json(shown: object) -> None:
    import json  # noqa: PLC0415

    from bot.presentation.json_output import as_json  # noqa: PLC0415

    click.echo(json.dumps(as_json(shown), ensure_ascii=False, indent=2))
