"""Fits the weights that rank passages and sentences and that refuse questions (index.config).

    python -m tests.bench.fit_finding INDEX=FOLDER…

INDEX is an index over the articles of FOLDER, which holds a dataset in the format of ``onrecord evaluate finding``. The
weights of passages and sentences maximise the likelihood of drawing a candidate with evidence. Every dataset counts
the same. Each figure is fitted on four fifths of the questions and measured on the rest. The weight of age is set by
hand: these datasets would make it larger, but not everybody asks for this week's news.

Answerability is a logistic fit. Each question is also asked of random parts of its collection, with its evidence,
because the nearest of many unrelated passages is nearer than that of few. Datasets without unanswerable questions, and
those with deceptive ones, are left out of this fit.
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
from index.answering.answerability import features_of_all
from index.answering.context import SearchContext
from index.answering.passage_features import ScoredPassage
from index.answering.retrieve_passages import Candidates, retrieve_passages
from index.answering.sentence_features import score_sentences
from index.config import AnswerabilityWeights, AnsweringConfig, PassageWeights, SentenceWeights
from index.evaluation.gold_spans import place_evidence
from index.evaluation.qa_dataset import LabelledQuestion, read_folder
from index.models import Filter, Question, Span
from index.ports import Numbers
from index.question.collection import Collection
from index.question.interpret import interpret
from index.store.layout import current_name
from index.store.snapshot import open_snapshot

Matrix = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_FOLDS = 5
_RIDGE = 0.003
_SIZES = (20, 60, 200, 1_000_000)  # articles
_SEED = 7
_TODAY = dt.date(2026, 11, 25)  # for questions without a date
_DECEPTIVE = 0.6  # AUROC; a dataset below it is left out of the fit of answerability
_POINTS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


@dataclass(frozen=True, slots=True)
class Draw:
    """The candidates of one question: features of shape ``(n, features)``, labels, and offsets of the scores."""

    features: Matrix
    right: Flags
    offsets: Matrix


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled question over one index, with the passages that it retrieves."""

    labelled: LabelledQuestion
    gold: dict[int, list[Span]]
    context: SearchContext
    candidates: Candidates

    def contains(self, article: int, span: Span) -> bool:
        """Return True if a passage contains a piece of evidence, or lies inside one."""
        return any(gold.contains(span) or span.contains(gold) for gold in self.gold.get(article, ()))

    def overlaps(self, article: int, span: Span) -> bool:
        """Return True if a sentence shares a word with evidence."""
        return any(gold.overlaps(span) for gold in self.gold.get(article, ()))


def main() -> None:
    """Print weights and figures."""
    embedder = SentenceTransformerEmbedder()
    sets = {Path(pair.split("=")[1]).name: list(_cases(embedder, *pair.split("="))) for pair in sys.argv[1:]}
    names = [field.name for field in fields(PassageWeights) if field.name != "age"]
    passages = {name: [_passages(case) for case in cases if case.gold] for name, cases in sets.items()}
    weights = _fit_and_print(passages, names, (1, 3, 5, 10))
    ranking = replace(PassageWeights(), **dict(zip(names, weights, strict=True)))
    sets = {name: [_ranked_by(case, ranking) for case in cases] for name, cases in sets.items()}
    sentences = {name: [_sentences(case) for case in cases if case.gold] for name, cases in sets.items()}
    _fit_and_print(sentences, [field.name for field in fields(SentenceWeights)], (1, 5))
    _fit_answerability(sets, ranking)


def _cases(embedder: SentenceTransformerEmbedder, index: str, folder: str) -> Iterator[Case]:
    root, dataset = Path(index), read_folder(Path(folder))
    snapshot = open_snapshot(root, current_name(root), FaissStore(), embedder.fingerprint)
    context = SearchContext.of(Collection.of(snapshot), embedder, AnsweringConfig())
    for labelled in dataset.questions:
        groups, _ = place_evidence(labelled, snapshot.corpus, dataset.texts)
        gold: dict[int, list[Span]] = {}
        for location in (location for group in groups for location in group):
            number = snapshot.corpus.article_number(location.article)
            if number is not None:
                gold.setdefault(number, []).extend(location.spans)
        yield Case(labelled, gold, context, _retrieve(context, labelled))


def _retrieve(context: SearchContext, labelled: LabelledQuestion, among: Numbers | None = None) -> Candidates:
    question = Question(labelled.text, today=labelled.today or _TODAY)
    query = interpret(question, context.collection, context.config.max_question_characters)
    return retrieve_passages(context, query, labelled.text, Filter(), among)


def _passages(case: Case) -> Draw:
    passages = case.candidates.passages
    right = [case.contains(scored.passage.stored.article, _span(scored)) for scored in passages]
    *features, ages = np.array([astuple(scored.features) for scored in passages]).T
    return Draw(np.array(features).T, np.array(right), PassageWeights().age * ages)


def _sentences(case: Case) -> Draw:
    best = case.candidates.passages[: case.context.config.passages_read]
    sentences = score_sentences(case.candidates.terms, best).values()
    return Draw(
        np.array([astuple(sentence.features) for sentence in sentences]),
        np.array([case.overlaps(sentence.id.article, sentence.span) for sentence in sentences]),
        np.zeros(len(sentences)),
    )


def _ranked_by(case: Case, weights: PassageWeights) -> Case:
    """Return a case with its passages ranked by other weights."""
    rescored = (
        replace(scored, content_score=scored.features.content_score(weights), score=scored.features.score(weights))
        for scored in case.candidates.passages
    )
    ranked = tuple(sorted(rescored, key=lambda scored: -scored.score))
    return replace(case, candidates=replace(case.candidates, passages=ranked))


def _fit_and_print(sets: dict[str, list[Draw]], names: Sequence[str], depths: Sequence[int]) -> list[float]:
    """Fit and print the figures on questions outside the fit. Return the weights fitted on all questions."""
    for name, draws in sets.items():
        ranks = []
        for fold in range(_FOLDS):
            weights = _fit({other: _part(others, fold, kept=False) for other, others in sets.items()})
            ranks += [_rank(draw, weights) for draw in _part(draws, fold, kept=True)]
        hits = " ".join(f"@{depth} {np.mean(np.array(ranks) <= depth):.3f}" for depth in depths)
        print(f"{name:18} {hits} MRR {np.mean([1 / rank if rank <= 10 else 0 for rank in ranks]):.3f} n={len(ranks)}")
    fitted = _fit(sets)
    print(", ".join(f"{name}={weight:.2f}" for name, weight in zip(names, fitted, strict=True)), "\n")
    return [float(weight) for weight in fitted]


def _part(draws: Sequence[Draw], fold: int, *, kept: bool) -> list[Draw]:
    return [draw for number, draw in enumerate(draws) if (number % _FOLDS == fold) == kept]


def _fit(sets: dict[str, list[Draw]]) -> Matrix:
    """Return the weights that maximise the likelihood of the right candidates."""
    weighted = [(draw, 1 / len(draws)) for draws in sets.values() for draw in draws if draw.right.any()]
    spread = np.concatenate([draw.features for draw, _ in weighted]).std(axis=0)
    features = _padded([draw.features / spread for draw, _ in weighted], 0.0)
    offsets = _padded([draw.offsets for draw, _ in weighted], -np.inf)
    wrong = ~_padded([draw.right for draw, _ in weighted], fill=False)
    weights = np.array([weight for _, weight in weighted])
    weights /= weights.sum()

    def loss(fitted: Matrix) -> tuple[float, Matrix]:
        scores = features @ fitted + offsets
        right = np.where(wrong, -np.inf, scores)
        value = -weights @ (logsumexp(right, axis=1) - logsumexp(scores, axis=1))
        pull = weights[:, None] * (softmax(right, axis=1) - softmax(scores, axis=1))
        slope = -np.einsum("qc,qcs->s", pull, features)
        return float(value + _RIDGE * fitted @ fitted), slope + 2 * _RIDGE * fitted

    fitted: Matrix = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x / spread
    return fitted


def _padded(rows: Sequence[npt.NDArray[Any]], fill: float) -> npt.NDArray[Any]:
    """Return arrays of different lengths as one array."""
    padded = np.full((len(rows), max(map(len, rows)), *rows[0].shape[1:]), fill, rows[0].dtype)
    for row, values in zip(padded, rows, strict=True):
        row[: len(values)] = values
    return padded


def _rank(draw: Draw, weights: Matrix) -> int:
    order = np.argsort(-(draw.features @ weights + draw.offsets), kind="stable")
    first = np.flatnonzero(draw.right[order])
    return int(first[0]) + 1 if len(first) else 1_000_000


def _fit_answerability(sets: dict[str, list[Case]], ranking: PassageWeights) -> None:
    """Fit answerability, and print how it separates the questions of each set, by the size of the collection."""
    used_sets = {name: cases for name, cases in sets.items() if not all(case.labelled.answerable for case in cases)}
    rows = [
        (name, size, case.labelled.answerable, case.labelled.type, _features(case, size, ranking))
        for name, cases in used_sets.items()
        for case in cases
        for size in _SIZES
    ]
    names, sizes, types = (np.array([row[column] for row in rows]) for column in (0, 1, 3))
    answerable, features = np.array([row[2] for row in rows]), np.array([row[4] for row in rows])
    deceptive = {
        name for name in used_sets if roc_auc_score(answerable[names == name], features[names == name, 1]) < _DECEPTIVE
    }
    used = ~np.isin(names, list(deceptive))
    weights = _balanced(names, answerable)
    probabilities = np.zeros(len(rows))
    for fold in range(_FOLDS):
        held_out = np.arange(len(rows)) // len(_SIZES) % _FOLDS == fold
        model = LogisticRegression(C=10, max_iter=2000)
        model.fit(features[used & ~held_out], answerable[used & ~held_out], weights[used & ~held_out])
        probabilities[held_out] = model.predict_proba(features[held_out])[:, 1]
    for name in used_sets:
        for size in _SIZES:
            here = (names == name) & (sizes == size)
            for kind in sorted({*types[here & ~answerable]}):
                refused = here & ~answerable & (types == kind)
                _print(f"{name} {size} {kind}", probabilities[here & answerable], probabilities[refused])
    model = LogisticRegression(C=10, max_iter=2000).fit(features[used], answerable[used], weights[used])
    weight_names = [field.name for field in fields(AnswerabilityWeights)]
    fitted = [*model.intercept_, *model.coef_[0]]
    print(", ".join(f"{name}={weight:.2f}" for name, weight in zip(weight_names, fitted, strict=True)))


def _balanced(names: npt.NDArray[np.str_], answerable: Flags) -> Matrix:
    """Return weights that give the answerable and the unanswerable questions of every set the same total."""
    weights = np.zeros(len(names))
    for name in set(names.tolist()):
        for label in (True, False):
            here = (names == name) & (answerable == label)
            weights[here] = 1 / here.sum()
    balanced: Matrix = weights / weights.mean()
    return balanced


def _print(label: str, answerable: Matrix, refused: Matrix) -> None:
    labels = np.concatenate([np.ones(len(answerable)), np.zeros(len(refused))])
    points = " ".join(f"{point}:{np.mean(answerable >= point):.2f}/{np.mean(refused < point):.2f}" for point in _POINTS)
    area = roc_auc_score(labels, np.concatenate([answerable, refused]))
    print(f"{label:50} AUROC {area:.3f} n={len(answerable)}+{len(refused)} answered/refused at {points}")


def _features(case: Case, size: int, ranking: PassageWeights) -> tuple[float, ...]:
    """Return the features of answerability over a random part of the collection, the evidence included."""
    corpus = case.context.collection.snapshot.corpus
    total = corpus.counts()["articles"]
    if size < total:
        drawn = random.Random(f"{_SEED}{case.labelled.id}").sample(range(total), size)
        numbers = sorted(row.number for article in {*drawn, *case.gold} for row in corpus.passages_of(article))
        candidates = _retrieve(case.context, case.labelled, np.array(numbers, np.int64))
        case = _ranked_by(replace(case, candidates=candidates), ranking)
    candidates = case.candidates
    return features_of_all(candidates.terms, candidates.passages, candidates.searched).values()


def _span(scored: ScoredPassage) -> Span:
    return scored.passage.sentences[0].hull(scored.passage.sentences[-1])


if __name__ == "__main__":
    main()
