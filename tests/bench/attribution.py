"""Accuracy and speed of attribution on labelled articles, and the ablation of its frames and of its resolver.

    python -m tests.bench.attribution FILE.jsonl… --out tests/bench/results/NAME.json [--resolved MENTIONS.jsonl]

FILE contains labelled articles (:mod:`index.evaluation.attribution_dataset`). Each model parses them once; the times
are CPU seconds of one process. The script scores the full rules, the rules without each frame, and the rules without
the resolver, which then attribute statements to names only. The results contain figures only, no text.
"""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.adapters.spacy_parser import SpacyParser
from index.errors import ModelError
from index.evaluation.attribution_dataset import (
    LabelledArticle,
    LabelledMention,
    PredictedStatement,
    predictions,
    read_articles,
    read_mentions,
)
from index.evaluation.attribution_metrics import SUBSETS, Scorer, score_mentions
from index.language.attribution.attribute import RULES_VERSION, attribute
from index.language.attribution.finder import Finder
from index.language.syntax import Block
from index.models import Attribution, Statement
from tests.bench import harness, provenance

_MODELS = ("en_core_web_sm", "en_core_web_md")
_SHOWN = ("speech", "all", "direct")


@dataclass(frozen=True, slots=True)
class ParsedArticles:
    """Labelled articles with their blocks, and the CPU seconds of the parse."""

    articles: Sequence[LabelledArticle]
    blocks: Sequence[Sequence[Block]]
    seconds: float


@dataclass(frozen=True, slots=True)
class Result:
    """The statements of one article, as three sequences of the same order.

    Attributes:
        article: labelled article.
        predicted: statements with the names of their speakers, in the form that the scorer reads.
        statements: statements as attributed.
        frames: name of the frame that found each statement.
    """

    article: LabelledArticle
    predicted: Sequence[PredictedStatement]
    statements: Sequence[Statement]
    frames: Sequence[str]


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    files = {path.name.removesuffix(".jsonl"): read_articles(path) for path in arguments.files}
    mentions = read_mentions(arguments.resolved) if arguments.resolved else []
    results: dict[str, Any] = {
        "versions": provenance.versions("spacy", "onrecord") | {"rules": RULES_VERSION},
        "files": {path.name.removesuffix(".jsonl"): _describe(path) for path in arguments.files},
        "models": {model: _measure_model(model, files, mentions) for model in arguments.models},
    }
    harness.write_results(arguments.out, results)


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("files", nargs="+", type=Path, help="labelled articles")
    parser.add_argument("--resolved", type=Path, help="mentions with the people to whom they refer")
    parser.add_argument("--models", nargs="+", default=_MODELS, help="spaCy models; a missing model is skipped")
    return parser.parse_args()


def _describe(path: Path) -> dict[str, Any]:
    articles = read_articles(path)
    return {
        "sha256": sha256(path.read_bytes()).hexdigest(),
        "articles": len(articles),
        "statements": sum(len(article.statements) for article in articles),
    }


def _measure_model(
    model: str, files: Mapping[str, Sequence[LabelledArticle]], mentions: Sequence[LabelledMention]
) -> dict[str, Any]:
    try:
        parser = SpacyParser(model)
    except ModelError as error:
        print(f"{model} is skipped: {error}")
        return {"missing": True}
    list(parser.parse(["Ilse Marandt said that the quay is long enough."]))  # the first parse initialises the model
    by_file = {
        name: _measure_file(f"{name}, {model}", _parse(parser, articles), mentions) for name, articles in files.items()
    }
    return {"fingerprint": parser.fingerprint, "files": by_file}


def _parse(parser: SpacyParser, articles: Sequence[LabelledArticle]) -> ParsedArticles:
    began = time.process_time()
    blocks = [article_blocks for _, article_blocks in parser.parse(article.text for article in articles)]
    return ParsedArticles(articles, blocks, time.process_time() - began)


def _measure_file(title: str, parsed: ParsedArticles, mentions: Sequence[LabelledMention]) -> dict[str, Any]:
    pairs = list(zip(parsed.articles, parsed.blocks, strict=True))
    began = time.process_time()
    attributions = [attribute(article.text, blocks) for article, blocks in pairs]
    extracting = time.process_time() - began
    results = [
        _result(article, blocks, attribution)
        for (article, blocks), attribution in zip(pairs, attributions, strict=True)
    ]
    print(f"\n{title}: {len(pairs) / (parsed.seconds + extracting):.1f} articles/s, ", end="")
    print(f"extraction {extracting / parsed.seconds:.3f} of the parse")
    header = "".join(f"{subset + ' F1':>11}" for subset in _SHOWN)
    print(f"{'without':24}{'found':>7}{'joint':>8}{'person':>8}{header}")
    return {
        "speed": {
            "parse_cpu_seconds": parsed.seconds,
            "extract_cpu_seconds": extracting,
            "articles_per_second": len(pairs) / (parsed.seconds + extracting),
            "extract_to_parse": extracting / parsed.seconds,
        },
        "scores": {subset: asdict(score) for subset, score in _scores(results).items()},
        "mentions": {name: asdict(score) for name, score in _score_mentions(mentions, results).items()},
        "without": _ablate(results),
    }


def _result(article: LabelledArticle, blocks: Sequence[Block], attribution: Attribution) -> Result:
    """Return an article's statements with their frames. :func:`attribute` keeps the finder's order and number."""
    frames = [candidate.frame for candidate in Finder(article.text, blocks).find()]
    if len(frames) != len(attribution.statements):
        msg = f"{len(frames)} found but {len(attribution.statements)} attributed in {article.id}"
        raise RuntimeError(msg)
    return Result(article, predictions(attribution), attribution.statements, frames)


def _ablate(results: Sequence[Result]) -> dict[str, Any]:
    """Return the figures of the full rules, without each frame, and without the resolver."""
    frames = sorted({frame for result in results for frame in result.frames})
    variants = {"nothing": _all_predictions} | {f"frame {frame}": _without_frame(frame) for frame in frames}
    variants["resolver"] = _names_only
    return {name: _figures(name, results, select) for name, select in variants.items()}


def _all_predictions(result: Result) -> list[PredictedStatement]:
    return list(result.predicted)


def _without_frame(ablated: str) -> Callable[[Result], list[PredictedStatement]]:
    return lambda result: [
        statement for statement, frame in zip(result.predicted, result.frames, strict=True) if frame != ablated
    ]


def _names_only(result: Result) -> list[PredictedStatement]:
    pairs = zip(result.predicted, result.statements, strict=True)
    return [
        predicted if statement.resolved_by == "name" else PredictedStatement(predicted.spans, predicted.speaker)
        for predicted, statement in pairs
    ]


def _figures(
    title: str, results: Sequence[Result], select: Callable[[Result], list[PredictedStatement]]
) -> dict[str, Any]:
    scorer = Scorer((result.article, select(result)) for result in results)
    scores = {subset: scorer.score(subset) for subset in SUBSETS}
    speech, statements = scores["speech"], sum(len(select(result)) for result in results)
    person = speech.resolved.share
    print(f"{title:24}{statements:7,}{100 * speech.joint_f1:8.1f}", end="")
    print(f"{'-' if person is None else f'{100 * person:.1f}':>8}", end="")
    print("".join(f"{100 * scores[subset].overlap.f1:11.1f}" for subset in _SHOWN))
    return {
        "statements": statements,
        "f1": {subset: score.overlap.f1 for subset, score in scores.items()},
        "speech_precision": speech.overlap.precision,
        "speech_recall": speech.overlap.recall,
        "speech_exact_f1": speech.exact.f1,
        "speech_joint_f1": speech.joint_f1,
        "speech_resolved": person,
    }


def _scores(results: Sequence[Result]) -> dict[str, Any]:
    scorer = Scorer((result.article, result.predicted) for result in results)
    return {subset: scorer.score(subset) for subset in SUBSETS}


def _score_mentions(mentions: Sequence[LabelledMention], results: Sequence[Result]) -> dict[str, Any]:
    predicted = {result.article.id: result.predicted for result in results}
    return {name: score for name, score in score_mentions(mentions, predicted).items() if score.right.n}


if __name__ == "__main__":
    main()
