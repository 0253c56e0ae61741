"""Fits the weights for the probability that a statement is about a topic (index.config.AnsweringConfig).

    python -m tests.bench.fit_statements INDEX FOLDER/polnear.dev.jsonl

INDEX is an index of these articles, made by ``onrecord reindex``. The questions come from
``tests/eval/polnear_dev_questions.jsonl``. The script fits on the questions with an id that begins with "a", and
reports on these and on the other questions separately.

The report contains the AUROC of statements on the topic against other statements. For several probabilities it also
contains the share of the answerable questions that are answered, the number of the unanswerable questions that are
refused, and the share of the listed statements that are among the 20 shown. Finally, the bias is shifted so that the
chosen probability equals the threshold of passages. Users then set a single threshold.
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
_CHOSEN = 0.1  # answers nine in ten of the answerable questions that the fit uses
_LIMIT = 20
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """The features of one statement by the person in a question, and whether the question lists the statement."""

    question: str
    answerable: bool
    cosine: float
    held: float
    listed: bool


def main() -> None:
    """Print the weights and the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path, help="index of the articles")
    parser.add_argument("articles", type=Path, help="labelled articles")
    arguments = parser.parse_args()
    embedder = SentenceTransformerEmbedder()
    engine = Engine(arguments.index, embedder, FaissStore(), AnsweringConfig())
    rows = [row for asked in read_gold(arguments.articles).questions for row in _rows(engine, embedder, asked)]
    fitted = [row for row in rows if row.question.startswith("a")]
    model = LogisticRegression(C=100, max_iter=2000).fit(_features(fitted), [row.listed for row in fitted])
    shift = math.log(_CHOSEN / (1 - _CHOSEN)) - math.log(
        AnsweringConfig().threshold / (1 - AnsweringConfig().threshold)
    )
    cosine, held = model.coef_[0]
    print(
        json.dumps({"bias": round(model.intercept_[0] - shift, 2), "cosine": round(cosine, 2), "held": round(held, 2)})
    )
    for name, part in (("fitted", fitted), ("others", [row for row in rows if not row.question.startswith("a")])):
        probabilities = model.predict_proba(_features(part))[:, 1]
        print(f"{name}: AUROC {roc_auc_score([row.listed for row in part], probabilities):.3f}")
        for point in _POINTS:
            print(f"  at {point}: {_report(part, probabilities, point)}")


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
    coverage = index.held(weights, numbers.tolist(), config.context_weight)
    for stored, cosine in zip(statements.get_many(numbers), nearest.tolist(), strict=True):
        article = snapshot.corpus.article(stored.article).id
        said = {offset for span in stored.statement.spans for offset in range(span.start, span.end)}
        listed = any(
            article == name and len(said & set(range(span.start, span.end))) >= _HALF * min(len(said), len(span))
            for name, span in asked.statements
        )
        yield Row(asked.id, asked.answerable, cosine, coverage.get(stored.number, 0.0), listed)


def _features(rows: Sequence[Row]) -> npt.NDArray[np.float64]:
    return np.array([(row.cosine, row.held) for row in rows])


def _report(rows: Sequence[Row], probabilities: npt.NDArray[np.float64], point: float) -> str:
    """Return a line of figures, if statements of at least this probability are shown."""
    by_question: dict[tuple[str, bool], list[tuple[float, bool]]] = defaultdict(list)
    for row, probability in zip(rows, probabilities.tolist(), strict=True):
        by_question[row.question, row.answerable].append((probability, row.listed))
    answerable = [
        sorted(statements, reverse=True)[:_LIMIT]
        for (_, is_answerable), statements in by_question.items()
        if is_answerable
    ]
    unanswerable = [statements for (_, is_answerable), statements in by_question.items() if not is_answerable]
    answered = sum(statements[0][0] >= point for statements in answerable)
    refused = sum(max(statements)[0] < point for statements in unanswerable)
    shown = sum(listed for statements in answerable for probability, listed in statements if probability >= point)
    listed = sum(row.listed for row in rows if row.answerable)
    return (
        f"answered {answered / len(answerable):.2f}, refused {refused} of {len(unanswerable)}, "
        f"listed statements shown {shown / listed:.2f}"
    )


if __name__ == "__main__":
    main()
