"""How a question is understood against what the collection knows: its people and its publishers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.models import Filter, Interpretation, Person, Question, SpeakerMatch
from index.people.directory import Directory
from index.ports import Numbers
from index.question.answer_type import asks_for_fact
from index.question.parse import Reading, read_question
from index.store.snapshot import Snapshot
from index.text.canonical import canonicalise
from prompts.question_words import STOPWORDS

_PRINTED = 1000  # most statements of one who is no person of the collection
_NONE: Numbers = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who is asked about.

    Attributes:
        numbers: of the people, most statements first; empty where they are no people of the collection.
        statements: the numbers of all their statements within the limits; of others, those that print them as speaker.
    """

    numbers: tuple[int, ...]
    statements: Numbers


@dataclass(frozen=True, slots=True)
class Opened:
    """A snapshot with what questions are read against: its people and its publishers."""

    snapshot: Snapshot
    people: Sequence[Person]
    directory: Directory
    publishers: list[str]


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a question was read.

    Attributes:
        question: as it was asked.
        whole: its text on one line.
        reading: of that text.
        limits: which articles may answer.
        asked: the words that name whose statements are wanted, one for each speaker.
        speakers: whom these may stand for.
        set_beside: the limits without the dates that the question's words name.
    """

    question: Question
    whole: str
    reading: Reading
    limits: Filter
    asked: tuple[str, ...]
    speakers: Speakers
    set_beside: Filter

    @property
    def today(self) -> dt.date:
        """The day on which is asked."""
        return today(self.question)

    @property
    def is_limited(self) -> bool:
        """Whether the words of the question set a limit, which are no part of its topic then."""
        return any((self.reading.since, self.reading.until, self.reading.publisher))


def today(question: Question) -> dt.date:
    """Return the day on which a question is asked."""
    return question.today or dt.date.today()  # noqa: DTZ011 the reader's own day


def understand(question: Question, text: str, opened: Opened) -> Understanding:
    """Read a question; what is set beside it goes before what its words say."""
    directory = opened.directory
    reading = read_question(
        text,
        today=today(question),
        publishers=opened.publishers,
        is_person=lambda words: bool(directory.find(words)),
    )
    if not question.speaker:
        reading = _of_fact(reading, text)
    if not reading.speakers and _is_before_all(reading.until, opened):
        reading = replace(reading, topic=text, since=None, until=None)
    publisher = _one_line(question.filter.publisher)
    limits = Filter(
        question.filter.since or reading.since,
        question.filter.until or reading.until,
        publisher or reading.publisher,
    )
    forced = _one_line(question.speaker)
    asked = (forced,) if forced else reading.speakers
    numbers = tuple(dict.fromkeys(number for words in asked for number in directory.find(words)))
    speakers = Speakers(numbers, _statements(opened, limits, numbers, asked))
    set_beside = replace(limits, since=question.filter.since, until=question.filter.until)
    return Understanding(question, text, reading, limits, asked, speakers, set_beside)


def _of_fact(reading: Reading, text: str) -> Reading:
    """Return a reading without speakers where a thing is wanted: "which ferry line announced a merger"."""
    somebody = any(word[:1].isupper() for words in reading.speakers for word in words.split())
    if not (reading.speakers or reading.asks_who) or not asks_for_fact(text, of_somebody=somebody):
        return reading
    return replace(reading, speakers=(), asks_who=False, sure=False, topic=text)


def _statements(opened: Opened, limits: Filter, people: tuple[int, ...], asked: tuple[str, ...]) -> Numbers:
    """Return the numbers of the statements of people, else of what is printed as speaker: "the council" speaks too."""
    if people:
        return opened.snapshot.corpus.statements.within(limits, people)
    words = opened.snapshot.statement_words
    return np.unique(np.concatenate([words.spoken_by(each, limits, _PRINTED) for each in asked] or [_NONE]))


def understood(how: Understanding, opened: Opened) -> Interpretation:
    """Return how a question was read, as it is shown: of several people whom it may mean, each."""
    return Interpretation(
        speaker=" and ".join(_names(words, opened) for words in how.asked) or None,
        topic=how.reading.topic,
        since=how.limits.since,
        until=how.limits.until,
        publisher=how.limits.publisher,
    )


def _names(words: str, opened: Opened) -> str:
    """Return all whom words may stand for; the words themselves where that is nobody."""
    return " or ".join(opened.people[number].name for number in opened.directory.find(words)) or words


def is_described(how: Understanding, opened: Opened) -> bool:
    """Return whether nobody is known by what is asked for, but that is no name and the articles have its words.

    Somebody may be the mayor of Ostrel though no article puts it so: passages are shown, in nobody's name.
    """
    words = [word for each in how.asked for word in each.split() if word.casefold() not in STOPWORDS]
    terms = opened.snapshot.words.terms(" ".join(words))
    held = bool(terms) and all(map(opened.snapshot.words.idf, terms))
    named = how.question.speaker or how.speakers.numbers
    return held and not named and any(word.islower() for word in words)


def _is_before_all(until: dt.date | None, opened: Opened) -> bool:
    """Return whether a day lies before all articles: "the cup in 1998" is what is asked about, not a limit."""
    earliest = opened.snapshot.corpus.coverage(Filter(), "").earliest
    return until is not None and earliest is not None and until < earliest


def asked_speaker(how: Understanding, opened: Opened) -> SpeakerMatch | None:
    """Return whom a question asks about and what the collection knows of them; None where nobody in particular."""
    if not how.asked:
        return None
    speakers = how.speakers.numbers
    similar = [] if speakers else [name for words in how.asked for name in opened.directory.similar(words)]
    return SpeakerMatch(
        asked=" and ".join(how.asked),
        names=tuple(opened.people[number].name for number in speakers),
        statements=len(how.speakers.statements),
        mentioned_in=opened.snapshot.corpus.statements.articles_naming(speakers, how.limits),
        similar=tuple(dict.fromkeys(similar)),
    )


def _one_line(text: str | None) -> str | None:
    return " ".join(canonicalise(text or "").split()) or None
