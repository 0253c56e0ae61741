"""``onrecord evaluate``: what the engine finds, scored against what people labelled."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.attribution_table import table
from bot.cli.console import examples, json_option, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from index.evaluation.attribution_dataset import LabelledArticle, Predicted
    from index.ports import Attributor

_FILE = click.Path(path_type=Path)


@click.group()
def evaluate() -> None:
    """Score what is found against what people labelled."""


@evaluate.command(epilog=examples("onrecord evaluate attribution labelled.jsonl --predictions found.jsonl"))
@click.argument("file", type=_FILE, metavar="FILE.jsonl")
@click.option("--predictions", type=_FILE, metavar="OUT.jsonl", help="Write what is found in each article.")
@click.option("--resolved", type=_FILE, metavar="FILE.jsonl", help="Mentions with the people that they stand for.")
@json_option
def attribution(file: Path, predictions: Path | None, resolved: Path | None, *, as_json: bool) -> None:
    """Score who is found to say what in labelled articles.

    FILE holds an article a line: {"id", "text", "statements": [{"spans", "kind", "speaker_span", ...}]}.
    """
    from bot.settings import load_settings
    from index.evaluation.attribution_dataset import read_articles, read_mentions
    from index.evaluation.attribution_metrics import SUBSETS, Scorer, score_mentions

    articles = read_articles(file)
    mentions = read_mentions(resolved) if resolved else None
    found = _find(_attributor(load_settings()), articles, predictions)
    scorer = Scorer((article, found[article.id]) for article in articles)
    scores = {subset: scorer.score(subset) for subset in SUBSETS}
    by_mention = score_mentions(mentions, found) if mentions is not None else {}
    if as_json:
        print_json({"scores": scores, "mentions": by_mention})
    else:
        click.echo("\n".join(table(scores, by_mention)))


@evaluate.command(epilog=examples("onrecord evaluate finding labelled/ --index /tmp/labelled"))
@click.argument("folder", type=_FILE, metavar="FOLDER")
@click.option("--index", "kept", type=_FILE, metavar="DIR", help="Keep the index here; made again only for changes.")
@json_option
def finding(folder: Path, kept: Path | None, *, as_json: bool) -> None:
    """Score what is found for labelled questions.

    FOLDER holds articles.jsonl, which is indexed as reindex does, and queries.jsonl, a question a line: {"question",
    "answerable", "evidence": [{"article_id", "text", "start"}]}. The index of $ONRECORD_INDEX is left alone.
    """
    from bot.cli import (
        evaluate_qa,
        progress_bar,
    )
    from bot.settings import load_settings

    with progress_bar.bar() as shown:
        measured = evaluate_qa.measure(load_settings(), folder, kept, shown)
    for line in evaluate_qa.warnings(measured):
        click.echo(f"onrecord: {line}", err=True)
    if as_json:
        print_json(evaluate_qa.contract(measured))
    else:
        click.echo("\n".join(evaluate_qa.table(measured)))


def _attributor(settings: "Settings") -> "Attributor":
    from index.adapters.spacy_attributor import SpacyAttributor

    return SpacyAttributor(settings.language_model, settings.language_processes)


def _find(
    attributor: "Attributor", articles: "Sequence[LabelledArticle]", out: Path | None
) -> "dict[str, Sequence[Predicted]]":
    """Return what is found in each article, by its id; written to ``out`` as it comes."""
    from bot.cli import progress_bar
    from index.evaluation.attribution_dataset import predictions, write_prediction

    found: dict[str, Sequence[Predicted]] = {}
    with ExitStack() as stack:
        file = stack.enter_context(out.open("w", encoding="utf-8")) if out else None
        told = stack.enter_context(progress_bar.bar())
        attributions = attributor.attribute(article.text for article in articles)
        for article, attribution_ in zip(articles, attributions, strict=True):
            found[article.id] = predictions(attribution_)
            if file:
                write_prediction(file, article.id, found[article.id])
            told("Articles", len(found), len(articles))
    return found
