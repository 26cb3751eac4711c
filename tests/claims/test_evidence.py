"""Evidence: every match can be traced to its bytes in the capture."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from dataclasses import replace

import pytest
from jsonschema import validate

from policytext.claims import verify_claims
from policytext.claims.evidence import list_cuts, list_evidence
from policytext.claims.findings import Findings
from policytext.claims.formats import render_findings
from policytext.claims.formats.captures import list_folds
from policytext.claims.recount import Desk, Measurement, Part, Request
from policytext.claims.schemas import findings_schema
from policytext.counting.convention import DEFAULT
from policytext.documents.assemble import build_document
from policytext.documents.capture import CaptureText, ExplicitBytes
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.documents.manifest import DocumentEntry
from tests.support.make_claims import make_claims, verify
from tests.support.make_documents import make_document


def fold(text: str) -> str:
    """Replace radicals and full-width letters, and drop characters that are not text."""
    kept = (c for c in html.unescape(text) if unicodedata.category(c) not in ("Cf", "Mn", "Cc"))
    return "".join(unicodedata.normalize("NFKC", "".join(kept)).split())


def read_page(page: str) -> CaptureText:
    """Read a page like a browser: entities are characters, tags are not text."""
    pieces = list(re.finditer(r"<[^>]*>|&[^;]+;|.", page, re.DOTALL))
    kept = [m for m in pieces if not m[0].startswith("<")]
    at = [len(page[: m.start()].encode()) for m in kept]
    ends = [len(page[: m.end()].encode()) for m in kept]
    text = "".join(html.unescape(m[0]) for m in kept)
    return CaptureText(text, ExplicitBytes(at, ends), len(page.encode()), "html", "utf-8")


def make_page(page: str) -> Document:
    capture = {"path": "raw/page.html", "sha256": "0" * 64}
    entry = {"id": "doc", "title": "无题", "issued": "2025", "capture": capture}
    return build_document(DocumentEntry.model_validate(entry), read_page(page))


TEXTS = {
    "line ends of Windows": "推动人工\r\n智能发展。\r\n\r\n人工智能治理。\r\n",
    "wrapped and spaced": "人 工 智\n能，人工智能。",
    "beyond the basic plane": "𠮷祥𪚥人工智能𠀀𠀁，𠮷人工智能𠮷。",
    "radicals and hidden characters": "⼈⼯智能，人\u200b工\u00ad智能，人\ufe00工智能。",
    "ideographic spaces": "\u3000\u3000人工\u3000智能。",
}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", list(TEXTS))
def test_cutting_the_bytes_and_folding_gives_the_term_back(name: str, encoding: str) -> None:
    data = TEXTS[name].encode(encoding)
    document = make_document(data, title="全球", encoding=encoding)
    codec = document.capture.encoding if document.capture else ""
    finding = verify("kind: count, terms: [人工智能], published: '1'", document)

    assert finding.measurement is not None
    hits = list(list_evidence(finding.measurement, Corpus((document,))))
    assert len(hits) == TEXTS[name].count("能") > 0
    for hit in hits:
        assert fold(data[hit["byte_start"] : hit["byte_end"]].decode(codec)) == "人工智能"
        assert document.text[hit["start"] : hit["end"]] == hit["exact"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", list(TEXTS))
def test_a_record_says_what_each_character_of_its_match_says(name: str, encoding: str) -> None:
    data = f"5G网络，é{TEXTS[name]}\n\n一、{TEXTS[name]}AI赋能5G\n网络。".encode(encoding)
    document = make_document(data, title="5G网络", encoding=encoding)
    text = document.text
    terms = {"".join(text[i : i + n].split()) for n in (5, 2, 1) for i in range(len(text))}
    desk = Desk(Corpus((document,)))
    matches = desk.find(Request("doc", tuple(sorted(filter(None, terms), reverse=True)), DEFAULT))
    measurement = Measurement(len(matches), "", (Part("", matches),))
    records = list_evidence(measurement, Corpus((document,)))

    assert [(r["term"], r["start"], r["end"]) for r in records] == [
        (match.term, match.start, match.end) for match in matches
    ]
    for record in records:
        start, end = record["start"], record["end"]
        paragraph = document.paragraph_at(start)
        region = document.region_at(start)
        around = (text[max(paragraph.start, start - 20) : start],
                  text[end : min(paragraph.end, end + 20)])  # fmt: skip
        assert (record["prefix"], record["suffix"]) == around
        assert record["region"] == (region.name if region else "")
        at = document.byte_span(start, end) or (None, None)
        assert (record["byte_start"], record["byte_end"]) == at
        cuts = list_cuts(document, start, end)
        assert record.get("cuts", cuts) == cuts
        assert ("cuts" in record) == (len(cuts) > 1)


def test_an_entity_is_cut_whole_and_tags_stand_between() -> None:
    page = "<p>推动&#20154;工&#26234;能，</p><p>人<b>工智</b>能。&#x5168;球。</p>"
    document = make_page(page)
    finding = verify("kind: count, terms: [人工智能, 全球], published: '3'", document)

    assert finding.verdict.value == "confirmed"
    assert finding.measurement is not None
    entity, tags, hexadecimal = list_evidence(finding.measurement, Corpus((document,)))
    data = page.encode()
    assert data[entity["byte_start"] : entity["byte_end"]].decode() == "&#20154;工&#26234;能"
    assert data[tags["byte_start"] : tags["byte_end"]].decode() == "人<b>工智</b>能"
    assert b"".join(data[a:b] for a, b in tags["cuts"]).decode() == "人工智能"
    assert data[hexadecimal["byte_start"] : hexadecimal["byte_end"]].decode() == "&#x5168;球"
    assert "cuts" not in entity


def test_context_stays_in_its_paragraph_and_region() -> None:
    document = make_document("共享成果。\n\n推动全球合作。\n\n开放。", title="治理")
    finding = verify("kind: count, terms: [全球, 治理], published: '2'", document)

    assert finding.measurement is not None
    title, body = list_evidence(finding.measurement, Corpus((document,)))
    assert (title["region"], title["byte_start"], title["prefix"]) == ("title", None, "")
    assert (body["region"], body["prefix"], body["suffix"]) == ("body", "推动", "合作。")


def test_every_match_is_listed_however_many_there_are() -> None:
    document = make_document("全球合作。" * 3000)
    claims = make_claims("- {id: x, kind: count, document: doc, terms: [全球], published: '3000'}")
    findings = verify_claims(Corpus((document,)), claims)

    printed = json.loads(render_findings(findings, "json", evidence=True))
    validate(printed, findings_schema())
    assert len(printed["findings"][0]["matches"]) == 3000


def test_the_json_has_the_keys_of_the_contract() -> None:
    claims = make_claims("- {id: x, kind: length, document: doc, published: 7字, scope: [body]}")
    findings = verify_claims(Corpus((make_document("推动全球合作。"),)), claims)
    printed = json.loads(render_findings(findings, "json"))

    validate(printed, findings_schema())
    assert list(printed) == ["schema", "tool", "inputs", "summary", "findings"]
    assert set(printed["findings"][0]) >= {
        "id", "document", "kind", "verdict", "expected", "published", "recounted", "convention",
        "by_term",
    }  # fmt: skip
    assert "matches" not in printed["findings"][0]
    assert printed["tool"]["unicode"] == unicodedata.unidata_version


def test_findings_list_the_evidence_of_each_and_none_where_nothing_was_counted() -> None:
    document = make_document("共商共建。".encode())
    counted = verify("kind: count, terms: [共], published: '2'", document)
    missing = replace(counted, measurement=None)
    first, second = Findings((counted, missing), corpus=Corpus((document,))).list_evidence()

    assert [(hit["exact"], hit["byte_start"], hit["byte_end"]) for hit in first] == [
        ("共", 0, 3),
        ("共", 6, 9),
    ]
    assert second == []


def test_folds_name_letters_with_their_marks_and_ligatures_with_their_letters() -> None:
    document = make_document("caf\u0065\u0301 ｶﾞ oﬃce １ 二○二五年 二0二五年。", title="题")
    folds = list_folds([document], ["马克•吐温", "（一）"])

    assert folds == {
        "e\u0301": "é", "ｶﾞ": "ガ", "ｶ": "カ", "ﬃ": "ffi", "１": "1", "○": "〇", "•": "·",
        "（": "(", "）": ")",
    }  # fmt: skip
    assert [len(old) for old in folds] == sorted(map(len, folds), reverse=True)


def test_a_word_that_was_broken_is_cut_in_its_pieces() -> None:
    data = "The cross-\nborder and inter-\nnational A R T I C L E."
    document = make_document(data, language="en")
    for term, pieces in {
        "cross-border": ["cross-", "border"],
        "international": ["inter", "national"],
        "article": list("ARTICLE"),
    }.items():
        start = document.text.lower().index(term)
        cuts = list_cuts(document, start, start + len(term))
        assert [data.encode()[a:b].decode() for a, b in cuts] == pieces
