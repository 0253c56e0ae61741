"""Protocol for the stages of a reindex, and the results of the previous snapshot that they can reuse."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.manifest import Manifest
from index.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class ReusableVectors:
    """A snapshot with vectors of the same embedder.

    Attributes:
        snapshot: the opened snapshot.
        same_size: True if its passages have the same size, so that its sentences and passages can be reused too.
    """

    snapshot: Snapshot
    same_size: bool


@dataclass(frozen=True, slots=True)
class PreviousSnapshot:
    """The previous snapshot. Its articles are always compared; its results are reused if the same models made them.

    Attributes:
        name: name of the snapshot.
        manifest: manifest of the snapshot.
        corpus: corpus of the snapshot.
        vectors: reusable vectors; None if another embedder made them or a file is damaged.
        attributions: corpus with reusable statements; None if another attributor found them.
        duplicates: corpus with reusable near-duplicates; None if another version of the rules found them.
        same_corrections: True if the same corrections were applied to the people.
    """

    name: str
    manifest: Manifest
    corpus: Corpus
    vectors: ReusableVectors | None
    attributions: Corpus | None
    duplicates: Corpus | None
    same_corrections: bool

    @property
    def is_reusable(self) -> bool:
        """True if a reindex of the same articles would produce the same snapshot."""
        same_passages = self.vectors is not None and self.vectors.same_size
        return same_passages and None not in (self.attributions, self.duplicates) and self.same_corrections


class Stage(Protocol):
    """A step of a reindex that adds one kind of result to a snapshot with stored articles.

    The stages run one after another. A stage can read the results of the stages before it.
    """

    @property
    def name(self) -> str:
        """Name of the stage in the report."""

    def run(self, corpus: CorpusWriter, previous: PreviousSnapshot | None, folder: Path) -> None:
        """Add the results to the corpus or write them into the folder.

        Args:
            corpus: corpus of the new snapshot.
            previous: snapshot with reusable results; None to compute everything.
            folder: folder of the new snapshot.

        Raises:
            OSError: the disk is full.
        """
