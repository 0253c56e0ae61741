"""An answer in words, shared by every face, so that all say the same. Pure.

What comes back is plain text that may hold any character an article can hold; the face that
shows it makes it harmless for its medium.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.models import Answer, ArticleInfo, Coverage, Interpretation, Quote, Span, Speaker, SpeakerMatch
from prompts import messages

_BETWEEN: Final = " · "
_MOST_NAMES: Final = 3
_MOST_PLACES: Final = 5


def day(date: dt.date) -> str:
    """Return a day as people write it: ``28 June 2025``."""
    return f"{date.day} {date:%B %Y}"


def attribution(quote: Quote, asked: SpeakerMatch | None = None) -> str:
    """Return who said it and how, where, when: the parts that are known, in that order."""
    return "".join(attributed(quote, asked))


def attributed(quote: Quote, asked: SpeakerMatch | None = None) -> tuple[str, str, str]:
    """Return an attribution cut in three: what stands before the article's title, the title, what follows."""
    article = quote.article
    who = [*([quote.speaker.name] if quote.speaker else []), _kind(quote, asked)]
    rest = [
        article.publisher or messages.NO_PUBLISHER,
        day(article.published) if article.published else messages.NO_DATE,
        *([messages.BY_AUTHOR.format(author=article.author)] if article.author else []),
        *filter(None, [_corrected_since(article)]),
    ]
    return _BETWEEN.join([*who, ""]), article.title, _BETWEEN.join(["", *rest])


def _kind(quote: Quote, asked: SpeakerMatch | None) -> str:
    """Return the kind in words; a passage is never taken for the words of whom was asked about."""
    if quote.kind != "passage" or asked is None or not asked.names:
        return messages.KINDS[quote.kind]
    pattern = messages.MENTIONS if _names_any(quote.text, asked.names) else messages.NOT_THEIRS
    return pattern.format(names=join_names(asked.names))


def join_names(names: Sequence[str]) -> str:
    """Return names as alternatives, the first three and how many more: ``A, B or C``."""
    others = len(names) - _MOST_NAMES
    shown = [*names[:_MOST_NAMES], messages.OTHERS.format(count=others)] if others > 1 else names
    return messages.OR.join([*filter(None, [", ".join(shown[:-1])]), *shown[-1:]])


def split_by_spans(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Yield ``text`` in pieces, none empty, with whether each lies in one of ``spans`` (in order, apart)."""
    at = 0
    for span in spans:
        yield from (piece for piece in ((text[at : span.start], False), (span.of(text), True)) if piece[0])
        at = span.end
    if text[at:]:
        yield text[at:], False


def spoken(quote: Quote) -> tuple[Span, ...]:
    """Return which words of a quote its speaker said, as offsets in the quote's text: in order, apart."""
    spans: list[Span] = []
    for each in sorted(quote.said):
        start = max(each.start - quote.start, spans[-1].end if spans else 0)
        end = min(each.end - quote.start, len(quote.text))
        if start < end:
            spans.append(Span(start, end))
    return tuple(spans)


def explained(quote: Quote) -> str:
    """Return why a quote is that person's, where its words do not name them, and how certain that is; else nothing."""
    if quote.speaker is None:
        return ""
    parts = [_resolved(quote.speaker), messages.CONFIDENCE.get(quote.speaker.confidence, "")]
    line = "; ".join(filter(None, parts))
    return line[:1].upper() + line[1:]


def _resolved(speaker: Speaker) -> str:
    if speaker.resolved_by == "continued":
        return messages.SPEAKER_CARRIED_OVER
    if _is_named(speaker):
        return ""
    pattern = {"name": messages.PRINTED_AS, "role": messages.ROLE_MAY_REFER_TO}.get(
        speaker.resolved_by, messages.NOUN_REFERS_TO
    )
    if speaker.mention_text.casefold() in {"he", "she"}:
        pattern = messages.PRONOUN_REFERS_TO
    written = " ".join(speaker.mention_text.split())
    return pattern.format(written=written, name=speaker.name, named=_named(speaker.antecedent_distance))


def _is_named(speaker: Speaker) -> bool:
    """Return whether a mention tells by itself who it is: ``Lavrov``, ``Foreign Minister Sergei Lavrov``."""
    written, name = set(_words(speaker.mention_text)), set(_words(speaker.name))
    return bool(written & name) if speaker.resolved_by == "name" else written <= name or name <= written


def _named(distance: int | None) -> str:
    if distance is None:
        return ""
    if distance < 0:
        return messages.NAMED_LATER
    return messages.NAMED_BACK.get(distance, messages.NAMED_EARLIER)


def before(quote: Quote) -> str:
    """Return the sentence before, where that names whom the quote calls "he" or "the minister" only; else nothing."""
    speaker = quote.speaker
    if speaker is None or speaker.resolved_by not in {"pronoun", "role"} or _is_named(speaker):
        return ""
    names, until_mention = [speaker.name], quote.text[: max(0, speaker.start - quote.start)]
    back = speaker.antecedent_distance
    there = back == 1 or (back != 0 and _names_any(quote.before, names))
    if not quote.before or not there or _names_any(until_mention, names):
        return ""
    return messages.BEFORE.format(sentence=quote.before)


def _names_any(text: str, names: Sequence[str]) -> bool:
    """Return whether the last word of one of ``names`` stands in ``text``."""
    return not {word for name in names for word in _words(name)[-1:]}.isdisjoint(_words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _corrected(article: ArticleInfo) -> str:
    """Return when an article was corrected, empty where it never was."""
    return messages.CORRECTED.format(day=day(article.corrected)) if article.corrected else ""


def _corrected_since(article: ArticleInfo) -> str:
    """Return when an article was corrected, and since when it was held before; empty where it never was."""
    first = article.first_indexed
    since = messages.FIRST_INDEXED.format(day=day(first)) if first and article.corrected else ""
    return f"{_corrected(article)}{since}"


def _place(article: ArticleInfo) -> str:
    """Return publisher and day, as other places of the same quote are named."""
    publisher = article.publisher or messages.NO_PUBLISHER
    days = [*([day(article.published)] if article.published else []), *filter(None, [_corrected(article)])]
    return f"{publisher} ({', '.join(days)})" if days else publisher


def also_in(quote: Quote) -> str:
    """Return the sentence naming the other places, the first five and how many more; empty where there are none."""
    if not quote.also_in:
        return ""
    places = list(dict.fromkeys(map(_place, quote.also_in)))
    left = len(places) - _MOST_PLACES
    shown, more = (places[:_MOST_PLACES], messages.MORE_PLACES.format(count=left)) if left > 1 else (places, "")
    return messages.ALSO_IN.format(places=f"{', '.join(shown)}{more}")


def understood(how: Interpretation, asked: SpeakerMatch | None = None) -> str:
    """Return how the question was read."""
    limits = [
        *([messages.SINCE.format(day=day(how.since))] if how.since else []),
        *([messages.UNTIL.format(day=day(how.until))] if how.until else []),
        *([messages.IN_PUBLISHER.format(publisher=how.publisher)] if how.publisher else []),
    ]
    return messages.UNDERSTOOD.format(subject=_subject(how, asked), limits="".join(f", {limit}" for limit in limits))


def _subject(how: Interpretation, asked: SpeakerMatch | None) -> str:
    names = (join_names(asked.names) or asked.phrase) if asked else how.speaker
    if not names:
        return how.topic or messages.ANYTHING
    return (messages.SAID_ABOUT if how.topic else messages.SAID).format(names=names, topic=how.topic)


def no_answer_reason(given: Answer) -> str:
    """Return why there is no answer, or none such as was asked for; empty where there is one."""
    if given.dates_relaxed:
        return messages.BEYOND_DATES
    answering = given.quotes if given.status == "answered" else ()
    if given.speaker:
        answering = tuple(quote for quote in answering if quote.kind != "passage")
    if answering:
        return ""
    return _nothing_by(given.speaker) if given.speaker else f"{messages.NOTHING_FOUND}{_why(given)}"


def _why(given: Answer) -> str:
    """Return why what is nearest is not enough; empty where nothing is near."""
    if not given.nearest:
        return ""
    if not given.missing_terms:
        return messages.TERMS_MATCH_ONLY
    return messages.MISSING_TERMS.format(words=join_names([f"“{word}”" for word in given.missing_terms]))


def _nothing_by(asked: SpeakerMatch) -> str:
    if not asked.names:
        return nobody(asked.phrase, asked.similar)
    names, count = join_names(asked.names), asked.mentioned_in
    if not count:
        return messages.NOT_NAMED.format(names=names)
    return (messages.NOT_ABOUT_THAT if asked.statements else messages.NOT_QUOTED).format(
        names=names, articles=articles(count)
    )


def passages_heading(given: Answer) -> str:
    """Return the line that parts passages from the words of whom was asked about."""
    names = join_names(given.speaker.names) if given.speaker else ""
    if not names:
        return messages.NEAREST
    return (messages.PASSAGES_ABOUT if given.understood.topic else messages.PASSAGES).format(names=names)


def first_passage(given: Answer) -> int | None:
    """Return the position of the quote that :func:`passages_heading` precedes, or None."""
    if given.speaker is None:
        return None
    return next((place for place, quote in enumerate(given.quotes) if quote.kind == "passage"), None)


def coverage(looked_through: Coverage) -> str:
    """Return what was looked through: how many articles, from which day to which."""
    count = looked_through.articles
    if not count:
        return messages.NOTHING_WITHIN
    return messages.COVERAGE.format(articles=articles(count), period=_period(looked_through))


def nobody(asked: str, similar: Sequence[str]) -> str:
    """Return that nobody is known by a name, and which names are near it."""
    near = [messages.SIMILAR.format(names=", ".join(similar))] if similar else []
    return " ".join([messages.NOBODY.format(asked=asked), *near])


def statements(count: int) -> str:
    """Return a number of statements."""
    return "1 statement" if count == 1 else f"{count:,} statements"


def articles(count: int) -> str:
    """Return a number of articles."""
    return "1 article" if count == 1 else f"{count:,} articles"


def coverage_line(held: Coverage) -> str:
    """Return the days that an index covers."""
    return messages.HOLDS.format(period=_period(held).strip()) if held.earliest else messages.HOLDS_NO_DATES


def _period(looked_through: Coverage) -> str:
    earliest, latest = looked_through.earliest, looked_through.latest
    if earliest is None or latest is None:
        return ""
    if earliest == latest:
        return messages.ONE_DAY.format(earliest=day(earliest))
    return messages.PERIOD.format(earliest=day(earliest), latest=day(latest))
