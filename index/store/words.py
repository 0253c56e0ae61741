"""The word index: BM25 over each passage with its title, in one stemmed field (Tantivy).

One field, because title and text as two summed fields find up to 7 points less. Queries are built
from terms, never parsed: what a person types is not a query language.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tantivy

from index.ports import Numbers, Scores
from index.store.corpus import Filter

_ANALYZER = "english"
_WRITER_BYTES = 128_000_000
_NO_DAY = 0  # ordinals of real days start at 1


@dataclass(frozen=True, slots=True)
class WordDocument:
    """What is indexed of one passage."""

    number: int
    text: str
    published: dt.date | None
    source: str | None


def write_words(folder: Path, documents: Iterable[WordDocument]) -> None:
    """Write a word index into ``folder``, which is made."""
    folder.mkdir()
    words = tantivy.Index(_schema(), path=str(folder))
    words.register_tokenizer(_ANALYZER, _analyzer())
    writer = words.writer(_WRITER_BYTES, 1)
    for document in documents:
        writer.add_document(_document(document))
    writer.commit()
    writer.wait_merging_threads()


class WordIndex:
    """Searches a finished word index. Safe to use from several threads at once."""

    def __init__(self, folder: Path) -> None:
        """Open the index; its files are mapped, not read."""
        self._schema = _schema()
        self._analyzer = _analyzer()
        self._index = tantivy.Index.open(str(folder))
        self._index.register_tokenizer(_ANALYZER, self._analyzer)
        # A snapshot never changes: nothing is to watch its folder, or to write locks into it.
        self._index.config_reader(reload_policy="manual")
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        """Return how many passages are indexed."""
        return int(self._searcher.num_docs)

    def terms(self, text: str) -> list[str]:
        """Return the distinct terms of a text as the index holds them, in order of appearance."""
        return list(dict.fromkeys(self._analyzer.analyze(text)))

    def rarity(self, term: str) -> float:
        """Return BM25's inverse document frequency of a term, 0 where no passage holds it."""
        count = self._searcher.doc_freq("text", term)
        return float(np.log1p((len(self) - count + 0.5) / (count + 0.5))) if count else 0.0

    def search(self, terms: Sequence[str], limit: int, limits: Filter) -> tuple[Numbers, Scores]:
        """Return the numbers and BM25 scores of the best passages that hold any term, best first."""
        if not terms:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        found = self._searcher.search(self._query(terms, limits), limit, count=False).hits
        addresses = [address for _, address in found]
        numbers = self._searcher.fast_field_values("number", addresses)
        scores = np.array([score for score, _ in found], np.float32)
        return np.array(numbers, np.int64), scores

    def _query(self, terms: Sequence[str], limits: Filter) -> tantivy.Query:
        should = [(tantivy.Occur.Should, self._term("text", term)) for term in terms]
        any_term = tantivy.Query.boolean_query(should)
        # Filters decide who may answer, not how well: they add nothing to the score.
        must = [tantivy.Query.const_score_query(each, 0.0) for each in self._filters(limits)]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, each) for each in (any_term, *must)])

    def _filters(self, limits: Filter) -> list[tantivy.Query]:
        filters = []
        if limits.since or limits.until:
            first = (limits.since or dt.date.min).toordinal()
            last = (limits.until or dt.date.max).toordinal()
            kind = tantivy.FieldType.Integer
            filters.append(tantivy.Query.range_query(self._schema, "published", kind, first, last))
        if limits.source:
            filters.append(self._term("source", limits.source.casefold()))
        return filters

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name=_ANALYZER, index_option="freq")
    builder.add_unsigned_field("number", stored=False, fast=True)
    builder.add_integer_field("published", stored=False, indexed=True)
    builder.add_text_field("source", stored=False, tokenizer_name="raw", index_option="basic")
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


def _document(document: WordDocument) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("text", document.text)
    made.add_unsigned("number", document.number)
    made.add_integer("published", document.published.toordinal() if document.published else _NO_DAY)
    made.add_text("source", (document.source or "").casefold())
    return made
