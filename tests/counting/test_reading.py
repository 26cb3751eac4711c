"""Characters that are read as the same: random texts, compared with a second implementation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest

from policytext.counting.convention import Convention
from policytext.counting.find import segment_document
from policytext.counting.matches import find_matches
from policytext.documents.document import Document
from tests.support.make_documents import make_document

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LATIN = f"[^\\W_{HAN}]"
TITLE = "全球治理计划"

# What each character is read as, by its name in Unicode where it has one there.
SAME = {
    "⼈": "人", "⼯": "工", "⼒": "力", "⺠": "民", "\uf98a": "力", "\uf914": "樂",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "‐": "-", "‑": "-", "•": "·", "・": "·", "‧": "·", "･": "·",
    "ｶ": "カ", "ｽ": "ス", "ﾞ": "\u3099",
    **{chr(ord(c) + 0xFEE0): c for c in "AIGopenfixed0123456789%.-"},
}  # fmt: skip
UNSEEN = "\u200b\u200d\u2060\ufeff\u00ad\ufe0f"
BROKEN = {
    "inter-\nnational": "international", "coop-\r\neration": "cooperation",
    "cross-\nborder": "cross-border", "self‐\n govern": "self-govern", "AI-\npowered": "AI-powered",
    "coop\u00ad\neration": "cooperation", "ﬁnan-\ncial": "financial",
}  # fmt: skip

CHINESE_PIECES = (
    *"人工智能⼈⼯人工智能，、（）()的", "人工智能", "智\n能", "人 工 智　能", "⼒\uf98a", "力",
    "AI", "ＡＩ", "Open", "OpenAI", "ope\u200bn", "ｏｐｅｎ", "2025", "２０２５", "5G", "of", "ﬁx",
    "cafe\u0301", "café", "カ\u3099ス", "ｶﾞｽ", "ガス", "馬克•吐溫", "马克·吐温", "马克‧吐温",
    "马克・吐温",
    "到二○二五年", "到二0二五年", "到二０二五年", "到二〇二五年", "共100", "（一）", "(一)",
    "cross‐border",
    "达1 9 9 7 年", "达１ ９ ９ ７ 年", "达6 6 个", "达1 7 ．5 万", "的A R T I C L E的",
    "的A B C D E的",
    *(f"的{broken}" for broken in BROKEN),
)  # fmt: skip
BLANKS = ("", "", "", " ", "  ", "\u3000", "\u00a0", "\u200b", "\u2060 ", "\u00ad")
CHINESE_TERMS = (
    "人工智能", "⼈工 智能", "智能", "AI", "ＡＩ", "Open AI", "OpenAI", "open", "Open　AI", "2025",
    "5G", "fix", "ﬁx", "café", "cafe\u0301", "ガス", "ｶﾞｽ", "马克·吐温", "马克•吐温", "馬克・吐溫",
    "力",
    "二〇二五年", "二○二五", "（一）", "(一)", "一", "cross-border", "cross‑border",
    "international",
    "cooperation", "AI-powered", "financial", "1997年", "66个", "17.5万", "ARTICLE",
    "A R T I C L E",
    "ABCDE", "of AI", "AI of", "人工", "，", "(", "border", "100", "治理", TITLE,
)  # fmt: skip
ENGLISH_PIECES = (
    "Global", "plan", "ﬁnance", "ﬁNANCE", "finance", "oﬃce", "workﬂow", "cafe\u0301", "CAFÉ",
    "café",
    "naı\u0308ve", "naïve", "coo\u0308peration", "coöperation", "co-operation", "coop\u00aderation",
    "ｏｐｅｎ", "open", "cross‐border", "cross-border", "(open)", "A R T I C L E", "O'Neil",
    "’open’", "word--\nnext", "short-\nand long-term", *BROKEN,
)  # fmt: skip
ENGLISH_TERMS = (
    "global", "plan", "Finance", "ﬁnance", "office", "workflow", "café", "cafe\u0301", "cafe",
    "naïve",
    "coöperation", "cooperation", "co-operation", "open", "cross-border", "border", "international",
    "self-govern", "AI-powered", "financial", "article", "open plan", "plan  open", "(open)",
    "（open）",
    "long-term", "O'Neil", "O’Neil", "short- and long-term", "word", "next", "inter", "national",
)  # fmt: skip
# Words with their traditional writing; some have the same characters and another reading.
SCRIPTS = {
    "着力": "著力", "随着": "隨著", "沿着": "沿著", "着眼": "著眼", "著名": "著名", "显著": "顯著",
    "干燥": "乾燥", "乾隆": "乾隆", "乾安": "乾安", "乾安县": "乾安縣", "干部": "幹部",
    "里面": "裏面",
    "这里": "這裡", "后来": "後來", "皇后": "皇后", "什么": "什麼", "国际": "國際", "发展": "發展",
    "著称": "著稱", "借口": "藉口", "了解": "瞭解", "头发": "頭髮",
}  # fmt: skip


def is_series(characters: list[str]) -> bool:
    return all(ord(after) - ord(before) == 1 for before, after in pairwise(characters))


def join_letters(text: str) -> str:
    """Join four or more single capitals with equal gaps that are not a series."""
    cells = re.split(f"((?:{LATIN}|['’](?={LATIN}))+)", text)  # gap, word, gap, word, …, gap
    joined, number = [cells[0]], 1
    while number < len(cells):
        last = number
        while (
            last + 2 < len(cells)
            and cells[last + 1].isspace()
            and cells[last + 1] == cells[number + 1]
            and all(len(w) == 1 and w.isalpha() for w in (cells[last], cells[last + 2]))
        ):
            last += 2
        run = cells[number : last + 1 : 2]
        if len(run) < 4 or is_series(run) or not "".join(run).isupper():
            last, run = number, [cells[number]]
        joined += ["".join(run), cells[last + 1]]
        number = last + 2
    return "".join(joined)


def fold(text: str, zeros: str = "○0") -> str:
    """Fold characters and keep the white space."""
    for broken, whole in BROKEN.items():
        text = text.replace(broken, whole)
    text = "".join(SAME.get(c, c) for c in text if c not in UNSEEN)
    text = unicodedata.normalize("NFC", text).replace("智\n能", "智能")
    for zero in zeros:
        text = text.replace(f"二{zero}二五", "二〇二五")
    if "达1 9 9 7 年" in text:
        text = text.replace("达1 7 .5 万", "达17.5万").replace("达6 6 个", "达66个")
    return join_letters(text.replace("1 9 9 7 年", "1997年"))


def read_text(text: str, zeros: str = "○0") -> str:
    """Read *text* as ``text`` does: keep only spaces between Latin words."""
    text = fold(text, zeros).replace("（", "(").replace("）", ")")
    ends = f"[^\\W_{HAN}]|[.%+#\u0300-\u036f\u3099]"
    return "".join(
        piece
        if not piece.isspace()
        else " "
        if re.search(f"(?:{ends})\\Z", before) and re.match(LATIN, after)
        else ""
        for before, piece, after in zip(*cut_around_spaces(text), strict=True)
    )


def cut_around_spaces(text: str) -> tuple[list[str], list[str], list[str]]:
    pieces = [piece for piece in re.split(r"([^\S\n]+)", text) if piece]
    return ["", *pieces[:-1]], pieces, [*pieces[1:], ""]


def read_words(text: str) -> str:
    """Read *text* as ``word`` does: ignore case, reduce white space to one space."""
    text = fold(text).replace("short-\nand", "short- and").replace("word--\nnext", "word-- next")
    return " ".join(text.lower().replace("’", "'").replace("（", "(").replace("）", ")").split())


def count_words(text: str, term: str) -> int:
    found = 0
    for match in re.finditer(re.escape(term), text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        if not any(c.isalpha() or unicodedata.combining(c) for c in (before, after) if c):
            found += 1
    return found


class Runs:
    """A segmenter: runs of Latin letters and digits, and pairs of other characters."""

    name = fingerprint = "runs"

    def cut(self, text: str) -> list[str]:
        return re.findall(f"{LATIN}+|\\s|[^\\sA-Za-z0-9]{{1,2}}", text)


def count_tokens(text: str, term: str) -> int:
    return Runs().cut(text).count(term)


def print_title(draw: Random) -> str:
    whole, split = f"{TITLE}", f"{TITLE[:4]}\n{TITLE[4:]}"
    layouts = ("{}", "《{}》", "# {}", "【{}】", "——{}", "“{}”", "　　{}　　")
    return draw.choice(layouts).format(draw.choice((whole, whole, split, " ".join(TITLE))))


def write(draw: Random, pieces: tuple[str, ...], blanks: tuple[str, ...], opening: str) -> str:
    length = draw.randrange(1, 14)
    cells = [piece for _ in range(length) for piece in (draw.choice(pieces), draw.choice(blanks))]
    return opening + "".join(cells)


def count(document: Document, term: str, match: str, *, simplify: bool = False) -> int:
    convention = Convention(("title", "body"), match, simplify=simplify, segmenter="runs")  # type: ignore[arg-type]
    return len(find_matches(document, [term], convention, segmenter=Runs()))


def check_chinese(draw: Random) -> int:
    """Check texts of mixed scripts in which the title is repeated in any layout."""
    paragraphs = [
        write(draw, CHINESE_PIECES, BLANKS, "我们讲的") + "。" for _ in range(draw.randrange(1, 4))
    ]
    printed = [TITLE, *paragraphs]
    if draw.random() < 0.5:
        printed.insert(draw.randrange(1, len(printed) + 1), print_title(draw))
    data = "\n\n".join(printed)
    document = make_document(data, title=TITLE)
    # Whether numbers are spaced out is for the whole body to say.
    body = "\n\n".join(paragraphs)
    plain = [TITLE, *read_text(body).split("\n\n")]
    # A segmenter is given the figures as they are.
    given = [TITLE, *read_text(body, "○").split("\n\n")]
    for term in CHINESE_TERMS:
        wanted = read_text(term)
        expected = sum(paragraph.count(wanted) for paragraph in plain)
        assert count(document, term, "text") == expected, (data, term)
        expected = sum(count_tokens(paragraph, wanted) for paragraph in given)
        assert count(document, term, "token") == expected, (data, term)
    check_bytes(document, data)
    joined = "".join(segment_document(document, Runs())).replace("（", "(").replace("）", ")")
    assert joined.split("\n") == given, data
    return 2


def check_bytes(document: Document, data: str) -> None:
    """Check that the bytes of each match, read separately, are the term."""
    encoded = data.encode()
    for term in ("人工智能", "AI", "café", "fix", "ガス", "马克·吐温", "international", "Open AI"):
        for match in find_matches(document, [term]):
            span = document.byte_span(match.start, match.end)
            if span is not None:
                assert read_text(encoded[slice(*span)].decode()) == read_text(term), (data, term)


def check_english(draw: Random) -> int:
    blanks = (" ", " ", "  ", ", ", " \u200b", "\u00a0")
    paragraphs = [
        write(draw, ENGLISH_PIECES, blanks, "It is ") + "end." for _ in range(draw.randrange(1, 3))
    ]
    data = "\n\n".join(paragraphs)
    document = make_document(data, title="无题", language="en")
    for term in ENGLISH_TERMS:
        wanted = read_words(term)
        expected = sum(count_words(read_words(paragraph), wanted) for paragraph in paragraphs)
        assert count(document, term, "word") == expected, (data, term)
    return 1


def check_scripts(draw: Random) -> int:
    """Check that words of both scripts are found by either spelling, and no other words."""
    words = [draw.choice(list(SCRIPTS)) for _ in range(draw.randrange(1, 12))]
    written = [word if draw.random() < 0.3 else SCRIPTS[word] for word in words]
    # Apart by what belongs to no word of the tables.
    data = "".join(f"{word}{draw.choice('，、；')}" for word in written)
    document = make_document(f"题目是{data}。", language="zh-Hant")
    for word, traditional in SCRIPTS.items():
        expected = sum(other.startswith(word) for other in words)
        for term in {word, traditional}:
            assert count(document, term, "text", simplify=True) == expected, (data, term)
    for never in ("着名", "显着", "干隆", "乾部"):
        assert count(document, never, "text", simplify=True) == 0, (data, never)
    return 1


@pytest.mark.parametrize("check", [check_chinese, check_english, check_scripts])
def test_random_texts_are_read_as_defined(
    check: Callable[[Random], int], audit: bool, record_property: Callable[[str, object], None]
) -> None:
    wanted = {check_chinese: 120_000, check_english: 40_000, check_scripts: 40_000}[check]
    wanted = wanted if audit else wanted // 100
    draw, cases = Random(14), 0
    while cases < wanted:
        cases += check(draw)
    record_property("figure", f"{check.__name__}: {cases:,} cases, 0 differences")
