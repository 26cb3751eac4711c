"""Dates of the calendar; the expected values are those of any calendar."""

from __future__ import annotations

import pytest

from policytext.language.dates import is_date, is_earlier, read_date, read_whole_date


@pytest.mark.parametrize(
    ("text", "real"),
    [
        ("2025", True),
        ("1949", True),
        ("2025-07", True),
        ("2025-07-26", True),
        ("2024-02-29", True),
        ("2000-02-29", True),
        ("2025-12-31", True),
        ("2025-02-29", False),
        ("1900-02-29", False),
        ("2025-02-30", False),
        ("2025-04-31", False),
        ("2025-13", False),
        ("2025-00", False),
        ("2025-13-01", False),
        ("2025-01-00", False),
        ("2025-01-32", False),
        ("0000", False),
        ("25-07-26", False),
        ("2025-7-26", False),
        ("2025/07/26", False),
        ("２０２５", False),
        ("2025\n", False),
        ("", False),
    ],
)
def test_only_a_date_of_the_calendar_is_one(text: str, real: bool) -> None:
    assert is_date(text) is real


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("二〇二四年二月三十日", ""),
        ("二〇二四年二月二十九日", "2024-02-29"),
        ("2025年2月30日发布，2025年3月1日施行", "2025-03-01"),
        ("发布时间：2025/7/26 08:00", "2025-07-26"),
        ("February 30, 2025", ""),
        ("July 26, 2025", "2025-07-26"),
    ],
)
def test_a_day_that_no_calendar_has_is_not_read_off_a_line(line: str, date: str) -> None:
    assert read_date(line) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025", "2025"),
        (" 2025年 ", "2025"),
        ("2025-07", "2025-07"),
        ("2025年7月", "2025-07"),
        ("2025年13月", ""),
        ("2025年7月26日", "2025-07-26"),
        ("2025/7/26", "2025-07-26"),
        ("2025-07-26T08:00:00+08:00", "2025-07-26"),
        ("26 July 2025", "2025-07-26"),
        ("July 26, 2025", "2025-07-26"),
        ("2025-02-30", ""),
        ("yesterday", ""),
        ("in 2025", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_written(text: str, date: str) -> None:
    assert read_whole_date(text) == date


@pytest.mark.parametrize(
    ("one", "other", "earlier"),
    [
        ("2024", "2025-07-26", True),
        ("2026-01-01", "2025", False),
        ("2025-07-25", "2025-07-26", True),
        ("2025-07-26", "2025-07-26", False),
        ("2025-07-27", "2025-07-26", False),
        ("2025", "2025-07-26", None),
        ("2025-07-26", "2025-07", None),
        ("2025", "2025", None),
        ("2025-07", "2025-07", None),
        ("", "2025", None),
        ("2025", "", None),
        ("", "", None),
    ],
)
def test_dates_that_are_too_coarse_do_not_say_which_is_earlier(
    one: str, other: str, earlier: bool | None
) -> None:
    assert is_earlier(one, other) is earlier
