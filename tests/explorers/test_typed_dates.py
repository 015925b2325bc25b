"""Days as they are printed are read as they are typed; what could be two days is asked back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.charts.common.in_words import iso_day, when
from workbook.errors import WorkbookError
from workbook.explorers.frame.typed_dates import days_of, iso_of


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("23 Nov 2025", "2025-11-23"),
        ("23rd of November 2025".replace("of ", ""), "2025-11-23"),
        ("November 23, 2025", "2025-11-23"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("nov 2025", "2025-11"),
        ("2025", "2025"),
        ("2025-11-23", "2025-11-23"),
        ("2025-11-21/2025-11-30", "2025-11-21/2025-11-30"),
        ("late Nov 2025", "2025-11-21/2025-11-30"),
        ("mid-Feb 2024", "2024-02-11/2024-02-20"),
        ("1–7 Dec 2025", "2025-12-01/2025-12-07"),
        ("1-7 Dec 2025", "2025-12-01/2025-12-07"),
        ("21 Oct – 7 Dec 2025", "2025-10-21/2025-12-07"),
        ("21 Oct to 7 Dec 2025", "2025-10-21/2025-12-07"),
        ("Oct–Nov 2025", "2025-10-01/2025-11-30"),
        ("1 Jan 2022 – 7 Dec 2025", "2022-01-01/2025-12-07"),
        ("", ""),
    ],
)
def test_days_are_read_as_they_are_printed(typed, iso):
    assert iso_of(typed) == iso


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("03/04/2025", "is 3 Apr 2025 or 4 Mar 2025 meant"),
        ("23/11/2025", "is 23 Nov 2025 meant"),
        ("24 Nov", "has no year"),
        ("soon", "is no day or period"),
        ("31 Feb 2025", "is no day or period"),
        ("2025-13-01", "is no day or period"),
        ("7 Dec 2025 – 1 Nov 2025", "ends before it begins"),
        ("3 or 4 Nov 2025", "is no day or period"),
    ],
)
def test_what_is_no_day_or_could_be_two_is_asked_back(typed, words):
    with pytest.raises(WorkbookError, match=words):
        days_of(typed)


@given(st.integers(10_000, 25_000), st.integers(0, 800))
def test_every_day_and_interval_that_charts_print_can_be_typed(first, length):
    assert days_of(when(first, first + length)) == (iso_day(first), iso_day(first + length))
