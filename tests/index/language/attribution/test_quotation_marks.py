"""Quotations: marks of all kinds, missing and stray ones, over paragraphs; and what stands in them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.attribution.quotation_marks import Marks, quotations
from index.models import Span


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “yes” twice.", ["“yes”"]),
        ('He said "yes" twice.', ['"yes"']),
        ("He said ''yes'' twice.", ["''yes''"]),
        ("He said ``yes'' twice.", ["``yes''"]),
        ("Er sagte „ja“.", ["„ja“"]),
        ("Il dit «oui».", ["«oui»"]),
        ("He said ‘yes, we do’ twice.", ["‘yes, we do’"]),
        ("The mayor’s dogs’ kennel.", []),
        ("“Yes,” he said. “No.”", ["“Yes,”", "“No.”"]),
        ("“He said ‘yes, we do’ to me.”", ["“He said ‘yes, we do’ to me.”"]),
        # Marks that are missing, doubled or turned round.
        ("He said “yes and left.", ["“yes and left."]),
        ("He said yes” and left.", []),
        ("He said “yes“ and left.", ["“yes“"]),
        ("He said ”yes” and left.", ["”yes”"]),
        ("“”", []),
        ('"', []),
        # Over paragraphs.
        ("“One.\n\n“Two,” he said.", ["“One.", "“Two,”"]),
        ("“One.\n\nTwo.", ["“One."]),
        # A straight mark that only opens a paragraph.
        ('"He said “yes” twice.', ["“yes”"]),
    ],
)
def test_what_stands_in_marks(text: str, quoted: list[str]) -> None:
    assert [part.of(text) for each in quotations(text) for part in each.parts] == quoted


def test_a_quotation_over_paragraphs_is_one() -> None:
    text = "“One.\n\n“Two,” he said."
    [found] = quotations(text)
    assert found.span.of(text) == "“One.\n\n“Two,”"
    assert len(found.parts) == 2


def test_marks_tell_what_stands_in_them() -> None:
    text = "“One,” he said, “two.”"
    marks = Marks(text)
    one, two = Span(0, 6), Span(16, 22)
    assert marks.parts == [one, two]
    assert marks.between(0, len(text)) == [one, two]
    assert marks.between(6, 16) == []
    assert (marks.hold(1, 4), marks.hold(8, 10)) == (True, False)
    assert (marks.close_before(7), marks.close_before(10)) == (True, False)
    assert (marks.next_from(0), marks.next_from(1), marks.next_from(17)) == (0, 1, None)
    assert (marks.last_before(0), marks.last_before(10), marks.last_before(30)) == (None, one, two)
    assert marks.whole(1) == (two,)


@given(st.text(alphabet="aZ “”„\"'‘’«»`\n.,-", max_size=120))
def test_any_marks_are_borne(text: str) -> None:
    parts = [part for each in quotations(text) for part in each.parts]
    assert parts == sorted(parts)
    assert all(one.end <= other.start for one, other in pairwise(parts))
    assert all(any(map(str.isalnum, part.of(text))) for part in parts)
