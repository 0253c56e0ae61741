"""An answer in words, shared by every face, so that all say the same. Pure.

What comes back is plain text that may hold any character an article can hold; the face that
shows it makes it harmless for its medium.
"""

import datetime as dt

from index.models import Coverage, Quote, Source, Understood
from prompts import phrases


def day(date: dt.date) -> str:
    """Return a day as people write it: ``28 June 2025``."""
    return f"{date.day} {date:%B %Y}"


def attribution(quote: Quote) -> str:
    """Return who said it, where, when: the parts that are known, in that order."""
    article = quote.article
    parts = [
        *([quote.speaker.name] if quote.speaker else []),
        article.title,
        article.source or phrases.NO_SOURCE,
        day(article.published) if article.published else phrases.NO_DATE,
        *([phrases.BY_AUTHOR.format(author=article.author)] if article.author else []),
    ]
    return " · ".join(parts)


def place(article: Source) -> str:
    """Return publisher and day, as other places of the same quote are named."""
    source = article.source or phrases.NO_SOURCE
    return f"{source} ({day(article.published)})" if article.published else source


def also_in(quote: Quote) -> str:
    """Return the sentence naming the other places, empty where there are none."""
    if not quote.also_in:
        return ""
    return phrases.ALSO_IN.format(places=", ".join(map(place, quote.also_in)))


def understood(how: Understood) -> str:
    """Return how the question was read."""
    limits = [
        *([phrases.SINCE.format(day=day(how.since))] if how.since else []),
        *([phrases.UNTIL.format(day=day(how.until))] if how.until else []),
        *([phrases.IN_SOURCE.format(source=how.source)] if how.source else []),
    ]
    return phrases.UNDERSTOOD.format(topic=how.topic, limits="".join(f", {limit}" for limit in limits))


def coverage(looked_through: Coverage) -> str:
    """Return what was looked through: how many articles, from which day to which."""
    count = looked_through.articles
    if not count:
        return phrases.NOTHING_WITHIN
    return phrases.COVERAGE.format(articles=articles(count), period=_period(looked_through))


def articles(count: int) -> str:
    """Return a number of articles."""
    return "1 article" if count == 1 else f"{count:,} articles"


def holds(held: Coverage) -> str:
    """Return the days that an index covers."""
    return phrases.HOLDS.format(period=_period(held).strip()) if held.earliest else phrases.HOLDS_NO_DATES


def _period(looked_through: Coverage) -> str:
    earliest, latest = looked_through.earliest, looked_through.latest
    if earliest is None or latest is None:
        return ""
    if earliest == latest:
        return phrases.ONE_DAY.format(earliest=day(earliest))
    return phrases.PERIOD.format(earliest=day(earliest), latest=day(latest))
