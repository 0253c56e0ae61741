"""What is found for labelled questions, set by set, as ``onrecord evaluate finding`` tells it.

    python -m tests.bench.finding FOLDER… [--index DIR] [--out tests/bench/results/NAME.json]

Each folder holds a set (:mod:`index.evaluation.qa_dataset`). Results hold figures only, no text and no ids.
"""

import argparse
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.cli import evaluate_qa, progress_bar
from bot.presentation.json_output import as_json
from bot.settings import load_settings
from index.evaluation.qa_dataset import ARTICLES, QUERIES
from tests.bench import provenance


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    results: dict[str, Any] = {
        "commit": provenance.commit(),
        "versions": provenance.versions("faiss-cpu", "sentence-transformers", "tantivy", "torch", "onrecord"),
        "sets": {folder.name: _of_set(folder, arguments.index) for folder in arguments.folders},
    }
    if arguments.out:
        provenance.write(arguments.out, results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, help="sets of articles and questions")
    parser.add_argument("--index", type=Path, help="folder where the index of each set is kept")
    parser.add_argument("--out", type=Path, help="write results as JSON")
    return parser.parse_args()


def _of_set(folder: Path, index: Path | None) -> dict[str, Any]:
    with progress_bar.bar() as told:
        measured = evaluate_qa.measure(load_settings(), folder, index / folder.name if index else None, told)
    print(f"\n{folder.name}", *evaluate_qa.table(measured), sep="\n")
    figures: dict[str, Any] = as_json(evaluate_qa.contract(measured))
    counts = {name: len(figures.pop(name)) for name in ("rejected", "unplaced")}
    files = {name: sha256((folder / name).read_bytes()).hexdigest() for name in (ARTICLES, QUERIES)}
    return {"sha256": files, **figures, **counts}


if __name__ == "__main__":
    main()
