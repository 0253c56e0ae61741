"""The full-text index: BM25 over passages or statements, each with its title, in one stemmed field (Tantivy).

There is one field because the sum of a title field and a text field finds up to 7 points less. Queries are built from
terms and never parsed, because a question is not written in a query language.
"""

import datetime as dt
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
import tantivy

from index.models import Filter
from index.ports import Numbers, Scores

# One word of a phrase: its spellings, each as one or more index terms.
Spellings: TypeAlias = Collection[tuple[str, ...]]

_ANALYZER = "english"
_WRITER_BYTES = 128_000_000
_NO_DAY = 0  # the ordinals of real days start at 1
_REMOVALS = 3  # attempts: one more than can be needed
_OS_ERROR = re.compile(r"\(os error (\d+)\)")


@dataclass(frozen=True, slots=True)
class FullTextDocument:
    """The indexed text and filters of one passage or statement.

    Attributes:
        number: number of the passage or statement.
        text: title and text; the text of a statement includes its context.
        published: publication date of the article.
        publisher: publisher of the article.
        own: sentences of the statement without title and context; empty for a passage.
        person: number of the person who makes the statement.
        speaker: mention of the speaker: "the council", "Foreign Minister Sergei Lavrov".
    """

    number: int
    text: str
    published: dt.date | None
    publisher: str | None
    own: str = ""
    person: int | None = None
    speaker: str = ""


def write_full_text(folder: Path, documents: Iterable[FullTextDocument]) -> None:
    """Create the folder and write a full-text index into it.

    Raises:
        OSError: the disk is full.
    """
    folder.mkdir()
    with _os_errors():
        index = tantivy.Index(_schema(), path=str(folder))
        index.register_tokenizer(_ANALYZER, _analyzer())
        writer = index.writer(_WRITER_BYTES, 1)
    for document in documents:
        with _os_errors():
            writer.add_document(_tantivy_document(document))
    with _os_errors():
        writer.commit()
        writer.wait_merging_threads()


@contextmanager
def _os_errors() -> Iterator[None]:
    """Raise OSError if the operating system refuses an operation. Tantivy raises ValueError for all errors."""
    try:
        yield
    except ValueError as error:
        code = _OS_ERROR.search(str(error))
        if code is None:
            raise
        raise OSError(int(code[1]), os.strerror(int(code[1]))) from error


class FullTextIndex:
    """A finished full-text index. It can be searched from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Open the index. Its files are mapped into memory, not read."""
        self._schema = _schema()
        self._analyzer = _analyzer()
        with _linked_folder(folder) as links:
            self._index = tantivy.Index.open(str(links))
            self._index.register_tokenizer(_ANALYZER, self._analyzer)
            # A snapshot never changes, so there is no need to reload it.
            self._index.config_reader(reload_policy="manual")
            self._searcher = self._index.searcher()

    def __len__(self) -> int:
        """Return the number of documents."""
        return int(self._searcher.num_docs)

    def terms(self, text: str) -> list[str]:
        """Return the distinct index terms of a text, in order of appearance."""
        return list(dict.fromkeys(self.tokens(text)))

    def tokens(self, text: str) -> list[str]:
        """Return the index term of every word of a text, in order."""
        return list(self._analyzer.analyze(text))

    def idf(self, term: str) -> float:
        """Return the inverse document frequency of a term in BM25, or 0 if no document contains the term."""
        count = self._searcher.doc_freq("text", term)
        return float(np.log1p((len(self) - count + 0.5) / (count + 0.5))) if count else 0.0

    def search(
        self,
        terms: Sequence[str],
        limit: int,
        limits: Filter,
        *,
        people: Collection[int] | None = None,
        among: Numbers | None = None,
    ) -> tuple[Numbers, Scores]:
        """Return the numbers and BM25 scores of the best documents that contain any of the terms, best first.

        Args:
            terms: terms as :meth:`terms` returns them.
            limit: maximum number of documents.
            limits: filter of the articles.
            people: numbers of the speakers; None for all speakers.
            among: numbers of the documents that are searched; None for all.

        Returns:
            Numbers and scores, shape ``(n,)`` each.
        """
        if not terms:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        queries = [_any([self._term("text", term) for term in terms]), *map(_unscored, self._filters(limits))]
        if people is not None:
            queries.append(_unscored(self._among("person", people)))
        if among is not None:
            queries.append(_unscored(self._among("number", among.tolist())))
        return self._hits(_all(queries), limit)

    def containing(
        self,
        words: Sequence[Spellings],
        limits: Filter,
        limit: int,
        *,
        field: Literal["text", "speaker"] = "text",
        except_people: Collection[int] = (),
    ) -> Numbers:
        """Return the numbers of the documents that contain all words, each in one of its spellings, ascending.

        Args:
            words: the spellings of each word.
            limits: filter of the articles.
            limit: maximum number of documents; those with the most occurrences are kept.
            field: the text, or the mention of the speaker.
            except_people: numbers of the people who do not speak in any of the documents.
        """
        if not words:
            return np.empty(0, np.int64)
        alternatives = [
            _any([_all([self._term(field, term) for term in spelling]) for spelling in spellings])
            for spellings in words
        ]
        query = _all([*alternatives, *map(_unscored, self._filters(limits))])
        if except_people:
            excluded = (tantivy.Occur.MustNot, self._among("person", except_people))
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), excluded])
        numbers, _ = self._hits(query, limit)
        return np.sort(numbers)

    def held(self, weights: Mapping[str, float], numbers: Collection[int], around: float) -> dict[int, float]:
        """Return the sum of the weights of the terms that a statement contains, by the number of the statement.

        Args:
            weights: weight of each term.
            numbers: numbers of the statements.
            around: factor for the weight of a term that only the title or the context contains.
        """
        weighted = [
            tantivy.Query.disjunction_max_query(
                [
                    tantivy.Query.const_score_query(self._term("own", term), weight),
                    tantivy.Query.const_score_query(self._term("text", term), around * weight),
                ]
            )
            for term, weight in weights.items()
        ]
        among = (tantivy.Occur.Must, _unscored(self._among("number", numbers)))
        query = tantivy.Query.boolean_query([among, *((tantivy.Occur.Should, term) for term in weighted)])
        statements, sums = self._hits(query, max(len(numbers), 1))
        return dict(zip(statements.tolist(), sums.tolist(), strict=True))

    def _hits(self, query: tantivy.Query, limit: int) -> tuple[Numbers, Scores]:
        hits = self._searcher.search(query, limit, count=False).hits
        numbers = self._searcher.fast_field_values("number", [address for _, address in hits])
        return np.array(numbers, np.int64), np.array([score for score, _ in hits], np.float32)

    def _filters(self, limits: Filter) -> list[tantivy.Query]:
        filters = []
        if limits.since or limits.until:
            first = (limits.since or dt.date.min).toordinal()
            last = (limits.until or dt.date.max).toordinal()
            kind = tantivy.FieldType.Integer
            filters.append(tantivy.Query.range_query(self._schema, "published", kind, first, last))
        if limits.publisher:
            filters.append(self._term("publisher", limits.publisher.casefold()))
        return filters

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term)

    def _among(self, field: str, numbers: Collection[int]) -> tantivy.Query:
        return tantivy.Query.term_set_query(self._schema, field, [int(number) for number in numbers])


@contextmanager
def _linked_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder of links to the files of ``folder``. It is removed when the context ends.

    Tantivy creates a lock file beside the files that it opens, and a snapshot may be read-only.
    """
    links = Path(tempfile.mkdtemp(prefix="onrecord-"))
    try:
        for file in (file for file in folder.iterdir() if file.suffix != ".lock"):
            (links / file.name).symlink_to(file.absolute())
        yield links
    finally:
        _remove(links)


def _remove(folder: Path) -> None:
    """Remove a folder that Tantivy may add its lock file to at the same time.

    ``Index.open`` starts a thread that loads the index once more, and so creates the lock file again. If it does so
    after the folder was emptied and before it was removed, the removal fails. The thread does this only once.
    """
    for _ in range(_REMOVALS - 1):
        with suppress(OSError):
            shutil.rmtree(folder)
            return
    shutil.rmtree(folder)


def _any(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _all(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _unscored(query: tantivy.Query) -> tantivy.Query:
    """Return a query that filters documents without a change of their scores."""
    return tantivy.Query.const_score_query(query, 0.0)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name=_ANALYZER, index_option="freq")
    builder.add_text_field("own", stored=False, tokenizer_name=_ANALYZER, index_option="basic")
    builder.add_text_field("speaker", stored=False, tokenizer_name=_ANALYZER, index_option="basic")
    builder.add_unsigned_field("number", stored=False, fast=True, indexed=True)
    builder.add_unsigned_field("person", stored=False, indexed=True)
    builder.add_integer_field("published", stored=False, indexed=True)
    builder.add_text_field("publisher", stored=False, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _analyzer() -> tantivy.TextAnalyzer:
    """Return the analyser of both texts and questions, which must have the same terms."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("English"))
        .build()
    )


def _tantivy_document(document: FullTextDocument) -> tantivy.Document:
    fields = tantivy.Document()
    fields.add_text("text", document.text)
    if document.own:
        fields.add_text("own", document.own)
    if document.speaker:
        fields.add_text("speaker", document.speaker)
    fields.add_unsigned("number", document.number)
    if document.person is not None:
        fields.add_unsigned("person", document.person)
    fields.add_integer("published", document.published.toordinal() if document.published else _NO_DAY)
    fields.add_text("publisher", (document.publisher or "").casefold())
    return fields
