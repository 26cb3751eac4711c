"""Re-check findings without the package: ``python recheck.py findings.json [TEXTS]``.

Needs only Python, the findings (``policytext verify --format json --evidence``) and the texts
folder. Reads manifest, claims and captures by itself, cuts every paragraph out of its capture,
counts and judges anew, and names in lines "not re-checked: …" what it took on trust.
Exit codes: 0 agrees, 1 differs (or usage), 3 unreadable, 4 nothing to re-check.
"""
# ruff: noqa: E501, SIM905 (tables of words are packed: the file is one that is copied about)

import hashlib
import html
import json
import quopri
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

# fmt: off
KEYS = set(  # any other key is refused
    "schema tool inputs summary findings texts folds simplified documents sha256 path name version python unicode "
    "id document kind verdict expected published recounted convention counted by_term reason notes source terms "
    "minus claim matches term start end byte_start byte_end region exact prefix suffix role cuts boxes glyph_start "
    "glyph_end page left bottom right top capture format encoding members cuttable paragraphs damage text scope "
    "edition expect note match overlap simplify segmenter segmenters fingerprint open_family of among than by marker "
    "between from to separators unit outlet date title url quote".split())
FREE = ("by_term", "folds", "simplified", "documents", "segmenters", "summary")  # any key is right
UNSAID = {"rank": "首位", "first-mention": "首次"}  # is published where the claim says nothing
REGIONS = ["title", "subtitle", "body", "annex"]
DAMAGE = ("hole in numbering", "cut end", "repeated paragraph", "appended notes", "page furniture",
          "licence footer")
PARTIAL = re.compile(  # editions that are not whole
    "digest|truncat|\\bpartial|excerpt|abridge|incomplete|summary|near-complete|摘|节选|節選|节录|節錄"
    "|选登|選登|不全|残缺|殘缺|缺页|删节|刪節", re.IGNORECASE)

OPEN = ("等", "”等", "」等", "，等", "etc")  # after a term: the source does not name all its words
# On which side of the published number more words could mend it.
MENDED = {"count": [-1], "share": [-1], "comparison": [-1, 1], "rank": [1], "first-mention": [-1]}
GROWING = ("count", "items", "length")  # kinds whose number only grows with the text

HAN = "⺀-\u2fdf々-〇〡-〩㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003ffff"
BESIDE = f"[{HAN}、-〃〈-〠！-／：-＠｛-･]"  # white space beside these is no text
ENDS = rf"[^\W_{HAN}]|[.%+#\u0300-\u036f\u3099\u309a]"
APART = rf"(?<!{ENDS}) | (?![^\W_{HAN}])"
YEAR = r"(?<![一二三四五六七八九〇○◯\d])(?=[一二三四五六七八九〇○◯])[一二三四五六七八九〇○◯0]{3,}(?!\d)(?:(?<!0)|(?=年))"
LETTER = rf"[^\W\d_{HAN}]|[\u0300-\u036f]"
PREFIX = rf"(?<!{LETTER})(?:%s)"
MATCHES = {"text": "%s", "token": "(?=(?:%s))", "prefix": PREFIX, "word": rf"{PREFIX}(?!{LETTER})"}
IGNORABLE = ("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
             "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]")
MARKUP = "(?is:<(?:script|style)[^a-z].*?</(?:script|style) *>|<!--.*?-->|<[^<>]*>)"
_N, _E = "第(?:[〇零○一二三四五六七八九十百千两]+", r"\s+(?:\d{1,3}|[IVX]+)\b"
_OCCASION = r"[—─-]+[\d〇零○一二三四五六七八九十年月日至、和—-]*在[^。，；]{2,50}(?:上|会议|大会)(?:的[^。，；]{1,8})?$"
_LABEL = ("(?:序言|前言|引言|导言|序|总纲|总则|目录|摘要|结语|结束语|后记|注释|注解|注|名词解释|附注|参考文献|附[件录表]\\w{0,3}"
          "|Preamble|PREAMBLE|Notes|NOTES|References|REFERENCES|(?:Annex|ANNEX|Appendix|APPENDIX)(?: \\w{1,4})?)[：:]?$")
MARKS = {  # how a heading or list item of each kind begins; a speech's occasion is none
    "一、": rf"{_N[1:]})(?:、|[.．](?!\d))", "（一）": rf"[（(]{_N[1:]})[）)]", "bullet": r"[•●■◆▪·]\s?",
    "1.": r"\d{1,3}(?:、|[.．](?!\d))", "①": "[①-⑳㉑-㉟㊱-㊿]", "（1）": r"[（(]\d{1,3}[）)]",
    "I.": r"[IVX]{1,6}\.\s", "(a)": r"\((?:[a-z]|[ivx]{2,4})\)\s", "#": rf"#{{1,6}}(?=\s|[{HAN}])\s*",
    "——": rf"(?!{_OCCASION})(?:——|──|--|—)(?![—─-])",
    "第X编": rf"{_N}|\d+)[编篇](?!\w*第)|(?:Part|PART){_E}", "第X分编": rf"{_N}|\d+)分编",
    "第X章": rf"{_N}|\d+)章|(?:Chapter|CHAPTER){_E}", "第X节": rf"{_N}|\d+)节|(?:Section|SECTION){_E}",
    "第X条": rf"{_N}|\d+)条(?:之[一二三四五六七八九十]+)?(?![约款])|(?:Article|ARTICLE){_E}(?=[.:\s])"}

# What is read as what; where it occurs, the findings must list it. First the radicals' supplement.
_PAIRS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫"
    "⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠"
    "⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉"
    "⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀")
MUST = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
MUST |= {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F) if chr(c) not in "！（），：；？"}
MUST |= {chr(c): normalize("NFKC", chr(c)) for c in (0x2E9F, 0x2EF3, *range(0x2F00, 0x2FD6),
         *range(0xF900, 0xFAFF), *range(0x2F800, 0x2FA1E)) if normalize("NFKC", chr(c)) != chr(c)}
# Read as each other where the findings list it; ○ is a zero only among figures.
MAY = ("〇○◯０", "-‐‑", "·•・‧･", "(（", ")）", "[［【", "]］】", "{｛", "}｝")
SPELLED = "[ﬀ-ﬆ]|[ｦ-ﾟ]+"  # ligatures, half-width katakana: read as Unicode spells them out
SOFT = ("quotes", "furniture", "footer", "pinyin", "watermarks")  # cleaning that drops words
TWO_WAYS = "乾菸薹拚捱摺吒後徵夥榘於袷麴醣麽著瞭藉覆"  # simplified themselves, and simplified to others

# What is printed before and behind a number, and what it makes of the number.
BEFORE = (
    "(?P<least>至少|最少|起码|少说|大于或?等于|不(?:少于|低于|下于?|小于)|[≥≧]|>=|＞＝|上(?=[半百千万亿])|at least"
    "|not? (?:fewer|less) than|a minimum of)|(?P<most>不超过|小于或?等于|不[多高大]于|[至最顶]多|[≤≦]|<=|＜＝"
    "|at most|not? more than|up to|a maximum of)|(?P<nearly>[将接]近|几[近乎]|近|nearly|almost|close to|not quite"
    "|approaching)|(?P<about>大[约概致]|约[为有计]?|差不多|[~～≈]|about|around|roughly|approximately|some|circa"
    "|an estimated|in the region of)|(?P<more>超[过出]?|[多高大]于|突破|[逾>＞]|过(?=[半百千万亿])|above|upwards of"
    "|(?:well |just |slightly |a little )?over|greater than|(?:slightly |little )?more than|in excess of)"
    "|(?P<fewer>不足|[不未][到满]|未达|[少低小]于|[<＜]|just under|just short of|under|below"
    "|(?:fewer|less|smaller) than)|(?P<exact>[多高长]?达到?|共[计有]?|[合总累]计|[总一]共|[计为有是=＝]|仅[有仅]?"
    "|只有?|整整|足足|[恰正刚]好|a (?:total of|combined|mere|record|whopping)|an astonishing|exactly|precisely"
    "|as (?:many|few|often) as|only|just|fully|all|totall?ing)")
BEHIND = ("(?P<exact>之多|in total|in all|altogether)|(?P<plus>有余|出头|开外|多|[- ]odd)|(?P<least>[及或]?以上|之上|[+＋]"
          "|or more|[- ]plus|at least)|(?P<most>及?以下|[以之]内|or (?:fewer|less)|at most)|(?P<fewer>不到)"
          "|(?P<about>左右|上下|前后|or so|or thereabouts|give or take)")
TAILS = {"余": "plus", "多": "plus", "几": "plus", "来": "about", "+": "least", "＋": "least"}
WORDS = (
    "从?未|未见|不见|没有|无|只字未提|一次[也都]没有|没有一[次处]|无一处|never|nowhere|not?|none|not at all"
    "|not (?:mentioned )?once|not a single time",
    "首[次度个位]|第一次|榜首|居首|最[多高]|最频繁|(?:the )?first time|first|top|(?:the )?most",
    "次席|second", "季军|third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
SIMPLE = str.maketrans(
    "０１２３４５６７８９．％，兩萬億點餘貳贰參叁肆伍陸陆柒捌玖拾佰仟壹〇○達約為過將幾總計僅滿於後無從數來頻頂項處沒",
    "0123456789.%,两万亿点余二二三三四五六六七八九十百千一零零达约为过将几总计仅满于后无从数来频顶项处没")
FIGURES = {c: n for n, c in enumerate("零一二三四五六七八九")} | {name: n for n, name in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split())} | {name: 10 * n for n, name in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
FIGURES |= {"两": 2, "once": 1, "twice": 2, "thrice": 3, "couple": 2, "of": 0, "and": 0, "a": 0, "an": 0}
WORTH = {"十": 10, "百": 100, "千": 1000, "dozen": 12, "hundred": 100, "万": 10**4, "亿": 10**8,
         "thousand": 1000, "million": 10**6, "billion": 10**9}
SHARES = {r"(.+?)[ -]?(?:%|per[ -]?cent)": 100, "(.+)‰|千分之(.+)": 1000, "百分之(.+)": 100,
          "万分之(.+)": 10**4, "(.+)成": 10}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
# fmt: on


class Published:
    """A published number as printed: from what on, and up to what, a recount agrees with it."""

    def __init__(self, printed: str) -> None:
        text = (
            " ".join(printed.translate(SIMPLE).split()).lower().strip(" ,.。;；:：、()[]（）【】")
        )
        said = next((str(n) for n, words in enumerate(WORDS) if re.fullmatch(words, text)), "")
        text, hedges = re.sub(r"^(\d+)(?:st|nd|rd|th)$", r"\1", said or text), {""}
        while found := re.match(rf"(?:{BEFORE})(?:\b|(?<![a-z]))", text) or re.search(
            f"(?:{BEHIND})$", text
        ):
            hedges.add(str(found.lastgroup))
            text = (text[: found.start()] + text[found.end() :]).strip()
        text = re.sub("([余多])([万亿]+)", r"\2\1", text.removeprefix("第"))
        ends = [n for n in range(len(text), 0, -1) if not text[n:].startswith("age")]  # per centage
        cut = next(n for n in ends if read_number(text[:n].strip()))
        value, self.step, decimals = read_number(text[:cut].strip())
        hedges.add(TAILS.get(text[cut:].strip()[:1], ""))
        self.hedge = "plus" if "plus" in hedges else max(hedges - {"exact"}) or "exact"
        self.ratio, self.value = re.search("倍|fold|分点|percentage point", text[cut:]), value
        half = 0 if said else self.step / 2
        near = max(half, value / 20, int(value >= 1 and not decimals and not self.ratio))
        self.below = {"exact": half, "about": near, "nearly": near}.get(self.hedge, 0)
        self.above = {"exact": half, "about": near, "plus": self.rise()}.get(self.hedge, 0)

    def rise(self) -> Fraction:
        """Return the worth of the last digit that is not 0: 10 of 50, 1,000 of 1.9万, 5 of 45."""
        step: Fraction = self.step
        while step and self.value and (self.value / step) % 10 == 0:
            step *= 10
        return 10 - self.value % 10 if step == 1 and self.value > 10 and not self.ratio else step

    def side(self, number: Fraction) -> int:
        """Return -1 for a number below those that are admitted, 1 above them, 0 for one of them."""
        low, high, hedge = self.value - self.below, self.value + self.above, self.hedge
        if hedge not in ("fewer", "most") and (
            number < low or (number == low and hedge in ("more", "plus"))
        ):
            return -1
        open_end = hedge in ("fewer", "nearly", "plus") or (hedge == "exact" and high > low)
        return int(
            hedge not in ("least", "more") and (number > high or (number == high and open_end))
        )


def read_number(text: str) -> Any:
    """Return the number *text* is, what a step of its last digit is worth, and its decimals."""
    text = re.sub("^(.)成(.)$", r"\1点\2成", text).replace("点半成", "点五成")
    for pattern, share in SHARES.items():
        if found := re.fullmatch(pattern, text):
            whole = read_number(found[found.lastindex or 0])
            return whole and (whole[0] / share, whole[1] / share, whole[2])
    if found := re.fullmatch(r"(.+)分之(.+)", re.sub(r"^(\d+) ?/ ?(\d+)$", r"\2分之\1", text)):
        below, above = read_number(found[1]), read_number(found[2])
        return above and below and below[0] and (above[0] / below[0], Fraction(0), 0)
    if (found := re.fullmatch(r"(?:([a-z]+)[ -])?([a-z]+?)s?|一?半数?", text)) and (
        found[2] or "half"
    ) in PARTS:
        return (
            (add_up(found[1] or "a")[0] or Fraction(1)) / PARTS[found[2] or "half"],
            Fraction(0),
            0,
        )
    return add_up(text)


def add_up(text: str) -> Any:
    """Read figures with their units: 45, 1,260, 1.9万, 1亿2000万, 一百零三, forty-five."""
    text = (
        re.sub("half[ -]a[ -]dozen", "six", text)
        .replace("廿", "二十")
        .replace("卅", "三十")
        .replace("卌", "四十")
        .replace(",", "")
    )
    if re.search("[百千万亿][一二三四五六七八九]$", text):
        text += {"百": "十", "千": "百", "万": "千", "亿": "千万"}[text[-2]]  # unsaid in 一百二
    if (found := re.fullmatch("(.+)点([零一二三四五六七八九]+[万亿]?)", text)) and (
        whole := add_up(found[1])
    ):
        text = f"{whole[0]}." + found[2]
    if re.fullmatch(r"(\d+\.)?[零一二两三四五六七八九]+[万亿]?", text) and text[1:].strip("万亿"):
        text = "".join(str(FIGURES.get(c, c)) for c in text)
    items = re.findall(r"\d+(?:\.\d+)?|[a-z]+|[^\s-]", text)
    if not items or not all(i in FIGURES or i in WORTH or i[0].isdecimal() for i in items):
        return None
    total = part = figure = Fraction(0)
    for item in items:
        worth = WORTH.get(item, 0)
        if not worth:
            figure += Fraction(FIGURES.get(item, item))
        elif worth < 1000 or item == "千":
            part, figure = part + (figure or 1) * worth, Fraction(0)
        else:
            more = (part + figure + total * (worth > total) or 1) * worth
            total, part, figure = more + total * (worth <= total), Fraction(0), Fraction(0)
    last = max((n for n, item in enumerate(items) if item[0].isdecimal()), default=len(items) - 1)
    digits = items[last].partition(".")[2]
    step = Fraction(WORTH.get(items[last], 1) if items[last] in "万亿" else 1, 10 ** len(digits))
    for item in items[last + 1 :]:
        step *= WORTH[item]
    return total + part + figure, step, len(digits)


TOKEN = (
    r"""(?:\s|(?<!\S)\#.*)+|"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>(?:''|[^'])*)'|---.*"""
    r"""|(?P<mark>[\[\]{},]|-(?=\s)|:(?=[\s,\]}]|\Z)|(?<=["']):)"""
    r"""|[|>][-+]?\n(?P<block>( +).*(?:\n(?:\5.*)?)*)"""
)
PLAIN = {  # a word or more that stand in brackets, and that do not
    True: r"|(?P<plain>(?:[^\[\]{},:\n#]|:(?![\s,\]}])|(?<!\s)#|\n)+)",
    False: r"|(?P<plain>(?:[^:\n#]|:(?=\S)|(?<!\s)#)+"
    r"(?:\n +(?=\S)(?![-#]\s)(?!(?:[^:\n]|:\S)*:(?:\s|\Z))(?:[^\n#]|(?<!\s)#)+)*)",
}


def read_yaml(text: str) -> Any:
    """Read YAML as manifests and claims are written in it: no anchors, no tags; all is text."""
    tokens: list[tuple[str, int]] = []
    at = depth = 0
    while at < len(text):
        found: Any = re.compile(TOKEN + PLAIN[depth > 0]).match(text, at)
        if kind := found.lastgroup:
            value = (
                json.loads(f'"{found[kind]}"', strict=False) if kind == "double" else found[kind]
            )
            value = " ".join(value.replace("''", "'" if kind == "single" else "''").split())
            depth += (value in "[{") - (value in "]}") if kind == "mark" else 0
            tokens.append(("\0" * (kind == "mark") + value, at - text.rfind("\n", 0, at)))
        at = found.end()
    left = [("", -1), *reversed(tokens)]
    made = parse(left)
    if len(left) > 1 or not isinstance(made, dict):
        raise ValueError("YAML of another kind")
    return made


def parse(tokens: list[tuple[str, int]], *, flow: bool = False) -> Any:
    """Return what begins with the last of *tokens*, and take its tokens away."""
    text, column = tokens.pop()
    made: Any = [] if text in ("\0[", "\0-") else {}
    if text in ("\0[", "\0{"):
        while (item := parse(tokens, flow=True)) not in ("\0]", "\0}"):
            if text == "\0[" and item != "\0,":
                made.append(item)
            elif item != "\0,":
                made[item] = (
                    parse(tokens, flow=True) if tokens[-1][0] == "\0:" and tokens.pop() else "null"
                )
    elif text == "\0-":
        made = [parse(tokens)]
        while tokens[-1] == (text, column) and tokens.pop():
            made.append(parse(tokens))
    elif flow or tokens[-1][0] != "\0:":
        return text
    else:
        while tokens[-1][0] == "\0:" and tokens.pop():
            deeper = tokens[-1][1] > column - (tokens[-1][0] == "\0-")
            made[text] = parse(tokens) if deeper else "null"
            if tokens[-1][1] == column and tokens[-1][0] != "\0-":
                text, _ = tokens.pop()
    return made


class Text:
    """A document: its capture, and the paragraphs that the findings cut out of it."""

    def __init__(self, record: Any, entry: Any, folder: Path, folds: dict[str, str]) -> None:
        self.record, self.entry, self.folds, self.code = record, entry, folds, record["encoding"]
        path = folder / (folder / record["capture"]).resolve().relative_to(folder.resolve())
        self.file, self.form = path.read_bytes(), record["format"]
        self.unchecked: list[str] = []
        self.data = b"".join(zipfile.ZipFile(path).read(m) for m in record["members"]) or self.file
        self.parts = record["paragraphs"]
        self.texts = [p["text"] if "text" in p else self.cut(p["cuts"]) for p in self.parts]
        self.pattern = re.compile("|".join(map(re.escape, folds)) or "(?!)")
        self.read = {s: [self.fold(text, s) for text in self.texts] for s in ("", " ")}
        for part in (part for part, p in enumerate(self.parts) if "text" in p):
            self.read[" "][part] = " ".join(self.texts[part].split())  # it is as it was cleaned
        self.cuts = sorted(
            (a, b, p["region"]) for p in self.parts for a, b in p.get("cuts", ()) if a != b
        )

    def cut(self, cuts: Any) -> str:
        """Return the text of byte ranges; an empty one is white space, and there may be entities."""
        decode: Any = quopri.decodestring if self.form == "mhtml" else bytes
        text = "".join(decode(self.data[a:b]).decode(self.code, "replace") or " " for a, b in cuts)
        if self.form == "jsonl":
            return str(json.loads(f'"{text}"', strict=False))
        plain = {"plain": text, "csv": text.replace('""', '"')}
        return plain.get(self.form, html.unescape(text))

    def fold(self, text: str, space: str = "") -> str:
        """Return *text* as a count reads it; *space* is what white space between words is."""
        text = self.pattern.sub(lambda match: self.folds[match[0]], re.sub(IGNORABLE, "", text))
        text = " ".join(text.split())
        if space:
            return re.sub(f"(?<={BESIDE}) | (?={BESIDE})", "", text)
        text = re.sub(APART, "", text)  # between two words or numbers a space is text
        return re.sub(YEAR, lambda row: re.sub("[0○◯]", "〇", row[0]), text)

    def check(self) -> Iterator[str]:
        """Yield what is wrong with the capture, and with the paragraphs."""
        said, digest = self.entry.get("capture", {}), hashlib.sha256(self.file).hexdigest()
        if not digest == self.record["sha256"] == said.get("sha256", digest):
            yield "the capture has changed"
        if said.get("path", self.record["capture"]) != self.record["capture"]:
            yield "the manifest names another capture"
        other = re.search(
            rb"(?i)<(?:!doctype )?html|multipart/related|%PDF-|^PK\x03", self.data[:4096]
        )
        if (
            not other
            and said.get("path", "").endswith(".txt")
            and self.form != said.get("format", "plain")
        ):
            yield f"a plain text is said to be {self.form}"
        for damage in self.record["damage"]:
            if damage["kind"] not in DAMAGE:
                yield f"damage of the kind {damage['kind']!r} is not known here"
        bare = {p["region"] for p in self.parts if not p.get("cuts")} - {"title", "subtitle"}
        if self.form not in ("pdf", "mhtml") and (bare or not self.record["cuttable"]):
            yield "a paragraph is in no capture"
        for name in ("title", "subtitle") if self.entry else ():
            text = "".join(
                t for p, t in zip(self.parts, self.texts, strict=True) if p["region"] == name
            )
            if self.fold(text) != self.fold(self.entry.get(name, "")):
                yield f"the {name} is not the one in the manifest"
        for one, two, text in zip(self.parts, self.parts[1:], self.read[""], strict=False):
            if two["start"] - one["start"] <= len(text) or REGIONS.index(
                one["region"]
            ) > REGIONS.index(two["region"]):
                yield f"the paragraph at {two['start']} is out of order"
        for one, two in pairwise(self.cuts):
            if one[1] > two[0]:
                yield f"bytes {two[0]} to {one[1]} are used twice"
        yield from self.check_breaks()
        yield from self.check_clip()

    def check_breaks(self) -> Iterator[str]:
        """Yield where a paragraph ends within a line, or goes on behind a blank line."""
        columns = self.entry.get("cleaning", {}).get("columns") == "true"
        for one, two in pairwise(p for p in self.parts if p.get("cuts")):
            gap = self.data[one["cuts"][-1][1] : two["cuts"][0][0]].decode(self.code, "replace")
            if one["cuts"][-1][1] <= two["cuts"][0][0] and not re.search(r"[\s<\\,]", gap):
                yield f"the paragraph at {two['start']} begins within a line"
        for piece in self.parts if self.form == "plain" and not columns else ():
            for (_, a), (b, _) in pairwise(piece.get("cuts", ())):
                gap = self.data[a:b].decode(self.code, "replace")
                if len(gap.splitlines()) > 2 and not gap.strip():
                    yield f"the paragraph at {piece['start']} goes on behind a blank line"

    def holds(self, piece: Any, hit: Any) -> bool:
        """Tell whether a hit begins and ends in a paragraph."""
        at, to, cuts = hit["byte_start"], hit["byte_end"], piece.get("cuts", [])
        if at is None or not self.record["cuttable"]:
            return not cuts and 0 <= hit["start"] - piece["start"] < len(piece["text"])
        return any(a <= at < b for a, b in cuts) and any(a < to <= b for a, b in cuts)

    def split(self, part: int, hit: Any) -> tuple[str, str, str]:
        """Return what of a paragraph is before a hit, the hit, and what is behind it."""
        at, to, piece = hit["byte_start"], hit["byte_end"], self.parts[part]
        if at is None or not self.record["cuttable"]:
            start, end = hit["start"] - piece["start"], hit["end"] - piece["start"]
            return piece["text"][:start], piece["text"][start:end], piece["text"][end:]
        before = self.cut([(a, min(b, at)) for a, b in piece["cuts"] if a < at])
        after = self.cut([(max(a, to), b) for a, b in piece["cuts"] if b > to])
        return before, self.cut(hit.get("cuts") or [[at, to]]), after

    def check_clip(self) -> Iterator[str]:
        """Yield which bytes lie outside the clip, and which words inside it are in no paragraph."""
        if not self.record["cuttable"]:
            self.unchecked.append(
                "that its words are those of the capture, which has no bytes to cut"
            )
            return
        limits, left = self.limits(), ""
        for a, b, region in self.cuts if limits else ():
            if region in ("body", "annex") and not any(x <= a and b <= y for x, y in limits):
                yield f"bytes {a} to {b} are outside the clip"
        ends = [0, *(b for _, b, _ in self.cuts)], [*(a for a, *_ in self.cuts), len(self.data)]
        for x, y in limits or [(0, len(self.data))]:
            for start, end in zip(*ends, strict=True):
                gap = self.data[max(start, x) : max(start, x, min(end, y))].decode(
                    self.code, "replace"
                )
                if self.form != "plain" or not limits:
                    left += gap + "\n"
                elif not self.may_drop(gap):
                    yield f"{' '.join(gap.split())[:40]!r} is in no paragraph"
        if letters := sum(map(str.isalnum, re.sub(MARKUP, "", left))):
            self.unchecked.append(f"that {letters} letters in no paragraph are no text of it")

    def may_drop(self, gap: str) -> bool:
        """Tell whether cleaning drops *gap*: white space, marks, the title again, what it was told."""
        words = "".join(filter(str.isalnum, self.fold(gap)))
        titles = [
            "".join(filter(str.isalnum, self.fold(self.entry.get(n, ""))))
            for n in ("title", "subtitle")
        ]
        other = [c for c in re.sub(rf"{IGNORABLE}|[\s#—─《》‐-]", "", gap) if not c.isalnum()]
        told = any(self.entry.get("cleaning", {}).get(step) == "true" for step in SOFT)
        if told and words:
            self.unchecked.append(f"that {' '.join(gap.split())[:40]!r} is no text of it")
        marks = all(category(c) in ("So", "Co", "Cn", "Sk") for c in other)
        return told or (words in ("", *titles, "".join(titles)) and (marks or bool(words)))

    def limits(self) -> list[tuple[int, int]]:
        """Return the bytes the manifest's clip names; none where its anchors are not found once."""
        whole = self.data.decode(self.code, "replace")
        if not self.entry or whole.encode(self.code, "replace") != self.data:
            return []
        found = []
        for clip in self.entry.get("order") or [self.entry.get("clip", {})]:
            start = self.find(whole, clip["from"], 0) if "from" in clip else 0
            end = self.find(whole, clip["to"], start or 0) if "to" in clip else len(whole)
            if start is None or end is None:
                return []
            found.append((len(whole[:start].encode(self.code)), len(whole[:end].encode(self.code))))
        return found

    def find(self, whole: str, anchor: str, start: int) -> int | None:
        """Return where *anchor* is, which is there once, or once at the beginning of a line."""
        old = {ord(a): b for a, b in self.folds.items() if len(a) == len(b) == 1}
        gap = rf"(?:\s|{IGNORABLE}{'' if self.form == 'plain' else '|' + MARKUP})*"
        wanted = gap.join(map(re.escape, self.fold(anchor)))
        places = [
            m.start() for m in re.finditer(wanted, whole.translate(old)) if m.start() >= start
        ]
        lines = [p for p in places if not whole[whole.rfind("\n", 0, p) + 1 : p].strip()]
        return (
            (places if len(places) == 1 else lines)[0] if 1 in (len(places), len(lines)) else None
        )


class Recheck:
    """The findings, and the faults found so far; ``unchecked`` is what is taken on trust."""

    def __init__(self, data: Any, folder: Path) -> None:
        self.data, self.folder, self.faults = data, folder, list(list_unknown(data, ""))
        self.unchecked = ["the wording of reasons and notes, and what wrote them"]
        self.hits = sum(len(finding["matches"]) for finding in data["findings"])
        self.entries: dict[str, Any] = {}
        self.claims: list[Any] = []
        for item in data["inputs"]:
            self.read_input(item["path"], item["sha256"])
        self.texts = {
            name: Text(record, self.entries.get(name, {}), folder, data["folds"])
            for name, record in data["documents"].items()
        }

    def read_input(self, name: str, digest: str) -> None:
        """Read the manifest, or a file of claims."""
        base = self.data["texts"] + "/"
        inside = name.removeprefix(base)
        path = self.folder / inside if name.startswith(base) else Path(name)
        captures = [entry["capture"]["path"] for entry in self.entries.values()]
        if not path.is_file():
            self.unchecked.append(f"what {name} says, which is not here")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            self.faults.append(f"{name} has changed")
        elif inside not in captures:
            try:
                read = read_yaml(path.read_text("utf-8-sig"))
            except (ValueError, AttributeError):
                self.unchecked.append(f"what {name} says, which is YAML of a kind not read here")
            else:
                self.entries |= {entry["id"]: entry for entry in read.get("documents", ())}
                self.claims += read.get("claims", ())

    def run(self) -> None:
        """Check all."""
        data, faults = self.data, self.faults
        if data["schema"] != "policytext/findings/1":
            faults.append(f"the schema {data['schema']!r} is not known here")
        inputs = {item["path"].removeprefix(data["texts"] + "/") for item in data["inputs"]}
        for name in [
            "manifest.yaml",
            *(record["capture"] for record in data["documents"].values()),
        ]:
            if name not in inputs:
                faults.append(f"{name} is not among the inputs")
        self.check_folds()
        for name, text in self.texts.items():
            faults += [f"{name}: {wrong}" for wrong in text.check()]
            self.unchecked += [f"{name}: {what}" for what in text.unchecked]
        if not self.claims:
            self.unchecked.append("that the claims are those of a file, for none was read")
        given = [written(finding["claim"]) for finding in data["findings"]]
        if self.claims and given != self.claims:
            ids = [claim["id"] for claim in self.claims if claim not in given] or ["their order"]
            faults.append(f"the claims are not those of their files: {', '.join(ids)}")
        for finding in data["findings"]:
            faults += [f"claim {finding['id']}: {wrong}" for wrong in self.check(finding)]
        verdicts = Counter(finding["verdict"] for finding in data["findings"])
        right = sum(finding["verdict"] == finding["expected"] for finding in data["findings"])
        summary = {"claims": len(given), "as_expected": right}
        summary |= {
            verdict: verdicts[verdict] for verdict in ("confirmed", "refuted", "unverifiable")
        }
        if summary != data["summary"]:
            faults.append(f"the summary is {data['summary']}, counted {summary}")

    def check_folds(self) -> None:
        """Check what is read as what, and the simplified forms."""
        folds, simplified = self.data["folds"], self.data["simplified"]
        self.faults += [
            f"{a!r} is not read as {b!r}" for a, b in folds.items() if not is_own_fold(a, b)
        ]
        seen = set("".join(piece for text in self.texts.values() for piece in text.texts))
        self.faults += [
            f"{c!r} is read as {MUST[c]!r}" for c in sorted(seen & MUST.keys()) if c not in folds
        ]
        if simplified and not any("+simplified" in f["convention"] for f in self.data["findings"]):
            self.faults.append("simplified forms are listed, and no claim is read by them")
        for old, new in (
            (old, new) for old, forms in simplified.items() for new in forms if new != old
        ):
            if old not in TWO_WAYS and old.encode("gb2312", "ignore"):
                self.faults.append(f"{old!r} is simplified already, and not read as {new!r}")

    def check(self, finding: Any) -> Iterator[str]:
        """Yield what is wrong with a finding."""
        claim, value = finding["claim"], finding["recounted"]
        said = {
            "published": UNSAID.get(claim["kind"]),
            "source": {},
            "terms": [],
            "minus": [],
            **claim,
        }
        said["expected"] = claim.get("expect", "confirmed")
        for key in ("id", "kind", "document", "published", "expected", "source", "terms", "minus"):
            if finding.get(key, []) != said[key]:
                yield f"its {key} is not that of the claim"
        among = claim.get("among", []) if claim["kind"] == "first-mention" else []
        named = {
            claim["document"],
            claim.get("than", {}).get("document", claim["document"]),
            *among,
        }
        if not named <= (self.entries or self.texts).keys():
            if (finding["verdict"], value, finding["matches"]) != ("unverifiable", None, []):
                yield "it names a text that is not here, and can only be unverifiable"
            return
        if finding["convention"] not in self.conventions(claim):
            yield f"it is not to be counted by {finding['convention']}"
            return
        how = finding["convention"].split(" by ")[-1].split("/")
        places = [self.place(hit, claim, how) for hit in finding["matches"]]
        yield from (f"hit {n}: {place}" for n, place in enumerate(places) if isinstance(place, str))
        searches = self.searches(claim)
        lost = {search[1] for search in searches} - self.texts.keys()
        if lost or any(isinstance(place, str) for place in places):
            yield from (f"the text of {name} is not given" for name in lost)
            return
        counted, exact = self.count(claim, searches, how)
        listed = Counter(places)
        if listed - counted or (exact and counted - listed):
            more, less = (listed - counted).total(), (counted - listed).total()
            yield f"{more} hits are listed that do not count, and {less} that count are not listed"
        elif counted - listed:
            less = (counted - listed).total()
            self.unchecked.append(
                f"claim {claim['id']}: that {less} of {counted.total()} places do not count"
            )
        by_term = Counter(hit["term"] for hit in finding["matches"] if not hit.get("role"))
        if +Counter(finding["by_term"]) != by_term:
            yield "by_term is not what its hits add up to"
        sizes = [
            sum(p[:2] == s[:2] and p[2] in (*s[2], "") for p in listed.elements()) for s in searches
        ]
        number = self.number(claim, sizes, searches, how)
        if value != (float(number) if isinstance(number, Fraction) else number):
            yield f"{value} recounted, where it is {number}"
        verdicts = self.judge(claim, number, sizes, searches, how)
        if finding["verdict"] not in verdicts:
            yield f"{number} is recounted and {said['published']} published: {' or '.join(verdicts)}, not {finding['verdict']}"

    def conventions(self, claim: Any) -> set[str]:
        """Return the ids of the ways in which *claim* may be counted."""
        scope = "+".join(r for r in REGIONS if r in claim.get("scope", REGIONS[:3]))
        kind = claim["kind"]
        if kind == "length":
            return {f"length:{claim.get('unit', 'characters')}/{scope}"}
        others = [claim["than"]["document"]] if claim.get("than", {}).get("document") else []
        if kind == "first-mention":
            others = [*claim.get("among", self.entries)]
        names = [
            self.matches_of(claim, name) for name in dict.fromkeys([claim["document"], *others])
        ]
        by = {"rank": "rank by ", "first-mention": "first mention by ", "share": "share by ",
              "comparison": f"{claim.get('by', 'difference')} by "}.get(kind, "")  # fmt: skip
        tail = f"/{claim.get('overlap', 'each')}/{scope}"
        # Texts in several languages are each counted in their own way, and all of them are named.
        ways = {name for each in names for name in each}
        some = [c for n in range(1, len(ways) + 1) for c in permutations(sorted(ways), n)]
        return {by + ", ".join(name + tail for name in chosen) for chosen in some}

    def matches_of(self, claim: Any, name: str) -> set[str]:
        """Return the matches by which *claim* may be counted in the text *name*."""
        unsaid = {"en": "word", "zh-Hant": "text+simplified"}
        language = self.entries.get(name, {}).get("language", "zh")
        found = claim.get("match") or (
            "text" if claim["kind"] == "items" else unsaid.get(language, "text")
        )
        if found == "token":
            found = "token:" + claim.get("segmenter", {}).get("name", "jieba")
        if "simplify" in claim and not found.startswith(("word", "prefix")):
            found = found.split("+")[0] + "+simplified" * claim["simplify"]
        return {found} if name in self.entries or "match" in claim else {found, *unsaid.values()}

    def searches(self, claim: Any) -> list[Any]:
        """Return what is counted: role, document, terms, and terms inside which hits do not count."""
        kind, own, minus = claim["kind"], claim["document"], claim.get("minus", [])
        found = [("", own, claim.get("terms", []), minus)]
        if kind == "share":
            found.append(("of", own, claim["of"], []))
        if kind == "comparison":
            than = claim["than"]
            found.append(
                ("than", than.get("document", own), than.get("terms") or claim["terms"], minus)
            )
        if kind == "rank":
            found += [
                ("among", own, [term], minus)
                for term in claim["among"]
                if term not in claim["terms"]
            ]
        for name in self.entries if kind == "first-mention" else ():
            if (
                name != own
                and name in claim.get("among", self.entries)
                and self.is_earlier(name, own) is not False
            ):
                found.append(("earlier", name, claim["terms"], minus))
        return found

    def is_earlier(self, name: str, other: str) -> bool | None:
        """Tell whether a text is earlier than another of its language; None where dates are coarse."""
        one, two = self.entries[name], self.entries[other]
        if one.get("language", "zh")[:2] != two.get("language", "zh")[:2]:
            return False
        return is_before(one.get("issued", ""), two.get("issued", ""))

    def count(self, claim: Any, searches: Any, how: list[str]) -> tuple[Counter[Any], bool]:
        """Return the places that count, and whether just these must be listed."""
        if claim["kind"] == "length":
            return Counter(), True
        if claim["kind"] == "items":
            return Counter(self.items(claim, how[-1].split("+"))), True
        places: Counter[Any] = Counter()
        for role, name, terms, minus in searches:
            inside = list(self.find(name, minus, how)) if "token" not in how[0] else []
            for term, part, start, end in self.find(name, terms, how):
                if not any(p == part and a <= start and end <= b for _, p, a, b in inside):
                    places[role, name, term, part, start] += 1
        wanted = set("".join(term for search in searches for term in (*search[2], *search[3])))
        forms = self.data["simplified"]
        unsure = "simplified" in how[0] and any(
            len(f) > 1 and (c in wanted or set(f) & {forms.get(w, w) for w in wanted})
            for c, f in forms.items()
        )
        return places, not unsure and "token" not in how[0]

    def find(self, name: str, terms: Any, how: list[str]) -> Iterator[Any]:
        """Yield where *terms* are: term, paragraph, start and end."""
        text, kind = self.texts[name], re.split("[:+]", how[0])[0]
        space = "" if kind in ("text", "token") else " "
        wanted = sorted(terms, key=lambda term: -len(text.fold(term, space)))
        for group in [wanted] if how[1] == "longest" and wanted else [[term] for term in wanted]:
            spelled = (
                f"({''.join(map(self.spell(how), text.fold(term, space)))})" for term in group
            )
            pattern = re.compile(
                MATCHES[kind] % "|".join(spelled), 0 if space == "" else re.IGNORECASE
            )
            for part, (piece, line) in enumerate(zip(text.parts, text.read[space], strict=True)):
                for hit in pattern.finditer(line) if piece["region"] in how[-1].split("+") else ():
                    number = hit.lastindex or 1
                    yield group[number - 1], part, *hit.span(number)

    def spell(self, how: list[str]) -> Callable[[str], str]:
        """Return what spells a character of a term as a pattern: other forms of it too."""
        forms = self.data["simplified"] if "simplified" in how[0] else {}

        def spell(c: str) -> str:
            if c in "'’" and how[0] in ("word", "prefix"):
                return "['’]"
            same = [old for old, new in forms.items() if set(new) & set(forms.get(c, c))]
            return (
                f"[{c}{forms.get(c, '')}{''.join(same)}]" if forms and c.isalnum() else re.escape(c)
            )

        return spell

    def items(self, claim: Any, scope: list[str]) -> Iterator[Any]:
        """Yield the headings, or items of a list, that count."""
        name, marker, text = claim["document"], claim["marker"], self.texts[claim["document"]]
        between = claim.get("between")
        how = ["text", "each", "+".join(scope)]
        first, last = (-1, 0), (len(text.parts), 0)
        if between:
            starts, ends = (list(self.find(name, [between[key]], how)) for key in ("from", "to"))
            pairs = [
                ((s[1], s[3]), min(e[1:3] for e in ends if e[1:3] >= (s[1], s[3])))
                for s in starts
                if any(e[1:3] >= (s[1], s[3]) for e in ends)
            ]
            first, last = [p for p in pairs if marker != "、" or p[0][0] == p[1][0]][-1]
        if marker == "、":
            marks = "|".join(
                map(re.escape, sorted(claim.get("separators", ["、"]), key=len, reverse=True))
            )
            at = first[1]
            for piece in re.split(f"({marks})", text.read[""][first[0]][first[1] : last[1]]):
                if piece and not re.fullmatch(marks, piece):
                    yield "", name, "", first[0], at
                at += len(piece)
            return
        others = "|".join([_LABEL, *(mark for key, mark in MARKS.items() if key != "#")])
        for part, (piece, line) in enumerate(zip(text.parts, text.read[" "], strict=True)):
            found = (
                re.match(rf"(?:#{{1,6}}\s*)?(?:{MARKS[marker]})", line)
                if marker != "#"
                else re.match(rf"{MARKS['#']}(?!{others})", line)
            )
            if (
                found
                and piece["region"] in scope
                and piece["region"] in ("body", "annex")
                and first <= (part, 0) < last
            ):
                yield "", name, "", part, 0

    def place(self, hit: Any, claim: Any, how: list[str]) -> Any:
        """Return where a hit is: role, document, term, paragraph and start; or what is wrong with it."""
        text, exact, items = self.texts[hit["document"]], hit["exact"], claim["kind"] == "items"
        if hit["end"] - hit["start"] != len(exact):
            return "it is not as long as it says"
        part = next((n for n, piece in enumerate(text.parts) if text.holds(piece, hit)), None)
        if part is None:
            return "it is in no paragraph"
        before, found, after = text.split(part, hit)
        term = exact if items else hit["term"]
        if not (self.same(text, found, exact) and self.same(text, found, term)):
            return f"the capture has {found!r}, not {term!r}"
        begins = text.fold(before).endswith(text.fold(hit["prefix"]))
        ends = text.fold(after).startswith(text.fold(hit["suffix"]))
        start = hit["start"] - text.parts[part]["start"]
        here = hit["region"] == text.parts[part]["region"] and len(
            text.fold(before)
        ) <= start <= len(before)
        if not (begins and ends and here):
            return "it is in another place"
        space = " " if how[0] in ("word", "prefix") else ""
        at = len(text.fold(before + found, space)) - len(text.fold(found, space))
        at = 0 if items and claim["marker"] != "、" and at < 9 else at
        return hit.get("role", ""), hit["document"], "" if items else hit["term"], part, at

    def same(self, text: Text, found: str, wanted: str) -> bool:
        """Tell whether two texts are read as the same, case and simplified forms included."""
        found, wanted = (text.fold(t).replace("’", "'").casefold() for t in (found, wanted))
        also = self.data["simplified"]
        return len(found) == len(wanted) and all(
            set(also.get(a, a)) & set(also.get(b, b)) for a, b in zip(found, wanted, strict=True)
        )

    def number(self, claim: Any, sizes: list[int], searches: Any, how: list[str]) -> Any:
        """Return what the recount comes to, None where it is undefined."""
        kind, own, others = claim["kind"], sizes[0], sizes[1:]
        if kind in ("share", "comparison") and (kind == "share" or claim.get("by") == "ratio"):
            return Fraction(own, others[0]) if others[0] else None
        if kind == "comparison":
            return own - others[0]
        if kind == "rank":
            return 1 + sum(other > own for other in others)
        if kind == "first-mention":
            earlier = [
                self.is_earlier(s[1], claim["document"]) and n
                for s, n in zip(searches[1:], others, strict=True)
            ]
            return 1 + sum(map(bool, earlier)) if own else 0
        if kind == "length":
            text = self.texts[claim["document"]]
            lines = [
                [
                    line
                    for p, line in zip(text.parts, text.read[space], strict=True)
                    if p["region"] in how[-1].split("+")
                ]
                for space in ("", " ")
            ]
            units = {"characters": r"\S", "han": f"[{HAN}]", "words": r"\w+(?:['’\-]\w+)*"}
            unit = claim.get("unit", "characters")
            return len(re.findall(units[unit], "\n".join(lines[unit == "words"])))
        return own

    def judge(
        self, claim: Any, number: Any, sizes: list[int], searches: Any, how: list[str]
    ) -> set[str]:
        """Return the verdicts that are right."""
        if self.is_of_another_text(claim):
            return {"unverifiable"}
        try:
            published = Published(claim.get("published", UNSAID.get(claim["kind"])))
        except StopIteration:
            self.unchecked.append(f"claim {claim['id']}: what {claim['published']!r} admits")
            return {"confirmed", "refuted", "unverifiable"}
        side = None if number is None else published.side(number)
        relies = names = {search[1] for search in searches}
        if claim["kind"] == "first-mention":
            found = self.rely_on_earlier(claim, number > 0 and side != 1, sizes, searches)
            if found is None:
                return {"unverifiable"}
            relies, names = found
        gaps = {n for n in relies if self.is_partial(n)}
        if gaps:
            grows = {claim["document"]} if len(relies) > 1 else set()
            grows = {"comparison": grows}.get(
                claim["kind"], relies if claim["kind"] in GROWING else set()
            )
            least = published.hedge in ("least", "more") and gaps <= grows and side == 0
            return {"confirmed"} if least else {"unverifiable"}
        if side != 0 and any(self.doubts(claim, side, sizes, searches, how)):
            return {"unverifiable"}
        right = {"confirmed" if side == 0 else "refuted"}
        for why in self.unsure(claim, side, names, searches, how):
            self.unchecked.append(f"claim {claim['id']}: whether it is unverifiable because {why}")
            right.add("unverifiable")
        return right

    def is_of_another_text(self, claim: Any) -> bool:
        """Tell whether another edition, another segmenter or a younger text is held than was meant."""
        own, pin = self.entries.get(claim["document"], {}), claim.get("segmenter", {})
        used = self.data["tool"]["segmenters"].get(pin.get("name", "jieba"))
        if claim.get("edition", "") not in ("", own.get("edition", "")):
            return True
        source, than = claim.get("source", {}), claim.get("than", {}).get("document")
        said = source.get("date", "")
        if said and not re.fullmatch(r"\d{4}(-\d\d){0,2}", said):
            self.unchecked.append(f"claim {claim['id']}: that no text is younger than {said!r}")
            return False
        said = said or self.entries.get(source.get("document"), {}).get("issued", "")
        named = [claim["document"], *([than] if than else []), *claim.get("among", [])]
        issued = [self.entries[n].get("issued", "") for n in named if n in self.entries]
        younger = any(is_before(said, date) for date in issued)
        return younger or (pin.get("fingerprint") or used) != used

    def rely_on_earlier(
        self, claim: Any, is_open: bool, sizes: list[int], searches: Any
    ) -> tuple[set[str], set[str]] | None:
        """Return the texts a first mention relies on, and all it names; None if dates leave it open."""
        own = claim["document"]
        others = [
            (self.is_earlier(s[1], own), n, s[1])
            for s, n in zip(searches[1:], sizes[1:], strict=True)
        ]
        unclear = any(n and not sure for sure, n, _ in others)
        if is_open and (unclear or not any(sure for sure, *_ in others)):
            return None
        relies = {own} - ({own} if sizes[0] else set())
        if is_open:
            relies = {name for _, n, name in others if not n}
        return relies, relies | {s[1] for s, n in zip(searches, sizes, strict=True) if n}

    def is_partial(self, name: str) -> bool:
        """Tell whether only a part of a text is held."""
        entry = self.entries.get(name, {})
        partial = entry.get("completeness") == "partial"
        return partial or PARTIAL.search(entry.get("edition", "")) is not None

    def doubts(
        self, claim: Any, side: int | None, sizes: list[int], searches: Any, how: list[str]
    ) -> Iterator[bool]:
        """Yield, for each reason for which no number is refuted, whether it is there."""
        kind, quote = claim["kind"], "".join(claim.get("source", {}).get("quote", "").split())
        said = any(t + end in quote for t in claim.get("terms", []) for end in OPEN)
        yield claim.get("open_family", said) and side in (None, *MENDED.get(kind, ()))
        yield kind == "items" and sizes[0] <= (claim["marker"] == "、")
        for (_, name, terms, _), size in zip(searches, sizes, strict=True):
            yield "token" in how[0] and not size and any(self.find(name, terms, how))

    def unsure(
        self, claim: Any, side: int | None, names: set[str], searches: Any, how: list[str]
    ) -> Iterator[str]:
        """Yield what may make a claim unverifiable and is not re-checked."""
        for name in sorted(names):
            kinds = {damage["kind"] for damage in self.texts[name].record["damage"]}
            if kinds:
                yield f"{name} has {', '.join(sorted(kinds))}"
        if side == 0:
            return
        keys = {
            n: (e.get("title"), e.get("language", "zh")[:2], e.get("issued", "")[:4])
            for n, e in self.entries.items()
        }
        own = claim["document"]
        if own in keys and not claim.get("edition") and list(keys.values()).count(keys[own]) > 1:
            yield f"another edition of {own} is held"
        if claim["kind"] not in ("items", "length") and self.has_two_scripts(searches, how):
            yield "characters may be read in two scripts"

    def has_two_scripts(self, searches: Any, how: list[str]) -> bool:
        """Tell whether more or fewer hits might count in the other script."""
        if "simplified" in how[0]:
            return True
        for _, name, terms, minus in searches:
            held = "\n".join(self.texts[name].read[""])
            rare = "".join(sorted({c for c in held if is_rare(c)}))
            for term in (*terms, *minus):
                other = [f"[{HAN}]" if is_rare(c) else f"[{re.escape(c + rare)}]" for c in term]
                found = re.findall(f"(?=({''.join(other)}))", held)
                if any(each != term for each in found):
                    return True
        return False


def is_rare(character: str) -> bool:
    """Tell whether a Chinese character is none of those that simplified texts are written with."""
    return re.match(f"[{HAN}]", character) is not None and not character.encode("gb2312", "ignore")


def is_before(one: str, other: str) -> bool | None:
    """Tell whether a date is before another one; None where they are too coarse to say."""
    size = min(len(one), len(other))
    if not size or (one[:size] == other[:size] and (len(one) != len(other) or size < 10)):
        return None
    return one[:size] < other[:size]


def is_own_fold(old: str, new: str) -> bool:
    """Tell whether *old* may be read as *new*: by the tables here, or because Unicode says so."""
    like = any(old in row and new in row for row in MAY) or category(old[0]) == "Co"
    same = MUST.get(old) == new or normalize("NFC", old) == normalize("NFC", new)
    spelled = re.fullmatch(SPELLED, old) is not None and normalize("NFKC", old) == new
    return like or same or spelled


def list_unknown(value: Any, inside: str) -> Iterator[str]:
    """Yield the keys of *value*, and of all that is inside it, that are not known here."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(value, dict) and inside not in FREE and key not in KEYS:
            yield f"the key {key!r} is not known here"
        if isinstance(item, dict | list):
            yield from list_unknown(item, str(key) if inside not in FREE else "")


def written(value: Any) -> Any:
    """Return *value* as YAML is read here: all is text, and white space is one space."""
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [written(item) for item in value]
    return (
        str(value).lower()
        if isinstance(value, bool)
        else "null"
        if value is None
        else " ".join(value.split())
    )


def recheck(findings: Path, folder: Path | None = None) -> Recheck:
    """Check the file *findings* against the captures; return what was found."""
    data = json.loads(findings.read_text(encoding="utf-8"))
    claimed = data.pop("sha256", "")
    whole = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    check = Recheck(data, folder or Path(data["texts"]))
    if hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest() != claimed:
        check.faults.append("the findings have changed since they were written")
    check.run()
    return check


def main(arguments: list[str]) -> int:
    """Run the re-check; print what was not checked, and each fault, or that there is none."""
    try:
        done = recheck(*map(Path, arguments))
        numbers = sum(finding["recounted"] is not None for finding in done.data["findings"])
    except Exception as error:  # whatever a damaged file leads to
        print(f"{arguments[0]!r} cannot be re-checked ({error!s:.200})", file=sys.stderr)
        return 3
    print("\n".join(f"not re-checked: {what}" for what in dict.fromkeys(done.unchecked)))
    print("\n".join(done.faults) or f"{done.hits} hits re-checked: all agree.")
    return 1 if done.faults else 0 if numbers else 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if 2 <= len(sys.argv) <= 3 else __doc__)
