"""Answering with statements: what one asked about says, or who says a thing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from index.answering.context import Asked, Findings, Search
from index.answering.deduplicate import Copies
from index.answering.excerpts import Extents, Told
from index.answering.mentions import naming
from index.answering.quotes import cut
from index.answering.retrieve_statements import Found, Sought, retrieve_statements
from index.models import Filter, Person, Quote
from index.question.interpret import Speakers
from index.store.records import StoredStatement

_AHEAD = 2  # so many extents are placed for each quote, since copies and an article's own too many are left out
_OVER = 4  # so many statements are looked at for each quote, since several may be shown as one


def said_by(search: Search, asked: Asked, speakers: Speakers, people: Sequence[Person]) -> Findings:
    """Answer with what those who are asked about say about the topic, then with sentences that only name them.

    Where they say nothing about it, what comes nearest: sentences about it that name them, then their statements.

    Args:
        search: what is searched.
        asked: the topic.
        speakers: who is asked about.
        people: all people of the collection.
    """
    sought = Sought(asked.text, asked.vector, asked.limits, speakers.numbers or None, speakers.statements)
    found = retrieve_statements(search.snapshot, sought, search.config)
    copies = Copies(search.snapshot.corpus, asked.limits)
    if quotes := _quotes(search, _about(search, found), asked.limit, people, copies):
        only_named = naming(search, asked, speakers.numbers, copies, search.config.threshold)
        passages = islice(copies.once(_apart(only_named, quotes)), asked.limit - len(quotes))
        scaled = [replace(each, score=each.score * quotes[-1].score) for each in passages]
        return Findings(quotes=copies.told([*quotes, *scaled]), confidence=_confidence(found))
    most = search.config.nearest
    only_named = naming(search, asked, speakers.numbers, copies, search.config.threshold * search.config.also_shown)
    named = tuple(islice(copies.once(only_named), most - 1 if found else most))
    nearest = _apart(_quotes(search, found, most, people, copies), named)
    return Findings(nearest=copies.told([*named, *islice(nearest, most - len(named))]), confidence=_confidence(found))


def newest(search: Search, limits: Filter, limit: int, speakers: Speakers, people: Sequence[Person]) -> Findings:
    """Answer with the newest that these people say, whatever it is about."""
    numbers = search.snapshot.corpus.statements.newest(speakers.statements, limit * _OVER)
    copies = Copies(search.snapshot.corpus, limits)
    quotes = _quotes(search, [Found(number, 1.0) for number in numbers], limit, people, copies)
    return Findings(quotes=copies.told(quotes), confidence=1.0 if quotes else 0.0)


def who_said(search: Search, asked: Asked, people: Sequence[Person]) -> Findings:
    """Answer with what anybody says about the topic, as far as it is told who."""
    among = search.snapshot.corpus.statements.within(asked.limits) if asked.limits else None
    sought = Sought(asked.text, asked.vector, asked.limits, None, among)
    found = retrieve_statements(search.snapshot, sought, search.config)
    copies = Copies(search.snapshot.corpus, asked.limits)
    quotes = _quotes(search, _about(search, found), asked.limit, people, copies)
    return Findings(quotes=copies.told(quotes), confidence=_confidence(found))


def _confidence(found: Sequence[Found]) -> float:
    return found[0].score if found else 0.0


def _about(search: Search, found: Sequence[Found]) -> Sequence[Found]:
    """Return the statements that are shown: none unless the best one answers, then all that are about it too."""
    if not found or found[0].score < search.config.threshold:
        return ()
    return [each for each in found if each.score >= search.config.also_shown * found[0].score]


def _quotes(
    search: Search, found: Iterable[Found], limit: int, people: Sequence[Person], copies: Copies
) -> tuple[Quote, ...]:
    """Cut statements out of their articles, best first, no word twice."""
    corpus = search.snapshot.corpus

    def read(article: int) -> Told:
        return Told(corpus.article(article), corpus.sentences(article), corpus.statements.for_article(article))

    extents = Extents(read)
    for each in found:
        if len(extents) == limit * _AHEAD:
            break
        [stored] = corpus.statements.get_many([each.number])
        if _is_told(stored) and copies.is_new(stored):
            extents.add(stored, each.score)
    cut_out = (cut(told.article, told.sentences, extract) for told, extract in extents.extracts(people))
    return copies.chosen((quote for quote in cut_out if quote is not None), limit, search.config)


def _is_told(stored: StoredStatement) -> bool:
    """Return whether it is told who makes the statement."""
    return stored.person is not None or stored.statement.speaker is not None


def _apart(quotes: Iterable[Quote], others: Sequence[Quote]) -> Iterator[Quote]:
    """Yield the quotes that share no word with others."""
    for quote in quotes:
        same = (other for other in others if other.article.id == quote.article.id)
        if not any(other.start < quote.end and quote.start < other.end for other in same):
            yield quote
