"""Formats of findings: each is valid, and text from claims is escaped in it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest
from jsonschema import validate
from junitparser import Failure, JUnitXml, Skipped
from lxml import etree

from policytext.base.errors import UnknownNameError
from policytext.base.escape import escape, show_hidden
from policytext.claims import Findings, verify_claims
from policytext.claims.formats import FINDINGS_FORMATS, render_findings
from policytext.claims.schemas import findings_schema
from policytext.documents.corpus import Corpus
from tests.claims.output_schemas import CLAIM_REVIEWS, JUNIT, SARIF
from tests.support.make_claims import make_claims
from tests.support.make_documents import make_document

TEXT = "推动全球合作，促进全球发展，坚持全球治理。"
CLAIMS = """
- {id: right, kind: count, document: doc, terms: [全球], published: 三次}
- {id: off, kind: count, document: doc, terms: [全球], published: "4"}
- {id: known, kind: count, document: doc, terms: [全球], published: "4", expect: refuted}
- {id: gone, kind: length, document: gone, published: 9字, expect: unverifiable}
- {id: part, kind: share, document: doc, terms: [合作], of: [全球], published: 三分之一,
   source: {outlet: 日报, date: 2025-01-01, title: 题, url: "https://example.org/a",
            quote: 占三分之一}}
"""


def find(text: str = TEXT, claims: str = CLAIMS, title: str = "无题") -> Findings:
    document = make_document(text, title=title, encoding="utf-8")
    return verify_claims(Corpus((document,)), make_claims(claims))


def test_text_gives_verdict_number_reason_and_two_hits() -> None:
    lines = render_findings(find(), "text").splitlines()

    assert lines[:4] == [
        "confirmed     right: 3 recounted, 三次 published",
        "    reproduces under text/each/title+subtitle+body.",
        "    doc: …推动【全球】合作，促进全球发展，坚持全球治理。…",
        "    doc: …推动全球合作，促进【全球】发展，坚持全球治理。…",
    ]
    assert lines[4].endswith("(expected: confirmed)")
    assert lines[-2:] == [
        "5 claims: 2 confirmed, 2 refuted, 1 unverifiable; 4 as expected.",
        "Not as expected: off (claims.yaml:3): refuted, not confirmed.",
    ]


def test_text_says_how_often_each_of_several_terms_occurs() -> None:
    claim = '- {id: two, kind: count, document: doc, terms: [全球, 合作, 治], published: "5"}'
    lines = render_findings(find(claims=claim), "text").splitlines()

    assert lines[2] == "    全球 3, 合作 1, 治 1"


@pytest.mark.parametrize("form", list(FINDINGS_FORMATS))
def test_no_format_calls_a_claim_wrong(form: str) -> None:
    assert "wrong" not in render_findings(find(), form, evidence=True)


def test_junit_fails_what_is_not_as_expected_and_skips_what_was_not_checked() -> None:
    report = JUnitXml.fromstring(render_findings(find(), "junit").encode())
    cases = {case.name: case for suite in report for case in suite}

    assert (report.tests, report.failures, report.skipped, report.errors) == (5, 1, 1, 0)
    (failure,) = cases["off"].result
    (skip,) = cases["gone"].result
    assert isinstance(failure, Failure)
    assert isinstance(skip, Skipped)
    assert "3 recounted, 4 published" in failure.message
    assert cases["known"].result == []


@pytest.mark.parametrize("evidence", [False, True])
def test_junit_is_valid_by_its_schema(evidence: bool) -> None:
    for findings in (find(), Findings(()), *map(hostile_findings, HOSTILE)):
        printed = render_findings(findings, "junit", evidence=evidence)
        JUNIT.assertValid(etree.fromstring(printed.encode()))


def test_sarif_has_a_result_at_the_line_of_each_unexpected_claim() -> None:
    log = json.loads(render_findings(find(), "sarif"))
    validate(log, SARIF)
    (result,) = log["runs"][0]["results"]
    known = {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}

    assert result["ruleId"] == "claim-refuted"
    assert result["ruleId"] in known
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "claims.yaml"},
                     "region": {"startLine": 3, "startColumn": 3}}  # fmt: skip
    hits = [hit["physicalLocation"]["region"] for hit in result["relatedLocations"]]
    assert hits == [{"byteOffset": 6, "byteLength": 6}, {"byteOffset": 27, "byteLength": 6}]


# A workflow command as the runner parses it: properties, then a message, all escaped.
COMMAND = r"::error (?:[a-z]+=[^:,\r\n]*)(?:,[a-z]+=[^:,\r\n]*)*::[^\r\n]*"


def test_github_annotates_ten_claims_at_most_and_tells_of_the_rest() -> None:
    claims = "\n".join(
        f"- {{id: c{n}, kind: count, document: doc, terms: [全球], published: '9'}}"
        for n in range(13)
    )
    lines = render_findings(find(claims=claims), "github").splitlines()

    assert [line.startswith("::error ") for line in lines] == [True] * 10 + [False] * 2
    assert all(re.fullmatch(COMMAND, line) for line in lines[:10])
    assert lines[0].startswith("::error file=claims.yaml,line=2,col=3,title=c0 refuted::does not")
    assert lines[10] == "3 more claims did not get the expected verdict."


def test_markdown_is_a_table_of_all_claims_and_the_hits_of_the_unexpected() -> None:
    lines = render_findings(find(), "md").splitlines()

    rows = [line for line in lines if line.startswith("| ") and "---" not in line]
    assert len(rows) == 6
    assert "| refuted | **no** | `off` | `doc` | `4` | 3 |" in rows[2]
    assert lines[-1] == "- `doc: …推动全球合作，促进【全球】发展，坚持全球治理。…`"


def test_claimreview_says_what_was_claimed_where_and_what_was_found() -> None:
    graph = json.loads(render_findings(find(), "claimreview"))
    by_id = {review["identifier"]: review for review in graph["@graph"]}

    assert graph["@context"] == "https://schema.org"
    assert {review["@type"] for review in graph["@graph"]} == {"ClaimReview"}
    assert by_id["part"]["claimReviewed"] == "占三分之一"
    assert by_id["part"]["itemReviewed"] == {
        "@type": "Claim",
        "author": {"@type": "Organization", "name": "日报"},
        "datePublished": "2025-01-01",
        "appearance": {"@type": "CreativeWork", "headline": "题", "url": "https://example.org/a"},
    }
    assert by_id["right"]["reviewRating"]["ratingValue"] == 5
    assert by_id["known"]["reviewRating"]["ratingValue"] == 1
    assert "ratingValue" not in by_id["gone"]["reviewRating"]


def test_claimreview_is_valid_by_its_schema() -> None:
    for findings in (find(), Findings(()), *map(hostile_findings, HOSTILE)):
        validate(json.loads(render_findings(findings, "claimreview")), CLAIM_REVIEWS)


@pytest.mark.parametrize("form", list(FINDINGS_FORMATS))
def test_every_format_writes_no_findings_at_all(form: str) -> None:
    printed = render_findings(Findings(()), form, evidence=True)

    assert printed
    assert "None" not in printed


def test_an_unknown_format_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'sarif'"):
        render_findings(find(), "serif")


# Texts made to act: workflow commands, markup, links, terminal and direction controls.
HOSTILE = [
    "::error file=x,line=1::全球",
    "全球%0A::set-output name=x::y",
    "##[error]全球##[stop-commands]x",
    "全球\x1b]0;title\x07\x1b[31m红\x9b31m",
    "全球\u202e治理\u2066\u200b\u2028::warning::x\u2029",
    "</script><script>alert(1)</script>全球]]><!-- -->",
    "<img src=x onerror=alert(1)>全球&lt;b&gt;",
    "[全球](javascript:alert(1)) ![x](http://example.org/x.png) `code` ``x`` |a|b|",
    "全球*粗*_斜_~~删~~ # 题 > 引 @someone #1 http://example.org\\",
    "全球\ufffe\uffff\x00\x08\x7f",
]


def hostile_findings(text: str) -> Findings:
    quoted = json.dumps(text, ensure_ascii=True)
    claims = (
        f"- {{id: x, kind: count, document: doc, terms: [全球], published: '9', note: {quoted},"
        f" edition: {quoted}, source: {{quote: {quoted}, outlet: {quoted}}}}}\n"
        "- {id: y, kind: count, document: doc, terms: [全球], published: '9'}"
    )
    return find(f"{text}。\n\n{text}，全球。", claims, title=text)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", list(FINDINGS_FORMATS))
def test_nothing_in_a_text_is_a_workflow_command(form: str, text: str) -> None:
    findings = hostile_findings(text)
    printed = render_findings(findings, form, evidence=True)
    ours = sum(not f.as_expected for f in findings) if form == "github" else 0

    commands = [line for line in re.split("\r\n|\r|\n", printed) if line.lstrip().startswith("::")]
    assert len(commands) == ours
    assert "##[" not in printed


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["text", "github", "md", "junit", "sarif"])
def test_no_control_or_direction_character_reaches_a_terminal_or_a_page(
    form: str, text: str
) -> None:
    printed = render_findings(hostile_findings(text), form, evidence=True)

    assert [c for c in printed if show_hidden(c) != c and c not in "\n"] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_junit_stays_the_same_document_whatever_the_text(text: str) -> None:
    def skeleton(printed: str) -> list[tuple[str, list[str]]]:
        return [(e.tag, sorted(e.attrib)) for e in ET.fromstring(printed).iter()]

    findings, plain = hostile_findings(text), hostile_findings("全球")
    assert skeleton(render_findings(findings, "junit")) == skeleton(render_findings(plain, "junit"))


@pytest.mark.parametrize("text", HOSTILE)
def test_sarif_and_json_stay_valid_whatever_the_text(text: str) -> None:
    findings = hostile_findings(text)

    validate(json.loads(render_findings(findings, "sarif", evidence=True)), SARIF)
    validate(json.loads(render_findings(findings, "json", evidence=True)), findings_schema())


@pytest.mark.parametrize("text", HOSTILE)
def test_claimreview_can_stand_inside_a_script_element(text: str) -> None:
    printed = render_findings(hostile_findings(text), "claimreview")

    assert not set(printed) & set("<>&\u2028\u2029")
    assert json.loads(printed)["@graph"][0]["claimReviewed"] == text


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_holds_foreign_text_in_code_spans_only(text: str) -> None:
    for line in render_findings(hostile_findings(text), "md", evidence=True).splitlines():
        outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", line)
        assert not re.search(r"[<>\[\]()!@#&`\\]|http", outside), line
        assert line.count("|") - line.count("\\|") in (0, 8)


@pytest.mark.parametrize(
    ("text", "span"),
    [("45", "`45`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a|b", "`a\\|b`"), ("", "` `")],
)
def test_a_code_span_has_a_fence_no_text_can_close(text: str, span: str) -> None:
    assert escape(text, "code") == span


def test_no_bracket_of_a_text_makes_a_link_in_sarif() -> None:
    log = render_findings(hostile_findings("[全球](http://example.org)"), "sarif")
    messages = [m["message"]["text"] for m in json.loads(log)["runs"][0]["results"]]

    assert all("[" not in message.replace("\\[", "") for message in messages)
