"""The day of publication comes from the analyst, metadata or a dateline, and is never made up."""

from __future__ import annotations

import pytest

from workbook.cleaning import Cleaned, clean
from workbook.reading.source import Source

BODY = "The delegations met again on Monday and left without a date for the next round."


def _cleaned(text: str, published: str | None = None, analyst: str | None = None) -> Cleaned:
    return clean(Source("a.txt", "txt", "0" * 64, text, published=published), published=analyst)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Friday, September 9, 2016", "2016-09-09"),
        ("9 September 2016", "2016-09-09"),
        ("Sept. 9, 2016, 10:15 a.m. ET", "2016-09-09"),
        ("2016-09-09", "2016-09-09"),
        ("Geneva | 23.11.2025", "2025-11-23"),
        ("Nairobi, 4th May 2024", "2024-05-04"),
        ("Analysis · Lake Review · 4 May 2024", "2024-05-04"),
        ("World | Africa | May 4, 2024 | 6 min read", "2024-05-04"),
        ("Published: 13/05/2024", "2024-05-13"),
        ("Published 4 May 2024 | Updated 6 May 2024", "2024-05-04"),
        ("Updated 6 May 2024\nPublished 4 May 2024", "2024-05-04"),
        ("Updated: May 6, 2024 | Published: May 4, 2024", "2024-05-04"),
        ("First published on Sat 4 May 2024 09.00 BST\nLast modified on Mon 6 May 2024 14.05 BST", "2024-05-04"),
        ("Published May 4, 2024 9:10pm, Updated May 6, 2024 8:00am", "2024-05-04"),
        ("4 May 2024 (updated 6 May 2024)", "2024-05-04"),
        ("May 4, 2024 | Last updated May 6, 2024", "2024-05-04"),
        ("May 4, 2024 10:15 AM, modified May 6, 2024", "2024-05-04"),
        ("Originally published May 4, 2024; updated May 6, 2024.", "2024-05-04"),
        ("May 4, 2024 Saturday", "2024-05-04"),
        ("May 4, 2024 (Saturday)", "2024-05-04"),
        ("Published 4 May 2024.", "2024-05-04"),
        ("Posted on 4 May 2024\nDownloaded on 9 May 2024", "2024-05-04"),
        ("Date published: 4 May 2024", "2024-05-04"),
        ("May 4, 2024 / 10:12 AM EST / Wire", "2024-05-04"),
        ("Wire report, 4 May 2024, 11:40 CET", "2024-05-04"),
        ("04/05/2024 - 14:20 Modified: 14/05/2024 - 15:00", "2024-05-04"),
        ("Last updated on May 4, 2024 at 09:30", None),
        ("Page last reviewed: May 4, 2024", None),
        ("Wayback Machine capture: 6 May 2024", None),
        ("Updated: 2024-05-06", None),
        ("Last reviewed 6 May 2024", None),
        ("Updated | May 6, 2024", None),
        ("Retrieved 6 May 2024", None),
        ("By Jane Doe, May 4, 2024", "2024-05-04"),
        ("Lake Post, 4 May 2024, by Jane Doe", "2024-05-04"),
        ("4 May 2024 By Jane Doe", "2024-05-04"),
        ("Published: 03/05/2024", None),
        ("31 February 2024", None),
    ],
)
def test_lines_with_a_date(line: str, day: str | None) -> None:
    cleaned = _cleaned(f"Talks End Without a Date\n{line}\n\n{BODY}")
    assert cleaned.published == day
    assert cleaned.published_basis == ("dateline" if day else "missing")
    assert cleaned.published_earliest == day


@pytest.mark.parametrize(
    ("foot", "day"),
    [
        ("Correction: May 6, 2024. A name was misspelled.", None),
        ("Correction (May 6, 2024): the number of buses was wrong.", None),
        ("This article was amended on 6 May 2024. An earlier version gave another title.", None),
        ("This story has been updated on May 6, 2024, to add the mayor’s answer.", None),
        ("An earlier version of this article was corrected on May 6, 2024.", None),
        ("This article was originally published on 4 May 2024 and updated on 6 May 2024.", "2024-05-04"),
        ("Load-Date: May 6, 2024", None),
        ("Correction, May 6, 2024: A name was misspelled.", None),
        ("Update, 6 May 2024: The number of buses was wrong.", None),
        ("An earlier version of this article, published on 3 May 2024, gave another number.", None),
        ("Publication title: Lake Review\n\nPublication date: May 4, 2024\n\nLast updated: 2024-05-06", "2024-05-04"),
        ("Database: Global Press\n\nLast updated: 2024-05-06", None),
        ("Accessed 6 May 2024", None),
        ("Printed on May 6, 2024 at 11:02", None),
    ],
)
def test_days_under_the_text(foot: str, day: str | None) -> None:
    """Days of corrections, updates, downloads and databases are never the day of publication, nor its bound."""
    cleaned = _cleaned(f"Talks End Without a Date\n\n{BODY}\n\n{BODY} Nobody spoke to the press.\n\n{foot}")
    assert (cleaned.published, cleaned.published_earliest) == (day, day)
    assert "2024" not in cleaned.text


def test_a_dateline_stands_against_a_correction() -> None:
    text = f"Talks End\n\nOSLO, May 4, 2024 (Wire) -- {BODY}\n\nCorrection: May 6, 2024. A name was misspelled."
    assert _cleaned(text).published == "2024-05-04"


def test_two_printed_days_are_none_and_said() -> None:
    cleaned = _cleaned(f"Talks End Without a Date\nPublished 4 May 2024\n\n{BODY}\n\nFirst published: 2 May 2024")
    assert cleaned.published is None
    assert "2024-05-02" in cleaned.notes[0].reason


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("GENEVA, Nov 23, 2025 (Agency) – ", "2025-11-23"),
        ("November 30, 2025 – ", "2025-11-30"),
        ("ADDIS ABABA, Ethiopia, 3 March 2024 (AFP) — ", "2024-03-03"),
        ("Port Sudan, March 3, 2024 -- ", "2024-03-03"),
        ("NAIROBI (Reuters), May 8, 2024 — ", "2024-05-08"),
        ("Bogotá (EFE), 8 May 2024 – ", "2024-05-08"),
        ("KYIV, Ukraine (AP) — ", None),
        ("SEOUL, Oct 19 (Yonhap) — ", None),
    ],
)
def test_datelines_stay_in_the_text(dateline: str, day: str | None) -> None:
    cleaned = _cleaned(f"Talks End Without a Date\n\n{dateline}{BODY}")
    assert cleaned.published == day
    assert f"{dateline}{BODY}" in cleaned.text


@pytest.mark.parametrize(
    ("body", "day", "basis"),
    [
        ("The first call was made on October 17, 2023 in the morning.", "2023-10-19", "dateline"),
        ("The line had been cut on December 28, 2022 by the north.", None, "inferred"),
        ("The colonels will meet on November 2, 2023 in a tent.", None, "missing"),
    ],
)
def test_the_year_of_a_dateline_comes_from_the_text(body: str, day: str | None, basis: str) -> None:
    cleaned = _cleaned(f"Two Koreas Restore Hotline\n\nSEOUL, Oct 19 (Yonhap) — {body}")
    assert (cleaned.published, cleaned.published_basis) == (day, basis)


@pytest.mark.parametrize(
    ("body", "earliest"),
    [
        ("The strike began on September 16, 2024. The unions voted on 20 September 2024.", "2024-09-20"),
        ("The strike began on September 16, 2024. The next round is planned for 5 December 2025.", "2024-09-16"),
        ("Talks will resume on 2 April 2024.", None),
        ("The truce of 3 May 2021 expires on 3 May 2031.", "2021-05-03"),
        ("The deadline of December 31, 2030 was set on 4 March 2024.", "2024-03-04"),
        ("The delegations met in March 2024.", None),
    ],
)
def test_without_a_date_the_text_says_not_before(body: str, earliest: str | None) -> None:
    cleaned = _cleaned(f"Dock Strike Goes On\n\n{body}")
    assert cleaned.published is None
    assert cleaned.published_earliest == earliest
    assert cleaned.published_basis == ("inferred" if earliest else "missing")


def test_analyst_before_metadata_before_dateline() -> None:
    text = f"Talks End Without a Date\nMay 4, 2024\n\n{BODY}"
    assert _cleaned(text, "2024-05-05", "2024-05-06").published_basis == "analyst"
    assert _cleaned(text, "2024-05-05", "2024-05-06").published == "2024-05-06"
    assert (_cleaned(text, "2024-05-05").published, _cleaned(text, "2024-05-05").published_basis) == (
        "2024-05-05",
        "metadata",
    )
    assert _cleaned(text).published == "2024-05-04"


def test_a_dateline_without_a_year_under_a_line_with_one() -> None:
    head = "By Jane Doe\nMay 4, 2024 10:14 AM UTC · Updated May 5, 2024"
    cleaned = _cleaned(f"Talks End Without a Date\n{head}\n\nJUBA, May 4 (Wire) - {BODY}")
    assert (cleaned.published, cleaned.author) == ("2024-05-04", "Jane Doe")


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Monitoring Mission: Daily Report 61/2024 issued on 4 May 2024", "2024-05-04"),
        ("Statement issued on 4 May 2021 still divides the council", None),
        ("What was agreed on 4 May 2021", None),
    ],
)
def test_a_title_that_says_when_it_was_issued(title: str, day: str | None) -> None:
    assert _cleaned(f"{title}\n\n{BODY}").published == day
