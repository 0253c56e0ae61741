"""Answering with statements: what one asked about says, or who says a thing."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, islice

from index.answer_passages import naming
from index.asked import Asked, Findings, Search, Speakers
from index.extents import Extents, Told, close_by
from index.models import Person, Quote
from index.quotes import cut
from index.retrieve import Found, Sought, retrieve_statements
from index.store.statements import StoredStatement

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
    about = [each for each in found if each.score >= search.config.threshold]
    if quotes := _quotes(search, about, asked.limit, people, goes_on=True):
        only_named = _apart(naming(search, asked, speakers.numbers), quotes)
        passages = islice(only_named, asked.limit - len(quotes))
        return Findings(quotes=(*quotes, *(replace(each, score=each.score * quotes[-1].score) for each in passages)))
    most = search.config.nearest
    named = tuple(islice(naming(search, asked, speakers.numbers), most - 1 if found else most))
    nearest = _apart(_quotes(search, found, most, people), named)
    return Findings(nearest=(*named, *islice(nearest, most - len(named))))


def newest(search: Search, limit: int, speakers: Speakers, people: Sequence[Person]) -> Findings:
    """Answer with the newest that these people say, whatever it is about."""
    numbers = search.snapshot.corpus.statements.newest(speakers.statements, limit * _OVER)
    return Findings(quotes=_quotes(search, [Found(number, 1.0) for number in numbers], limit, people))


def who_said(search: Search, asked: Asked, people: Sequence[Person]) -> Findings:
    """Answer with what anybody says about the topic, as far as it is told who."""
    among = search.snapshot.corpus.statements.within(asked.limits) if asked.limits else None
    sought = Sought(asked.text, asked.vector, asked.limits, None, among)
    found = retrieve_statements(search.snapshot, sought, search.config)
    about = [each for each in found if each.score >= search.config.threshold]
    return Findings(quotes=_quotes(search, about, asked.limit, people))


def _quotes(
    search: Search, found: Iterable[Found], limit: int, people: Sequence[Person], *, goes_on: bool = False
) -> tuple[Quote, ...]:
    """Cut statements out of their articles, best first, no word twice.

    Where it ``goes_on``, what the same speaker says close by takes part of a statement's score: after "He said
    that the summit failed" comes "He also argued", about the summit and without that word.
    """
    corpus, config = search.snapshot.corpus, search.config

    def read(article: int) -> Told:
        return Told(corpus.article(article), corpus.sentences(article), corpus.statements.of_article(article))

    extents, seen = Extents(read), set[int]()
    places = count()
    waiting = [(-each.score, next(places), each.number, goes_on) for each in found]
    heapq.heapify(waiting)
    while waiting and len(extents) < limit:
        minus, _, number, leads = heapq.heappop(waiting)
        [stored] = corpus.statements.numbered([number])
        if number in seen or not _is_told(stored):
            continue
        seen.add(number)
        extents.add(stored, -minus)
        lifted = minus * config.goes_on_share
        if leads and -lifted >= config.threshold:
            for near in close_by(extents.told(stored.article), stored):
                heapq.heappush(waiting, (lifted, next(places), near.number, False))
    cut_out = (cut(told.article, told.sentences, extract) for told, extract in extents.extracts(people))
    return tuple(quote for quote in cut_out if quote is not None)


def _is_told(stored: StoredStatement) -> bool:
    """Return whether it is told who makes the statement."""
    return stored.person is not None or stored.statement.speaker is not None


def _apart(quotes: Iterable[Quote], others: Sequence[Quote]) -> Iterator[Quote]:
    """Yield the quotes that share no word with others."""
    for quote in quotes:
        same = (other for other in others if other.article.id == quote.article.id)
        if not any(other.start < quote.end and quote.start < other.end for other in same):
            yield quote
