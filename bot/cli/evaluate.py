"""``onrecord evaluate``: what the engine finds, scored against what people labelled."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.evaluation.attribution_dataset import LabelledArticle, Predicted
    from index.evaluation.attribution_metrics import MentionScore, Score, Share
    from index.ports import Attributor

_FILE = click.Path(path_type=Path)
_MENTIONS = {"he_she": "he and she", "other": "other mentions"}
_HEADINGS = (
    f"{'':9}{'labelled':>9}{'found':>7}{'P':>6}{'R':>6}{'F1':>6}{'exact':>7}{'words':>7}"
    f"{'speaker':>9}{'joint':>7}{'person':>7}"
)
_LEGEND = (
    "P, R, F1: at least half of the words alike. exact: F1 with every word alike.",
    "words: F1 of words. speaker: the right mention, of those found. joint: F1 with",
    "the right mention. person: the right one, of those found whose person is known.",
)


@click.group()
def evaluate() -> None:
    """Score what is found against what people labelled."""


@evaluate.command()
@click.argument("file", type=_FILE, metavar="FILE.jsonl")
@click.option("--predictions", type=_FILE, metavar="OUT.jsonl", help="Write what is found in each article.")
@click.option("--resolved", type=_FILE, metavar="FILE.jsonl", help="Mentions with the people that they stand for.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
def attribution(file: Path, predictions: Path | None, resolved: Path | None, *, as_json: bool) -> None:
    """Score who is found to say what in labelled articles.

    FILE holds an article a line: {"id", "text", "statements": [{"spans", "kind", "speaker_span", ...}]}.

    \b
    Example:
      onrecord evaluate attribution labelled.jsonl --predictions found.jsonl
    """  # noqa: D301 \b is for click
    from bot.settings import load_settings  # noqa: PLC0415
    from index.evaluation.attribution_dataset import read_articles, read_mentions  # noqa: PLC0415
    from index.evaluation.attribution_metrics import SUBSETS, Scorer, score_mentions  # noqa: PLC0415

    articles = read_articles(file)
    mentions = read_mentions(resolved) if resolved else None
    found = _find(_attributor(load_settings()), articles, predictions)
    scorer = Scorer((article, found[article.id]) for article in articles)
    scores = {subset: scorer.score(subset) for subset in SUBSETS}
    by_mention = score_mentions(mentions, found) if mentions is not None else {}
    if as_json:
        _print_json({"scores": scores, "mentions": by_mention})
    else:
        click.echo("\n".join(table(scores, by_mention)))


@evaluate.command()
@click.argument("folder", type=_FILE, metavar="FOLDER")
@click.option("--index", "kept", type=_FILE, metavar="DIR", help="Keep the index here; made again only for changes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
def finding(folder: Path, kept: Path | None, *, as_json: bool) -> None:
    """Score what is found for labelled questions.

    FOLDER holds articles.jsonl, which is indexed as reindex does, and queries.jsonl, a question a line: {"question",
    "answerable", "evidence": [{"article_id", "text", "start"}]}. The index of $ONRECORD_INDEX is left alone.

    \b
    Example:
      onrecord evaluate finding labelled/ --index /tmp/labelled
    """  # noqa: D301 \b is for click
    from bot.cli import evaluate_qa as evaluate_finding  # noqa: PLC0415
    from bot.cli import progress_bar as progress  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    with progress.bar() as shown:
        measured = evaluate_finding.measure(load_settings(), folder, kept, shown)
    for line in evaluate_finding.warnings(measured):
        click.echo(f"onrecord: {line}", err=True)
    if as_json:
        _print_json(evaluate_finding.contract(measured))
    else:
        click.echo("\n".join(evaluate_finding.table(measured)))


def table(scores: "Mapping[str, Score]", mentions: "Mapping[str, MentionScore]") -> list[str]:
    """Return scores as lines of at most 80 columns; figures are per cent.

    Args:
        scores: by subset, ``all`` among them.
        mentions: by group, as :func:`index.evaluation.attribution_metrics.score_mentions` makes them.
    """
    whole = scores["all"]
    return [
        f"Articles: {whole.articles:,}. Statements labelled: {whole.labelled:,}, found: {whole.found:,}. In per cent:",
        "",
        _HEADINGS,
        *(_row(subset, score) for subset, score in scores.items()),
        "",
        *_LEGEND,
        "",
        *_group("found, by kind:", whole.by_kind),
        *_group("speaker, by mention:", whole.speaker_by_type),
        *_group("person, by mention:", whole.resolved_by_type),
        *_group("person, of those named:", {"any": whole.resolved_precision}),
        *_group("mentions taken right:", {_MENTIONS[name]: each.right for name, each in mentions.items()}),
        *_group("the same, of those named:", {_MENTIONS[name]: each.precision for name, each in mentions.items()}),
    ]


def _row(subset: str, score: "Score") -> str:
    overlap = (score.overlap.precision, score.overlap.recall, score.overlap.f1)
    return (
        f"{subset:9}{score.labelled:9,}{score.found:7,}{''.join(f'{_percent(each):>6}' for each in overlap)}"
        f"{_percent(score.exact.f1):>7}{_percent(score.tokens.f1):>7}{_percent(score.speaker.share):>9}"
        f"{_percent(score.joint_f1):>7}{_percent(score.resolved.share):>7}"
    )


def _group(title: str, shares: "Mapping[str, Share]") -> Iterator[str]:
    """Yield a line a share, the title in front of the first; nothing where nothing was counted."""
    counted = {name: share for name, share in shares.items() if share.n}
    for position, (name, share) in enumerate(counted.items()):
        yield f"{'' if position else title:26}{name:16}{_percent(share.share):>6}  (n={share.n:,})"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def _attributor(settings: "Settings") -> "Attributor":
    from index.adapters.spacy_attributor import SpacyAttributor  # noqa: PLC0415 takes seconds

    return SpacyAttributor(settings.language_model, settings.language_processes)


def _find(
    attributor: "Attributor", articles: "Sequence[LabelledArticle]", out: Path | None
) -> "dict[str, Sequence[Predicted]]":
    """Return what is found in each article, by its id; written to ``out`` as it comes."""
    from bot.cli import progress_bar as progress  # noqa: PLC0415
    from index.evaluation.attribution_dataset import predictions, write_prediction  # noqa: PLC0415

    found: dict[str, Sequence[Predicted]] = {}
    with ExitStack() as stack:
        file = stack.enter_context(out.open("w", encoding="utf-8")) if out else None
        told = stack.enter_context(progress.bar())
        attributions = attributor.attribute(article.text for article in articles)
        for article, attribution_ in zip(articles, attributions, strict=True):
            found[article.id] = predictions(attribution_)
            if file:
                write_prediction(file, article.id, found[article.id])
            told("Articles", len(found), len(articles))
    return found


def _print_json(shown: object) -> None:
    import json  # noqa: PLC0415

    from bot.presentation.json_output import as_json  # noqa: PLC0415

    click.echo(json.dumps(as_json(shown), ensure_ascii=False, indent=2))
