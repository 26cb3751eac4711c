"""A checked article in every format: the same verdicts, and nothing that is markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from policytext.articles.checking import CheckedArticle, check_article
from policytext.articles.formats import CHECK_FORMATS, ArticleFile, render_check
from policytext.documents.corpus import Corpus
from tests.support.make_documents import make_document

ARTICLE = (
    "词频里的计划\n\n"
    "《合作计划》提到“合作”4次，“创新”5次。<b>其中</b>“共赢”没有出现。\n"
    "《海洋规划》提到“合作”9次。\n\n"
    "《合作计划》还写入“合作”一词数次。\n"
)
PLAN = "合作、合作，加强合作。创新。"


@pytest.fixture(scope="module")
def checked() -> CheckedArticle:
    plan = make_document(PLAN, name="plan", title="合作计划", aliases=["合作计划"])
    return check_article(ARTICLE, Corpus((plan,)))


class _Page(HTMLParser):
    """The elements of a page, and its text by element class."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def classes(self, tag: str) -> list[str]:
        return [attrs.get("class") or "" for name, attrs in self.elements if name == tag]


def test_the_numbers_are_marked_by_verdict_and_their_notes_are_beside_them(
    checked: CheckedArticle,
) -> None:
    page = _Page(checked.to_html())
    marks = [c for c in page.classes("a") if c.startswith("count")]

    assert marks[:2] == ["count confirmed", "count refuted"]
    assert "count unverifiable" in marks
    links = {attrs.get("href") for _, attrs in page.elements if attrs.get("href")}
    ids = {f"#{attrs['id']}" for _, attrs in page.elements if attrs.get("id")}
    assert links <= ids
    assert "文章说 5，重数得 1" in page.text
    assert "✗ 不相符" in page.text


def test_the_page_has_the_whole_article_and_none_of_its_markup(checked: CheckedArticle) -> None:
    html = checked.to_html()
    page = _Page(html)
    body = re.sub("[✓✗?…]\\d+", "", page.text)

    for line in ARTICLE.split():
        assert line in body
    assert "&lt;b&gt;" in html
    assert "<b>其中" not in html
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "img", "link", "iframe"})


def test_the_page_loads_nothing_and_its_policy_fits_its_style(checked: CheckedArticle) -> None:
    html = checked.to_html()
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html
    assert set(re.findall(r"url\(([^;]*);", style)) == {"data:font/woff2"}
    assert "prefers-color-scheme: dark" in style


def test_evidence_shows_every_passage(checked: CheckedArticle) -> None:
    many = make_document("合作。" * 7, name="plan", title="合作计划", aliases=["合作计划"])
    article = check_article("《合作计划》提到“合作”9次。", Corpus((many,)))

    assert article.to_html().count("<mark>") == 3
    assert article.to_html(evidence=True).count("<mark>") == 8
    assert "<details open>" in article.to_html(evidence=True)


def test_the_page_speaks_the_language_of_the_article_or_the_one_asked_for(
    checked: CheckedArticle,
) -> None:
    assert '<html lang="zh-Hans">' in checked.to_html()
    assert "5 printed, 1 recounted" in checked.to_html("en")


def test_github_annotates_the_line_of_the_number(checked: CheckedArticle) -> None:
    lines = render_check(checked, "github", file=ArticleFile("a.txt", lined=True)).splitlines()

    assert lines[0].startswith("::error file=a.txt,line=3,col=20,title=创新 5%3A refuted::")
    assert any(line.startswith("::notice file=a.txt,line=4,") for line in lines)
    assert lines[-1].endswith("could not be read.")


def test_a_file_without_lines_is_named_without_a_place(checked: CheckedArticle) -> None:
    log = json.loads(render_check(checked, "sarif", file=ArticleFile("a.docx")))
    (refuted,) = [r for r in log["runs"][0]["results"] if r["level"] == "error"]

    assert refuted["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "a.docx"}}}]
    assert "创新 5: does not reproduce" in refuted["message"]["text"]
    assert refuted["relatedLocations"][0]["message"]["text"].endswith("【创新】。…")


def test_a_confirmed_count_is_no_result(checked: CheckedArticle) -> None:
    log = json.loads(render_check(checked, "sarif"))

    assert not [r for r in log["runs"][0]["results"] if "合作 4" in r["message"]["text"]]


def test_json_has_the_matches_when_evidence_is_wanted(checked: CheckedArticle) -> None:
    plain = json.loads(render_check(checked, "json"))
    full = json.loads(render_check(checked, "json", evidence=True))

    assert "evidence" not in plain["claims"][0]
    found = {c["published"]: [m["exact"] for m in c["evidence"]] for c in full["claims"]}
    assert found["5"] == ["创新"]


def test_text_lists_the_matches_when_evidence_is_wanted(checked: CheckedArticle) -> None:
    assert "【创新】" not in render_check(checked, "text")
    assert "        plan: …合作、合作，加强合作。【创新】。…" in render_check(
        checked, "text", evidence=True
    )


@pytest.mark.parametrize("form", CHECK_FORMATS)
def test_an_article_without_counts_has_a_valid_output(form: str) -> None:
    nothing = check_article("今天天气很好。", Corpus(()))
    written = render_check(nothing, form)

    assert written
    if form in ("json", "sarif"):
        json.loads(written)
