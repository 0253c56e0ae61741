"""Statements that call the person of the topic "him" or "her".

"She accused him of years of bullying" is about Scott Brandt if the sentence before it names him. Its words do not show
that, so the words of his name count as if the statement contained them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.answering.context import SearchContext
from index.answering.query_terms import content_terms
from index.models import Filter, Gender, PersonMention, Span
from index.ports import Numbers
from index.question.interpret import SearchQuery
from index.store.records import StoredArticle, StoredStatement
from index.text.sentence_range import sentence_range

_MAX_READ: Final = 100  # statements
_NEAR: Final = 3  # sentences before a pronoun that may name its person
_PRONOUN: Final = re.compile(r"\b(?P<male>he|him|his)\b|\b(?P<female>she|her|hers)\b", re.IGNORECASE)
_NAME: Final = re.compile(r"[^\W\d_a-z][\w.'\u2019-]*(?: [^\W\d_a-z][\w.'\u2019-]*)*")
_POSSESSIVE: Final = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])$")


@dataclass(frozen=True, slots=True)
class _TopicPerson:
    """A person of the topic, and the index terms of the words that name the person there."""

    number: int
    terms: frozenset[str]


def terms_of_pronouns(context: SearchContext, query: SearchQuery, numbers: Numbers) -> Mapping[int, frozenset[str]]:
    """Return the terms of the topic that a pronoun of a statement stands for, by the number of the statement.

    Args:
        context: the collection.
        query: a question about the statements of a speaker.
        numbers: the statements, best first. Only the first ones in articles that name the person are read.
    """
    people = list(_people_of_topic(context, query)) if query.speakers else []
    if not people:
        return {}
    corpus = context.collection.snapshot.corpus
    naming = corpus.statements.passages_naming([person.number for person in people], Filter())
    articles = np.unique(corpus.columns.articles_of_passages[naming])
    in_articles = numbers[np.isin(corpus.columns.statements.articles[numbers], articles)]
    found: dict[int, frozenset[str]] = {}
    named = _NamedPeople(context)
    for stored in corpus.statements.get_many(in_articles[:_MAX_READ].tolist()):
        referents = set(named.referents(stored))
        terms = frozenset[str]().union(*(person.terms for person in people if person.number in referents))
        if terms:
            found[stored.number] = terms
    return found


def _people_of_topic(context: SearchContext, query: SearchQuery) -> Iterator[_TopicPerson]:
    """Yield the people that the topic names, without the speakers themselves."""
    speakers = query.speakers.people if query.speakers else ()
    for match in _NAME.finditer(query.parsed.topic):
        name = _POSSESSIVE.sub("", match[0])
        terms = frozenset(content_terms(context.collection.snapshot.statement_words, name))
        for number in context.collection.directory.find(name):
            if number not in speakers:
                yield _TopicPerson(number, terms)


class _NamedPeople:
    """The people that articles name, for one question.

    Args:
        context: the collection.
    """

    def __init__(self, context: SearchContext) -> None:
        self._articles = context.articles
        self._statements = context.collection.snapshot.corpus.statements
        self._people: dict[int, Mapping[int, PersonMention]] = {}

    def referents(self, stored: StoredStatement) -> Iterator[int]:
        """Yield the people to whom the pronouns of a statement refer."""
        article, statement = self._articles[stored.article], stored.statement
        start = min(statement.hull.start, *([statement.cue.start] if statement.cue else [statement.hull.start]))
        for pronoun in _PRONOUN.finditer(article.article.text, start, statement.hull.end):
            span = Span(*pronoun.span())
            if statement.speaker is None or not statement.speaker.overlaps(span):
                referent = self._antecedent(article, stored, span, "male" if pronoun["male"] else "female")
                if referent is not None:
                    yield referent

    def _antecedent(self, article: StoredArticle, stored: StoredStatement, pronoun: Span, gender: Gender) -> int | None:
        """Return the last person of a gender who is named before a pronoun, in the sentences near it.

        The speaker is left out, because "him" in the speaker's words is usually somebody else.
        """
        ordinal, _ = sentence_range(article.sentences, pronoun)
        begin = article.sentences[max(0, ordinal - _NEAR)].start
        before = article.article.text[begin : pronoun.start]
        last, antecedent = -1, None
        for number, named in self._named(article.number).items():
            if number != stored.person and named.kind == "person" and named.gender in {None, gender}:
                # A speaker that the article names only by an office has no printed name.
                position = max((_last_position(form, before) for form in named.forms), default=-1)
                if position > last:
                    last, antecedent = position, number
        return antecedent

    def _named(self, article: int) -> Mapping[int, PersonMention]:
        if article not in self._people:
            self._people[article] = self._statements.named_people(article)
        return self._people[article]


def _last_position(name: str, text: str) -> int:
    """Return the position of the last occurrence of a name in a text, as whole words, or -1."""
    position = text.rfind(name)
    while position >= 0:
        after = position + len(name)
        if not text[max(position - 1, 0) : position].isalnum() and not text[after : after + 1].isalnum():
            return position
        position = text.rfind(name, 0, position)
    return -1
