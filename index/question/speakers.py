"""Finding the speakers that a question asks about: in the list of people, and in the texts of the articles.

The list of people is not complete. An article may quote "the Treasury", or name a person without being understood. So
nobody is said to be absent unless the texts do not contain the words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

import numpy as np

from index.language.names.person_name import parse_name
from index.language.names.roles import role_words
from index.models import Filter
from index.ports import Numbers
from index.question.collection import Collection
from index.question.occurrences import passages_with
from index.question.phrase_terms import occurs, phrase_terms
from index.question.role_holders import people_in_role
from index.question.speaker_mentions import (
    head_noun,
    is_mention_of,
    is_name,
    is_organisation,
    is_role,
    missing_words,
    spell_out,
)
from index.store.records import StoredStatement

_MAX_PRINTED = 1000  # statements of a speaker who is no person of the collection
_MAX_SHORTER = 200  # statements with a mention shorter than the words of the question
_NOTHING = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class SpeakerFilter:
    """The speakers that a question asks about.

    Attributes:
        phrases: the words that name them, one phrase for each speaker.
        people: numbers of the people that the phrases may stand for, most statements first; empty if they stand for
            nobody in the collection.
        printed: numbers of the statements within the filter that print the phrases as their speaker and are not by
            these people: "the council" speaks too.
        statements: numbers of all statements of the speakers within the filter, with the printed ones.
        passages: numbers of the passages within the filter that contain the words of a phrase; empty if people were
            found that articles within the filter name.
        articles: number of articles within the filter that name the speakers, or contain the words of a phrase.
    """

    phrases: tuple[str, ...]
    people: tuple[int, ...]
    printed: Numbers
    statements: Numbers
    passages: Numbers
    articles: int


class SpeakerFinder:
    """Finds speakers in a collection, for one question.

    Args:
        collection: the collection.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._corpus = collection.snapshot.corpus
        self._texts: dict[int, str] = {}
        self._found: dict[str, tuple[int, ...]] = {}

    def people(self, phrase: str) -> tuple[int, ...]:
        """Return the numbers of the people that a phrase may stand for, by their names and roles."""
        if phrase not in self._found:
            spelt_out = spell_out(phrase)
            people = self._collection.directory.find(phrase) or self._collection.directory.find(spelt_out)
            self._found[phrase] = people or people_in_role(spelt_out, self._collection)
        return self._found[phrase]

    def is_printed(self, phrase: str) -> bool:
        """Return True if an article prints the words of a phrase as a speaker who is no person of the collection."""
        return len(self._printed(phrase, Filter())) > 0

    def find(self, phrases: tuple[str, ...], limits: Filter) -> SpeakerFilter:
        """Return the speakers that some phrases name, and their statements within a filter."""
        people = tuple(dict.fromkeys(number for phrase in phrases for number in self.people(phrase)))
        printed = _union(self._printed(phrase, limits) for phrase in phrases)
        statements = self._corpus.statements
        if not people:
            is_only = not len(printed)
            shorter = (self._printed_shorter(phrase, limits, is_only=is_only) for phrase in phrases)
            printed = _union([printed, *shorter])
        own = statements.within(limits, people) if people else _NOTHING
        articles = statements.articles_naming(people, limits) if people else 0
        passages = _NOTHING if articles else _union(self._passages(phrase, limits) for phrase in phrases)
        columns = self._corpus.columns
        containing = np.union1d(columns.articles_of_passages[passages], columns.statements.articles[printed])
        return SpeakerFilter(
            phrases=phrases,
            people=people,
            printed=printed,
            statements=np.union1d(own, printed),
            passages=passages,
            articles=articles or len(containing),
        )

    def _printed(self, phrase: str, limits: Filter) -> Numbers:
        """Return the numbers of the statements that print a phrase as their speaker and are not by the people found.

        The article may have told who "the Republican incumbent" is. A name is never taken from another person.
        """
        index, people = self._collection.snapshot.statement_words, self.people(phrase)
        terms, is_person = phrase_terms(index, phrase), bool(people) and is_name(phrase)
        numbers = index.containing(terms, limits, _MAX_PRINTED, field="speaker", except_people=people)
        matching = [
            stored.number
            for stored, printed in self._mentions(numbers)
            if is_mention_of(printed, phrase, is_person=is_person) and (stored.person is None or not is_name(phrase))
        ]
        return np.array([*matching, *self._by_surname(phrase, limits)], np.int64)

    def _by_surname(self, phrase: str, limits: Filter) -> Iterator[int]:
        """Yield the statements that print the bare surname of a person, if nobody else has this surname."""
        name = parse_name(phrase)
        others = set(self._collection.directory.of_surname(phrase)) - set(self.people(phrase))
        if name is None or not name.given or others:
            return
        index = self._collection.snapshot.statement_words
        terms = phrase_terms(index, name.surname)
        numbers = index.containing(terms, limits, _MAX_SHORTER, field="speaker", except_people=self.people(phrase))
        for stored, printed in self._mentions(numbers):
            bare = parse_name(printed) if stored.person is None else None
            if bare is not None and not bare.given and role_words(bare.surname) == role_words(name.surname):
                yield stored.number

    def _printed_shorter(self, phrase: str, limits: Filter, *, is_only: bool) -> Numbers:
        """Return the numbers of the statements with a shorter mention, if their article has the missing words.

        "Police said" in an article about Ostrel is a statement of the Ostrel police, and "the court" stands for the
        Supreme Court that the article names.

        Args:
            phrase: the words of the question.
            limits: filter of the articles.
            is_only: True if no statement has a mention with all words of the phrase.
        """
        index, is_office = self._collection.snapshot.statement_words, is_role(phrase)
        if not is_organisation(phrase) and not (is_office and is_only):
            return _NOTHING
        whole, heads = phrase_terms(index, phrase), phrase_terms(index, head_noun(phrase))
        matching = []
        numbers = index.containing(heads, limits, _MAX_SHORTER, field="speaker")
        for stored, printed in self._mentions(numbers):
            missing = missing_words(printed, phrase)
            if missing is None:
                continue
            tokens = index.tokens(self._text(stored.article))
            is_here = all(occurs([spellings], tokens) for spellings in phrase_terms(index, " ".join(missing)))
            if is_here if is_only else occurs(whole, tokens):
                matching.append(stored.number)
        return np.array(matching, np.int64)

    def _passages(self, phrase: str, limits: Filter) -> Numbers:
        return passages_with(phrase, self._corpus, self._collection.snapshot.words, limits)

    def _mentions(self, numbers: Numbers) -> Iterator[tuple[StoredStatement, str]]:
        """Yield each statement with the mention of its speaker, on one line."""
        for stored in self._corpus.statements.get_many(numbers.tolist()):
            if stored.statement.speaker is not None:
                printed = stored.statement.speaker.of(self._text(stored.article))
                yield stored, " ".join(printed.split())

    def _text(self, article: int) -> str:
        if article not in self._texts:
            self._texts[article] = self._corpus.article(article).text
        return self._texts[article]


def _union(arrays: Iterable[Numbers]) -> Numbers:
    return reduce(np.union1d, arrays, _NOTHING)
