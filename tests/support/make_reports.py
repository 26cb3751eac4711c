"""Small reports for tests: texts, a lexicon and claims in, a report out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pytest

from policytext.charts import fonts
from policytext.charts.fonts import Face, subset_font
from policytext.counting.lexicon import Family, Lexicon
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.report import formats
from policytext.report.build import build_report
from policytext.report.model import Report
from policytext.report.spec import ReportSpec
from tests.support.make_claims import make_claims
from tests.support.make_documents import make_document

# 全球 3, 各国 1, 发展 2 in the plan; 全球 1, 发展 3, 共 2 in the essay: counted by eye.
PLAN = "一、全球发展。各国共享全球成果。\n二、全球治理，安全发展。\n"
ESSAY = "发展为了人民，发展依靠人民，共同发展。全球共治。\n"
CLAIMS = """
- id: plan-global
  kind: count
  document: plan
  terms: [全球, 各国]
  published: "4"
  source: {document: essay, quote: 《计划》提及全球、各国共4次}
- id: plan-development
  kind: count
  document: plan
  terms: [发展]
  published: "3"
  expect: refuted
- id: plan-items
  kind: items
  document: plan
  marker: 一、
  published: 两项
- id: lost
  kind: count
  document: not-held
  terms: [创新]
  published: "61"
  expect: unverifiable
"""


def make_lexicon() -> Lexicon:
    """Return a lexicon of four families, one of which stands in none of the texts."""
    families = {
        "global": ("全球性", "global", ("全球", "各国")),
        "development": ("发展", "development", ("发展",)),
        "common": ("共", "common", ("共",)),
        "sovereignty": ("主权", "sovereignty", ("主权",)),
    }
    return Lexicon(
        "small",
        tuple(
            Family(name, (("zh", zh), ("en", en)), (("zh", terms), ("en", (en,))))
            for name, (zh, en, terms) in families.items()
        ),
    )


def make_report(
    *documents: Document, claims: str = "", lexicon: Lexicon | None = None, **spec: object
) -> Report:
    """Return the report of *documents*."""
    held = make_claims(claims) if claims else None
    titles = (("zh", "小报告"), ("en", "A small report"))
    chosen = ReportSpec(titles=titles, **spec)  # type: ignore[arg-type]
    return build_report(Corpus(documents), chosen, lexicon or make_lexicon(), held)


@lru_cache(maxsize=1)
def small_report() -> Report:
    """Return the report of the two texts above with their claims."""
    plan = make_document(PLAN, name="plan", title="小计划", issued="2025-07-26")
    essay = make_document(ESSAY, name="essay", title="小文章", completeness="partial")
    return make_report(plan, essay, claims=CLAIMS, documents=("plan", "essay"))


@lru_cache(maxsize=4)
def small_files(language: str = "zh") -> Mapping[str, bytes]:
    """Return all files of the small report; the page carries a mark instead of its fonts."""
    return render_all(small_report(), language)


def render_all(report: Report, language: str = "zh") -> dict[str, bytes]:
    """Return the files of every format, without fonts, whose cutting takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "subset_font", tiny_font)
        return formats.render_all(report, language)


def tiny_font(text: str, face: Face, tight: bool) -> bytes:
    """Return a font of a few characters, whatever those of the page are."""
    return _cut_font(face)


@lru_cache(maxsize=2)
def _cut_font(face: Face) -> bytes:
    return subset_font("全球", face=face)


def render_page(report: Report, language: str = "zh") -> str:
    """Return the page, without fonts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "subset_font", tiny_font)
        return formats.render_report(report, language, "html")["index.html"].decode()
