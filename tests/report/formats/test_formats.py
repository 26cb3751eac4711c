"""What each format is for: workbook, tables, Markdown, JSON, charts."""

from __future__ import annotations

import csv
import io
import json
import platform
import re
from functools import lru_cache

import openpyxl
import pytest
from lxml import etree
from PIL import Image

from policytext.base.escape import escape
from policytext.base.table import Table
from policytext.claims.formats import render_findings
from policytext.claims.formats.json_object import sha256_of
from policytext.language.messages import load_wording
from policytext.report.formats import render_report, xlsx
from policytext.report.formats.charts import list_charts
from policytext.report.formats.page.tables import localise
from tests.support.make_reports import small_files, small_report


@lru_cache(maxsize=1)
def workbook() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(small_files()["report.xlsx"]))


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(small_files()[f"tables/{name}.csv"].decode())))


def test_a_workbook_has_a_sheet_for_every_table_with_its_heading_frozen() -> None:
    t = load_wording("zh")
    names = [*small_report().tables, "concordance"]

    assert workbook().sheetnames == [t(f"tables.{name}")[:31] for name in names]
    assert {sheet.freeze_panes for sheet in workbook()} == {"A2"}


def test_numbers_of_a_workbook_are_numbers() -> None:
    sheet = workbook()["词族次数与密度"]
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, [cell.value for cell in sheet[2]], strict=True))

    assert (first["词族"], first["次数"]) == ("全球性", 4)
    assert isinstance(first["每千"], float)
    assert sheet.auto_filter.ref == "A1:M9"


def test_an_overlong_cell_is_marked_and_not_cut_in_silence() -> None:
    text = "全" * (xlsx.CELL_LIMIT + 5)
    cell = xlsx.fit_cell(text, "terms", load_wording("en"))

    assert len(cell) <= xlsx.CELL_LIMIT
    assert "105 more characters; see tables/terms.csv" in cell
    assert xlsx.fit_cell("短", "terms", load_wording("en")) == "短"


def test_a_very_long_concordance_says_how_much_of_it_is_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    book = openpyxl.load_workbook(
        io.BytesIO(render_report(small_report(), "en", "xlsx")["report.xlsx"])
    )
    last = [row[0].value for row in book["Concordance"].iter_rows(min_row=2, max_row=5)]

    assert last[-1] == f"And {small_report().hits - 3} more rows in tables/concordance.csv."


def test_csv_files_hold_every_hit_and_keep_their_ids() -> None:
    hits = rows_of("concordance")

    assert len(hits) == small_report().hits
    assert hits[0] == {
        "document": "plan", "family": "global", "region": "body", "left": "一、", "node": "全球",
        "right": "发展。各国共享全球成果。", "term": "全球", "start": "6", "end": "8",
        "convention": "text/each/title+subtitle+body",
    }  # fmt: skip


def test_an_undefined_number_is_an_empty_cell() -> None:
    lost = next(row for row in rows_of("findings") if row["id"] == "lost")

    assert lost["recounted"] == ""


def test_tables_are_localised_but_for_their_ids() -> None:
    table = localise(
        "families", small_report().tables["families"], small_report(), load_wording("zh")
    )
    first = table.records()[0]

    assert (first["family"], first["document"], first["unit"]) == ("全球性", "plan", "字")
    assert "label" not in table.columns
    assert table.labels["per_1000"] == "每千"


def test_findings_are_what_verify_prints_but_for_the_machines_versions() -> None:
    printed = render_findings(small_report().findings, "json", evidence=True)
    machines = re.compile(r'\n  "(?:python|unicode)": "[>=\d.]+",|\n "sha256": "\w{64}"')

    assert len(machines.findall(printed)) == 3
    assert machines.sub("", small_files("en")["findings.json"].decode()) == (
        machines.sub("", printed) + "\n"
    )


def test_findings_carry_the_digest_of_what_they_say() -> None:
    found = json.loads(small_files()["findings.json"])
    digest = found.pop("sha256")

    assert sha256_of(found) == digest


def test_no_file_names_the_interpreter_it_was_made_with() -> None:
    for name, content in small_files().items():
        assert platform.python_version().encode() not in content, name


def test_the_report_as_json_holds_every_table() -> None:
    report = json.loads(small_files()["report.json"])

    assert report["schema"] == "policytext/report/1"
    assert set(report["tables"]) == set(small_report().tables)
    assert {row["kind"] for row in report["cautions"]} >= {"partial", "small"}


def test_each_article_is_a_page_with_its_margin(language: str) -> None:
    pages = {name: page for name, page in small_files(language).items() if "articles/" in name}

    assert set(pages) == {f"articles/{name}.html" for name in small_report().articles}
    assert pages
    for page in pages.values():
        assert f'<html lang="{"zh-Hans" if language == "zh" else "en"}">'.encode() in page
        assert "小文章".encode() in page


def test_markdown_leads_to_every_chart_and_table() -> None:
    text = small_files("en")["report.md"].decode()

    for name in [chart.name for chart in list_charts(small_report(), "en")]:
        assert f"](charts/{name}.svg)" in text
    for name in (*small_report().tables, "concordance"):
        assert f"](tables/{name}.csv)" in text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plan-global", "plan-global"),
        ("- item", r"\- item"),
        ("12. item", r"12\. item"),
        ("a*b_c|d", r"a\*b_c\|d"),
        ("https://a.example", "https&#58;//a.example"),
        ("two\nlines", "two lines"),
        ("a\u202eb", r"a\[U+202E\]b"),
    ],
)
def test_markdown_escapes_only_what_would_be_markup(text: str, escaped: str) -> None:
    assert escape(text, "markdown") == escaped


def test_code_in_markdown_cannot_be_ended_from_within() -> None:
    assert escape("a`b", "code") == "``a`b``"
    assert escape("``", "code") == "``` `` ```"
    assert escape("", "code") == "` `"


def test_charts_are_svg_with_outlines_and_png_at_twice_the_size(language: str) -> None:
    files = small_files(language)
    for name in [chart.name for chart in list_charts(small_report(), "en")]:
        svg = etree.fromstring(files[f"charts/{name}.svg"])
        picture = Image.open(io.BytesIO(files[f"charts/{name}.png"]))
        assert not svg.xpath("//*[local-name()='text']")
        assert picture.width == round(2 * float(svg.get("width")))
        assert picture.info["policytext-data"] == svg.get("data-digest")


def test_charts_of_other_data_have_another_digest() -> None:
    digests = {
        etree.fromstring(content).get("data-digest")
        for language in ("zh", "en")
        for name, content in small_files(language).items()
        if name.endswith(".svg")
    }

    assert len(digests) == 2 * len(list_charts(small_report(), "zh"))


def test_a_table_without_rows_is_localised() -> None:
    empty = Table("Terms", ("family", "count"), ())

    assert localise("terms", empty, small_report(), load_wording("en")).title == "Terms one by one"
