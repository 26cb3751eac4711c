"""What surrounds a text: only known lines are left out, and all else is kept and shown."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import typer

from policytext.base.errors import InputWarning, UnreadableError
from policytext.cli import run
from policytext.documents.add import Given, Proposal, format_review, propose
from policytext.documents.load import load_corpus

TITLE = "全国公路养护规划"
PROSE = (
    "各地要建立公路养护的长效机制，落实资金，明确责任，确保公路安全畅通。",
    "要推广新材料和新工艺，提高桥梁和隧道的检测水平，降低养护的成本。",
)
TEXT = "\n".join(PROSE)
END = "（新华社北京3月2日电）"


def look(*lines: str, given: Given | None = None, name: str = "t.txt") -> Proposal:
    return propose("\n".join(lines).encode(), name, given or Given())


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def kept(found: Proposal) -> str:
    assert found.document is not None
    return letters(found.document.text)


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, "养护就是保障。", TEXT, "养护利国利民。"),
        (TITLE, "修路！", "护路！", "爱路！", TEXT),
        (TITLE, TEXT, "让道路更平", "让出行更安全", "共建共享"),
        (TITLE, f"{PROSE[0]}\x0b{PROSE[1]}"),
        (TITLE, TEXT, "未经养护单位许可擅自使用公路的，由主管部门责令改正", "新规自明年起执行。"),
        (TITLE, TEXT, "未经许可使用养护专用标志的", "处以罚款", "没收所得"),
        (TITLE, TEXT, "注：养护包括小修、中修和大修", "附件", "1. 桥梁", "2. 隧道"),
        (TITLE, TEXT, "版权所有", "道路连着千家万户", "护好每一公里"),
        (TITLE, TEXT, END, "养护为民", PROSE[0][::-1]),
        (TITLE, TEXT, "责任编辑：某某", "分享到：微信", "养护为民"),
        (TITLE, "本刊讯", "来源：某社", TEXT),
    ],
    ids=[
        "sentences without commas",
        "slogans above",
        "lines without a full stop",
        "a vertical tab",
        "a legal sentence about permission",
        "an unfinished legal sentence",
        "notes and a list",
        "lines after a copyright line",
        "text after a dateline",
        "a slogan after the page's buttons",
        "an unknown line above the source",
    ],
)
def test_nothing_that_may_be_text_is_left_out(lines: tuple[str, ...]) -> None:
    found = look(*lines)

    assert kept(found) == letters("".join(lines))
    assert not found.questions


def test_lines_wrapped_at_60_columns_are_all_kept() -> None:
    sentence = "Each road authority shall inspect the bridges of its district and report on them. "
    words, lines = (sentence * 12 + "It reports on funds and staff").split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) >= 60:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()

    assert kept(look("Road Plan", "", *lines)) == letters("Road Plan" + "".join(words))


def test_known_lines_on_both_sides_are_left_out_and_shown() -> None:
    found = look(
        "首页 > 要闻",
        TITLE,
        "来源：某社 2025-03-02 08:30",
        "国务院总理 某某",
        "各位代表：",
        TEXT,
        "交通部门",
        "2025年3月2日",
        END,
        "责任编辑：某某",
        "版权所有 某网站",
    )
    body = letters("各位代表" + TEXT + "交通部门2025年3月2日")
    review = format_review(found)

    assert kept(found) == letters(TITLE) + body
    for line in ("首页 > 要闻", "国务院总理 某某", END, "责任编辑：某某", "版权所有 某网站"):
        assert f"\n  {line}\n" in review.partition("Left out (")[2]
    assert not found.doubtful


def test_a_doubtful_end_keeps_everything_and_names_the_flags() -> None:
    found = look(TITLE, "来源：某社", TEXT, END, "养护为民")
    review = format_review(found)

    assert kept(found) == letters(TITLE + "来源某社" + TEXT + END + "养护为民")
    assert set(found.doubtful) == {"来源：某社", END, "养护为民"}
    assert "--clip-from '各地要建立" in review
    assert "--clip-to " in review


@pytest.mark.parametrize("end", ["", "。"])
def test_a_law_that_speaks_of_permission_is_whole_and_undamaged(end: str) -> None:
    articles = [f"第{n}条　公路养护应当遵守本法的规定，接受社会的监督。" for n in "一二三四五六七"]
    broken = "未经许可人同意擅自许可第三人使用公路的，应当承担责任" + end
    found = look("公路养护法", *articles, broken, "第八条　本法自公布之日起施行。")

    assert kept(found).endswith(letters("第八条本法自公布之日起施行"))
    assert found.document is not None
    assert "licence footer" not in {damage.kind for damage in found.document.damage}


def test_a_person_decides_with_the_three_flags(tmp_path: Path) -> None:
    page = tmp_path / "road.txt"
    page.write_text("\n".join((TITLE, "来源：某社", TEXT, END)), "utf-8")
    decided = {
        "whole": (["--whole"], TITLE + "来源某社" + TEXT + END),
        "from": (["--clip-from", PROSE[1]], TITLE + PROSE[1] + END),
        "both": (["--clip-from", PROSE[0], "--clip-to", PROSE[1]], TITLE + PROSE[0]),
    }
    for name, (flags, expected) in decided.items():
        texts = tmp_path / name
        assert run(["--texts", str(texts), "add", str(page), *flags, "--yes"]) == 0
        assert letters(load_corpus(texts)["road"].text) == letters(expected)


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--whole", "--clip-from", "各地"], "--whole excludes"),
        (["--clip-from", "没有的话"], "does not occur"),
    ],
)
def test_flags_that_cannot_hold_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: list[str], message: str
) -> None:
    page = tmp_path / "road.txt"
    page.write_text(f"{TITLE}\n{TEXT}", "utf-8")

    assert run(["--texts", str(tmp_path / "t"), "add", str(page), *flags, "--yes"]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.txt"),
        (b" \n\n", "blank.txt"),
        (b"<html><body><div id=app></div><script>load()</script></body></html>", "app.html"),
    ],
)
def test_a_file_without_text_is_unreadable(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableError, match="no text could be read"):
        propose(data, name, Given(title=TITLE))


def test_an_empty_row_is_left_out_with_a_warning() -> None:
    from policytext.documents.add import propose_all

    table = f"id,title,date,text\na1,甲,2020,\nb2,乙,2021,{PROSE[0]}\n".encode()
    with pytest.warns(InputWarning, match="1 of 2 rows have no text and are left out"):
        (full,) = propose_all(table, "rows.csv", Given())

    assert full.entry["id"] == "b2"
    assert not full.questions


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_at_a_terminal_is_asked_about_doubtful_lines(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: bool,
) -> None:
    page = tmp_path / "road.txt"
    page.write_text("\n".join((TITLE, "来源：某社", TEXT, END, "养护为民")), "utf-8")
    asked: list[str] = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(typer, "confirm", lambda words: asked.append(words) or answer)

    assert run(["--texts", str(tmp_path / "t"), "add", str(page)]) == 0
    out = capsys.readouterr().out
    assert asked == ["Leave these lines out?"]
    assert ("clip:\n" in out) is answer
    assert ("Left out (3 lines):" in out) is answer
    asked.clear()
    assert run(["--texts", str(tmp_path / "t"), "add", str(page), "--yes"]) == 0
    assert not asked
