"""``onrecord evaluate``: compare results with labelled data."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.attribution_table import table
from bot.cli.console import print_error, print_json
from bot.cli.options import examples, json_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from index.evaluation.attribution_dataset import LabelledArticle, PredictedStatement
    from index.ports import Attributor

_FILE = click.Path(path_type=Path)


@click.group()
def evaluate() -> None:
    """Measure the quality of results on labelled data."""


@evaluate.command(epilog=examples("onrecord evaluate attribution labelled.jsonl --predictions found.jsonl"))
@click.argument("file", type=_FILE, metavar="FILE.jsonl")
@click.option("--predictions", type=_FILE, metavar="OUT.jsonl", help="Write the predicted statements to this file.")
@click.option("--resolved", type=_FILE, metavar="FILE.jsonl", help="Labelled mentions with the people they refer to.")
@json_option
def attribution(file: Path, predictions: Path | None, resolved: Path | None, *, as_json: bool) -> None:
    """Score statements and their speakers in labelled articles.

    Each line of FILE is an article: {"id", "text", "statements": [{"spans", "kind", "speaker_span", ...}]}.
    """
    from bot.settings import load_settings
    from index.evaluation.attribution_dataset import read_articles, read_mentions
    from index.evaluation.attribution_metrics import SUBSETS, Scorer, score_mentions

    articles = read_articles(file)
    mentions = read_mentions(resolved) if resolved else None
    predicted = _predict(_attributor(load_settings()), articles, predictions)
    scorer = Scorer((article, predicted[article.id]) for article in articles)
    scores = {subset: scorer.score(subset) for subset in SUBSETS}
    mention_scores = score_mentions(mentions, predicted) if mentions is not None else {}
    if as_json:
        print_json({"scores": scores, "mentions": mention_scores})
    else:
        click.echo("\n".join(table(scores, mention_scores)))


@evaluate.command(epilog=examples("onrecord evaluate finding labelled/ --index ~/onrecord-labelled"))
@click.argument("folder", type=_FILE, metavar="FOLDER")
@click.option("--index", type=_FILE, metavar="DIR", help="Keep the index in this folder for the next run.")
@json_option
def finding(folder: Path, index: Path | None, *, as_json: bool) -> None:
    """Score the answers to labelled questions.

    FOLDER contains articles.jsonl, which is indexed, and queries.jsonl. Each line of queries.jsonl is a question:
    {"question", "answerable", "evidence": [{"article_id", "text", "start"}]}.

    The index in $ONRECORD_INDEX is not touched.
    """
    from bot.cli import evaluate_qa, progress_bar, qa_report, qa_table
    from bot.settings import load_settings

    with progress_bar.bar() as progress:
        report = evaluate_qa.measure(load_settings(), folder, index, progress)
    for warning in qa_report.warnings(report):
        print_error(warning)
    if as_json:
        print_json(qa_report.contract(report))
    else:
        click.echo("\n".join(qa_table.table(report)))


def _attributor(settings: "Settings") -> "Attributor":
    from index.adapters.spacy_attributor import SpacyAttributor

    return SpacyAttributor(settings.language_model, settings.language_processes)


def _predict(
    attributor: "Attributor", articles: "Sequence[LabelledArticle]", out: Path | None
) -> "dict[str, Sequence[PredictedStatement]]":
    """Return the predicted statements by article id. Write them to ``out`` article by article."""
    from bot.cli import progress_bar
    from index.evaluation.attribution_dataset import predictions, write_prediction

    predicted: dict[str, Sequence[PredictedStatement]] = {}
    with ExitStack() as stack:
        file = stack.enter_context(out.open("w", encoding="utf-8")) if out else None
        progress = stack.enter_context(progress_bar.bar())
        attributions = attributor.attribute(article.text for article in articles)
        for article, article_attribution in zip(articles, attributions, strict=True):
            predicted[article.id] = predictions(article_attribution)
            if file:
                write_prediction(file, article.id, predicted[article.id])
            progress("Articles", len(predicted), len(articles))
    return predicted
