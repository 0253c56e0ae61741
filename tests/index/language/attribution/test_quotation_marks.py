"""Quotations in marks of all kinds, in missing and stray marks, and over several paragraphs."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.language.attribution.quotation_marks import QuotationIndex, find_quotations
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
        # Missing, doubled and reversed index.
        ("He said “yes and left.", ["“yes and left."]),
        ("He said yes” and left.", []),
        ("He said “yes“ and left.", ["“yes“"]),
        ("He said ”yes” and left.", ["”yes”"]),
        ("“”", []),
        ('"', []),
        # Several paragraphs.
        ("“One.\n\n“Two,” he said.", ["“One.", "“Two,”"]),
        ("“One.\n\nTwo.", ["“One."]),
        # A straight mark that starts a paragraph, not a quotation.
        ('"He said “yes” twice.', ["“yes”"]),
    ],
)
def test_quotations_are_found_in_all_kinds_of_marks(text: str, quoted: list[str]) -> None:
    assert [part.of(text) for quotation in find_quotations(text) for part in quotation.parts] == quoted


def test_quotation_over_paragraphs_has_parts() -> None:
    text = "“One.\n\n“Two,” he said."
    [quotation] = find_quotations(text)
    assert quotation.span.of(text) == "“One.\n\n“Two,”"
    assert [part.of(text) for part in quotation.parts] == ["“One.", "“Two,”"]


def test_index_finds_quotations_by_position() -> None:
    text = "“One,” he said, “two.”"
    index = QuotationIndex(text)
    first, second = Span(0, 6), Span(16, 22)
    assert index.parts == [first, second]
    assert index.between(0, len(text)) == [first, second]
    assert index.between(6, 16) == []
    assert (index.contains(1, 4), index.contains(8, 10)) == (True, False)
    assert (index.ends_before(7), index.ends_before(10)) == (True, False)
    assert (index.next_from(0), index.next_from(1), index.next_from(17)) == (0, 1, None)
    assert (index.last_before(0), index.last_before(10), index.last_before(30)) == (None, first, second)
    assert index.all_parts(1) == (second,)


@given(st.text(alphabet="aZ “”„\"'‘’«»`\n.,-", max_size=120))
@example("Z“. Z")
@example("'\"\n\n'Z.'")
def test_any_text_has_ordered_disjoint_quotations(text: str) -> None:
    parts = [part for quotation in find_quotations(text) for part in quotation.parts]
    assert parts == sorted(parts)
    assert all(part.end <= following.start for part, following in pairwise(parts))
    assert all(any(map(str.isalnum, part.of(text))) for part in parts)
