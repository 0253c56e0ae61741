"""Fits the three weights of the answering confidence (index.config.AnsweringConfig).

    python -m tests.bench.fit_confidence INDEX=QUERIES.jsonl …

INDEX is an index made by ``onrecord reindex``, QUERIES the questions over it, in the format of
``onrecord evaluate finding``. The nearest of a million unrelated passages is nearer than that of
fifty, so each question is asked of parts of the collection too, cut at random to several sizes
(its evidence stays in): that is how the weight of the collection's size is found.
"""

import json
import math
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index.adapters.faiss_flat import FaissFlatStore
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.answering.retrieve import coverage, shares, topic_terms
from index.ports import Vectors
from index.store.limits import Filter
from index.store.snapshot import Snapshot, current_name, open_snapshot

_SIZES = (20, 60, 200, 1_000_000)  # articles
_READ = 10  # passages whose words are looked at
_SEED = 7


def main() -> None:
    """Print the weights, and how they separate answerable from not."""
    embedder = SentenceTransformerEmbedder()
    rows, labels = [], []
    for pair in sys.argv[1:]:
        index, queries = pair.split("=")
        root = Path(index)
        snapshot = open_snapshot(root, current_name(root), FaissFlatStore(), embedder.fingerprint)
        for line in Path(queries).read_text(encoding="utf-8").splitlines():
            query = json.loads(line)
            vector = embedder.embed_question(query["question"])
            for size in _SIZES:
                rows.append(_signals(snapshot, query, vector, size))
                labels.append(query["answerable"])
    features, answerable = np.array(rows), np.array(labels)
    model = LogisticRegression(C=100, class_weight="balanced", max_iter=1000).fit(features, answerable)
    likely = model.predict_proba(features)[:, 1]
    names = ("cosine", "coverage", "log_passages")
    weights = dict(zip(names, model.coef_[0].round(2).tolist(), strict=True))
    print(json.dumps({"bias": round(float(model.intercept_[0]), 2), **weights}))
    for position, size in enumerate(_SIZES):
        part = slice(position, None, len(_SIZES))
        print(
            size, f"AUROC {roc_auc_score(answerable[part], likely[part]):.3f}", _points(answerable[part], likely[part])
        )


def _points(answerable: npt.NDArray[np.bool_], likely: npt.NDArray[np.float64]) -> str:
    return "; ".join(
        f"at {at}: answered {(likely[answerable] >= at).mean():.2f} refused {(likely[~answerable] < at).mean():.2f}"
        for at in (0.2, 0.3, 0.4, 0.5)
    )


def _signals(snapshot: Snapshot, query: dict[str, Any], vector: Vectors, size: int) -> tuple[float, float, float]:
    """Return the nearest cosine, the best coverage, and the logarithm of the number of passages."""
    corpus = snapshot.corpus
    total = corpus.counts()["articles"]
    chosen = set(random.Random(f"{_SEED}{query['id']}").sample(range(total), min(size, total)))  # noqa: S311
    chosen |= {
        number for each in query["evidence"] if (number := corpus.article_number(each["article_id"])) is not None
    }
    allowed = np.array(sorted(row.number for article in chosen for row in corpus.passages_of(article)), np.int64)
    near, cosines = snapshot.vectors.search(vector, 100, allowed)
    terms = topic_terms(snapshot.words, query["question"])
    worded, _ = snapshot.words.search(terms, 1000, Filter())
    within = set(allowed.tolist())
    best = [*near[: _READ // 2].tolist(), *[number for number in worded.tolist() if number in within][: _READ // 2]]
    wanted = shares(snapshot.words, terms)
    held = max(coverage(snapshot.words, wanted, _text(snapshot, number)) for number in best)
    return float(cosines[0]), held, math.log(len(allowed))


def _text(snapshot: Snapshot, number: int) -> str:
    stored = snapshot.corpus.passages([number])[0]
    article, spans = snapshot.corpus.article(stored.article), snapshot.corpus.sentences(stored.article)
    return f"{article.title}\n{article.text[spans[stored.first_sentence].start : spans[stored.last_sentence].end]}"


if __name__ == "__main__":
    main()
