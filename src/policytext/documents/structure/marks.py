"""The marks of Chinese and English official documents: headings, list items, ends of sentences.

Tested in tests/documents/structure/test_outline.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policytext.base.lazy_pattern import compile_lazily
from policytext.language.han import HAN

CJK_PUNCTUATION = (
    r"\u3001-\u3003\u3008-\u3020\u301c-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    r"\u2018\u2019\u201c\u201d\u2014\u2026\u00b7\u30fb"
)
LINE_BREAK = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
_ENDING = frozenset("。！？!?….．")
_CLOSERS = "”’」』）)》〉】]\"'"

_CN = "[〇零○一二三四五六七八九十百千两]"


_NOTES = (
    "注释|注解|注|名词解释|名词注释|名词术语解释|相关名词解释|附注|参考文献"
    "|NOTES|Notes|ENDNOTES|Endnotes|REFERENCES|References|Glossary|GLOSSARY"
)
# Headings without a number, and lines after a text.
_LABELS = (
    f"序言|前言|引言|导言|序|总纲|总则|目录|摘要|结语|结束语|后记|{_NOTES}"
    rf"|附[件录表](?:\d{{1,2}}|{_CN}{{1,3}})?|Preamble|PREAMBLE"
    r"|(?:Annex|ANNEX|Appendix|APPENDIX)(?:\s+[\dA-Z]{1,4})?"
)
_DAY = rf"(?:\d{{4}}|{_CN}{{4}})年(?:\d{{1,2}}|{_CN}{{1,3}})月(?:\d{{1,2}}|{_CN}{{1,3}})日"
# Signatures with a date; and, below a title, the date and place of a speech.
_SIGNATURE = rf"(?:[\w、·（）]{{2,40}}?)?{_DAY}\Z"
_OCCASION = (
    rf"(?:——|──|--|—)(?:{_DAY}(?:[至、和—-](?:\d{{1,2}}月)?\d{{1,2}}日)?)?在[^。，；]{{2,50}}"
    r"(?:上|会议|大会)(?:的[^。，；]{1,8})?(?:国务院\w{2,8})?\Z"
)

# After the number of a heading, unlike an amount: 1.1总体要求, 1.1 Scope, but not 1.5万亿.
_NO_AMOUNT = rf"(?:\s*(?![万亿千百十元倍个年月日米吨公平人户家次件只台辆])(?=[{HAN}])|\s+(?=[A-Z]))"


@dataclass(frozen=True)
class Marker:
    """One kind of mark: its name, its level (1 is highest) and its pattern at the start of a line.

    The pattern has a group ``n`` for the number, if the mark has one.
    """

    name: str
    level: int
    pattern: re.Pattern[str]


MARKERS: tuple[Marker, ...] = (
    Marker("part", 1, compile_lazily(rf"第(?P<n>{_CN}+|\d+)[编篇](?![\w]*第)")),
    Marker("sub-part", 2, compile_lazily(rf"第(?P<n>{_CN}+|\d+)分编")),
    Marker("chapter", 3, compile_lazily(rf"第(?P<n>{_CN}+|\d+)章")),
    Marker("section", 4, compile_lazily(rf"第(?P<n>{_CN}+|\d+)节")),
    Marker(
        "article",
        5,
        compile_lazily(rf"第(?P<n>{_CN}+|\d+)条(?:之[一二三四五六七八九十]+)?(?![约款])"),
    ),
    Marker("一、", 6, compile_lazily(rf"(?P<n>{_CN}+)(?:、|[.．](?!\d))")),
    Marker("（一）", 7, compile_lazily(rf"[（(](?P<n>{_CN}+)[）)]")),
    Marker("1.", 8, compile_lazily(r"(?P<n>\d{1,3})(?:、|[.．](?!\d))")),
    Marker("（1）", 9, compile_lazily(r"[（(](?P<n>\d{1,3})[）)]")),
    Marker("①", 10, compile_lazily(r"(?P<n>[①-⑳㉑-㉟㊱-㊿])")),
    Marker("1.1", 9, compile_lazily(rf"(?:\d{{1,2}}\.){{1,3}}(?P<n>\d{{1,2}})\.?{_NO_AMOUNT}")),
    Marker("label", 13, compile_lazily(_OCCASION)),
    Marker("——", 11, compile_lazily(r"(?:——|──|--|—)(?![—─-])")),
    Marker("I.", 6, compile_lazily(r"(?P<n>[IVX]{1,6})\.\s")),
    Marker("bullet", 12, compile_lazily(r"[•●■◆▪·]\s?")),
    Marker("#", 12, compile_lazily(rf"#{{1,6}}(?=\s|[{HAN}])\s*")),
    Marker("part", 1, compile_lazily(r"(?:Part|PART)\s+(?P<n>\d{1,3}|[IVX]+)\b")),
    Marker("chapter", 3, compile_lazily(r"(?:Chapter|CHAPTER)\s+(?P<n>\d{1,3}|[IVX]+)\b")),
    Marker("section", 4, compile_lazily(r"(?:Section|SECTION)\s+(?P<n>\d{1,3}|[IVX]+)\b")),
    Marker(
        "article", 5, compile_lazily(r"(?:Article|ARTICLE)\s+(?P<n>\d{1,3}|[IVX]+)\b(?=[.:\s])")
    ),
    Marker("(a)", 9, compile_lazily(r"\((?:[a-z]|[ivx]{2,4})\)\s")),
    Marker("label", 13, compile_lazily(rf"(?:{_LABELS})[：:]?\s*\Z")),
    Marker("label", 13, compile_lazily(r"[（(【](?:新华社|人民日报|Xinhua)[^（）()]{0,30}[）)】]")),
)
# Cheap pre-filter: the first characters of all marks. Most lines do not start with one.
_MARKED = compile_lazily(
    rf"第|{_CN}|[\d（(【IVXPCSANREG•●■◆▪·#—─-]|[①-⑳㉑-㉟㊱-㊿]|[序前引导总目摘结后注名相附参]"
)
MARKER_NAMES = tuple(marker.name for marker in MARKERS)


def find_marker(line: str) -> tuple[Marker, re.Match[str]] | None:
    """Return the mark at the start of *line*, after white space; None if there is none."""
    stripped = line.lstrip()
    if not _MARKED.match(stripped):
        return None
    for marker in MARKERS:
        match = marker.pattern.match(stripped)
        if match:
            return marker, match
    return None


def is_signature(line: str) -> bool:
    """Return whether *line* is a signature with a date, or only a date."""
    return re.match(_SIGNATURE, line) is not None


def ends_sentence(line: str) -> bool:
    """Return whether *line* ends with sentence-final punctuation, ignoring closing quotes."""
    return line.rstrip().rstrip(_CLOSERS)[-1:] in _ENDING


_NOTES_HEADING = compile_lazily(rf"[【\[（(]?(?:{_NOTES})[】\])）]?[：:]?\Z")
_NOTES_LINE = compile_lazily(r"注[：:]?\s*(?:1[.．、]|[（(]1[）)]|①|\[1\])")
_FURNITURE = compile_lazily(
    r"(?:点击右上角.{0,12}|请使用浏览器.{0,12}|正在阅读[：:].{0,40}|扫一扫.{0,30}|微信扫一扫.{0,30}"
    r"|分享(?:到.{0,30}|[：:].{0,30}|让更多人看到)?|【?(?:打印|关闭|打印本页|关闭窗口|返回顶部|我要纠错|收藏|纠错)】?"
    r"|[【\[]?(?:字体|字号)[：:]?.{0,12}|(?:上一篇|下一篇|相关链接|相关阅读|相关附件|相关文档|延伸阅读|推荐阅读)[：:]?.{0,40}"
    r"|[（(【\[]?(?:责任编辑|责编|编辑|校对|监制|值班编辑)[：:].{0,30}|加载更多|阅读原文|查看更多"
    r"|首页\s*[>＞»].{0,60}|您(?:现在)?的?位置[：:].{0,60}|当前位置[：:].{0,60})\Z"
)
# A sentence of a law may forbid a use without permission; a notice speaks of the page or its owner.
_OWNER = "本网|本站|本报|本刊|本社|本平台|本公众号|本文|网站"
_LICENCE = compile_lazily(
    r"^\s*(?:[^，。；、“《\n]{0,20}(?:公有领域|知识共享|维基文库|版权所有|转载(?:时)?(?:请|须|需)注明"
    r"|public domain|Creative Commons|All rights reserved|Copyright (?:©|\(c\)|\d{4}))"
    rf"|(?:(?=.{{0,60}}(?:{_OWNER})).{{0,20}})未经.{{0,12}}(?:授权|许可).{{0,12}}(?:转载|使用)"
    r"|(?:本作品|此作品|本文件|原文).{0,60}(?:著作权法|公有领域|public domain)"
    r"|(?:免责声明|版权声明|版权信息)[：:]?(?=\s|$|.{0,60}(?:转载|转自|观点|版权|侵权)))",
    re.IGNORECASE | re.MULTILINE,
)
_LICENCE_PLACE = 0.7  # the part of a text after which a licence may begin


_ARTICLE_LINE = compile_lazily(rf"^\s*第(?:{_CN}+|\d+)[编篇章节条]", re.MULTILINE)


def find_notes_heading(line: str) -> bool:
    """Return whether *line* is the heading of notes, or the first note."""
    return bool(_NOTES_HEADING.match(line) or _NOTES_LINE.match(line))


def is_furniture(line: str) -> bool:
    """Return whether *line* belongs to a page: a button, a breadcrumb, an editor's name."""
    return bool(_FURNITURE.match(line))


def is_licence(line: str) -> bool:
    """Return whether *line* begins a licence or copyright notice."""
    return _LICENCE.match(line) is not None


def find_licence(text: str) -> int | None:
    """Return where a licence or copyright notice begins after *text*; None if there is none.

    Nothing is a notice if articles or chapters follow it.
    """
    for match in _LICENCE.finditer(text, int(_LICENCE_PLACE * len(text))):
        if not _ARTICLE_LINE.search(text, match.start()):
            return match.start()
    return None
