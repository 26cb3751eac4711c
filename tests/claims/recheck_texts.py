"""A small texts folder of three languages and four formats, and honest claims of every kind."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tests.support.make_captures import make_docx
from tests.support.make_pdf import Words, make_pdf

PLAN = """某网 首页 全球要闻

全球治理行动计划
（2025年7月26日）

一、共同发展。推动全 球合作，鼓励国际合作，ＡＩ发展。人工
智能与生成式人工智能，⼈工智能。

二、共同治理。遵循向善为民、尊重主权、发展导向、安全可控的目标和原则，反对霸权主义。

三、社会主义市场与社会主义道路。𠮷祥全球，百分之百。

（本报北京电）全球版权所有
"""
EARLIER = """国际合作倡议

一、各国合作。各国共享发展成果，全球共建。

二、国际合作。加强国际合作与交流。
"""
HANT = """全球治理倡議

一、國際合作。加強國際合作，發展經濟。

二、國際發展。后續發展與國際交流。
"""
SPEECH = """A speech on work

The war on
terror: jobs, job-training and a job's worth. Don't, or don’t.

Chapter 1. Café jobs grow; nobody's jobless here.

Chapter 2. Growth, growing work and a war on want.
"""
PAGE = (
    "<html><head><meta charset=utf-8><title>t</title></head><body><div class=nav>全球菜单</div>"
    "<div id=text><p>推动&#20154;工&#26234;能发展，促进各国合作。</p><p>人<b>工智</b>能，"
    "全球合作与全球治理。</p></div></body></html>"
)
WORD = make_docx(
    "<w:p><w:r><w:t>推动&#20154;工</w:t></w:r><w:r><w:t>智能，人工智能。</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>全球合作。</w:t></w:r></w:p>"
)
_FILES: list[tuple[str, str, bytes, str]] = [  # id, file, bytes, and what else the manifest says
    (
        "plan",
        "plan.txt",
        PLAN.encode("gb18030"),
        "title: 全球治理行动计划, issued: 2025-07-26, edition: printed,"
        " clip: {from: 一、共同发展, to: （本报北京电）}, encoding: gb18030",
    ),
    ("earlier", "earlier.txt", EARLIER.encode(), "title: 国际合作倡议, issued: 2023-10"),
    (
        "digest",
        "digest.txt",
        EARLIER.encode("utf-16"),
        "title: 国际合作倡议, issued: 2024, edition: 摘要",
    ),
    ("hant", "hant.txt", HANT.encode(), "title: 全球治理倡議, issued: 2026, language: zh-Hant"),
    (
        "speech",
        "speech.txt",
        SPEECH.encode(),
        "title: A speech on work, issued: 2020, language: en",
    ),
    ("page", "page.html", PAGE.encode(), "title: 无题, issued: 2024-01, selector: '#text'"),
    ("word", "word.docx", WORD, "title: 无题, issued: 2024-02"),
    ("pdf", "pdf.pdf", b"", "title: 无题, issued: 2024-03"),
]
_IN_CAPTURE = ("encoding", "selector")

CLAIMS = """claims:
- {id: each, kind: count, document: plan, terms: [全球, 国际, 人工智能], published: "7"}
- {id: longest, kind: count, document: plan, terms: [人工智能, 生成式人工智能],
   overlap: longest, published: 三次}
- {id: wide, kind: count, document: plan, terms: [AI], scope: [body], published: 1次}
- {id: radical, kind: count, document: plan, terms: [人工智能], published: 逾2次}
- {id: none, kind: count, document: plan, terms: [气候], published: 一次也没有}
- {id: minus, kind: count, document: plan, terms: [主义], minus: [社会主义], published: 一次}
- {id: wrong, kind: count, document: plan, terms: [共同], published: 约20次, expect: refuted}
- {id: token, kind: count, document: plan, terms: [共同], match: token, published: "2"}
- id: block
  kind: count
  document: plan
  terms:
    - 合作
    - 发展
  published: "5"  # as printed
  source: {outlet: 某报, quote: "合作、发展等词5次"}
- {id: least, kind: count, document: plan, terms: [发展], published: 至少3次}
- {id: nearly, kind: count, document: plan, terms: [发展, 全球], published: 近7次}
- {id: hant, kind: count, document: hant, terms: [國際], published: 四次}
- {id: simplified, kind: count, document: hant, terms: [国际, 发展], simplify: true, published: "7"}
- {id: word, kind: count, document: speech, terms: [job, jobs, war on terror, don't],
   match: word, published: seven}
- {id: prefix, kind: count, document: speech, terms: [grow], match: prefix, published: "3"}
- {id: over, kind: count, document: speech, terms: [job], match: word, published: more than 1}
- {id: page, kind: count, document: page, terms: [人工智能, 全球], published: "4"}
- {id: word-file, kind: count, document: word, terms: [人工智能, 全球], published: "3"}
- {id: pdf, kind: count, document: pdf, terms: [人工智能, 全球], published: "3"}
- {id: items, kind: items, document: plan, marker: 一、, published: 三项}
- {id: chapters, kind: items, document: speech, marker: 第X章, published: two}
- {id: list, kind: items, document: plan, marker: 、, between: {from: 遵循, to: 的目标和原则},
   published: 四大}
- {id: length, kind: length, document: plan, published: 约125字}
- {id: han, kind: length, document: plan, unit: han, published: "3", expect: refuted}
- {id: words, kind: length, document: speech, unit: words, published: about 36 words}
- {id: young, kind: count, document: plan, terms: [全球], published: "9", expect: unverifiable,
   source: {date: "2020-01"}}
- {id: open, kind: count, document: plan, terms: [合作], published: "9", expect: unverifiable,
   source: {quote: “合作”等词9次}}
- {id: no-mark, kind: items, document: plan, marker: （一）, published: "9", expect: unverifiable}
- {id: no-token, kind: count, document: plan, terms: [球治], match: token, published: "9",
   expect: unverifiable}
- {id: share, kind: share, document: plan, terms: [国际], of: [国际, 全球], published: 25%}
- {id: share-off, kind: share, document: plan, terms: [全球], of: [国际, 全球],
   published: 百分之五十, expect: refuted}
- {id: difference, kind: comparison, document: plan, terms: [全球], than: {document: earlier},
   published: 2次}
- {id: ratio, kind: comparison, document: plan, terms: [全球], than: {terms: [国际]}, by: ratio,
   published: 3倍}
- {id: rank, kind: rank, document: plan, terms: [全球], among: [国际, 合作, 全球]}
- {id: rank-off, kind: rank, document: plan, terms: [国际], among: [全球, 合作], published: 第一,
   expect: refuted}
- {id: first, kind: first-mention, document: plan, terms: [霸权主义], among: [earlier]}
- {id: third, kind: first-mention, document: plan, terms: [全球], published: 第二次,
   expect: refuted}
- {id: partial, kind: count, document: digest, terms: [合作], published: "4", expect: unverifiable}
- {id: floor, kind: count, document: digest, terms: [合作], published: 至少4次}
- {id: edition, kind: count, document: plan, terms: [全球], edition: spoken, published: "3",
   expect: unverifiable}
- {id: gone, kind: count, document: law-2030, terms: [全球], published: "3", expect: unverifiable}
"""


def write_texts(folder: Path) -> Path:
    """Write the folder: captures, manifest and claims."""
    (folder / "raw").mkdir(parents=True)
    entries = []
    for name, file, data, more in _FILES:
        data = data or make_pdf(
            [[Words(50, 800, "推动人工智能，人工智能。"), Words(50, 700, "全球合作。")]]
        )
        (folder / "raw" / file).write_bytes(data)
        keys, capture = [], [f"path: raw/{file}", f"sha256: {hashlib.sha256(data).hexdigest()}"]
        for key in more.split(", "):
            (capture if key.startswith(_IN_CAPTURE) else keys).append(key)
        lines = [f"id: {name}", *keys, f"capture: {{{', '.join(capture)}}}"]
        entries.append("- " + "\n  ".join(_quote(line) for line in _join(lines)))
    (folder / "manifest.yaml").write_text("documents:\n" + "\n".join(entries) + "\n", "utf-8")
    (folder / "claims").mkdir()
    (folder / "claims" / "all.yaml").write_text(CLAIMS, "utf-8")
    return folder


def _join(lines: list[str]) -> list[str]:
    joined: list[str] = []
    for line in lines:
        if line.startswith("to: "):
            joined[-1] += ", " + line
        else:
            joined.append(line)
    return joined


def _quote(line: str) -> str:
    key, _, value = line.partition(": ")
    return f'issued: "{value}"' if key == "issued" else line


def sign(data: dict[str, object]) -> str:
    """Return findings as text, with the digest that is right for them."""
    data.pop("sha256", None)
    whole = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    data["sha256"] = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps(data, ensure_ascii=False)
