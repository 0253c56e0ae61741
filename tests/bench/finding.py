"""Scores of passages and quotes on labelled questions, set by set, as ``onrecord evaluate finding`` computes them.

    python -m tests.bench.finding FOLDER… [--index DIR] [--out tests/bench/results/NAME.json]

Each folder contains one set (:mod:`index.evaluation.qa_dataset`). The results contain figures only, no text and no ids.
"""

import argparse
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.cli import evaluate_qa, progress_bar, qa_report, qa_table
from bot.presentation.json_output import as_json
from bot.settings import load_settings
from index.evaluation.qa_dataset import ARTICLES, QUERIES
from tests.bench import harness


def main() -> None:
    """Measure, print and write."""
    arguments = _arguments()
    sets = {folder.name: _score_set(folder, arguments.index) for folder in arguments.folders}
    distributions = ("faiss-cpu", "sentence-transformers", "tantivy", "torch", "onrecord")
    harness.write_results(arguments.out, {"sets": sets}, *distributions)


def _arguments() -> argparse.Namespace:
    parser = harness.argument_parser(__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="sets of articles and questions")
    parser.add_argument("--index", type=Path, help="folder that keeps the index of each set")
    return parser.parse_args()


def _score_set(folder: Path, index: Path | None) -> dict[str, Any]:
    with progress_bar.bar() as progress:
        measured = evaluate_qa.measure(load_settings(), folder, index / folder.name if index else None, progress)
    print(f"\n{folder.name}", *qa_table.table(measured), sep="\n")
    figures: dict[str, Any] = as_json(qa_report.contract(measured))
    counts = {name: len(figures.pop(name)) for name in ("rejected", "unplaced")}
    files = {name: sha256((folder / name).read_bytes()).hexdigest() for name in (ARTICLES, QUERIES)}
    return {"sha256": files, **figures, **counts}


if __name__ == "__main__":
    main()
