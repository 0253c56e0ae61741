"""Fits the weights by which passages and sentences are ranked and questions refused (index.config).

    python -m tests.bench.fit_finding INDEX=FOLDER…

INDEX is an index over FOLDER's articles, FOLDER holds a set as ``onrecord evaluate finding`` reads it. Weights of
passages and sentences maximise the likelihood of drawing one with evidence from all that were judged; a set counts as
much as another. Each figure is fitted on four fifths of the questions and measured on the rest. The weight of age is
set by hand: these sets would have it larger, but not everybody asks for this week's news.

Whether a question is answerable is a logistic fit; each question is asked of parts of its collection too, drawn at
random (its evidence stays in), since the nearest of many unrelated passages is nearer than that of few. Sets without
unanswerable questions, and those whose questions were written to deceive, say nothing about that.
"""

import datetime as dt
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index.adapters.faiss_store import FaissStore
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.answering.confidence import evidence
from index.answering.context import Asked, Search
from index.answering.passage_features import Judged
from index.answering.query_terms import Topic, topic_of
from index.answering.retrieve_passages import retrieve
from index.answering.sentence_features import judged_sentences
from index.config import AnsweringConfig, ConfidenceWeights, PassageWeights, SentenceWeights
from index.evaluation.gold_spans import place_evidence
from index.evaluation.qa_dataset import LabelledQuestion, read_folder
from index.models import Filter, Span
from index.store.layout import current_name
from index.store.snapshot import open_snapshot

Matrix = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_FOLDS = 5
_RIDGE = 0.003
_SIZES = (20, 60, 200, 1_000_000)  # articles
_SEED = 7
_TODAY = dt.date(2026, 11, 25)  # for questions without a day
_DECEIVING = 0.6  # AUROC: a set below is not asked to fit confidence by
_POINTS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


@dataclass(frozen=True, slots=True)
class Choice:
    """One question's candidates: their signals, shape ``(n, signals)``, which are right, and what is added to each."""

    signals: Matrix
    right: Flags
    offsets: Matrix


@dataclass(frozen=True, slots=True)
class Asking:
    """One labelled question over one index."""

    labelled: LabelledQuestion
    gold: dict[int, list[Span]]
    search: Search
    topic: Topic
    asked: Asked
    passages: tuple[Judged, ...]

    def holds(self, article: int, span: Span) -> bool:
        """Return whether a passage holds a piece of evidence whole, or lies whole in it."""
        return any(_within(gold, span) or _within(span, gold) for gold in self.gold.get(article, ()))

    def touches(self, article: int, span: Span) -> bool:
        """Return whether a sentence shares a word with evidence."""
        return any(gold.start < span.end and span.start < gold.end for gold in self.gold.get(article, ()))


def main() -> None:
    """Print weights and figures."""
    embedder = SentenceTransformerEmbedder()
    sets = {Path(pair.split("=")[1]).name: list(_ask(embedder, *pair.split("="))) for pair in sys.argv[1:]}
    names = [each.name for each in fields(PassageWeights) if each.name != "age"]
    passages = {name: [_passages(each) for each in asked if each.gold] for name, asked in sets.items()}
    weights = _fit_and_tell(passages, names, (1, 3, 5, 10))
    ranking = replace(PassageWeights(), **dict(zip(names, weights, strict=True)))
    sets = {name: [_reranked(each, ranking) for each in asked] for name, asked in sets.items()}
    sentences = {name: [_sentences(each) for each in asked if each.gold] for name, asked in sets.items()}
    _fit_and_tell(sentences, [each.name for each in fields(SentenceWeights)], (1, 5))
    _fit_confidence(sets, ranking)


def _ask(embedder: SentenceTransformerEmbedder, index: str, folder: str) -> Iterator[Asking]:
    root, collection = Path(index), read_folder(Path(folder))
    snapshot = open_snapshot(root, current_name(root), FaissStore(), embedder.fingerprint)
    search = Search(snapshot, embedder, AnsweringConfig())
    for labelled in collection.questions:
        groups, _ = place_evidence(labelled, snapshot.corpus, collection.texts)
        gold: dict[int, list[Span]] = {}
        for each in (gold for group in groups for gold in group):
            number = snapshot.corpus.article_number(each.article)
            if number is not None:
                gold.setdefault(number, []).extend(each.spans)
        topic = topic_of(snapshot.words, labelled.text)
        asked = Asked(labelled.text, embedder.embed_question(labelled.text), Filter(), 5, labelled.today or _TODAY)
        yield Asking(labelled, gold, search, topic, asked, retrieve(search, topic, asked).passages)


def _passages(asking: Asking) -> Choice:
    right = [asking.holds(each.passage.stored.article, _span(each)) for each in asking.passages]
    *told, ages = np.array([astuple(each.signals) for each in asking.passages]).T
    return Choice(np.array(told).T, np.array(right), PassageWeights().age * ages)


def _sentences(asking: Asking) -> Choice:
    best = asking.passages[: asking.search.config.passages_read]
    judged = judged_sentences(asking.topic, best)
    spans = {
        (each.passage.stored.article, each.passage.stored.first_sentence + at): span
        for each in best
        for at, span in enumerate(each.passage.sentences)
    }
    return Choice(
        np.array([astuple(each.signals) for each in judged.values()]),
        np.array([asking.touches(place[0], spans[place]) for place in judged]),
        np.zeros(len(judged)),
    )


def _reranked(asking: Asking, weights: PassageWeights) -> Asking:
    again = (
        replace(each, content=each.signals.content(weights), score=each.signals.score(weights))
        for each in asking.passages
    )
    return replace(asking, passages=tuple(sorted(again, key=lambda each: -each.score)))


def _fit_and_tell(sets: dict[str, list[Choice]], names: Sequence[str], depths: Sequence[int]) -> list[float]:
    """Fit, print what is reached on questions that were not fitted on, and return the weights of all."""
    for name, choices in sets.items():
        ranks = []
        for fold in range(_FOLDS):
            weights = _fit({other: _part(each, fold, kept=False) for other, each in sets.items()})
            ranks += [_rank(each, weights) for each in _part(choices, fold, kept=True)]
        hits = " ".join(f"@{depth} {np.mean(np.array(ranks) <= depth):.3f}" for depth in depths)
        print(f"{name:18} {hits} MRR {np.mean([1 / rank if rank <= 10 else 0 for rank in ranks]):.3f} n={len(ranks)}")
    fitted = _fit(sets)
    print(", ".join(f"{name}={weight:.2f}" for name, weight in zip(names, fitted, strict=True)), "\n")
    return [float(weight) for weight in fitted]


def _part(choices: Sequence[Choice], fold: int, *, kept: bool) -> list[Choice]:
    return [each for at, each in enumerate(choices) if (at % _FOLDS == fold) == kept]


def _fit(sets: dict[str, list[Choice]]) -> Matrix:
    """Return the weights, of the signals as they are, that make right candidates likeliest."""
    told = [(each, 1 / len(choices)) for choices in sets.values() for each in choices if each.right.any()]
    spread = np.concatenate([each.signals for each, _ in told]).std(axis=0)
    signals = _padded([each.signals / spread for each, _ in told], 0.0)
    offsets = _padded([each.offsets for each, _ in told], -np.inf)
    wrong = ~_padded([each.right for each, _ in told], fill=False)
    weights = np.array([weight for _, weight in told])
    weights /= weights.sum()

    def loss(fitted: Matrix) -> tuple[float, Matrix]:
        scores = signals @ fitted + offsets
        right = np.where(wrong, -np.inf, scores)
        value = -weights @ (logsumexp(right, axis=1) - logsumexp(scores, axis=1))
        pull = weights[:, None] * (softmax(right, axis=1) - softmax(scores, axis=1))
        slope = -np.einsum("qc,qcs->s", pull, signals)
        return float(value + _RIDGE * fitted @ fitted), slope + 2 * _RIDGE * fitted

    found: Matrix = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x / spread
    return found


def _padded(rows: Sequence[npt.NDArray[Any]], fill: float) -> npt.NDArray[Any]:
    """Return arrays of unlike lengths as one."""
    made = np.full((len(rows), max(map(len, rows)), *rows[0].shape[1:]), fill, rows[0].dtype)
    for row, each in zip(made, rows, strict=True):
        row[: len(each)] = each
    return made


def _rank(choice: Choice, weights: Matrix) -> int:
    order = np.argsort(-(choice.signals @ weights + choice.offsets), kind="stable")
    first = np.flatnonzero(choice.right[order])
    return int(first[0]) + 1 if len(first) else 1_000_000


def _fit_confidence(sets: dict[str, list[Asking]], ranking: PassageWeights) -> None:
    """Fit the confidence, and print how it separates answerable from not, set by set and size by size."""
    told = {name: asked for name, asked in sets.items() if not all(each.labelled.answerable for each in asked)}
    rows = [
        (name, size, asking.labelled.answerable, asking.labelled.type, _evidence(asking, size, ranking))
        for name, asked in told.items()
        for asking in asked
        for size in _SIZES
    ]
    names, sizes, types = (np.array([row[at] for row in rows]) for at in (0, 1, 3))
    answerable, signals = np.array([row[2] for row in rows]), np.array([row[4] for row in rows])
    alike = {name for name in told if roc_auc_score(answerable[names == name], signals[names == name, 1]) < _DECEIVING}
    used = ~np.isin(names, list(alike))
    weights = _balanced(names, answerable)
    likely = np.zeros(len(rows))
    for fold in range(_FOLDS):
        held_out = np.arange(len(rows)) // len(_SIZES) % _FOLDS == fold
        model = LogisticRegression(C=10, max_iter=2000)
        model.fit(signals[used & ~held_out], answerable[used & ~held_out], weights[used & ~held_out])
        likely[held_out] = model.predict_proba(signals[held_out])[:, 1]
    for name in told:
        for size in _SIZES:
            here = (names == name) & (sizes == size)
            for kind in sorted({*types[here & ~answerable]}):
                refused = here & ~answerable & (types == kind)
                _tell(f"{name} {size} {kind}", likely[here & answerable], likely[refused])
    model = LogisticRegression(C=10, max_iter=2000).fit(signals[used], answerable[used], weights[used])
    each = [each.name for each in fields(ConfidenceWeights)]
    fitted = [*model.intercept_, *model.coef_[0]]
    print(", ".join(f"{name}={weight:.2f}" for name, weight in zip(each, fitted, strict=True)))


def _balanced(names: npt.NDArray[np.str_], answerable: Flags) -> Matrix:
    """Return weights by which every set's answerable and unanswerable questions count alike."""
    weights = np.zeros(len(names))
    for name in set(names.tolist()):
        for label in (True, False):
            here = (names == name) & (answerable == label)
            weights[here] = 1 / here.sum()
    balanced: Matrix = weights / weights.mean()
    return balanced


def _tell(what: str, answerable: Matrix, refused: Matrix) -> None:
    labels = np.concatenate([np.ones(len(answerable)), np.zeros(len(refused))])
    points = " ".join(f"{at}:{np.mean(answerable >= at):.2f}/{np.mean(refused < at):.2f}" for at in _POINTS)
    area = roc_auc_score(labels, np.concatenate([answerable, refused]))
    print(f"{what:50} AUROC {area:.3f} n={len(answerable)}+{len(refused)} answered/refused at {points}")


def _evidence(asking: Asking, size: int, ranking: PassageWeights) -> tuple[float, ...]:
    """Return what a part of the collection tells about a question."""
    corpus = asking.search.snapshot.corpus
    total = corpus.counts()["articles"]
    passages, searched = asking.passages, len(asking.search.snapshot.vectors)
    if size < total:
        drawn = random.Random(f"{_SEED}{asking.labelled.id}").sample(range(total), size)
        among = np.array(
            sorted(row.number for article in {*drawn, *asking.gold} for row in corpus.passages_of(article)), np.int64
        )
        found = retrieve(asking.search, asking.topic, asking.asked, among)
        passages, searched = _reranked(replace(asking, passages=found.passages), ranking).passages, found.searched
    return evidence(asking.topic, passages, searched).values()


def _span(judged: Judged) -> Span:
    return Span(judged.passage.sentences[0].start, judged.passage.sentences[-1].end)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


if __name__ == "__main__":
    main()
