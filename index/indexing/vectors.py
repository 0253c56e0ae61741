"""The vector stage: write the spooled vectors into the vector index."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from index.indexing.stage import PreviousSnapshot
from index.ports import VectorStore
from index.progress import Progress
from index.store.corpus_writer import CorpusWriter
from index.store.layout import VECTORS
from index.store.vector_spool import SPOOL, read_spool


@dataclass(frozen=True, slots=True)
class VectorStage:
    """Writes the vector index of the passages and removes the spool.

    Attributes:
        store: writes the vector index.
        dimension: length of a vector.
        progress: called with the number of vectors that are written.
    """

    store: VectorStore
    dimension: int
    progress: Progress
    name: ClassVar[str] = "vectors"

    def run(self, corpus: CorpusWriter, previous: PreviousSnapshot | None, folder: Path) -> None:  # noqa: ARG002 - Stage has it
        """Write the vectors in the order of the passages."""
        spool, count = folder / SPOOL, corpus.row_counts()["passages"]
        self.progress("Vectors", 0, count)
        self.store.write(folder / VECTORS, read_spool(spool, self.dimension), self.dimension)
        spool.unlink()
        self.progress("Vectors", count, count)
