"""Reindexing: the only writer. Makes the index what the sources are now.

Read, cut and embed, index the words, find who says what and which articles are copies, check, publish. What did not
change is copied from the snapshot before, vectors and statements included. What cannot be read now is kept as it was
last read; what is gone is gone.
"""

import datetime as dt
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.config import EngineConfig, PassageSize
from index.duplicates.near_duplicates import FINGERPRINT
from index.duplicates.shingles import words
from index.errors import IndexDamagedError, IndexMismatchError, IndexMissingError, ModelError, SourceError
from index.indexing.duplicates import DuplicateBuilder
from index.indexing.gates import IntegrityCheck, PublishCheck
from index.indexing.passages import PassageBuilder, ReusableVectors
from index.indexing.report import ReindexReport, RejectedFile
from index.indexing.statements import StatementBuilder
from index.models import Article, Rejection
from index.people.corrections import Corrections
from index.ports import Attributor, Embedder, VectorStore
from index.progress import Progress, Stopwatch
from index.reading.sources import read_sources
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.exported_models import model_folder, prune_models
from index.store.full_text import FullTextDocument, write_full_text
from index.store.layout import COLUMNS, CORPUS, VECTORS, WORDS, current_name, snapshot_folder
from index.store.manifest import SCHEMA_VERSION, Manifest, read_manifest
from index.store.publish import describe_files, prune, publish, staging_folder, write_lock, write_manifest
from index.store.snapshot import Snapshot, open_corpus, open_folder


@dataclass(frozen=True, slots=True)
class IndexingModels:
    """The heavy parts that make an index.

    Attributes:
        embedder: makes the vectors.
        vector_store: writes them.
        attributor: finds who says what.
        export: writes the embedder into a new folder as a model that questions are embedded with, raising ModelError
            where it cannot be; None where there is nothing faster.
    """

    embedder: Embedder
    vector_store: VectorStore
    attributor: Attributor
    export: Callable[[Path], None] | None = None


@dataclass(slots=True)
class _Counts:
    """What became of the articles so far."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    retained: int = 0
    rejected: list[Rejection] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """How many there are now."""
        return self.added + self.changed + self.unchanged + self.retained

    @property
    def nothing_new(self) -> bool:
        """Whether every article is as it was."""
        return not (self.added or self.changed)


@dataclass(frozen=True, slots=True)
class _PreviousSnapshot:
    """The snapshot before. Its articles count in any case; the rest only where it was made alike.

    Attributes:
        name: of the snapshot.
        manifest: of the snapshot.
        corpus: of the snapshot.
        known: for sentences, passages and vectors; None where another model made them.
        attributions: for who says what; None where another attributor found it.
        compared: for copies; None where they were found in another way.
        corrected: whether people were corrected then as they are now.
    """

    name: str
    manifest: Manifest
    corpus: Corpus
    known: ReusableVectors | None
    attributions: Corpus | None
    compared: Corpus | None
    corrected: bool

    @property
    def alike(self) -> bool:
        """Whether it would be made again as it is, its articles being the same."""
        same_units = self.known is not None and self.known.same_size
        return same_units and None not in (self.attributions, self.compared) and self.corrected


class Reindexer:
    """Makes snapshots below one folder.

    Args:
        root: where snapshots live.
        parts: what embeds, attributes and stores.
        config: sizes and limits.
        progress: told how far it is.
        corrections: what an editor corrects about people.
        gates: what a snapshot must pass before it is published.
    """

    def __init__(  # noqa: PLR0913 PLR0917 what it is told and what it is made of
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
        self._size = _usable(config.passages, parts.embedder.max_tokens)
        self._progress = progress
        self._corrections = corrections or Corrections()
        self._gates = gates

    def reindex(self, paths: Sequence[Path], *, full: bool = False, today: dt.date | None = None) -> ReindexReport:
        """Read ``paths`` and publish a snapshot of what is there.

        Args:
            paths: files and folders.
            full: make everything anew, whatever the snapshot before holds; only since when it held an article is kept.
            today: the day on which articles are first indexed or corrected; None for the day it is, in UTC.

        Raises:
            SourceError: a path does not exist, or not one article could be read; the index stays as it was.
            GateError: the new snapshot did not pass; the index stays as it was.
            StoreError: the folder cannot be written, or another reindex is writing.
        """
        began, watch = time.monotonic(), Stopwatch()
        with write_lock(self._root):
            before = self._before()
            with staging_folder(self._root) as folder:
                with CorpusWriter(folder / CORPUS) as corpus:
                    with watch.timed("reading"):
                        tally = self._read(paths, corpus, before, today or dt.datetime.now(dt.UTC).date())
                    if not tally.articles:
                        raise SourceError(_nothing_read(paths, tally.rejected))
                    with watch.timed("export"):
                        notes = self._export()
                    same = not full and _nothing_new(tally, before)
                    if not same:
                        self._add_units(folder, corpus, None if full else before, watch)
                if before is not None and same:
                    name, manifest = before.name, before.manifest
                    notes += tuple(gate.skipped_notice for gate in self._gates if gate.skipped_notice)
                else:
                    with watch.timed("checking"):
                        manifest = self._finish(folder)
                    name = publish(self._root, folder)
                    prune_models(self._root, {self._embedder.fingerprint, *prune(self._root)})
        return ReindexReport(
            added=tally.added,
            changed=tally.changed,
            removed=_articles_in(before) - (tally.articles - tally.added),
            unchanged=tally.unchanged,
            retained=tally.retained,
            rejected=tuple(RejectedFile(each.path, each.reason) for each in tally.rejected),
            articles=manifest.articles,
            passages=manifest.passages,
            statements=manifest.statements,
            near_duplicates=manifest.near_duplicates,
            seconds=round(time.monotonic() - began, 3),
            snapshot=name,
            published=not same,
            stages=watch.seconds,
            notes=notes,
        )

    def _before(self) -> _PreviousSnapshot | None:
        """Return what the current snapshot holds; None where there is none that can be read."""
        try:
            name = current_name(self._root)
            folder = snapshot_folder(self._root, name)
            manifest = read_manifest(folder)
            opened = self._opened(folder, manifest)
            corpus = opened.corpus if opened else open_corpus(self._root, name)
        except (IndexMissingError, IndexMismatchError, IndexDamagedError, sqlite3.DatabaseError):
            return None
        embedded_alike = manifest.embedder_fingerprint == self._embedder.fingerprint
        return _PreviousSnapshot(
            name=name,
            manifest=manifest,
            corpus=corpus,
            known=ReusableVectors(opened, manifest.passage_size == self._size) if opened and embedded_alike else None,
            attributions=corpus if manifest.attributor == self._parts.attributor.fingerprint else None,
            compared=corpus if manifest.duplicate_finder_version == FINGERPRINT else None,
            corrected=manifest.corrections_digest == self._corrections.digest,
        )

    def _opened(self, folder: Path, manifest: Manifest) -> Snapshot | None:
        """Return a snapshot, None where one of its files is damaged: its corpus may be whole still."""
        try:
            return open_folder(folder, manifest, self._parts.vector_store)
        except IndexDamagedError:
            return None

    def _read(
        self, paths: Sequence[Path], corpus: CorpusWriter, before: _PreviousSnapshot | None, today: dt.date
    ) -> _Counts:
        """Store every article of the sources."""
        tally, seen = _Counts(), set[str]()
        previous = before.corpus if before else None
        for each in read_sources(paths, self._config.reading):
            if isinstance(each, Rejection):
                tally.rejected.append(each)
                continue
            stored = _stored(each, previous)
            corpus.add_article(tally.articles, _dated(each, stored, today))
            seen.add(each.id)
            _count(tally, each, stored)
            self._progress("Reading", tally.articles, None)
        for each in _lost(tally.rejected, seen, previous):
            corpus.add_article(tally.articles, each)
            tally.retained += 1
        self._progress("Reading", tally.articles, tally.articles)
        return tally

    def _add_units(
        self, folder: Path, corpus: CorpusWriter, before: _PreviousSnapshot | None, watch: Stopwatch
    ) -> None:
        """Store sentences, passages and statements of the articles, with their vectors and words."""
        passages = PassageBuilder(self._embedder, self._size, self._progress)
        with passages.spool(folder) as spool:
            with watch.timed("embedding"):
                passages.add(corpus, spool, before.known if before else None)
            with watch.timed("vectors"):
                self._progress("Vectors", 0, len(spool))
                self._parts.vector_store.write(folder / VECTORS, spool.batches(), self._embedder.dimension)
                self._progress("Vectors", len(spool), len(spool))
        with watch.timed("words"):
            write_full_text(folder / WORDS, self._documents(corpus))
        with watch.timed("statements"):
            builder = StatementBuilder(self._parts.attributor, self._corrections, self._progress)
            builder.add(folder, corpus, before.attributions if before else None)
        with watch.timed("duplicates"):
            DuplicateBuilder(self._progress).add(corpus, before.compared if before else None)

    def _export(self) -> tuple[str, ...]:
        """Export the embedder for questions, unless that was done; return what is to be told of it."""
        folder = model_folder(self._root, self._embedder.fingerprint)
        if self._parts.export is None:
            return ()
        if not folder.exists():
            self._progress("Exporting the model", 0, None)
        try:
            folder.parent.mkdir(exist_ok=True)
            self._parts.export(folder)
        except (ModelError, OSError) as error:
            what = f"the model cannot be exported ({error.strerror})" if isinstance(error, OSError) else str(error)
            return (f"{what}; questions are answered with sentence-transformers, which takes seconds to load",)
        return ()

    def _finish(self, folder: Path) -> Manifest:
        """Write the manifest of a folder that is otherwise complete, and check the whole as a reader will."""
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

    def _documents(self, corpus: Corpus) -> Iterator[FullTextDocument]:
        total = corpus.counts()["articles"]
        for number, article in enumerate(corpus.articles()):
            spans = corpus.sentences(number)
            for each in corpus.passages_of(number):
                text = article.text[spans[each.first_sentence].start : spans[each.last_sentence].end]
                yield FullTextDocument(each.number, f"{article.title}\n{text}", article.published, article.publisher)
            self._progress("Words", number + 1, total)


def _usable(size: PassageSize, model_limit: int) -> PassageSize:
    """Return the passage size cut down to what the model reads."""
    most = min(size.max_tokens, model_limit)
    return PassageSize(max_tokens=most, overlap_tokens=min(size.overlap_tokens, most // 2))


def _stored(article: Article, previous: Corpus | None) -> Article | None:
    """Return the article as it was before, None where it is new."""
    number = previous.article_number(article.id) if previous else None
    return None if previous is None or number is None else previous.article(number)


def _dated(article: Article, stored: Article | None, today: dt.date) -> Article:
    """Return the article with the days on which it was first indexed and corrected.

    Other words in its text are a correction; another author, title, spacing or punctuation is none.
    """
    if stored is None:
        return replace(article, first_indexed=today)
    same = stored.sha256 == article.sha256 or words(stored.text) == words(article.text)
    return replace(article, first_indexed=stored.first_indexed, corrected=stored.corrected if same else today)


def _count(tally: _Counts, article: Article, stored: Article | None) -> None:
    if stored is None:
        tally.added += 1
    elif stored == article:
        tally.unchanged += 1
    else:
        tally.changed += 1


def _lost(rejected: Iterable[Rejection], seen: set[str], previous: Corpus | None) -> Iterator[Article]:
    """Yield what was read before from sources that can't be read now."""
    if previous is None:
        return
    for origin in dict.fromkeys(each.origin for each in rejected):
        yield from (article for article in previous.articles_from(origin) if article.id not in seen)


def _nothing_new(tally: _Counts, before: _PreviousSnapshot | None) -> bool:
    return before is not None and before.alike and tally.nothing_new and tally.articles == before.manifest.articles


def _articles_in(before: _PreviousSnapshot | None) -> int:
    return before.manifest.articles if before else 0


def _nothing_read(paths: Sequence[Path], rejected: Sequence[Rejection]) -> str:
    where = ", ".join(map(str, paths))
    first = f" ({rejected[0].path}: {rejected[0].reason})" if rejected else ""
    return f"not one article could be read from {where}{first}; the index stays as it was"
