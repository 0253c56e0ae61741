"""Fits the weights with which a statement is taken to be about a topic (index.config.AnsweringConfig).

    python -m tests.bench.fit_statements INDEX FOLDER/polnear.dev.jsonl

INDEX is an index made by ``onrecord reindex`` of these articles. The questions are those of
``tests/eval/polnear_dev_questions.jsonl``: fitted on those whose id begins with "a", shown for these and the others.

For each part: the AUROC of on topic against not; and at several likelihoods which share of the answerable questions is
answered, how many of those about something that the person says nothing of are refused, and which share of the
statements that the index holds is shown among 20. The bias is then moved so that the point chosen is the threshold
of passages, and users have one threshold to set.
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index.adapters.faiss_store import FaissStore
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.answering.query_terms import content_terms, term_weights
from index.answering.retrieve_statements import ranges
from index.config import AnsweringConfig
from index.engine import Engine
from index.models import Question
from index.question.interpret import interpret
from tests.bench.answers import GoldQuestion, read_gold

_POINTS = (0.05, 0.1, 0.15, 0.2, 0.3)
_CHOSEN = 0.1  # nine in ten of the fitted part's answerable questions are answered there
_LIMIT = 20
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of the person that a question asks about: its signals, and whether it is listed for it."""

    question: str
    answerable: bool
    cosine: float
    held: float
    listed: bool


def main() -> None:
    """Print the weights, and how they separate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("articles", type=Path)
    arguments = parser.parse_args()
    embedder = SentenceTransformerEmbedder()
    engine = Engine(arguments.index, embedder, FaissStore(), AnsweringConfig())
    rows = [row for asked in read_gold(arguments.articles).questions for row in _rows(engine, embedder, asked)]
    fitted = [row for row in rows if row.question.startswith("a")]
    model = LogisticRegression(C=100, max_iter=2000).fit(_signals(fitted), [row.listed for row in fitted])
    moved = math.log(_CHOSEN / (1 - _CHOSEN)) - math.log(
        AnsweringConfig().threshold / (1 - AnsweringConfig().threshold)
    )
    cosine, held = model.coef_[0]
    print(
        json.dumps({"bias": round(model.intercept_[0] - moved, 2), "cosine": round(cosine, 2), "held": round(held, 2)})
    )
    for name, part in (("fitted", fitted), ("others", [row for row in rows if not row.question.startswith("a")])):
        likely = model.predict_proba(_signals(part))[:, 1]
        print(f"{name}: AUROC {roc_auc_score([row.listed for row in part], likely):.3f}")
        for point in _POINTS:
            print(f"  at {point}: {_point(part, likely, point)}")


def _rows(engine: Engine, embedder: SentenceTransformerEmbedder, asked: GoldQuestion) -> Iterator[Row]:
    config, snapshot = AnsweringConfig(), engine.snapshot
    query = interpret(Question(asked.question), engine.context.collection, config.max_question_characters)
    topic = query.parsed.topic
    if query.speakers is None or not len(query.speakers.statements) or not topic:
        return
    numbers = np.sort(query.speakers.statements)
    statements, index = snapshot.corpus.statements, snapshot.statement_words
    around = ranges(*statements.passages(numbers))
    cosines = snapshot.vectors.vectors(around.ravel()) @ embedder.embed_question(topic)[0]
    nearest = cosines.reshape(around.shape).max(axis=0)
    weights = term_weights(index, content_terms(index, topic))
    coverage = index.held(weights, numbers.tolist(), config.around_share)
    for stored, cosine in zip(statements.get_many(numbers), nearest.tolist(), strict=True):
        article = snapshot.corpus.article(stored.article).id
        said = {at for span in stored.statement.spans for at in range(span.start, span.end)}
        listed = any(
            article == name and len(said & set(range(span.start, span.end))) >= _HALF * min(len(said), len(span))
            for name, span in asked.statements
        )
        yield Row(asked.id, asked.answerable, cosine, coverage.get(stored.number, 0.0), listed)


def _signals(rows: Sequence[Row]) -> npt.NDArray[np.float64]:
    return np.array([(row.cosine, row.held) for row in rows])


def _point(rows: Sequence[Row], likely: npt.NDArray[np.float64], point: float) -> str:
    """Return what happens where what is at least so likely is shown."""
    by_question: dict[tuple[str, bool], list[tuple[float, bool]]] = defaultdict(list)
    for row, likelihood in zip(rows, likely.tolist(), strict=True):
        by_question[row.question, row.answerable].append((likelihood, row.listed))
    answerable = [
        sorted(each, reverse=True)[:_LIMIT] for (_, is_answerable), each in by_question.items() if is_answerable
    ]
    silent = [each for (_, is_answerable), each in by_question.items() if not is_answerable]
    answered = sum(each[0][0] >= point for each in answerable)
    refused = sum(max(each)[0] < point for each in silent)
    shown = sum(listed for each in answerable for likelihood, listed in each if likelihood >= point)
    listed = sum(row.listed for row in rows if row.answerable)
    return (
        f"answered {answered / len(answerable):.2f}, refused {refused} of {len(silent)}, "
        f"listed statements shown {shown / listed:.2f}"
    )


if __name__ == "__main__":
    main()
