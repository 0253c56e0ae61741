"""What each part of finding brings: labelled questions asked again without it.

    python -m tests.bench.ablate_finding FOLDER… --index DIR [--out tests/bench/results/finding_ablated.json]

DIR holds an index of each set, as ``tests.bench.finding`` leaves it. A weight that is left out is 0, the others stay:
what remains is not fitted anew. Hits of passages and quotes as ``onrecord evaluate finding`` counts them.
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
from index.evaluation.qa_run import Asking
from index.ports import Embedder
from index.store.exported_models import model_folder
from index.store.layout import current_name, snapshot_folder
from index.store.manifest import read_manifest
from tests.bench import provenance


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    results = dict[str, Any]()
    for folder in arguments.folders:
        root = arguments.index / folder.name
        manifest = read_manifest(snapshot_folder(root, current_name(root)))
        embedder = OnnxEmbedder(model_folder(root, manifest.embedder_fingerprint))
        collection = read_folder(folder)
        asked = [each for each in collection.questions if each.answerable]
        answerable = replace(collection, questions=asked)
        results[folder.name] = {
            what: _figures(what, root, answerable, embedder, config) for what, config in _variants()
        }
    if arguments.out:
        provenance.write(arguments.out, {"commit": provenance.commit(), "sets": results})


def _variants() -> Iterator[tuple[str, AnsweringConfig]]:
    """Yield what is left out, and the configuration without it."""
    whole = AnsweringConfig()
    yield "nothing", whole
    for each in fields(PassageWeights):
        yield f"passages: {each.name}", replace(whole, ranking=replace(whole.ranking, **{each.name: 0.0}))
    for each in fields(SentenceWeights):
        yield f"sentences: {each.name}", replace(whole, choosing=replace(whole.choosing, **{each.name: 0.0}))
    yield "neighbours of sentences", replace(whole, most_sentences=1)


def _figures(
    what: str,
    index: Path,
    collection: LabelledCollection,
    embedder: Embedder,
    config: AnsweringConfig,
) -> dict[str, float]:
    engine = Engine(index, embedder, FaissStore(), config)
    all_answered = Engine(index, embedder, FaissStore(), replace(config, threshold=0.0))
    outcomes, _ = Asking(collection, engine, all_answered, lambda *_: None).run()
    found = score(outcomes)
    figures = {
        "passage hit@1": found.passage["hit@1"].value,
        "passage hit@5": found.passage["hit@5"].value,
        "passage mrr": found.passage["mrr"].value,
        "quote chosen@1": found.quote["chosen@1"].value,
        "quote chosen@5": found.quote["chosen@5"].value,
        "quote words": found.quote["words"].value,
    }
    rounded = {name: round(value or 0.0, 3) for name, value in figures.items()}
    print(f"{index.name:16} without {what:28}", *(f"{name} {value}" for name, value in rounded.items()), flush=True)
    return rounded


if __name__ == "__main__":
    main()
