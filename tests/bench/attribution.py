"""How well and how fast it is found who says what, and what each part of the rules is worth.

    python -m tests.bench.attribution FILE.jsonl… --out tests/bench/results/NAME.json [--resolved MENTIONS.jsonl]

FILE holds labelled articles (:mod:`index.evaluation.attribution_dataset`). Each model parses them once, timed in CPU
seconds of one process. Then figures are taken as it is, with the statements of one frame left out after the other,
and with the resolver left out, so that only names are taken for people. Results hold figures only, no text.
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
    Predicted,
    predictions,
    read_articles,
    read_mentions,
)
from index.evaluation.attribution_metrics import SUBSETS, Scorer, score_mentions
from index.language.attribution.attribute import RULES_VERSION, attribute
from index.language.attribution.finder import Finder
from index.language.syntax import Block
from index.models import Attribution, Statement
from tests.bench import provenance

_MODELS = ("en_core_web_sm", "en_core_web_md")
_SHOWN = ("speech", "all", "direct")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Labelled articles with their blocks, and the CPU seconds that parsing took."""

    articles: Sequence[LabelledArticle]
    blocks: Sequence[Sequence[Block]]
    seconds: float


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in one article: each statement as predicted, with the frame that found it.

    Attributes:
        article: as labelled.
        found: what was found.
        statements: the same, before people had names.
        frames: by which rule each was found.
    """

    article: LabelledArticle
    found: Sequence[Predicted]
    statements: Sequence[Statement]
    frames: Sequence[str]


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    files = {path.name.removesuffix(".jsonl"): read_articles(path) for path in arguments.files}
    mentions = read_mentions(arguments.resolved) if arguments.resolved else []
    results: dict[str, Any] = {
        "commit": provenance.commit(),
        "versions": provenance.versions("spacy", "onrecord") | {"rules": RULES_VERSION},
        "files": {path.name.removesuffix(".jsonl"): _described(path) for path in arguments.files},
        "models": {model: _of_model(model, files, mentions) for model in arguments.models},
    }
    if arguments.out:
        provenance.write(arguments.out, results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="labelled articles")
    parser.add_argument("--out", type=Path, help="write results as JSON")
    parser.add_argument("--resolved", type=Path, help="mentions with the people that they stand for")
    parser.add_argument("--models", nargs="+", default=_MODELS, help="spaCy models; left out where not installed")
    return parser.parse_args()


def _described(path: Path) -> dict[str, Any]:
    articles = read_articles(path)
    statements = sum(len(each.statements) for each in articles)
    return {
        "sha256": sha256(path.read_bytes()).hexdigest(),
        "articles": len(articles),
        "statements": statements,
    }


def _of_model(
    model: str, files: Mapping[str, Sequence[LabelledArticle]], mentions: Sequence[LabelledMention]
) -> dict[str, Any]:
    try:
        parser = SpacyParser(model)
    except ModelError as error:
        print(f"{model} is left out: {error}")
        return {"missing": True}
    list(parser.parse(["Ilse Marandt said that the quay is long enough."]))  # what is made at first use is made now
    by_file = {name: _of_file(f"{name}, {model}", _parse(parser, each), mentions) for name, each in files.items()}
    return {"fingerprint": parser.fingerprint, "files": by_file}


def _parse(parser: SpacyParser, articles: Sequence[LabelledArticle]) -> Parsed:
    began = time.process_time()
    blocks = [each for _, each in parser.parse(article.text for article in articles)]
    return Parsed(articles, blocks, time.process_time() - began)


def _of_file(title: str, parsed: Parsed, mentions: Sequence[LabelledMention]) -> dict[str, Any]:
    pairs = list(zip(parsed.articles, parsed.blocks, strict=True))
    began = time.process_time()
    attributions = [attribute(article.text, blocks) for article, blocks in pairs]
    extracting = time.process_time() - began
    results = [_result(article, blocks, each) for (article, blocks), each in zip(pairs, attributions, strict=True)]
    scores = _scores(results)
    print(f"\n{title}: {len(pairs) / (parsed.seconds + extracting):.1f} articles/s, ", end="")
    print(f"extraction {extracting / parsed.seconds:.3f} of the parse")
    print(
        f"{'without':24}{'found':>7}{'joint':>8}{'person':>8}" + "".join(f"{subset + ' F1':>11}" for subset in _SHOWN)
    )
    return {
        "speed": {
            "parse_cpu_seconds": parsed.seconds,
            "extract_cpu_seconds": extracting,
            "articles_per_second": len(pairs) / (parsed.seconds + extracting),
            "extract_to_parse": extracting / parsed.seconds,
        },
        "scores": {subset: asdict(each) for subset, each in scores.items()},
        "mentions": {name: asdict(each) for name, each in _mentions(mentions, results).items()},
        "without": _without(results),
    }


def _result(article: LabelledArticle, blocks: Sequence[Block], attribution: Attribution) -> Result:
    """Put the statements of an article beside what found them: :func:`attribute` keeps their order and number."""
    frames = [each.frame for each in Finder(article.text, blocks).find()]
    if len(frames) != len(attribution.statements):
        msg = f"{len(frames)} found but {len(attribution.statements)} attributed in {article.id}"
        raise RuntimeError(msg)
    return Result(article, predictions(attribution), attribution.statements, frames)


def _without(results: Sequence[Result]) -> dict[str, Any]:
    """Return the figures as it is, without each frame, and without the resolver."""
    frames = sorted({frame for each in results for frame in each.frames})
    parts = {"nothing": _as_found} | {f"frame {frame}": _without_frame(frame) for frame in frames}
    return {name: _figures(name, results, kept) for name, kept in (parts | {"resolver": _names_only}).items()}


def _as_found(result: Result) -> list[Predicted]:
    return list(result.found)


def _without_frame(frame: str) -> Callable[[Result], list[Predicted]]:
    return lambda result: [each for each, by in zip(result.found, result.frames, strict=True) if by != frame]


def _names_only(result: Result) -> list[Predicted]:
    pairs = zip(result.found, result.statements, strict=True)
    return [each if said.resolved_by == "name" else Predicted(each.spans, each.speaker) for each, said in pairs]


def _figures(title: str, results: Sequence[Result], kept: Callable[[Result], list[Predicted]]) -> dict[str, Any]:
    scorer = Scorer((each.article, kept(each)) for each in results)
    scores = {subset: scorer.score(subset) for subset in SUBSETS}
    speech, statements = scores["speech"], sum(len(kept(each)) for each in results)
    person = speech.resolved.share
    print(f"{title:24}{statements:7,}{100 * speech.joint_f1:8.1f}", end="")
    print(f"{'-' if person is None else f'{100 * person:.1f}':>8}", end="")
    print("".join(f"{100 * scores[subset].overlap.f1:11.1f}" for subset in _SHOWN))
    return {
        "statements": statements,
        "f1": {subset: each.overlap.f1 for subset, each in scores.items()},
        "speech_precision": speech.overlap.precision,
        "speech_recall": speech.overlap.recall,
        "speech_exact_f1": speech.exact.f1,
        "speech_joint_f1": speech.joint_f1,
        "speech_resolved": person,
    }


def _scores(results: Sequence[Result]) -> dict[str, Any]:
    scorer = Scorer((each.article, each.found) for each in results)
    return {subset: scorer.score(subset) for subset in SUBSETS}


def _mentions(mentions: Sequence[LabelledMention], results: Sequence[Result]) -> dict[str, Any]:
    found = {each.article.id: each.found for each in results}
    return {name: each for name, each in score_mentions(mentions, found).items() if each.right.n}


if __name__ == "__main__":
    main()
