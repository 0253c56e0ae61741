"""Reindexing, third part: which articles are copies of each other, and which of their sentences are the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from index.duplicates.near_duplicates import SIGNATURE, Pair, Signatures, groups, minhash_signatures, near_copies
from index.duplicates.shingles import words
from index.progress import Progress
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.duplicates import SentenceWording


@dataclass(frozen=True, slots=True)
class DuplicateBuilder:
    """Adds copies to a corpus whose articles and sentences are stored.

    Attributes:
        progress: told how far it is.
    """

    progress: Progress

    def add(self, corpus: CorpusWriter, before: Corpus | None) -> None:
        """Find and store the copies among all articles.

        Args:
            corpus: of the snapshot that is made.
            before: a corpus whose signatures and pairs are good still; None where there is none, or others made them.
        """
        texts = corpus.duplicates.texts()
        self.progress("Copies", 0, len(texts))
        signed = self._signed(corpus, texts, before)
        digests = [digest for _, digest in texts]
        pairs = near_copies(signed, digests, lambda number: corpus.article(number).text, _known(before))
        corpus.duplicates.add_pairs(pairs)
        corpus.duplicates.add_repeated(_repeated(corpus, groups(pairs)))
        self.progress("Copies", len(texts), len(texts))

    def _signed(self, corpus: CorpusWriter, texts: Sequence[tuple[str, str]], before: Corpus | None) -> Signatures:
        """Store the signatures of all articles, those of unchanged texts as they were; return them in order."""
        signed = np.empty((len(texts), SIGNATURE), np.uint32)
        stored = [before.duplicates.signature(*text) if before else None for text in texts]
        made = minhash_signatures(corpus.article(number).text for number, known in enumerate(stored) if known is None)
        for number, known in enumerate(stored):
            signed[number] = next(made) if known is None else np.frombuffer(known, "<u4")
            corpus.duplicates.add_signature(number, signed[number].astype("<u4").tobytes())
            self.progress("Copies", number, len(texts))
        return signed


def _known(before: Corpus | None) -> set[Pair]:
    """Return the pairs of texts that were found to be copies before."""
    if before is None:
        return set()
    digests = [digest for _, digest in before.duplicates.texts()]
    pairs = [(digests[one], digests[other]) for one, other in before.duplicates.pairs()]
    return {*pairs, *((other, one) for one, other in pairs)}


def _repeated(corpus: Corpus, stories: Iterable[Sequence[int]]) -> Iterator[SentenceWording]:
    """Yield the sentences that two or more articles of a story hold, numbered by their words."""
    wordings = count()
    for story in stories:
        places: dict[str, list[tuple[int, int]]] = {}
        for article in story:
            text = corpus.article(article).text
            for ordinal, span in enumerate(corpus.sentences(article)):
                places.setdefault(" ".join(words(span.of(text))), []).append((article, ordinal))
        places.pop("", None)
        for same in places.values():
            if len({article for article, _ in same}) > 1:
                wording = next(wordings)
                yield from ((article, ordinal, wording) for article, ordinal in same)
