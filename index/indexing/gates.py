"""Checks that a snapshot must pass before it is published."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Protocol

from index.answering.excerpts import Excerpt
from index.answering.quotes import cut
from index.errors import GateError
from index.models import Span
from index.store.corpus import Corpus
from index.store.records import StoredArticle, StoredPassage
from index.store.snapshot import Snapshot

_SAMPLE_SIZE: Final = 200  # passages


class PublishCheck(Protocol):
    """A check of a snapshot that is complete but not yet current."""

    @property
    def skipped_notice(self) -> str:
        """Remark for the operator if the check was skipped because nothing had changed; empty for no remark."""

    def check(self, snapshot: Snapshot) -> None:
        """Pass a snapshot that may be published.

        Raises:
            GateError: the snapshot must not be published.
        """


class IntegrityCheck:
    """A check that every text is the one that was read, and that passages are quoted verbatim.

    It compares every text with its checksum and with the spans of its sentences. It quotes a sample of the passages.
    The checksums of the files are verified when the snapshot is opened.
    """

    skipped_notice: Final = ""

    def check(self, snapshot: Snapshot) -> None:
        """Pass a snapshot with intact texts, sentences and passages.

        Raises:
            GateError: a text, a sentence or a passage is damaged. The message names the first one.
        """
        corpus = snapshot.corpus
        for stored in corpus.stored_articles():
            article = stored.article
            if not article.is_intact():
                raise GateError(_message(f"the text of {article.id} is not the one that was read"))
            if not _in_order(stored.sentences, len(article.text)):
                raise GateError(_message(f"the sentences of {article.id} do not match its text"))
        total = corpus.counts()["passages"]
        for passage in corpus.passages(range(0, total, max(total // _SAMPLE_SIZE, 1))):
            if not _is_quoted_verbatim(corpus, passage):
                raise GateError(_message(f"passage {passage.number} cannot be quoted verbatim"))


def _in_order(sentences: Sequence[Span], length: int) -> bool:
    disjoint = all(sentence.end <= following.start for sentence, following in pairwise(sentences))
    return bool(sentences) and disjoint and sentences[-1].end <= length


def _is_quoted_verbatim(corpus: Corpus, passage: StoredPassage) -> bool:
    article, sentences = corpus.article(passage.article), corpus.sentences(passage.article)
    if not 0 <= passage.first_sentence <= passage.last_sentence < len(sentences):
        return False
    span = sentences[passage.first_sentence].hull(sentences[passage.last_sentence])
    quote = cut(StoredArticle(passage.article, article, sentences), Excerpt(passage.article, span, 1.0))
    return quote is not None and bool(quote.text) and quote.text == article.text[quote.start : quote.end]


def _message(fault: str) -> str:
    return f"Nothing was published: {fault}. Rebuild the index with reindex --full."
