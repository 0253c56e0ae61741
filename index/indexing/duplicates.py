"""The duplicate stage: find near-duplicate articles and the sentences that they share."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import ClassVar

import numpy as np

from index.duplicates.near_duplicates import SIGNATURE, Pair, Signatures, groups, minhash_signatures, near_copies
from index.duplicates.shingles import words
from index.indexing.stage import PreviousSnapshot
from index.progress import Progress
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.duplicates import SentenceWording


@dataclass(frozen=True, slots=True)
class DuplicateStage:
    """Adds signatures, pairs of near-duplicates and repeated sentences to a corpus with articles and sentences.

    Attributes:
        progress: called with the number of articles that have a signature.
    """

    progress: Progress
    name: ClassVar[str] = "duplicates"

    def run(self, corpus: CorpusWriter, previous: PreviousSnapshot | None, folder: Path) -> None:  # noqa: ARG002 - Stage has it
        """Find and store the near-duplicates among all articles."""
        reusable = previous.duplicates if previous else None
        texts = corpus.duplicates.texts()
        self.progress("Copies", 0, len(texts))
        signatures = self._add_signatures(corpus, texts, reusable)
        digests = [digest for _, digest in texts]
        pairs = near_copies(signatures, digests, lambda number: corpus.article(number).text, _known_pairs(reusable))
        corpus.duplicates.add_pairs(pairs)
        corpus.duplicates.add_repeated(_repeated_sentences(corpus, groups(pairs)))
        self.progress("Copies", len(texts), len(texts))

    def _add_signatures(
        self, corpus: CorpusWriter, texts: Sequence[tuple[str, str]], reusable: Corpus | None
    ) -> Signatures:
        """Store the signatures of all articles and return them in order. Copy those of unchanged texts."""
        signatures = np.empty((len(texts), SIGNATURE), np.uint32)
        stored = [reusable.duplicates.signature(*text) if reusable else None for text in texts]
        computed = minhash_signatures(
            corpus.article(number).text for number, signature in enumerate(stored) if signature is None
        )
        for number, signature in enumerate(stored):
            signatures[number] = next(computed) if signature is None else np.frombuffer(signature, "<u4")
            corpus.duplicates.add_signature(number, signatures[number].astype("<u4").tobytes())
            self.progress("Copies", number, len(texts))
        return signatures


def _known_pairs(reusable: Corpus | None) -> set[Pair]:
    """Return the digests of the near-duplicates in the previous snapshot, each pair in both orders."""
    if reusable is None:
        return set()
    digests = [digest for _, digest in reusable.duplicates.texts()]
    pairs = [(digests[one], digests[other]) for one, other in reusable.duplicates.pairs()]
    return {*pairs, *((other, one) for one, other in pairs)}


def _repeated_sentences(corpus: Corpus, stories: Iterable[Sequence[int]]) -> Iterator[SentenceWording]:
    """Yield the sentences that occur in two or more articles of a story, with a number for each distinct wording."""
    wordings = count()
    for story in stories:
        places: dict[str, list[tuple[int, int]]] = {}
        for stored in map(corpus.stored_article, story):
            for ordinal, sentence in enumerate(stored.sentences):
                key = " ".join(words(sentence.of(stored.article.text)))
                places.setdefault(key, []).append((stored.number, ordinal))
        places.pop("", None)
        for same in places.values():
            if len({article for article, _ in same}) > 1:
                wording = next(wordings)
                yield from ((article, ordinal, wording) for article, ordinal in same)
