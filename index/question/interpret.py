"""Interpreting a question against the collection: its people, its publishers and its dates."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from index.errors import QuestionError
from index.models import Filter, Interpretation, Question, SpeakerMatch
from index.question.answer_type import asks_for_fact
from index.question.collection import Collection
from index.question.parse import KnownNames, ParsedQuestion, parse_question
from index.question.speaker_mentions import is_name
from index.question.speakers import SpeakerFilter, SpeakerFinder
from index.text.canonical import canonicalise, single_line
from prompts.question_words import STOPWORDS


class AnswerMode(StrEnum):
    """The way in which a question is answered first."""

    SPEAKER = "statements of a speaker about a topic"
    LATEST = "the latest statements of a speaker"
    WHO_SAID = "statements about a topic, whoever made them"
    PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """An interpreted question: everything that a search needs to know, and how the question was understood.

    Attributes:
        question: the question as it was asked, its text, publisher and speaker in canonical form.
        parsed: its parts.
        mode: the way in which it is answered first.
        filter: the articles that may answer. The filter of the question overrides the one in its words.
        passage_searches: the topic and the filter of each search for passages, in order. If the words name dates and
            the question sets none itself, the last one is without dates: an event "in 2024" may be reported in 2025.
        speakers: the speakers asked about; None if the question asks about nobody's words in particular.
        is_exclusive: True if only the words of the speakers can answer.
        today: the day of the question.
        interpretation: how the question was understood, as it is shown.
        speaker_match: the people asked about, with their counts; None if it asks about nobody in particular.
    """

    question: Question
    parsed: ParsedQuestion
    mode: AnswerMode
    filter: Filter
    passage_searches: tuple[tuple[str, Filter], ...]
    speakers: SpeakerFilter | None
    is_exclusive: bool
    today: dt.date
    interpretation: Interpretation
    speaker_match: SpeakerMatch | None


def interpret(question: Question, collection: Collection, max_characters: int) -> SearchQuery:
    """Interpret a question. Its explicit filter and speaker override the ones that its words name.

    Args:
        question: the question.
        collection: the collection to search.
        max_characters: maximum length of the text.

    Raises:
        QuestionError: the question is empty or too long, or its filter contradicts itself.
    """
    question, text = _canonical(question)
    _check(question, text, max_characters)
    today = question.today or dt.date.today()  # noqa: DTZ011 - the asker's own day
    finder = SpeakerFinder(collection)
    known = KnownNames(
        lambda words: bool(collection.directory.find(words)), collection.publishers, is_printed=finder.is_printed
    )
    parsed = parse_question(text, today=today, known=known)
    if not question.speaker:
        parsed = _without_speakers_of_fact(parsed)
    if not parsed.speakers and _predates_collection(parsed.filter.until, collection):
        parsed = replace(parsed, topic=text, filter=Filter(publisher=parsed.filter.publisher))
    limits = _merged(question.filter, parsed.filter)
    phrases = (question.speaker,) if question.speaker else parsed.speakers
    speakers = finder.find(phrases, limits) if phrases else None
    return SearchQuery(
        question=question,
        parsed=parsed,
        mode=_mode(parsed, speakers),
        filter=limits,
        passage_searches=_passage_searches(question, parsed, limits),
        speakers=speakers,
        is_exclusive=_is_exclusive(question, parsed, speakers, collection),
        today=today,
        interpretation=_interpretation(parsed, limits, speakers, finder, collection),
        speaker_match=None if speakers is None else _speaker_match(speakers, collection),
    )


def _canonical(question: Question) -> tuple[Question, str]:
    """Return a question with canonical text, publisher and speaker, and its text on one line."""
    publisher = single_line(question.filter.publisher or "") or None
    canonical = replace(
        question,
        text=canonicalise(question.text),
        filter=replace(question.filter, publisher=publisher),
        speaker=single_line(question.speaker or "") or None,
    )
    return canonical, single_line(question.text)


def _check(question: Question, text: str, max_characters: int) -> None:
    if not any(character.isalnum() for character in text):
        msg = "The question is empty. Ask, for example: what did Lavrov say about the summit"
        raise QuestionError(msg)
    if len(text) > max_characters:
        msg = f"The question is longer than {max_characters} characters. Shorten it."
        raise QuestionError(msg)
    if question.max_quotes < 1:
        msg = "The number of quotes must be 1 or more."
        raise QuestionError(msg)
    since, until = question.filter.since, question.filter.until
    if since and until and since > until:
        msg = f"The start date ({since}) is after the end date ({until}). Swap them."
        raise QuestionError(msg)


def _without_speakers_of_fact(parsed: ParsedQuestion) -> ParsedQuestion:
    """Return a question of fact without speakers: "which ferry line announced a merger" asks for the line."""
    has_name = any(word[:1].isupper() for phrase in parsed.speakers for word in phrase.split())
    if not (parsed.speakers or parsed.asks_who) or not asks_for_fact(parsed.text, of_somebody=has_name):
        return parsed
    return replace(parsed, speakers=(), asks_who=False, wants_statements=False, topic=parsed.text)


def _predates_collection(until: dt.date | None, collection: Collection) -> bool:
    """Return True if a day is before all articles: then "the cup in 1998" is a topic, not a filter."""
    earliest = collection.snapshot.corpus.coverage(Filter(), "").earliest
    return until is not None and earliest is not None and until < earliest


def _merged(explicit: Filter, named: Filter) -> Filter:
    return Filter(explicit.since or named.since, explicit.until or named.until, explicit.publisher or named.publisher)


def _passage_searches(question: Question, parsed: ParsedQuestion, limits: Filter) -> tuple[tuple[str, Filter], ...]:
    first = ((parsed.topic if parsed.filter else "") or parsed.text, limits)
    if question.filter.since or question.filter.until or not (limits.since or limits.until):
        return (first,)
    return first, (parsed.text, Filter(publisher=limits.publisher))


def _mode(parsed: ParsedQuestion, speakers: SpeakerFilter | None) -> AnswerMode:
    if speakers is None:
        return AnswerMode.WHO_SAID if parsed.asks_who else AnswerMode.PASSAGES
    if not parsed.topic:
        return AnswerMode.LATEST
    return AnswerMode.SPEAKER if speakers.people or len(speakers.statements) else AnswerMode.PASSAGES


def _is_exclusive(
    question: Question, parsed: ParsedQuestion, speakers: SpeakerFilter | None, collection: Collection
) -> bool:
    """Return True if only the words of the speakers can answer.

    A description is no name if no person is known by it but the articles contain its words. There may be a mayor of
    Ostrel even if no article names the office in these words. Passages may answer then, without a speaker.
    """
    if speakers is None or not parsed.wants_statements:
        return False
    if question.speaker or speakers.people:
        return True
    words = [word for phrase in speakers.phrases for word in phrase.split() if word.casefold() not in STOPWORDS]
    index = collection.snapshot.words
    terms = index.terms(" ".join(words))
    is_description = any(word.islower() for word in words) and bool(terms) and all(map(index.idf, terms))
    return not is_description


def _interpretation(
    parsed: ParsedQuestion,
    limits: Filter,
    speakers: SpeakerFilter | None,
    finder: SpeakerFinder,
    collection: Collection,
) -> Interpretation:
    """Return how a question was understood. It names all people that a phrase may stand for."""
    phrases = speakers.phrases if speakers else ()
    names = (" or ".join(collection.people[number].name for number in finder.people(phrase)) for phrase in phrases)
    return Interpretation(
        speaker=" and ".join(name or phrase for name, phrase in zip(names, phrases, strict=True)) or None,
        topic=parsed.topic,
        since=limits.since,
        until=limits.until,
        publisher=limits.publisher,
    )


def _speaker_match(speakers: SpeakerFilter, collection: Collection) -> SpeakerMatch:
    """Return the people asked about. Similar names are offered only if no text has the name."""
    is_absent = not (speakers.people or len(speakers.statements) or speakers.articles)
    names = [phrase for phrase in speakers.phrases if is_absent and is_name(phrase)]
    similar = [name for phrase in names for name in collection.directory.similar(phrase)]
    return SpeakerMatch(
        phrase=" and ".join(speakers.phrases),
        names=tuple(collection.people[number].name for number in speakers.people),
        statements=len(speakers.statements),
        mentioned_in=speakers.articles,
        similar=tuple(dict.fromkeys(similar)),
    )
