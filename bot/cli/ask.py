"""``onrecord ask``: answer one question."""

import datetime as dt
import sys
from typing import Final

import click

from bot.cli.console import print_json, print_lines
from bot.cli.options import examples, index_option, json_option, load_index_settings
from bot.presentation.small_talk import is_small_talk
from prompts import messages

_NOTHING_FOUND: Final = 1
_DATE: Final = click.DateTime(formats=["%Y-%m-%d"])


@click.command(
    epilog=examples(
        'onrecord ask "what did Lavrov say about the summit" --since 2025-06-24 -k 3',
        'onrecord ask "the summit" --speaker Lavrov',
    )
)
@click.argument("question", nargs=-1, required=True)
@index_option
@click.option(
    "-k",
    "max_quotes",
    type=click.IntRange(1, 100),
    metavar="N",
    default=5,
    show_default=True,
    help="Maximum number of quotes.",
)
@click.option("--since", type=_DATE, metavar="DATE", help="Only articles from this date or later, as in 2025-06-24.")
@click.option("--until", type=_DATE, metavar="DATE", help="Only articles from this date or earlier.")
@click.option("--source", "publisher", metavar="NAME", help="Only articles from this publisher.")
@click.option("--speaker", metavar="NAME", help="Only statements by this person.")
@json_option
def ask(  # noqa: PLR0913, PLR0917 - one parameter for each option
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

    A greeting or a call for help shows the help text. Exit status: 0 if quotes were found or the help text was shown, 1
    if nothing was found, 2 after an error.
    """
    text = " ".join(question)
    if is_small_talk(text) and not (since or until or publisher or speaker or as_json):
        click.echo("\n".join(messages.ASK_HELP))
        return
    from bot import compose
    from bot.cli import render
    from index.models import Filter, Question

    settings, root = load_index_settings(folder)
    answer = compose.engine(settings, root).ask(
        Question(
            text=text,
            max_quotes=max_quotes,
            filter=Filter(since.date() if since else None, until.date() if until else None, publisher),
            speaker=speaker,
        )
    )
    if as_json:
        print_json(answer)
    else:
        print_lines(render.answer(answer))
    if answer.status == "nothing_found":
        sys.exit(_NOTHING_FOUND)
