"""The full-text stage: index the words of the passages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from index.indexing.stage import PreviousSnapshot
from index.progress import Progress
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.full_text import FullTextDocument, write_full_text
from index.store.layout import WORDS
from index.text.sentence_range import text_of


@dataclass(frozen=True, slots=True)
class FullTextStage:
    """Writes the full-text index of the passages.

    Attributes:
        progress: called with the number of articles that are indexed.
    """

    progress: Progress
    name: ClassVar[str] = "words"

    def run(self, corpus: CorpusWriter, previous: PreviousSnapshot | None, folder: Path) -> None:  # noqa: ARG002 - Stage has it
        """Index each passage with the title of its article."""
        write_full_text(folder / WORDS, self._documents(corpus))

    def _documents(self, corpus: Corpus) -> Iterator[FullTextDocument]:
        total = corpus.counts()["articles"]
        for stored in corpus.stored_articles():
            article = stored.article
            for passage in corpus.passages_of(stored.number):
                text = text_of(article, stored.sentences, passage.first_sentence, passage.last_sentence)
                yield FullTextDocument(passage.number, f"{article.title}\n{text}", article.published, article.publisher)
            self.progress("Words", stored.number + 1, total)
