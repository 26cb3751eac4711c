"""The lone re-check: it agrees with all we print, and no change to a hit escapes it."""

from __future__ import annotations

import base64
import hashlib
import json
import quopri
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from policytext import recheck as module
from policytext.claims import load_claims, verify_claims
from policytext.claims.formats import render_findings
from policytext.documents.load import load_corpus
from tests.support.make_captures import document_of, make_docx, make_epub
from tests.support.make_pdf import Words, make_pdf

CHINESE = """全球治理

一、共同发展。推动全 球合作，鼓励国际合作，ＡＩ发展。人工
智能与生成式人工智能，⼈工智能。

二、共同治理。社会主义市场与社会主义道路，反对霸权主义。𠮷祥全球。
"""
ENGLISH = "The war on\nterror: jobs, job-training and a job's worth. Don't, or don’t. Café jobs."
CLAIMS = """
claims:
- {id: each, kind: count, document: zh, terms: [全球, 国际, 人工智能], published: "8"}
- {id: longest, kind: count, document: zh, terms: [人工智能, 生成式人工智能], overlap: longest,
   published: "3"}
- {id: wide, kind: count, document: zh, terms: [AI], scope: [body], published: "2"}
- {id: minus, kind: count, document: zh, terms: [主义], minus: [社会主义], published: "1"}
- {id: simplified, kind: count, document: zh, terms: [國際], simplify: true, published: "1"}
- {id: token, kind: count, document: zh, terms: [共同], match: token, published: "2"}
- {id: items, kind: items, document: zh, marker: 一、, published: 两项}
- {id: share, kind: share, document: zh, terms: [国际], of: [国际, 全球], published: 20%}
- {id: length, kind: length, document: zh, published: 约90字}
- {id: word, kind: count, document: en, terms: [job, jobs, war on terror, don't], match: word,
   published: "7"}
- {id: prefix, kind: count, document: en, terms: [Caf], match: prefix, published: "1"}
- {id: compare, kind: comparison, document: zh, terms: [全球], than: {document: en}, published: "4"}
"""


def write_texts(folder: Path) -> Path:
    entries = []
    (folder / "raw").mkdir(parents=True)
    for name, text, encoding in (("zh", CHINESE, "gb18030"), ("en", ENGLISH, "utf-8")):
        data = text.replace("\n", "\r\n").encode(encoding)
        (folder / "raw" / f"{name}.txt").write_bytes(data)
        entries.append(
            f"- id: {name}\n  title: 全球治理\n  issued: '2025'\n  language: {name}\n"
            f"  capture: {{path: raw/{name}.txt, encoding: {encoding},"
            f" sha256: {hashlib.sha256(data).hexdigest()}}}\n"
        )
    (folder / "manifest.yaml").write_text("documents:\n" + "".join(entries), encoding="utf-8")
    (folder / "claims").mkdir()
    (folder / "claims" / "all.yaml").write_text(CLAIMS, encoding="utf-8")
    return folder


@pytest.fixture
def written(tmp_path: Path) -> Path:
    texts = write_texts(tmp_path / "texts")
    findings = verify_claims(load_corpus(texts), load_claims(texts / "claims"))
    path = tmp_path / "findings.json"
    path.write_text(render_findings(findings, "json", evidence=True), encoding="utf-8")
    return path


def run(recheck: ModuleType, findings: Path) -> list[str]:
    try:
        return list(recheck.recheck(findings).faults)
    except Exception as error:
        return [repr(error)]


SOURCE = Path(module.__file__).read_text(encoding="utf-8")


def test_it_stands_alone() -> None:
    imported = {line.split()[1] for line in SOURCE.splitlines() if "import" in line.split()[:3]}

    assert {"hashlib", "json", "re"} < imported
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.xfail(reason="its tables alone take a third of these lines", strict=True)
def test_it_is_short() -> None:
    assert len(SOURCE.splitlines()) <= 300


def test_it_does_not_grow() -> None:
    assert len(SOURCE.splitlines()) <= 557
    assert max(map(len, SOURCE.splitlines())) <= 112


def test_as_a_lone_file_it_agrees_with_every_finding(written: Path, tmp_path: Path) -> None:
    lone = tmp_path / "lone.py"
    lone.write_bytes(Path(module.__file__).read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", str(lone), str(written)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("hits re-checked: all agree.\n")


def hits_of(findings: Path) -> list[dict[str, int | str]]:
    data = json.loads(findings.read_text(encoding="utf-8"))
    return [h for f in data["findings"] for h in f["matches"] if h["byte_start"] is not None]


def sign_again(findings: Path) -> None:
    """Make all digests agree, so that only what the re-check itself does can find a change."""
    data = json.loads(findings.read_text(encoding="utf-8"))
    for document in data["documents"].values():
        raw = (Path(data["texts"]) / document["capture"]).read_bytes()
        document["sha256"] = hashlib.sha256(raw).hexdigest()
    del data["sha256"]
    whole = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    data["sha256"] = hashlib.sha256(whole.encode()).hexdigest()
    findings.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def test_it_finds_every_byte_changed_in_a_hit_though_all_digests_agree(
    written: Path, audit: bool, record_property: Callable[[str, object], None]
) -> None:
    rng, hits, texts = random.Random(1), hits_of(written), written.parent / "texts"
    codecs = {"zh": "gb18030", "en": "utf-8"}
    original = written.read_text(encoding="utf-8")
    found = tried = 0
    while tried < (1000 if audit else 100):
        hit = rng.choice(hits)
        path = texts / "raw" / f"{hit['document']}.txt"
        data = path.read_bytes()
        span = slice(int(hit["byte_start"]), int(hit["byte_end"]))
        at = rng.randrange(span.start, span.stop)
        changed = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        codec = codecs[str(hit["document"])]
        before, after = (d[span].decode(codec, "replace").split() for d in (data, changed))
        if "".join(before).casefold() == "".join(after).casefold():
            continue  # white space for white space, or case: the same hit
        tried += 1
        path.write_bytes(changed)
        sign_again(written)
        found += bool(run(module, written))
        path.write_bytes(data)
        written.write_text(original, encoding="utf-8")

    record_property("figure", f"{found} of {tried} changes to a capture found")
    assert (found, tried) == (tried, tried)


def test_it_finds_every_byte_changed_in_the_evidence(
    written: Path, audit: bool, record_property: Callable[[str, object], None]
) -> None:
    rng = random.Random(2)
    original = written.read_bytes()
    first, last = original.index(b'"matches"'), original.index(b'"texts"')
    found = tried = 0
    while tried < (1000 if audit else 200):
        at = rng.randrange(first, last)
        changed = original[:at] + bytes([rng.randrange(32, 127)]) + original[at + 1 :]
        try:
            if json.loads(changed) == json.loads(original):
                continue
        except ValueError:
            pass
        tried += 1
        written.write_bytes(changed)
        found += bool(run(module, written))

    record_property("figure", f"{found} of {tried} changes to the evidence found")
    assert (found, tried) == (tried, tried)


def test_a_hit_left_out_or_put_in_is_found_though_all_digests_agree(written: Path) -> None:
    original = written.read_text(encoding="utf-8")
    for number in range(3):
        data = json.loads(original)
        finding = data["findings"][0]
        hit = finding["matches"].pop(number)
        finding["recounted"] -= 1
        finding["by_term"][hit["term"]] -= 1
        finding["published"] = str(finding["recounted"])
        written.write_text(json.dumps(data), encoding="utf-8")
        sign_again(written)
        assert any("not listed" in fault for fault in run(module, written))


def test_findings_without_evidence_leave_nothing_to_recheck(tmp_path: Path) -> None:
    texts = write_texts(tmp_path / "texts")
    findings = verify_claims(load_corpus(texts), load_claims(texts / "claims"))
    path = tmp_path / "findings.json"
    path.write_text(render_findings(findings, "json"), encoding="utf-8")

    assert module.main([str(path)]) == 3
    path.write_text("{", encoding="utf-8")
    assert module.main([str(path)]) == 3


@pytest.mark.corpora
def test_it_agrees_with_every_press_claim(corpora: Path, tmp_path: Path) -> None:
    claims = load_claims(corpora / "claims" / "press.yaml")
    findings = verify_claims(load_corpus(corpora, ids=claims.documents), claims)
    path = tmp_path / "findings.json"
    path.write_text(render_findings(findings, "json", evidence=True), encoding="utf-8")

    done = module.recheck(path)
    assert done.faults == []
    assert done.hits > 3000


PAGE = (
    "<html><head><meta charset=utf-8><title>t</title></head><body><div><p>推动&#20154;工&#26234;能"
    "发展，促进各国合作，共享发展成果。</p><p>人<b>工智</b>能，&#x5168;球合作与全球治理。</p>"
    "<p>The war<br>on terror, a war on<br>terror.</p></div></body></html>"
)
SAVED = (
    b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: %s\r\n\r\n%s\r\n"
)
CAPTURES = {
    "page.html": PAGE.encode(),
    "quoted.mhtml": SAVED % (b"quoted-printable", quopri.encodestring(PAGE.encode())),
    "base64.mhtml": SAVED % (b"base64", base64.encodebytes(PAGE.encode())),
}
PAGE_CLAIMS = """
claims:
- {id: text, kind: count, document: page, terms: [人工智能, 全球], published: "4"}
- {id: word, kind: count, document: page, terms: [war on terror], match: word, published: "2"}
"""


@pytest.mark.parametrize("name", list(CAPTURES))
def test_it_agrees_on_pages_with_entities_and_markup_inside_a_hit(
    name: str, tmp_path: Path
) -> None:
    texts, data = tmp_path / "texts", CAPTURES[name]
    (texts / "raw").mkdir(parents=True)
    (texts / "raw" / name).write_bytes(data)
    (texts / "claims.yaml").write_text(PAGE_CLAIMS, encoding="utf-8")
    (texts / "manifest.yaml").write_text(
        "documents:\n- id: page\n  title: 无题\n  issued: '2025'\n  capture:"
        f" {{path: raw/{name}, extractor: all, sha256: {hashlib.sha256(data).hexdigest()}}}\n",
        encoding="utf-8",
    )
    findings = verify_claims(load_corpus(texts), load_claims(texts / "claims.yaml"))
    path = tmp_path / "findings.json"
    path.write_text(render_findings(findings, "json", evidence=True), encoding="utf-8")
    described = json.loads(path.read_text(encoding="utf-8"))["documents"]["page"]

    assert findings.as_expected, [finding.reason for finding in findings]
    assert described["cuttable"] is (name != "base64.mhtml")
    done = module.recheck(path)
    assert (done.faults, done.hits) == ([], 6)


BODY = "推动人工智能发展，“人工智能”治理。\n\n全球合作 and global governance。\n"
XHTML = (
    '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>'
    "<p>推动&#20154;工智能发展，“人<b>工智</b>能”治理。</p>"
    "<p>全球合作 &amp; global</p></body></html>"
)
FILES: dict[str, tuple[bytes, dict[str, object]]] = {
    "doc.txt": (BODY.encode("utf-16"), {}),
    "doc.md": (
        "# 题\n\n推动**人工**智能，`人工智能`。\n\n[全球](http://x.org)合作\\*。\n".encode(),
        {},
    ),
    "doc.csv": (
        b'id,text\n1,"' + '推动人工智能，""人工智能""，全球\n合作。'.encode() + b'"\n',
        {"row": 1},
    ),
    "doc.jsonl": (
        json.dumps({"text": '推动人工智能，"人工智能"，全球\n合作𠮷。'}).encode() + b"\n",
        {"row": 1},
    ),
    "doc.xhtml": (XHTML.encode(), {}),
    "doc.docx": (
        make_docx(
            "<w:p><w:r><w:t>推动&#20154;工</w:t></w:r><w:r><w:t>智能，人工智能。</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>全球合作。</w:t></w:r></w:p>"
        ),
        {},
    ),
    "doc.epub": (make_epub(["<p>推动人工智能，人<i>工</i>智能。</p><p>全球合作。</p>"]), {}),
    "doc.pdf": (
        make_pdf([[Words(50, 800, "推动人工智能，人工智能。"), Words(50, 700, "全球合作。")]]),
        {},
    ),
}


@pytest.mark.parametrize("name", list(FILES))
def test_it_agrees_on_captures_of_every_format(name: str, tmp_path: Path) -> None:
    data, options = FILES[name]
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / name).write_bytes(data)
    document = document_of(data, name, title="无题", **options)
    capture = {"path": f"raw/{name}", "sha256": hashlib.sha256(data).hexdigest(), **options}
    (tmp_path / "manifest.yaml").write_text(
        json.dumps({"documents": [{"id": "doc", "title": "无题", "issued": "2025",
                                   "capture": capture}]}), encoding="utf-8")  # fmt: skip
    (tmp_path / "claims.yaml").write_text(
        "claims:\n- {id: x, kind: count, document: doc, terms: [人工智能, 全球], published: '3'}\n",
        encoding="utf-8",
    )
    findings = verify_claims(load_corpus(tmp_path), load_claims(tmp_path / "claims.yaml"))
    path = tmp_path / "findings.json"
    path.write_text(render_findings(findings, "json", evidence=True), encoding="utf-8")
    described = json.loads(path.read_text(encoding="utf-8"))

    assert findings.findings[0].recounted == 3
    done = module.recheck(path)
    assert (done.faults, done.hits) == ([], 3)
    assert described["documents"]["doc"]["cuttable"] is (name != "doc.pdf")
    hit = described["findings"][0]["matches"][0]
    assert (hit["byte_start"] is None) is (name == "doc.pdf")
    assert document.text[hit["start"] : hit["end"]] == "人工智能"
