"""Ablation of the ranking: the scores on labelled questions without each of its features.

    python -m tests.bench.ablate_finding FOLDER… --index DIR [--out tests/bench/results/finding_ablated.json]

DIR contains an index of each set, made by ``tests.bench.finding``. The weight of an ablated feature is 0; the other
weights keep their values and are not fitted again. The scores are those of ``onrecord evaluate finding``.
"""

import argparse
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from index.adapters.faiss_store import FaissStore
from index.adapters.onnx_embedder import OnnxEmbedder
from index.config import AnsweringConfig, PassageWeights, SentenceWeights
from index.engine import Engine
from index.evaluation.qa_dataset import LabelledCollection, read_folder
from index.evaluation.qa_metrics import score
from index.evaluation.qa_run import QaRun
from index.ports import Embedder
from index.store.exported_models import model_folder
from index.store.layout import current_name, snapshot_folder
from index.store.manifest import read_manifest
from tests.bench import harness


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    results = dict[str, Any]()
    for folder in arguments.folders:
        root = arguments.index / folder.name
        manifest = read_manifest(snapshot_folder(root, current_name(root)))
        embedder = OnnxEmbedder(model_folder(root, manifest.embedder_fingerprint))
        collection = read_folder(folder)
        answerable = [question for question in collection.questions if question.answerable]
        asked = replace(collection, questions=answerable)
        results[folder.name] = {name: _score(name, root, asked, embedder, config) for name, config in _variants()}
    harness.write_results(arguments.out, {"sets": results})


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="sets of articles and questions")
    parser.add_argument("--index", type=Path, required=True, help="folder that contains the index of each set")
    return parser.parse_args()


def _variants() -> Iterator[tuple[str, AnsweringConfig]]:
    """Yield the name of each ablated part, and the configuration without that part."""
    full = AnsweringConfig()
    yield "nothing", full
    for feature in fields(PassageWeights):
        yield (
            f"passages: {feature.name}",
            replace(full, passage_weights=replace(full.passage_weights, **{feature.name: 0.0})),
        )
    for feature in fields(SentenceWeights):
        yield (
            f"sentences: {feature.name}",
            replace(full, sentence_weights=replace(full.sentence_weights, **{feature.name: 0.0})),
        )
    yield "neighbours of sentences", replace(full, max_sentences=1)


def _score(
    ablated: str,
    index: Path,
    collection: LabelledCollection,
    embedder: Embedder,
    config: AnsweringConfig,
) -> dict[str, float]:
    engine = Engine(index, embedder, FaissStore(), config)
    all_answered = Engine(index, embedder, FaissStore(), replace(config, threshold=0.0))
    outcomes, _ = QaRun(collection, engine, all_answered, lambda *_: None).run()
    scores = score(outcomes)
    figures = {
        "passage hit@1": scores.passage["hit@1"].value,
        "passage hit@5": scores.passage["hit@5"].value,
        "passage mrr": scores.passage["mrr"].value,
        "quote chosen@1": scores.quote["chosen@1"].value,
        "quote chosen@5": scores.quote["chosen@5"].value,
        "quote words": scores.quote["words"].value,
    }
    rounded = {name: round(value or 0.0, 3) for name, value in figures.items()}
    print(f"{index.name:16} without {ablated:28}", *(f"{name} {value}" for name, value in rounded.items()), flush=True)
    return rounded


if __name__ == "__main__":
    main()
