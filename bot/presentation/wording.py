"""Answers in words, the same for every interface. Pure.

The functions return plain text. It may contain any character of an article, so each interface escapes it for its
own medium.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.models import Answer, ArticleInfo, Coverage, Interpretation, Quote, Span, Speaker, SpeakerMatch
from prompts import messages

_SEPARATOR: Final = " · "
_MAX_NAMES: Final = 3
_MAX_PLACES: Final = 5
_SENTENCE_ENDS: Final = (".", "!", "?", "…")


def format_day(date: dt.date) -> str:
    """Return a date in words: ``28 June 2025``."""
    return f"{date.day} {date:%B %Y}"


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: ``1 article``, ``1,003 articles``."""
    return f"1 {noun}" if count == 1 else f"{count:,} {plural or f'{noun}s'}"


def with_stop(text: str) -> str:
    """Return a sentence with a full stop at its end, unless it ends with another sentence mark."""
    return text if text.endswith(_SENTENCE_ENDS) else f"{text}."


def join_names(names: Sequence[str]) -> str:
    """Return names as alternatives: ``A, B or C``. From the fifth on, the rest is counted: ``A, B, C or 2 others``."""
    others = len(names) - _MAX_NAMES
    shown = [*names[:_MAX_NAMES], messages.MORE_NAMES.format(count=others)] if others > 1 else names
    return messages.OR.join([*filter(None, [", ".join(shown[:-1])]), *shown[-1:]])


def attribution(quote: Quote, asked: SpeakerMatch | None = None) -> str:
    """Return the speaker, the kind and the article of a quote in one line. Unknown parts are left out.

    Args:
        quote: the quote.
        asked: the speaker of the question, if it names one.
    """
    return "".join(attribution_parts(quote, asked))


def attribution_parts(quote: Quote, asked: SpeakerMatch | None = None) -> tuple[str, str, str]:
    """Return an attribution in three parts: the text before the article's title, the title, the text after it."""
    article = quote.article
    who = [*([quote.speaker.name] if quote.speaker else []), _kind(quote, asked)]
    rest = [
        article.publisher or messages.NO_PUBLISHER,
        format_day(article.published) if article.published else messages.NO_DATE,
        *([messages.BY_AUTHOR.format(author=article.author)] if article.author else []),
        *filter(None, [_correction_with_first_day(article)]),
    ]
    return _SEPARATOR.join([*who, ""]), article.title, _SEPARATOR.join(["", *rest])


def _kind(quote: Quote, asked: SpeakerMatch | None) -> str:
    """Return the kind in words. A passage that names the person in the question is marked as a mention.

    It may still contain words of this person that were not recognised, so the mark claims nothing about them.
    """
    if quote.kind == "passage" and asked and _contains_last_name(quote.text, asked.names):
        return messages.PASSAGE_MENTIONS.format(names=join_names(asked.names))
    return messages.KINDS[quote.kind]


def split_by_spans(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Split a text at the ends of spans. Yield each piece that is not empty, with True if it is in a span.

    Args:
        text: the text.
        spans: spans in the text, in order and without overlaps.
    """
    position = 0
    for span in spans:
        pieces = ((text[position : span.start], False), (span.of(text), True))
        yield from (piece for piece in pieces if piece[0])
        position = span.end
    if text[position:]:
        yield text[position:], False


def spoken_spans(quote: Quote) -> tuple[Span, ...]:
    """Return the speaker's words as spans in the quote's text, in order and without overlaps."""
    spans: list[Span] = []
    for said in sorted(quote.said):
        start = max(said.start - quote.start, spans[-1].end if spans else 0)
        end = min(said.end - quote.start, len(quote.text))
        if start < end:
            spans.append(Span(start, end))
    return tuple(spans)


def speaker_explanation(quote: Quote) -> str:
    """Explain why a quote is attributed to its speaker. Return "" if the quote names a certain speaker."""
    if quote.speaker is None:
        return ""
    parts = [_reference(quote.speaker), messages.CONFIDENCE.get(quote.speaker.confidence, "")]
    line = "; ".join(filter(None, parts))
    return line[:1].upper() + line[1:]


def _reference(speaker: Speaker) -> str:
    """Explain to which person the mention refers. Return "" if the mention is the name."""
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
    return pattern.format(written=written, name=speaker.name, named=_antecedent(speaker.antecedent_distance))


def _is_named(speaker: Speaker) -> bool:
    """Return True if the mention contains the name: ``Lavrov``, ``Foreign Minister Sergei Lavrov``."""
    written, name = set(_words(speaker.mention_text)), set(_words(speaker.name))
    return bool(written & name) if speaker.resolved_by == "name" else written <= name or name <= written


def _antecedent(distance: int | None) -> str:
    """Return the place of the name, for a mention this many sentences after it."""
    if distance is None:
        return ""
    if distance < 0:
        return messages.NAMED_LATER
    return messages.NAMED_BACK.get(distance, messages.NAMED_EARLIER)


def preceding_sentence(quote: Quote) -> str:
    """Return the sentence before a quote if it names the speaker and the quote does not. Otherwise return ""."""
    speaker = quote.speaker
    if speaker is None or speaker.resolved_by not in {"pronoun", "role"} or _is_named(speaker):
        return ""
    names, until_mention = [speaker.name], quote.text[: max(0, speaker.start - quote.start)]
    distance = speaker.antecedent_distance
    is_named_before = distance == 1 or (distance != 0 and _contains_last_name(quote.before, names))
    if not quote.before or not is_named_before or _contains_last_name(until_mention, names):
        return ""
    return messages.PRECEDING_SENTENCE.format(sentence=quote.before)


def _contains_last_name(text: str, names: Sequence[str]) -> bool:
    """Return True if a text contains the last word of one of the names."""
    return not {word for name in names for word in _words(name)[-1:]}.isdisjoint(_words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _correction(article: ArticleInfo) -> str:
    """Return the day on which an article was corrected, or ""."""
    return messages.CORRECTED.format(day=format_day(article.corrected)) if article.corrected else ""


def _correction_with_first_day(article: ArticleInfo) -> str:
    """Return the day on which an article was corrected and the day on which it was first indexed, or ""."""
    first = article.first_indexed
    since = messages.FIRST_INDEXED.format(day=format_day(first)) if first and article.corrected else ""
    return f"{_correction(article)}{since}"


def _place(article: ArticleInfo) -> str:
    """Return the publisher and the day of an article that repeats a quote."""
    publisher = article.publisher or messages.NO_PUBLISHER
    published = [format_day(article.published)] if article.published else []
    days = [*published, *filter(None, [_correction(article)])]
    return f"{publisher} ({', '.join(days)})" if days else publisher


def also_in(quote: Quote) -> str:
    """Return a line with the other places of a quote, or "". From the seventh place on, the rest is counted."""
    if not quote.also_in:
        return ""
    places = list(dict.fromkeys(map(_place, quote.also_in)))
    left = len(places) - _MAX_PLACES
    shown, more = (places[:_MAX_PLACES], messages.MORE_PLACES.format(count=left)) if left > 1 else (places, "")
    return messages.ALSO_IN.format(places=f"{', '.join(shown)}{more}")


def interpretation_line(interpretation: Interpretation, asked: SpeakerMatch | None = None) -> str:
    """Return a line that shows how the question was interpreted."""
    publisher = interpretation.publisher
    filters = [
        _days(interpretation.since, interpretation.until),
        messages.FROM_PUBLISHER.format(publisher=publisher) if publisher else "",
    ]
    return messages.INTERPRETATION.format(
        subject=_subject(interpretation, asked), filters="".join(f", {phrase}" for phrase in filters if phrase)
    )


def _days(since: dt.date | None, until: dt.date | None) -> str:
    if since and until:
        if since == until:
            return messages.ON_DAY.format(day=format_day(since))
        return messages.FROM_TO.format(since=format_day(since), until=format_day(until))
    if since:
        return messages.SINCE.format(day=format_day(since))
    return messages.UNTIL.format(day=format_day(until)) if until else ""


def _subject(interpretation: Interpretation, asked: SpeakerMatch | None) -> str:
    names = (join_names(asked.names) or asked.phrase) if asked else interpretation.speaker
    topic = interpretation.topic
    if not names:
        return topic or messages.NO_TOPIC
    return (messages.STATEMENTS_ON_TOPIC if topic else messages.STATEMENTS).format(names=names, topic=topic)


def no_answer_reason(answer: Answer) -> str:
    """Explain why the answer is not the one the question asks for. Return "" if it is.

    Passages alone are not the answer to a question about a person's statements.
    """
    if answer.dates_relaxed:
        return messages.DATES_RELAXED
    answering = answer.quotes if answer.status == "answered" else ()
    if answer.speaker:
        answering = tuple(quote for quote in answering if quote.kind != "passage")
    if answering:
        return ""
    if answer.speaker and answer.coverage.articles:
        return _no_statement_reason(answer.speaker, is_filtered=_is_filtered(answer.understood))
    return f"{messages.NOTHING_FOUND}{_closest_passage_reason(answer)}"


def _closest_passage_reason(answer: Answer) -> str:
    """Explain why the closest passage is not an answer. Return "" if there is no such passage."""
    if not answer.nearest:
        return ""
    if not answer.missing_terms:
        return messages.TERMS_MATCH_ONLY
    return messages.MISSING_TERMS.format(words=join_names([f"“{word}”" for word in answer.missing_terms]))


def _no_statement_reason(asked: SpeakerMatch, *, is_filtered: bool) -> str:
    """Explain why no statement of the speaker is shown. The articles bear out each claim that something is absent."""
    names = join_names(asked.names) or f"“{asked.phrase}”"
    if asked.statements:
        return messages.NOT_ON_TOPIC.format(names=names)
    if not asked.mentioned_in:
        return _not_in_texts(asked, is_filtered=is_filtered)
    articles = counted(asked.mentioned_in, "article")
    if asked.names:
        return messages.NO_STATEMENT.format(names=names, articles=articles)
    return messages.NOT_RECOGNISED.format(asked=asked.phrase, articles=articles)


def _not_in_texts(asked: SpeakerMatch, *, is_filtered: bool) -> str:
    pattern = messages.NOT_IN_FILTERED_TEXTS if is_filtered else messages.NOT_IN_TEXTS
    sentence = pattern.format(asked=asked.phrase)
    return " ".join([sentence, *_similar_names(asked.similar)])


def _is_filtered(understood: Interpretation) -> bool:
    return bool(understood.since or understood.until or understood.publisher)


def passages_heading(answer: Answer) -> str:
    """Return the heading between the statements of a person and passages by others."""
    names = join_names(answer.speaker.names) if answer.speaker else ""
    if not names:
        return messages.CLOSEST_PASSAGES
    return (messages.PASSAGES_ON_TOPIC if answer.understood.topic else messages.PASSAGES).format(names=names)


def first_passage(answer: Answer) -> int | None:
    """Return the position of the quote that :func:`passages_heading` precedes, or None."""
    if answer.speaker is None:
        return None
    return next((position for position, quote in enumerate(answer.quotes) if quote.kind == "passage"), None)


def searched_line(coverage: Coverage) -> str:
    """Return a sentence with the number and the dates of the articles that were searched."""
    if not coverage.articles:
        return messages.NO_ARTICLE_MATCHES
    return messages.SEARCHED.format(articles=counted(coverage.articles, "article"), period=_period(coverage))


def _period(coverage: Coverage) -> str:
    earliest, latest = coverage.earliest, coverage.latest
    if earliest is None or latest is None:
        return ""
    pattern = messages.ONE_DAY if earliest == latest else messages.PERIOD
    return pattern.format(earliest=format_day(earliest), latest=format_day(latest))


def coverage_line(coverage: Coverage) -> str:
    """Return a sentence with the publication dates of an index."""
    earliest, latest = coverage.earliest, coverage.latest
    if earliest is None or latest is None:
        return messages.NO_PUBLICATION_DATES
    pattern = messages.PUBLICATION_DATE if earliest == latest else messages.PUBLICATION_DATES
    return pattern.format(earliest=format_day(earliest), latest=format_day(latest))


def unknown_person(name: str, similar: Sequence[str], appears_in: int = 0) -> str:
    """Return a sentence that a name is not listed, and a second one with similar names if there are any.

    Args:
        name: the name that was looked up.
        similar: names with a similar spelling.
        appears_in: number of articles that contain the name.
    """
    pattern = messages.NOT_LISTED_BUT_PRINTED if appears_in else messages.NOT_LISTED
    sentence = pattern.format(asked=name, articles=counted(appears_in, "article"))
    return " ".join([sentence, *_similar_names(similar)])


def _similar_names(similar: Sequence[str]) -> list[str]:
    return [messages.SIMILAR_NAMES.format(names=", ".join(similar))] if similar else []
