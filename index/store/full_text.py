"""The word index: BM25 over passages, or statements, each with its title, in one stemmed field (Tantivy).

One field, because title and text as two summed fields find up to 7 points less. Queries are built
from terms, never parsed: what a person types is not a query language.
"""

import datetime as dt
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy

from index.models import Filter
from index.ports import Numbers, Scores

_ANALYZER = "english"
_WRITER_BYTES = 128_000_000
_NO_DAY = 0  # ordinals of real days start at 1
_REMOVALS = 3  # one more than can be needed


@dataclass(frozen=True, slots=True)
class FullTextDocument:
    """What is indexed of one passage or statement.

    Attributes:
        number: of the passage or statement.
        text: its words, with the title in front, and for a statement with the sentence that it is read with.
        published: the article's day.
        publisher: the article's publisher.
        own: the words of a statement's sentences alone.
        person: the number of the one who makes the statement.
        speaker: the mention of a speaker who is no person of the collection: "the council".
    """

    number: int
    text: str
    published: dt.date | None
    publisher: str | None
    own: str = ""
    person: int | None = None
    speaker: str = ""


def write_full_text(folder: Path, documents: Iterable[FullTextDocument]) -> None:
    """Write a word index into ``folder``, which is made."""
    folder.mkdir()
    words = tantivy.Index(_schema(), path=str(folder))
    words.register_tokenizer(_ANALYZER, _analyzer())
    writer = words.writer(_WRITER_BYTES, 1)
    for document in documents:
        writer.add_document(_document(document))
    writer.commit()
    writer.wait_merging_threads()


class FullTextIndex:
    """Searches a finished word index. Safe to use from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Open the index; its files are mapped, not read."""
        self._schema = _schema()
        self._analyzer = _analyzer()
        with _linked_folder(folder) as links:
            self._index = tantivy.Index.open(str(links))
            self._index.register_tokenizer(_ANALYZER, self._analyzer)
            # A snapshot never changes: nothing is to watch its folder.
            self._index.config_reader(reload_policy="manual")
            self._searcher = self._index.searcher()

    def __len__(self) -> int:
        """Return how many documents are indexed."""
        return int(self._searcher.num_docs)

    def terms(self, text: str) -> list[str]:
        """Return the distinct terms of a text as the index holds them, in order of appearance."""
        return list(dict.fromkeys(self.tokens(text)))

    def tokens(self, text: str) -> list[str]:
        """Return the term of every word of a text, in order."""
        return list(self._analyzer.analyze(text))

    def idf(self, term: str) -> float:
        """Return BM25's inverse document frequency of a term, 0 where no document holds it."""
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
        """Return the numbers and BM25 scores of the best documents that hold any term, best first.

        Args:
            terms: as :meth:`terms` returns them.
            limit: at most this many.
            limits: which articles may answer.
            people: whose statements may; None for anybody's.
            among: which documents may, by number; None for all.
        """
        if not terms:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        must = [_any([self._term("text", term) for term in terms]), *map(_unscored, self._filters(limits))]
        if people is not None:
            must.append(_unscored(self._among("person", people)))
        if among is not None:
            must.append(_unscored(self._among("number", among.tolist())))
        return self._found(tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in must]), limit)

    def spoken_by(self, speaker: str, limits: Filter, limit: int) -> Numbers:
        """Return the numbers of statements whose speaker, no person of the collection, is printed with these words."""
        terms = self.terms(speaker)
        if not terms:
            return np.empty(0, np.int64)
        must = [*(self._term("speaker", term) for term in terms), *self._filters(limits)]
        numbers, _ = self._found(tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in must]), limit)
        return np.sort(numbers)

    def held(self, weights: Mapping[str, float], numbers: Collection[int], around: float) -> dict[int, float]:
        """Return for each of these statements the sum of the weights of the terms that it holds.

        Args:
            weights: of the terms.
            numbers: of the statements.
            around: what of its weight a term counts that only the title or the sentence before holds.
        """
        wanted = [
            tantivy.Query.disjunction_max_query(
                [
                    tantivy.Query.const_score_query(self._term("own", term), weight),
                    tantivy.Query.const_score_query(self._term("text", term), around * weight),
                ]
            )
            for term, weight in weights.items()
        ]
        among = (tantivy.Occur.Must, _unscored(self._among("number", numbers)))
        query = tantivy.Query.boolean_query([among, *((tantivy.Occur.Should, each) for each in wanted)])
        found, sums = self._found(query, max(len(numbers), 1))
        return dict(zip(found.tolist(), sums.tolist(), strict=True))

    def _found(self, query: tantivy.Query, limit: int) -> tuple[Numbers, Scores]:
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
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in queries])


def _unscored(query: tantivy.Query) -> tantivy.Query:
    """Return a query that decides who may answer, not how well."""
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
    """Return the analyser of texts and questions: both must be cut into the same terms."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("English"))
        .build()
    )


def _document(document: FullTextDocument) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("text", document.text)
    if document.own:
        made.add_text("own", document.own)
    if document.speaker:
        made.add_text("speaker", document.speaker)
    made.add_unsigned("number", document.number)
    if document.person is not None:
        made.add_unsigned("person", document.person)
    made.add_integer("published", document.published.toordinal() if document.published else _NO_DAY)
    made.add_text("publisher", (document.publisher or "").casefold())
    return made
