"""Statements and people in the corpus: reading, filtering, and lookup by person."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.models import Article, Attribution, Filter, Person, PersonMention, Span, Statement
from index.store.corpus_writer import CorpusWriter
from index.store.records import StoredPassage

ATTRIBUTION = Attribution(
    people=(
        PersonMention("Ilse Marandt", ("Ilse Marandt", "Ms Marandt"), ("director of the harbour",), "female"),
        PersonMention("Castellar", ("Castellar",), kind="organisation"),
    ),
    statements=(
        Statement(
            spans=(Span(0, 4), Span(9, 12)),
            kind="mixed",
            speaker=Span(5, 7),
            cue=Span(7, 8),
            person=1,
            resolved_by="role",
            named_at=Span(20, 22),
            confidence="low",
        ),
        Statement(spans=(Span(14, 18),), kind="direct"),
        Statement(spans=(Span(14, 18),), kind="direct", person=0, resolved_by="continued"),
    ),
)
PEOPLE = [
    Person("Ilse Marandt", ("Ms Marandt",), ("director of the harbour",), 2, 2),
    Person("Castellar", (), (), 2, 2, "organisation"),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[CorpusWriter]:
    with CorpusWriter(tmp_path / "corpus.sqlite") as writer:
        for number, (day, publisher) in enumerate([("2025-06-03", "Gazette"), ("2025-06-12", "Courier")]):
            published = dt.date.fromisoformat(day)
            writer.add_article(number, Article(f"a{number}", "T", "x", None, publisher, published, None, None, "", "a"))
            writer.add_passages([(StoredPassage(number, number, 0, 0), b"")])
            writer.statements.add(number, ATTRIBUTION, number * 3, [(number, number)] * 3)
        people = {(article, position): position for article in (0, 1) for position in (0, 1)}
        writer.statements.add_people(PEOPLE, people)
        yield writer


def test_stored_attribution_is_read_unchanged(corpus: CorpusWriter) -> None:
    assert corpus.statements.attribution(1) == ATTRIBUTION
    assert corpus.statements.people() == PEOPLE
    assert corpus.statements.counts() == {"statements": 6, "people": 1, "organisations": 1}
    assert [
        (statement.number, statement.article, statement.person) for statement in corpus.statements.for_article(1)
    ] == [
        (3, 1, 1),
        (4, 1, None),
        (5, 1, 0),
    ]
    assert corpus.statements.attribution(7) == Attribution()


def test_named_lists_the_people_of_each_article(corpus: CorpusWriter) -> None:
    assert list(corpus.statements.named()) == [
        (0, list(ATTRIBUTION.people), [1, 1]),
        (1, list(ATTRIBUTION.people), [1, 1]),
    ]


@pytest.mark.parametrize(
    ("limits", "people", "numbers"),
    [
        (Filter(), None, [0, 1, 2, 3, 4, 5]),
        (Filter(), [0], [2, 5]),
        (Filter(), [0, 1], [0, 2, 3, 5]),
        (Filter(since=dt.date(2025, 6, 4)), None, [3, 4, 5]),
        (Filter(since=dt.date(2025, 6, 4)), [1], [3]),
        (Filter(until=dt.date(2025, 6, 4)), [1], [0]),
        (Filter(publisher="gazette"), [0, 1], [0, 2]),
        (Filter(publisher="unknown"), [0, 1], []),
        (Filter(), [], []),
    ],
)
def test_filter_and_people_select_statements(
    corpus: CorpusWriter, limits: Filter, people: list[int] | None, numbers: list[int]
) -> None:
    assert corpus.statements.within(limits, people).tolist() == numbers


def test_newest_returns_the_latest_statements(corpus: CorpusWriter) -> None:
    assert corpus.statements.newest(np.array([0, 2, 3, 5]), 3) == [3, 5, 0]
    assert corpus.statements.newest(np.array([], np.int64), 3) == []


def test_articles_and_passages_are_found_by_the_people_they_name(corpus: CorpusWriter) -> None:
    assert corpus.statements.articles_naming([0, 1], Filter()) == 2
    assert corpus.statements.articles_naming([1], Filter(publisher="COURIER")) == 1
    assert corpus.statements.passages_naming([1], Filter()).tolist() == [0, 1]
    assert corpus.statements.passages_naming([1], Filter(since=dt.date(2025, 6, 4))).tolist() == [1]
    assert corpus.statements.forms(0, [0]) == ["Ilse Marandt", "Ms Marandt"]


def test_publishers_are_listed(corpus: CorpusWriter) -> None:
    assert corpus.publishers() == ["Courier", "Gazette"]
