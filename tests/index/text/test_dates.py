"""Dates in the formats of sources are read, and ambiguous dates are refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.dates import read_day

JUNE_3 = dt.date(2025, 6, 3)


@pytest.mark.parametrize(
    "value",
    [
        JUNE_3,
        dt.datetime(2025, 6, 3, 23, 59, tzinfo=dt.UTC),
        "2025-06-03",
        " 2025-06-03T23:30:00-08:00 ",
        "2025-06-03 23:30",
        "2025/6/3",
        "2025.06.03",
        "20250603",
        20250603,
        "20250603T100000Z",
        "Tue, 03 Jun 2025 08:00:00 +0200",
        "Tue, 03 Jun 2025 06:00:00 EST",
        "Tue, 03 Jun 2025 23:30:00 PDT",
        "3 June 2025 06:00 XYZ",
        "June 3rd, 2025",
        "3 June 2025, 5:30 pm",
        1748908800,
        1748908800.5,
        "1748908800",
        1748908800000,
    ],
)
def test_read_day_reads_every_supported_format(value: object) -> None:
    assert read_day(value) == JUNE_3


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        "",
        "soon",
        "2025",
        "June 2025",
        "3 June",
        "Monday",
        "10:30",
        "03/04/2025",
        "2025-13-45",
        2025,
        -1,
        10**400,
        float("nan"),
        float("inf"),
        ["2025-06-03"],
        "9" * 5000,
    ],
)
def test_read_day_refuses_partial_and_ambiguous_dates(value: object) -> None:
    assert read_day(value) is None


@given(st.dates(dt.date(1000, 1, 1)))
def test_iso_day_is_read_back(day: dt.date) -> None:
    assert read_day(day.isoformat()) == day


@given(st.text() | st.integers() | st.floats())
def test_any_value_gives_a_day_or_none(value: object) -> None:
    day = read_day(value)
    assert day is None or day == read_day(day.isoformat())
