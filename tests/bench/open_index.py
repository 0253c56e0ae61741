"""Opens one index again and again from several threads, and counts the errors and the folders left behind.

    python -m tests.bench.open_index [--openings 3000] [--threads 4] [--out FILE]

The index is the sample collection with the small test models. The process exits with status 1 if an opening failed or
if a temporary folder is left.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Final

from index.adapters.faiss_store import FaissStore
from index.config import EngineConfig
from index.indexing.reindex import Reindexer
from index.store.snapshot import open_snapshot
from tests.bench import provenance
from tests.fakes import WordEmbedder, parts

_SAMPLE: Final = Path(__file__).parents[1] / "sample"


def main() -> None:
    """Open the index, print the figures and write them."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder  # the folders that opening creates are counted here
        report = Reindexer(root := Path(folder) / "index", parts(), EngineConfig(), lambda *_: None).reindex([_SAMPLE])

        def open_once(_: int) -> str | None:
            try:
                snapshot = open_snapshot(root, report.snapshot, FaissStore(), WordEmbedder().fingerprint)
            except OSError as error:
                return str(error)
            with closing(snapshot.corpus):
                return None

        began = time.monotonic()
        with ThreadPoolExecutor(arguments.threads) as threads:
            outcomes = Counter(threads.map(open_once, range(arguments.openings)))
        seconds = time.monotonic() - began
        left = [path.name for path in Path(folder).iterdir() if path != root]
    errors = {error: count for error, count in outcomes.items() if error is not None}
    print(
        f"{arguments.openings:,} openings by {arguments.threads} threads in {seconds:.1f} s: "
        f"{sum(errors.values())} errors, {len(left)} folders left behind"
    )
    if arguments.out:
        figures = {"openings": arguments.openings, "threads": arguments.threads, "seconds": seconds}
        found = {"errors": errors, "folders_left": len(left)}
        made_from = {"commit": provenance.commit(), "versions": provenance.versions("tantivy", "faiss-cpu")}
        provenance.write(arguments.out, made_from | figures | found)
    sys.exit(bool(errors or left))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--openings", type=int, default=3000, help="number of times that the index is opened")
    parser.add_argument("--threads", type=int, default=4, help="number of threads that open it at the same time")
    parser.add_argument("--out", type=Path, help="file for the results")
    return parser.parse_args()


if __name__ == "__main__":
    main()
