"""The date of a text: of the last change of a law, never of its entry into force."""

from __future__ import annotations

import pytest

from policytext.documents.add.body_lines import Lines, find_body
from policytext.documents.add.dates import Dates, guess_dates

PROSE = "各地要加强合作，共同应对风险挑战，促进发展，取得新的成效。"
ARTICLES = (f"第一条　{PROSE}", f"第二条　{PROSE}", f"第三条　{PROSE}")


def guess(*texts: str) -> Dates:
    lines = Lines(texts)
    return guess_dates(lines, find_body(lines))


@pytest.mark.parametrize(
    ("history", "adopted", "issued"),
    [
        (
            "某某公路法中华人民共和国主席令8号1993年12月29日第五次会议通过 "
            "根据1999年12月25日第十三次会议《关于修改〈某某公路法〉的决定》第一次修正 "
            "根据2013年12月28日第六次会议第三次修正",
            "1993-12-29",
            "2013-12-28",
        ),
        (
            "某某保护条例（2012年8月22日第214次常务会议通过 2012年8月29日公布 "
            "自2012年12月1日起施行 根据2016年2月6日《关于修改部分行政法规的决定》第一次修改）"
            "第一条 为了保护公路，制定本条例。",
            "2012-08-22",
            "2016-02-06",
        ),
        (
            "关于审理某类案件的规定法释[2012]5号《关于审理某类案件的规定》已于2012年1月30日由第1539次会议通过，"
            "现予公布，自2012年6月1日起施行。二〇一二年五月三日",
            "2012-01-30",
            "2012-05-03",
        ),
    ],
    ids=["after the number of an order", "in brackets, before an article", "in a decree"],
)
def test_a_history_may_follow_the_title_on_its_line(
    history: str, adopted: str, issued: str
) -> None:
    found = guess(history, *ARTICLES)

    assert (found.adopted, found.issued) == (adopted, issued)


def test_changes_without_a_day_have_that_of_the_order() -> None:
    found = guess(
        "中华人民共和国主席令第62号",
        "2020年11月11日",
        "某某公路法",
        "（1990年9月7日第15次会议通过。根据第24次会议的决定第1次修正。根据第13次会议的决定第2次修正）",
        *ARTICLES,
    )

    assert found == Dates("2020-11-11", "1990-09-07", changed=True)


def test_a_page_with_a_day_of_its_own_does_not_date_a_law_whose_changes_have_theirs() -> None:
    found = guess(
        "某某公路法",
        "2024年1月2日",
        "（1990年9月7日第15次会议通过 根据2000年7月8日的决定第一次修正）",
        *ARTICLES,
    )

    assert found.issued == "2000-07-08"


@pytest.mark.parametrize(
    "line",
    [
        "第四条　本法自2017年6月1日起施行。",
        "自2017年6月1日起实施",
        "Date of commencement: June 1, 2017",
        "This Act takes effect on June 1, 2017.",
    ],
)
def test_the_day_on_which_a_text_comes_into_force_is_not_its_date(line: str) -> None:
    assert guess("某某公路法", *ARTICLES, line) == Dates()
    assert guess("某某公路法", line, *ARTICLES) == Dates()


def test_days_of_taiwan_and_what_was_done_may_be_on_lines_of_their_own() -> None:
    history = (
        "某某團體法",
        "中華民國 63 年 12 月 17 日",
        "制定70條",
        "中華民國 63 年 12 月 28 日公布",
        "中華民國 91 年 11 月 22 日",
        "修正第5條",
        "並增訂第6之1條",
        "中華民國 98 年 11 月 23 日施行",
    )
    articles = ("第一條", "團體以協調關係，增進共同利益，促進經濟發展為宗旨。")

    assert guess(*history, *articles) == Dates("2002-11-22", "1974-12-17", changed=True)


def test_a_stored_version_has_its_own_date_among_those_of_later_changes() -> None:
    history = (
        "某某團體法",
        "中華民國 63 年 12 月 17 日",
        "制定70條",
        "中華民國 91 年 11 月 22 日",
        "修正第5條",
        "中華民國 98 年 5 月 12 日",
        "修正第17條",
        "民國91年11月22日(非現行條文)",
    )

    assert guess(*history, "第一條", PROSE).issued == "2002-11-22"


@pytest.mark.parametrize(
    ("history", "issued"),
    [
        (
            (
                "1.中華民國七十二年七月三十日某部令訂定發布",
                "2.中華民國九十九年一月二十六日令修正發",
            ),
            "2010-01-26",
        ),
        (
            (
                "1.Full text of 15 articles enacted and promulgated by Order 1 on May 30, 2000.",
                "2.Article 5 amended and promulgated by Order No. 2 on June 29, 2004.",
            ),
            "2004-06-29",
        ),
    ],
    ids=["in Chinese", "in English"],
)
def test_a_history_may_be_a_numbered_list(history: tuple[str, ...], issued: str) -> None:
    found = guess("某某辦法", *history, "第 1 條", PROSE)

    assert (found.issued, found.changed) == (issued, True)
    assert found.adopted in ("1983-07-30", "2000-05-30")


def test_a_law_that_was_never_changed_has_the_date_of_its_publication() -> None:
    found = guess("某某条例", "（2012年8月22日第214次常务会议通过 2012年8月29日公布）", *ARTICLES)

    assert found.hints == (
        "adopted on 2012-08-22; the date is that of its publication, 2012-08-29",
    )


def test_a_year_in_a_table_is_no_date() -> None:
    assert guess("Table 1", "Year", "2021", "Total", PROSE, PROSE, PROSE) == Dates()
    assert guess("2024年政府工作报告", PROSE, PROSE, PROSE).issued == "2024"


def test_the_date_of_a_cover_is_found_far_above_the_text() -> None:
    cover = ("STATE BUDGET", "January 13, 2016", *(f"Part {n}" for n in range(20)))
    english = "All members shall work together, so that the roads are open to everybody."

    assert guess(*cover, english, english, english).issued == "2016-01-13"
    assert guess(*(line for line in cover if "13" not in line), english, english) == Dates()
