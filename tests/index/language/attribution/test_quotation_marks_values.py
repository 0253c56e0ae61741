"""Positions of quotations in invented texts."""

import pytest

from index.language.attribution.quotation_marks import QuotationIndex, find_quotations
from index.models import Span

TWO = "Ah \u201cone\u201d and \u201ctwo\u201d."
FIRST, SECOND = Span(3, 8), Span(13, 18)


def test_parts_are_the_quotations_with_their_marks() -> None:
    assert QuotationIndex(TWO).parts == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 3, []),
        (0, 4, [FIRST]),
        (4, 5, [FIRST]),
        (7, 9, [FIRST]),
        (8, 13, []),
        (8, 14, [SECOND]),
        (7, 14, [FIRST, SECOND]),
        (0, 19, [FIRST, SECOND]),
        (17, 19, [SECOND]),
        (18, 19, []),
    ],
)
def test_stretch_touches_the_quotations_that_it_overlaps(start: int, end: int, expected: list[Span]) -> None:
    assert QuotationIndex(TWO).between(start, end) == expected


def test_stretch_is_held_by_one_quotation() -> None:
    marks = QuotationIndex(TWO)
    assert [marks.contains(start, start + 1) for start in range(19)] == [
        3 <= start < 8 or 13 <= start < 18 for start in range(19)
    ]
    assert marks.contains(3, 8)
    assert not marks.contains(3, 9)
    assert not marks.contains(7, 14)


def test_neighbours_of_a_position() -> None:
    marks = QuotationIndex(TWO)
    assert [marks.next_from(position) for position in (0, 3, 4, 13, 14)] == [0, 0, 1, 1, None]
    assert [marks.last_before(position) for position in (3, 4, 13, 14)] == [None, FIRST, FIRST, SECOND]


@pytest.mark.parametrize("gap", ["", " ", ", ", " \u2014 ", "- "])
def test_quotation_closes_before_a_comma_or_dash(gap: str) -> None:
    text = f"\u201cone\u201d{gap}said"
    assert QuotationIndex(text).ends_before(text.index("said"))


def test_quotation_does_not_close_before_other_words() -> None:
    text = "Oh \u201cone\u201d, he said"
    marks = QuotationIndex(text)
    assert not marks.ends_before(text.index("said"))
    assert not marks.ends_before(2)
    assert marks.ends_before(text.index("he"))


def pieces(text: str) -> list[list[str]]:
    return [[part.of(text) for part in quotation.parts] for quotation in find_quotations(text)]


def test_open_quotation_runs_on_in_the_next_paragraph_that_opens_with_a_mark() -> None:
    assert pieces("\u201cone\n\n\u201ctwo\u201d he said \u201cthree\u201d") == [
        ["\u201cone", "\u201ctwo\u201d"],
        ["\u201cthree\u201d"],
    ]
    assert pieces("\u201cone\n\nthen \u201ctwo\u201d") == [["\u201cone"], ["\u201ctwo\u201d"]]
    assert pieces("\u201cone\u201d\n\n\u201ctwo\u201d") == [["\u201cone\u201d"], ["\u201ctwo\u201d"]]
    assert pieces("none\n\n\u201ctwo\u201d") == [["\u201ctwo\u201d"]]


def test_quotation_runs_over_twelve_paragraphs_at_most() -> None:
    assert [len(quotation) for quotation in pieces("\n\n".join(["\u201cone"] * 14))] == [12, 2]


def test_span_reaches_from_the_first_part_to_the_last() -> None:
    [quotation] = find_quotations("\u201cone\n\n\u201ctwo\u201d")
    assert quotation.span == Span(0, 11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u201cone \u201ctwo\u201d", [["\u201cone"], ["\u201ctwo\u201d"]]),
        ("\u201eone\u201c said", [["\u201eone\u201c"]]),
        ("\u201cone \u201c said", [["\u201cone \u201c said"]]),
        ("\u201done\u201d said", [["\u201done\u201d"]]),
        ("So \u201done\u201d said", [["\u201done\u201d"]]),
        ("So\u201d one", []),
        ('So "one" said', [['"one"']]),
        ('"one" said', [['"one"']]),
        ('("one") said', [['"one"']]),
        ('5" one', []),
        ('So " one', []),
        ('"\u201cone\u201d said', [["\u201cone\u201d"]]),
        ("\u201c...\u201d said", []),
        ("So \u2018one two\u2019 said", [["\u2018one two\u2019"]]),
        ("So \u2018one\u2019 said", []),
        (
            "\u201cSo \u2018one two\u2019\u201d \u2018three four\u2019",
            [["\u201cSo \u2018one two\u2019\u201d"], ["\u2018three four\u2019"]],
        ),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[list[str]]) -> None:
    assert pieces(text) == expected
