"""What a capture is: title, date, issuer, clip; what is not clear is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policytext.documents.add import Given, Proposal, propose
from policytext.language.dates import read_date
from tests.support.make_captures import PLAN_COUNTS, PLAN_TITLE, make_page, plan_counts, plan_html

PROSE = (
    "全球治理关系各国的共同利益，国际社会要加强合作。",
    "现在的国际形势很复杂，各国应当共同应对风险挑战，促进发展。",
    "今后一年的工作很重要，要抓紧落实各项部署，取得新的成效。",
)
TEXT = "\n".join(PROSE)


def look(*lines: str, name: str = "text.txt") -> Proposal:
    return propose("\n".join(lines).encode(), name, Given())


def kept(proposal: Proposal) -> str:
    document = proposal.document
    assert document is not None
    body = document.region("body")
    assert body is not None
    return document.text[body.start : body.end]


def squeezed(text: str) -> str:
    return "".join(text.split())


def entry(*lines: str) -> dict[str, Any]:
    return dict(look(*lines).entry)


def test_a_page_of_news_gives_title_day_source_and_text() -> None:
    found = look(
        "首页 > 国际",
        "国际合作宣言",
        "来源：新华社2025-07-27 07:28",
        "7月26日，大会发表《国际合作宣言》，全文如下：",
        "国际合作宣言",
        TEXT,
        "（新华社上海7月26日电）",
        "责任编辑：张三",
    )

    assert found.entry["title"] == "国际合作宣言"
    assert found.entry["issued"] == "2025-07-26"
    assert found.entry["capture"]["source"] == "新华社"
    assert "issuer" not in found.entry
    assert kept(found) == TEXT
    assert not found.questions


def test_a_speech_keeps_its_salutation_and_its_last_words() -> None:
    speech = f"各位代表：\n{TEXT}\n谢谢大家。"
    found = look("政府工作报告", "——2025年3月5日在第十四届大会第三次会议上", "总理某某", speech)

    assert found.entry["title"] == "政府工作报告"
    assert found.entry["subtitle"].startswith("——2025年3月5日")
    assert found.entry["issued"] == "2025-03-05"
    assert squeezed(kept(found)) == squeezed(speech)


def test_a_title_and_its_subtitle_may_stand_on_one_line() -> None:
    line = "政府工作报告\t\t——２０２５年３月５日在第十四届大会第三次会议上"
    found = entry(line, "各位代表！", TEXT)

    assert (found["title"], found["issued"]) == ("政府工作报告", "2025-03-05")


def test_a_title_on_two_lines_is_one() -> None:
    lines = ["高举国际合作的旗帜", "为共同发展而奋斗", "——在第二次会议上的报告"]

    assert entry(*lines, "（2025年10月16日）", TEXT)["title"] == "".join(lines[:2])


def test_a_notice_gives_its_issuer_and_keeps_who_signed_it_when() -> None:
    text = f"各省、自治区人民政府，国务院各部委：\n{TEXT}\n国务院\n2025年8月21日"
    found = look("国务院关于加强国际合作的意见", "发文机关：国务院", text)

    assert found.entry["issuer"] == "国务院"
    assert found.entry["issued"] == "2025-08-21"
    assert squeezed(kept(found)) == squeezed(text)
    assert entry("关于做好工作的通知", TEXT, "某某省财政厅")["issuer"] == "某某省财政厅"
    assert "issuer" not in entry("2025年工作报告关于合作的说明", TEXT)


def test_a_law_has_the_date_of_its_last_change() -> None:
    lines = [f"{day} 第{n}次会议通过" for n, day in enumerate(("1979年7月1日", "2023年12月29日"))]

    assert entry("中华人民共和国某法", *lines, f"第一条 {TEXT}")["issued"] == "2023-12-29"


@pytest.mark.parametrize(
    "text",
    [
        f"同志们：\n{TEXT}",
        f"一、总体要求\n{TEXT}",
        f"国务院总理 某某\n各位代表：\n{TEXT}",
        TEXT,
    ],
    ids=["a salutation", "a heading", "a speaker", "prose"],
)
def test_what_is_no_title_is_not_taken_for_one(text: str) -> None:
    found = look(text, name="speech.txt")

    assert found.entry["title"] == "speech"
    assert any(hint.startswith("the title is the name of the file") for hint in found.hints)


def test_a_date_in_a_sentence_is_not_that_of_the_text() -> None:
    text = "1978年12月18日，在中华民族历史上，会议隆重召开，实现伟大转折。\n" + TEXT

    assert "no date was found; give it with --issued" in look("全会公报", text).hints


def test_a_list_of_names_and_a_text_broken_at_its_links_are_text() -> None:
    names = "\n".join(["主席，", "副主席若干人，", "委员若干人，", "秘书长，", "会议成员。"])
    links = "自从签订《\n联合声明\n》和《\n合作纲要\n》以来"
    text = f"{TEXT}\n{names}\n{TEXT[::-1]}\n{links}，双方合作很好，发展很快，成效显著，前景广阔。"

    assert squeezed(kept(look("全会公报", "2025年1月1日", text))) == squeezed(text)


def test_a_notice_of_copyright_ends_the_text() -> None:
    footer = "免责声明: 1.本文转自网络，转载目的在于传递更多信息，不代表本站观点，请读者参考。"

    assert kept(look("合作报告", "2025-01-01 10:00", TEXT, footer)) == TEXT


def test_a_licence_named_in_an_article_of_a_law_ends_nothing() -> None:
    articles = "\n".join(f"第{n}条 违反著作权法的，依法处理，并处罚款。" for n in "一二三四五")

    assert kept(look("某某条例", "2025年1月1日", f"{articles}\n{TEXT}")).endswith(PROSE[-1])


def test_several_articles_in_one_capture_are_all_kept_and_shown() -> None:
    lines = [
        line
        for n in range(4)
        for line in (f"第{n}篇新闻报道", f"新华社 2025-01-0{n + 1} 17:39", TEXT.replace("\n", ""))
    ]
    found = look(*lines)

    assert squeezed(found.document.text).endswith(squeezed("".join(lines[1:])))  # type: ignore[union-attr]
    assert {squeezed(lines[n]) for n in (4, 7, 10)} <= set(map(squeezed, found.doubtful))
    assert any("is not clear" in hint for hint in found.hints)


def test_a_title_that_only_one_extractor_keeps_is_no_question() -> None:
    """As are the day and the source between it and the text; the dates of other texts are none."""
    links = "".join(f"<li><a href=/{n}>别的新闻{n}</a> 2024-01-0{n}</li>" for n in range(1, 9))
    page = make_page(
        f"<div class=article><h1>{PLAN_TITLE}</h1><div>2025-07-26 16:55 来源：某社 字号：大</div>"
        f"<div id=UCAP-CONTENT>{plan_html().partition('</h1>')[2]}</div>"
        f"<div>责任编辑：某某</div></div><ul>{links}</ul>",
        charset="utf-8",
    )
    found = look(page, name="a.html")

    assert found.document is not None
    assert plan_counts(found.document) == PLAN_COUNTS
    assert (found.entry["title"], found.entry["issued"]) == (PLAN_TITLE, "2025-07-26")
    assert not found.questions
    assert (
        "no date was found; give it with --issued"
        in look(page.replace("2025-07-26 16:55", ""), name="a.html").hints
    )


def test_what_a_cleaning_step_would_find_is_said() -> None:
    text = f"治理（lǐ）{PROSE[0]}\n{PROSE[1][:12]}\n{TEXT}"
    hints = "\n".join(look("合作报告", "2025-01-01 10:00", text).hints)

    assert "cleaning {pinyin: true} would drop 4 characters" in hints
    assert "cleaning {quotes: true} would drop 13 characters" in hints


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2025-07-27 07:28", "2025-07-27"),
        ("二〇二五年七月二十六日", "2025-07-26"),
        ("March 5, 2025", "2025-03-05"),
        ("2025年13月1日", ""),
        ("第1900号", ""),
    ],
)
def test_dates_are_read_as_they_are_printed(line: str, date: str) -> None:
    assert read_date(line) == date


@pytest.mark.corpora
def test_no_real_text_loses_a_part_that_nobody_is_asked_about(corpora: Path) -> None:
    for path in sorted((corpora / "raw").glob("*.txt")):
        data = path.read_bytes()
        found = propose(data, path.name, Given())
        whole = len(squeezed(data.decode("utf-8")))
        assert found.document is not None, path.name
        assert found.document.length > 0.985 * whole, path.name


LAW = "第一条 为了保护公路，制定本法。"


@pytest.mark.parametrize(
    ("history", "adopted", "issued"),
    [
        (
            [
                "（1991年5月4日第一次会议通过 根据2002年6月7日",
                "《关于修改部分法律的决定》第一次修正",
                "根据2013年8月9日第三次会议《关于修改〈某法",
                "〉的决定》第二次修正）",
            ],
            "1991-05-04",
            "2013-08-09",
        ),
        (
            ["（1991年5月4日第一次会议通过　2013年8月9日第三次会议修订　自2014年1月1日起施行）"],
            "1991-05-04",
            "2013-08-09",
        ),
        (["1991年5月4日第一次会议通过", "2013年8月9日第三次会议修订"], "1991-05-04", "2013-08-09"),
        (["（1991年5月4日第一次会议通过 自1992年1月1日起施行）"], "", "1991-05-04"),
    ],
    ids=["three lines", "one line and a day in force", "no brackets", "never changed"],
)
def test_adoption_and_the_last_change_are_told_apart(
    history: list[str], adopted: str, issued: str
) -> None:
    found = look("某某公路法", *history, LAW, TEXT)

    assert (found.entry["title"], found.entry["issued"]) == ("某某公路法", issued)
    assert found.entry.get("fields", {}) == ({"adopted": adopted} if adopted else {})
    assert [hint for hint in found.hints if hint.startswith("adopted on")] == (
        [f"adopted on {adopted}; the date is that of the last change, {issued}"] if adopted else []
    )


def test_a_sentence_about_the_day_of_another_law_is_no_history() -> None:
    text = f"2001年2月3日，大会通过了公路法，随后公布施行，各地认真落实。\n{TEXT}"

    assert look("公路工作报告", "2025年4月5日", text).entry["issued"] == "2025-04-05"


@pytest.mark.parametrize(
    "line",
    ["2021", "1/20/1961", "Spain", "including", "[Report No. 113-390]", "Article 1", "Page 2"],
)
def test_a_cell_a_label_or_a_number_is_no_title(line: str) -> None:
    found = look(line, "A text about rules, which has a sentence.", *[TEXT] * 2, name="roads.txt")

    assert found.entry["title"] == "roads"


def test_a_line_of_a_wrapped_sentence_is_no_title() -> None:
    lines = (
        "It is the wish of the Government and the",
        "people of our country, and of all others,",
    )
    found = look(*lines, "that peace be kept.", name="speech.txt")

    assert found.entry["title"] == "speech"


def test_the_first_line_of_a_file_is_more_likely_its_title_than_a_cell_of_a_table() -> None:
    cells = [cell for row in range(12) for cell in (f"Region {row}", "Northern Ireland")]
    prose = "All members shall work together, so that the roads are open to everybody."
    found = look("Companies (Amendment) Act, No. 12", *cells, prose, prose)

    assert found.entry["title"] == "Companies (Amendment) Act, No. 12"


def test_a_heading_that_recurs_is_no_title_so_none_of_them_is_left_out() -> None:
    prose = "All members shall work together, so that the roads are open to everybody."
    heads = ["Personal Service Plan", prose] * 5
    found = look("of the state", "B. 1", "of the year", "for all", *heads, name="b.txt")

    assert found.entry["title"] == "b"
    assert kept(found).count("Personal Service Plan") == 5


def test_the_number_of_an_order_is_no_title() -> None:
    found = look("中华人民共和国主席令第62号", "某某公路法", LAW, TEXT)

    assert found.entry["title"] == "某某公路法"


def test_words_of_titles_are_read_in_traditional_characters_too() -> None:
    found = look("法編號 01133", "工業團體管理條例", "第一條 為了保護公路，制定本條例。", TEXT)

    assert found.entry["title"] == "工業團體管理條例"
