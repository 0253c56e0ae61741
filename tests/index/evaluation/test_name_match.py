"""Tests of comparing two names."""

import pytest

from index.evaluation.name_match import compatible


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Tamsin Delisle", "Delisle", True),
        ("Tamsin Delisle", "Ruvan Delisle", False),
        ("Tamsin Delisle", "T. Delisle", True),
        ("Tamsin Delisle", "Tamsyn Delisle", True),
        ("Tamsin Delisle", "Marie Tamsin Delisle", True),
        ("Mayor Tamsin Delisle", "Ms. Delisle", True),
        ("TAMSIN DELISLE", "Tamsin Delisle’s", True),
        ("Tamsin Delisle's", "Delisle", True),
        ("Ruvan Delisle Jr.", "Ruvan Delisle", True),
        ("Tamsin", "Tamsin Delisle", True),
        ("Priya Wendel", "Tamsin Delisle", False),
        ("the former president", "the former president", False),
        ("", "Delisle", False),
        (None, "Delisle", False),
        (None, None, False),
    ],
)
def test_names_are_compatible_in_both_orders(one: str | None, other: str | None, *, expected: bool) -> None:
    assert compatible(one, other) is expected
    assert compatible(other, one) is expected
