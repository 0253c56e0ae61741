"""Reindexing: updates the index to match its sources. It is the only writer of an index.

A reindex reads the sources, runs the stages, checks the new snapshot and publishes it. Unchanged results are copied
from the previous snapshot. An article is kept if its source cannot be read now, and removed if its source is gone.
"""

import datetime as dt
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from index.config import EngineConfig, PassageSize
from index.duplicates.near_duplicates import FINGERPRINT
from index.duplicates.shingles import words
from index.errors import IndexDamagedError, IndexMismatchError, IndexMissingError, ModelError, SourceError
from index.indexing.duplicates import DuplicateStage
from index.indexing.full_text import FullTextStage
from index.indexing.gates import IntegrityCheck, PublishCheck
from index.indexing.passages import PassageStage
from index.indexing.report import ReadingReport, ReindexReport, RejectedFile
from index.indexing.stage import PreviousSnapshot, ReusableVectors, Stage
from index.indexing.statements import StatementStage
from index.indexing.vectors import VectorStage
from index.models import Article, Rejection
from index.people.corrections import Corrections
from index.ports import Attributor, Embedder, VectorStore
from index.progress import Progress, Stopwatch
from index.reading.sources import read_sources
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.exported_models import model_folder, prune_models
from index.store.layout import COLUMNS, CORPUS, current_name, snapshot_folder
from index.store.manifest import SCHEMA_VERSION, Manifest, read_manifest
from index.store.publish import describe_files, prune, publish, staging_folder, write_lock, write_manifest
from index.store.snapshot import Snapshot, open_corpus, open_folder


@dataclass(frozen=True, slots=True)
class IndexingModels:
    """The models that an index is built with.

    Attributes:
        embedder: computes the vectors.
        vector_store: writes the vectors.
        attributor: finds the statements and their speakers.
        export: exports the embedder into a new folder, as a model that loads fast. Raises ModelError if that is
            impossible. None if there is no faster model.
    """

    embedder: Embedder
    vector_store: VectorStore
    attributor: Attributor
    export: Callable[[Path], None] | None = None


class Reindexer:
    """Builds and publishes the snapshots of one index.

    Args:
        root: folder of the index.
        parts: models that embed, attribute and store.
        config: sizes and limits.
        progress: called with the progress of each stage.
        corrections: an editor's corrections of the people.
        gates: checks that a snapshot must pass before it is published.
    """

    def __init__(  # noqa: PLR0913 PLR0917 - one parameter for each dependency
        self,
        root: Path,
        parts: IndexingModels,
        config: EngineConfig,
        progress: Progress,
        corrections: Corrections | None = None,
        gates: Sequence[PublishCheck] = (IntegrityCheck(),),
    ) -> None:
        self._root = root
        self._embedder = parts.embedder
        self._parts = parts
        self._config = config
        self._size = _limited(config.passages, parts.embedder.max_tokens)
        self._progress = progress
        self._corrections = corrections or Corrections()
        self._gates = gates
        self._stages: Sequence[Stage] = (
            PassageStage(parts.embedder, self._size, progress),
            VectorStage(parts.vector_store, parts.embedder.dimension, progress),
            FullTextStage(progress),
            StatementStage(parts.attributor, self._corrections, progress),
            DuplicateStage(progress),
        )

    def reindex(self, paths: Sequence[Path], *, full: bool = False, today: dt.date | None = None) -> ReindexReport:
        """Read the sources and publish a snapshot of their articles.

        Args:
            paths: files and folders.
            full: rebuild the index from scratch. Only the days on which articles were first indexed are kept.
            today: day on which new articles are first indexed and changed ones are corrected; None for the current day
                in UTC.

        Raises:
            SourceError: a path does not exist, or no article could be read. The index does not change.
            GateError: the new snapshot did not pass a check. The index does not change.
            StoreError: the folder cannot be written, or another reindex is writing.
        """
        began, watch = time.monotonic(), Stopwatch()
        with write_lock(self._root):
            previous = self._previous()
            with staging_folder(self._root) as folder:
                with CorpusWriter(folder / CORPUS) as corpus:
                    with watch.timed("reading"):
                        reading = self._read(paths, corpus, previous, today or dt.datetime.now(dt.UTC).date())
                    if not reading.articles:
                        raise SourceError(_no_articles_message(paths, reading.rejected))
                    with watch.timed("export"):
                        notes = self._export()
                    unchanged = not full and not reading.has_changes and previous is not None and previous.is_reusable
                    if not unchanged:
                        for stage in self._stages:
                            with watch.timed(stage.name):
                                stage.run(corpus, None if full else previous, folder)
                if previous is not None and unchanged:
                    name, manifest = previous.name, previous.manifest
                    notes += tuple(gate.skipped_notice for gate in self._gates if gate.skipped_notice)
                else:
                    with watch.timed("checking"):
                        manifest = self._finish(folder)
                    name = publish(self._root, folder)
                    prune_models(self._root, {self._embedder.fingerprint, *prune(self._root)})
        return ReindexReport(
            added=reading.added,
            changed=reading.changed,
            removed=reading.removed,
            unchanged=reading.unchanged,
            retained=reading.retained,
            rejected=reading.rejected,
            articles=reading.articles,
            passages=manifest.passages,
            statements=manifest.statements,
            near_duplicates=manifest.near_duplicates,
            seconds=round(time.monotonic() - began, 3),
            snapshot=name,
            published=not unchanged,
            stages=watch.seconds,
            notes=notes,
        )

    def _previous(self) -> PreviousSnapshot | None:
        """Return the current snapshot, or None if there is none that can be read."""
        try:
            name = current_name(self._root)
            folder = snapshot_folder(self._root, name)
            manifest = read_manifest(folder)
            snapshot = self._open(folder, manifest)
            corpus = snapshot.corpus if snapshot else open_corpus(self._root, name)
        except (IndexMissingError, IndexMismatchError, IndexDamagedError, sqlite3.DatabaseError):
            return None
        vectors = None
        if snapshot and manifest.embedder_fingerprint == self._embedder.fingerprint:
            vectors = ReusableVectors(snapshot, same_size=manifest.passage_size == self._size)
        return PreviousSnapshot(
            name=name,
            manifest=manifest,
            corpus=corpus,
            vectors=vectors,
            attributions=corpus if manifest.attributor == self._parts.attributor.fingerprint else None,
            duplicates=corpus if manifest.duplicate_finder_version == FINGERPRINT else None,
            same_corrections=manifest.corrections_digest == self._corrections.digest,
        )

    def _open(self, folder: Path, manifest: Manifest) -> Snapshot | None:
        """Return a snapshot, or None if one of its files is damaged. Its corpus may still be intact."""
        try:
            return open_folder(folder, manifest, self._parts.vector_store)
        except IndexDamagedError:
            return None

    def _read(
        self, paths: Sequence[Path], corpus: CorpusWriter, previous: PreviousSnapshot | None, today: dt.date
    ) -> ReadingReport:
        """Store every article of the sources, and the previous articles of sources that cannot be read."""
        counts, seen, rejected = Counter[str](), set[str](), list[Rejection]()
        old = previous.corpus if previous else None
        for item in read_sources(paths, self._config.reading):
            if isinstance(item, Rejection):
                rejected.append(item)
                continue
            stored = _stored_version(item, old)
            corpus.add_article(counts.total(), _dated(item, stored, today))
            seen.add(item.id)
            counts[_change(item, stored)] += 1
            self._progress("Reading", counts.total(), None)
        for article in _unreadable_articles(rejected, seen, old):
            corpus.add_article(counts.total(), article)
            counts["retained"] += 1
        self._progress("Reading", counts.total(), counts.total())
        articles_before = previous.manifest.articles if previous else 0
        return ReadingReport(
            added=counts["added"],
            changed=counts["changed"],
            removed=articles_before - (counts.total() - counts["added"]),
            unchanged=counts["unchanged"],
            retained=counts["retained"],
            rejected=tuple(map(RejectedFile.of, rejected)),
            articles=counts.total(),
        )

    def _export(self) -> tuple[str, ...]:
        """Export the embedder for questions unless that is done already. Return remarks for the operator."""
        folder = model_folder(self._root, self._embedder.fingerprint)
        if self._parts.export is None:
            return ()
        if not folder.exists():
            self._progress("Exporting the model", 0, None)
        try:
            folder.parent.mkdir(exist_ok=True)
            self._parts.export(folder)
        except (ModelError, OSError) as error:
            fault = f"the model cannot be exported ({error.strerror})" if isinstance(error, OSError) else str(error)
            return (
                f"{fault[:1].upper()}{fault[1:]}. Questions need sentence-transformers, which takes seconds to load.",
            )
        return ()

    def _finish(self, folder: Path) -> Manifest:
        """Write the columns and the manifest, then open the snapshot as a reader does and run the checks."""
        corpus = Corpus(folder / CORPUS)
        counts = corpus.counts()
        corpus.columns.write(folder / COLUMNS)
        corpus.close()
        manifest = Manifest(
            schema_version=SCHEMA_VERSION,
            created=dt.datetime.now(dt.UTC),
            embedder=self._embedder.name,
            embedder_fingerprint=self._embedder.fingerprint,
            dimension=self._embedder.dimension,
            passage_size=self._size,
            attributor=self._parts.attributor.fingerprint,
            corrections_digest=self._corrections.digest,
            duplicate_finder_version=FINGERPRINT,
            **counts,
            files=describe_files(folder),
        )
        write_manifest(folder, manifest)
        snapshot = open_folder(folder, manifest, self._parts.vector_store)
        with closing(snapshot.corpus):
            for gate in self._gates:
                gate.check(snapshot)
        return manifest


def _limited(size: PassageSize, max_tokens: int) -> PassageSize:
    """Return the passage size, reduced to the number of tokens that the embedder reads."""
    limit = min(size.max_tokens, max_tokens)
    return PassageSize(max_tokens=limit, overlap_tokens=min(size.overlap_tokens, limit // 2))


def _stored_version(article: Article, old: Corpus | None) -> Article | None:
    """Return the version of the article in the previous snapshot, or None if the article is new."""
    number = old.article_number(article.id) if old else None
    return None if old is None or number is None else old.article(number)


def _dated(article: Article, stored: Article | None, today: dt.date) -> Article:
    """Return the article with the days on which it was first indexed and corrected.

    Only a change of the words is a correction. A new author, title, spacing or punctuation is not.
    """
    if stored is None:
        return replace(article, first_indexed=today)
    same_words = stored.sha256 == article.sha256 or words(stored.text) == words(article.text)
    return replace(article, first_indexed=stored.first_indexed, corrected=stored.corrected if same_words else today)


def _change(article: Article, stored: Article | None) -> Literal["added", "changed", "unchanged"]:
    if stored is None:
        return "added"
    return "unchanged" if stored == article else "changed"


def _unreadable_articles(rejected: Iterable[Rejection], seen: set[str], old: Corpus | None) -> Iterator[Article]:
    """Yield the previous articles of the sources that cannot be read now."""
    if old is None:
        return
    for origin in dict.fromkeys(rejection.origin for rejection in rejected):
        yield from (article for article in old.articles_from(origin) if article.id not in seen)


def _no_articles_message(paths: Sequence[Path], rejected: Sequence[RejectedFile]) -> str:
    sources = ", ".join(map(str, paths))
    first = f" ({rejected[0].path}: {rejected[0].reason})" if rejected else ""
    return f"No article could be read from {sources}{first}. The index does not change."
