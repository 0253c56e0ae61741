"""Checks that a snapshot must pass before it is published."""

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Protocol

from index.answering.articles import StoredArticle
from index.answering.excerpts import Excerpt
from index.answering.quotes import cut
from index.errors import GateError
from index.models import Span
from index.store.corpus import Corpus
from index.store.records import StoredPassage
from index.store.snapshot import Snapshot

_PASSAGES_CUT: Final = 200


class PublishCheck(Protocol):
    """Looks at a snapshot that is complete and not yet current."""

    @property
    def skipped_notice(self) -> str:
        """What is to be told where nothing had changed and the gate was not asked; empty for nothing."""

    def check(self, snapshot: Snapshot) -> None:
        """Pass a snapshot.

        Raises:
            GateError: it should not be published.
        """


class IntegrityCheck:
    """Passes a snapshot whose texts are the ones that were read and whose quotes are cut letter for letter.

    Every text is compared with its checksum and its sentences; of the passages a sample is cut. The checksums of
    the files were verified when the snapshot was opened.
    """

    skipped_notice: Final = ""

    def check(self, snapshot: Snapshot) -> None:
        """Pass a snapshot.

        Raises:
            GateError: a text, a sentence or a passage is not what it should be; the first is named.
        """
        corpus = snapshot.corpus
        for number, article in enumerate(corpus.articles()):
            if hashlib.sha256(article.text.encode()).hexdigest() != article.sha256:
                raise GateError(_broken(f"the text of {article.id} is not the one that was read"))
            if not _in_order(corpus.sentences(number), len(article.text)):
                raise GateError(_broken(f"the sentences of {article.id} do not lie in its text, one behind the other"))
        total = corpus.counts()["passages"]
        for passage in corpus.passages(range(0, total, max(total // _PASSAGES_CUT, 1))):
            if not _is_cut_verbatim(corpus, passage):
                raise GateError(_broken(f"passage {passage.number} cannot be quoted letter for letter"))


def _in_order(sentences: Sequence[Span], length: int) -> bool:
    apart = all(one.end <= other.start for one, other in pairwise(sentences))
    return bool(sentences) and apart and sentences[-1].end <= length


def _is_cut_verbatim(corpus: Corpus, passage: StoredPassage) -> bool:
    article, sentences = corpus.article(passage.article), corpus.sentences(passage.article)
    if not 0 <= passage.first_sentence <= passage.last_sentence < len(sentences):
        return False
    span = sentences[passage.first_sentence].hull(sentences[passage.last_sentence])
    quote = cut(StoredArticle(passage.article, article, sentences), Excerpt(passage.article, span, 1.0))
    return quote is not None and bool(quote.text) and quote.text == article.text[quote.start : quote.end]


def _broken(what: str) -> str:
    return f"{what}: nothing was published; reindex --full to make the index anew"
