"""Re-check findings without the package: ``python recheck.py findings.json [TEXTS]``.

Compares manifest and claims with their files, paragraphs and hits with the bytes of the captures, counts and
judges anew, prints in lines "not re-checked: …" what it takes on trust, and refuses what it does not know.
Exit codes: 0 agrees, 1 differs (or usage), 3 unreadable, 4 nothing to re-check.
"""

# fmt: off
# ruff: noqa: E501, SIM905 (the tables are packed: the file is copied about alone, and read in one go)
import hashlib
import html
import json
import re
import sys
import zipfile
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import category, normalize

KEYS = set("""schema tool inputs summary findings texts manifest folds simplified documents id document kind
    verdict expected published recounted convention counted by_term reason notes source terms minus claim doubts
    matches term start end byte_start byte_end region exact prefix suffix role cuts boxes glyph_start glyph_end
    sha256 capture format encoding members cuttable paragraphs outside damage text""".split())  # no others
REGIONS, INFINITE = ["title", "subtitle", "body", "annex"], float("inf")
DEFAULTS: dict[str, Any] = {  # of a claim, where it does not say
    "expect": "confirmed", "source": {}, "terms": [], "minus": [], "scope": REGIONS[:3], "overlap": "each",
    "match": "", "simplify": None, "segmenter": {}, "than": {}, "by": "difference", "unit": "characters",
    "separators": ["、"], "marker": "", "between": {}, "edition": "", "open_family": None, "among": None,
    "published": ""}
ENTRY = {*"title subtitle issued edition language completeness clip order annex_from cleaning".split()}
UNCUT = "pdf mhtml rtf xlsx parquet csv jsonl".split()  # formats whose text may have no bytes to cut
UNSAID = {"rank": "首位", "first-mention": "首次"}  # what is published then
PARTIAL = ("(?i)digest|truncat|\\bpartial|excerpt|abridge|incomplete|summary|near-complete|摘|节选|節選|节录|節錄"
           "|选登|選登|不全|残缺|殘缺|缺页|删节|刪節")  # editions that are not whole

# How a text is read: classes of characters, and what is read as what.
HAN = "⺀-\u2fdf々-〇〡-〩㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003ffff"
APART = rf"(?<![^\W_{HAN}]|[.%+#\u0300-\u036f\u3099\u309a]) | (?![^\W_{HAN}])"  # a space not between words
ZERO = ("(?<=[一二三四五六七八九十百千〇○◯])[○◯]|[○◯](?=[一二三四五六七八九十百千〇○◯]{2})"
        "|(?<=[一二三四五六七八九〇])0(?=[一二三四五六七八九〇0]*[一二三四五六七八九〇年])")
LETTER = rf"[^\W\d_{HAN}]|[\u0300-\u036f]"
IGNORABLE = ("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
             "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]")
MARKUP = "(?is:<(?:script|style)[^a-z].*?</(?:script|style) *>|<!--.*?-->|<[^<>]*>)"
FOLDED = "[\u2f00-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f＂-＇＊-＋－-９＜-＞＠-～｡-ﾟﬀ-ﬆ‐‑•・‧]"  # as in NFKC, or:
SAME = {"‐": "-", "‑": "-", "•": "·", "・": "·", "‧": "·", "･": "·"}
_PAIRS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺"
    "⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹"
    "⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食"
    "⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⺟母⻳龟")
RADICALS = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
TRUSTED = "[\ue000-\uf8ff]"  # private characters are read as the findings say
TWO_WAYS = "乾菸薹拚捱摺吒後徵夥榘於袷麴醣麽著瞭藉覆"  # simplified themselves, and simplified to others
SOFT = {"quotes", "furniture", "footer", "pinyin", "watermarks"}  # cleaning that drops words
_CN = "[〇零○一二三四五六七八九十百千两]+"
MARKS = {  # how a heading or an item of each kind begins; 第X章 and the like are in `list_items`
    "一、": rf"{_CN}(?:、|[.．](?!\d))", "（一）": f"[（(]{_CN}[）)]", "1.": r"\d{1,3}(?:、|[.．](?!\d))", "#": "#+",
    "（1）": r"[（(]\d{1,3}[）)]", "①": "[①-⑳㉑-㉟㊱-㊿]", "bullet": "[•●■◆▪·]", "I.": r"[IVX]{1,6}\.\s",
    "(a)": r"\((?:[a-z]|[ivx]{2,4})\)\s", "——": "(?:——|──|--|—)(?![—─-])"}
ENGLISH_MARKS = {"第X编": r"part\s+[\dIVX]+\b", "第X章": r"chapter\s+[\dIVX]+\b", "第X节": r"section\s+[\dIVX]+\b",
                 "第X条": r"article\s+[\dIVX]+\b(?=[.:\s])"}

# What is printed before and behind a number, and what it makes of it; Chinese figures are digits by then.
BEFORE = (
    "(?P<least>至少|最少|起码|少说|大于或?等于|不(?:少于|低于|下于?|小于)|[≥≧]|>=|＞＝|上(?=[半百千万亿])|at least"
    "|a minimum of|not? (?:fewer|less) than)|(?P<most>不超过|小于或?等于|不[多高大]于|[至最顶]多|[≤≦]|<=|＜＝|at most"
    "|not? more than|up to|a maximum of)|(?P<nearly>[将接]近|几[近乎]|近|nearly|almost|close to|not quite"
    "|approaching)|(?P<about>大[约概致]|约[为有计]?|差不多|[~～≈]|about|around|roughly|approximately|some|circa"
    "|an estimated|in the region of)|(?P<more>超[过出]?|[多高大]于|突破|[逾>＞]|过(?=[半百千万亿])|above|upwards of"
    "|greater than|(?:well |just |slightly |a little )?over|(?:slightly |little )?more than|in excess of)"
    "|(?P<fewer>不足|[不未][到满]|未达|[少低小]于|[<＜]|just under|just short of|under|below|(?:fewer|less|smaller) than)"
    "|(?P<exact>[多高长]?达到?|共[计有]?|[合总累]计|[总1]共|[计为有是=＝]|仅[有仅]?|只有?|整整|足足|[恰正刚]好|exactly|only"
    "|a (?:total of|combined|mere|record|whopping)|an astonishing|precisely|as (?:many|few|often) as|just|fully"
    "|all|totall?ing)")
BEHIND = ("(?P<exact>之多|in total|in all|altogether)|(?P<plus>有?余|出头|开外|多|几|[- ]odd)|(?P<least>[及或]?以上|之上"
          "|[+＋]|or more|[- ]plus|at least)|(?P<most>及?以下|[以之]内|or (?:fewer|less)|at most)|(?P<fewer>不到)"
          "|(?P<about>左右|上下|前后|来|or so|or thereabouts|give or take)")
SIMPLE = str.maketrans(
    "０１２３４５６７８９．％，萬億餘達約為過將幾總計僅滿於後無從數來頻頂項處沒點零〇○一壹二两兩贰貳三叁參四肆五伍六陆陸七柒八捌九玖拾佰仟",
    "0123456789.%,万亿余达约为过将几总计仅满于后无从数来频顶项处没点00011222223334455666778899十百千")
WORDS = ("从?未|未见|不见|没有|无|只字未提|1次[也都]没有|没有1[次处]|无1处|never|none|no|not|nowhere|not .*(?:once|time|at all)",
         "首[次度个位]|榜首|居首|最[多高]|最频繁|(?:the )?(?:first(?: time)?|most)|top", "次席|second", "季军|third")  # 0, 1…
ENGLISH = dict(zip((  # what else is a number in English, and as what it is read
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety once twice thrice"
    " hundred thousand million billion dozen and a an half third quarter").split(), [*map(str, range(20)), *map(
        str, range(20, 100, 10)), *"1 2 3 百 千 百万 十亿 打 - 1 1 1/2 /3 /4".split()], strict=True))
SPELLED: tuple[tuple[str, Any], ...] = (  # in this order: how numbers are spelled, and as what they are read
    ("half[ -]a[ -]dozen", "6"), ("a couple(?: of)?", "2"), ("[ -]?per[ -]?cent(?!age)", "%"), (",", ""),
    (r"(?:the )?(\d+)(?:st|nd|rd|th)\b", r"\1"), ("廿", "2十"), ("卅", "3十"), ("卌", "4十"),
    ("[a-z]+", lambda w: ENGLISH.get(w[0]) or ENGLISH.get(w[0].removesuffix("s"), w[0])), ("-", " "),
    (r"百分之([\d.十百]+)", r"\1%"), (r"千分之([\d.十百]+)", r"\1‰"), (r"(\d)成(\d)", r"\1.\2成"), (r"(\d)成半", r"\1.5成"),
    ("^1?半数?", "1/2"), (r"(\d)点(?=\d)", r"\1."), (r"([\d十百]+)分之([\d十百]+)", r"\2/\1"),  # 一百二 is 120:
    (r"([百千万亿])(\d)(?![\d.十百千万亿])", lambda end: end[0] + {"百": "十", "千": "百", "万": "千", "亿": "千万"}[end[1]]))
WORTH = {"十": 10, "打": 12, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

def admit(printed: str) -> Any:
    """Return from where to where a recount agrees with a printed number; 1 or -1 beside an end: just not."""
    text, hedges = " ".join(printed.translate(SIMPLE).split()).lower().strip(" ,.。;；:：、()[]（）【】"), {"exact"}
    text = next((str(n) for n, words in enumerate(WORDS) if re.fullmatch(words, text)), text)
    while hedged := (re.match(rf"(?:{BEFORE})(?:\b|(?<![a-z]))", text)
                     or re.search(rf"(?:{BEHIND})(?=\D{{0,5}}$)", text)):
        hedges.add(str(hedged.lastgroup))
        text = (text[:hedged.start()] + text[hedged.end():]).strip()
    units = WORTH if re.search(r"\d", printed) else [unit for unit in "万亿" if unit in text]
    for old, new in SPELLED:
        text = re.sub(old, new, text)
    found: Any = re.match(r"第?([\d十百千万亿打][\d.十百千万亿打 ]*)(?:/([\d十百]+))?([%‰成]?)(?!.*\d)", text)
    if not found:
        return None
    ratio, share = re.search("倍|fold|分点|percentage", text), {"%": 100, "‰": 1000, "成": 10}.get(found[3], 1)
    value, step = (each / share for each in add_up(found[1], units))
    if found[2]:
        value, step = value / add_up(found[2], ())[0], Fraction(0)
    hedge, half = "plus" if "plus" in hedges else max(hedges - {"exact"}, default="exact"), step / 2
    near = max(half, value / 20, int(value >= 1 and "." not in found[1] and not ratio))
    while step and value and (value / step) % 10 == 0:
        step *= 10  # the worth of the last digit that is not 0: 10 of 50, 1,000 of 1.9万, 5 of 45
    step = 10 - value % 10 if step == 1 and value > 10 and not ratio else step
    below = {"exact": half, "about": near, "nearly": near}.get(hedge, 0)
    above = {"exact": half, "about": near, "plus": step}.get(hedge, 0)
    low = (-INFINITE, 0) if hedge in ("most", "fewer") else (value - below, int(hedge in ("more", "plus")))
    high = (value + above, -int(hedge in ("fewer", "nearly", "plus") or (hedge == "exact" and half > 0)))
    return low, (INFINITE, 0) if hedge in ("least", "more") else high

def add_up(text: str, units: Any) -> tuple[Any, Fraction]:
    """Return the number that digits with their units are, and a step of the last one, in *units*."""
    parts, step = list[Any](), Fraction(1)
    for item in re.findall(r"\d+(?:\.\d+)?|[十百千万亿打]", text):
        whole, worth = 0, WORTH.get(item, 0)
        while parts and parts[-1] < worth:
            whole += parts.pop()
        parts.append((whole or 1) * worth if worth else Fraction(item))
        digits = len(item.partition(".")[2])
        step = step * (worth if item in units else 1) if worth else Fraction(1, 10 ** digits)
    return sum(parts), step

def read(text: str) -> str:
    """Return *text* with every character as it is read, and of white space one space between words."""
    text = re.sub(IGNORABLE, "", text).translate(RADICALS)
    text = re.sub(FOLDED, lambda c: SAME.get(c[0]) or normalize("NFKC", c[0]), text)
    return align(re.sub(APART, "", " ".join(normalize("NFC", text).split())))

def align(text: str) -> str:
    """Return *text* as it is compared, character by character: marks and zeros have several forms."""
    return re.sub(ZERO, "〇", text.translate(str.maketrans("（）’", "()'")))

def letters(text: str) -> str:
    """Return what of *text* no cleaning drops: the letters, or else marks that are no ornaments."""
    left = [c for c in read(text) if not (c in " #—─《》-" or category(c) in ("So", "Co", "Cn", "Sk"))]
    return "".join(filter(str.isalnum, left)) or "".join(left)

def is_written(yaml: str, entries: list[Any]) -> bool:
    """Tell whether YAML says just *entries*: each text by itself, and the same words in the same order."""
    given, at = json.dumps(entries, ensure_ascii=False), 0
    for double in re.findall(r'"((?:\\.|[^"\\])*)"', given):
        text = json.loads(f'"{double}"')
        plain, quoted, single = (r"(?:\s|\\n)+".join(map(re.escape, each.split())) for each in (
            text, double, text.replace("'", "''")))
        left = r"[-:]\s+(?:[|>][-+]?\s+)?" + r"|[\[{,\n]\s*" * (not re.search(r"[,\[\]{}]", text))
        bare = "(?!)" if re.search(r":\s|\s#", text) else rf"(?:{left}){plain}(?=\s*(?:[:,\]}}\n]|\s#|\Z))"
        block = rf"[|>][-+]?\s+{plain}(?=\s*(?:\n|\Z))"
        found = re.compile(rf"{bare}|{block}|\"{quoted}\"|'{single}'").search(yaml, at)
        if not found:
            return False
        at = found.end()
    yaml = re.sub(r"""(?<=[\s\[{,])("(?:\\.|[^"\\])*"|'(?:''|[^'])*')|(?<!\S)#.*""", r" \1 ", yaml)
    yaml = re.sub(r"(?<=:\s)(?:True|TRUE|False|FALSE)(?=\s)", lambda word: word[0].lower(), yaml)
    marks = r"\\[nrt]|\bnull\b|[|>]\+|[\s\"'{}\[\],:|>\\-]"
    return re.sub(marks, " ", yaml).split() == re.sub(marks, " ", given).split()

class Text:
    """A document: its capture, and the paragraphs that the findings say it has."""

    def __init__(self, record: Any, entry: Any, folder: Path, folds: dict[str, str]) -> None:
        path = folder / (folder / record["capture"]).resolve().relative_to(folder.resolve())
        self.record, self.entry, self.parts, self.form = record, entry, record["paragraphs"], record["format"]
        self.file, self.cuttable = path.read_bytes(), record["cuttable"] and self.form != "mhtml"
        self.data = b"".join(zipfile.ZipFile(path).read(name) for name in record["members"]) or self.file
        self.folds = {ord(old): new for old, new in folds.items() if re.match(TRUSTED, old)}
        self.lines = [align(part["text"]) for part in self.parts]

    def decode(self, cuts: Any) -> str:
        """Return byte ranges as characters, one of no bytes as white space."""
        return "".join(self.data[a:b].decode(self.record["encoding"], "replace") or " " for a, b in cuts)

    def cut(self, cuts: Any, *, bare: bool = False) -> str:
        """Return byte ranges as they are read; *bare* leaves markup out."""
        text = self.decode(cuts)
        if self.form == "jsonl" and not bare:
            text = str(json.loads(f'"{text}"', strict=False))
        elif self.form not in ("plain", "jsonl"):
            text = html.unescape(re.sub(MARKUP, "", text) if bare else text.replace('""', '"'))
        return read(text.translate(self.folds))

    def check(self, report: Any) -> None:
        """Check the capture and the paragraphs."""
        said, digest, end = self.entry["capture"], hashlib.sha256(self.file).hexdigest(), -1
        plain = said["path"].endswith(".txt") and self.data[:1] != b"<" and said.get("format", "plain")
        order = [REGIONS.index(part["region"]) for part in self.parts]
        right = digest == self.record["sha256"] == said["sha256"] and self.record["capture"] == said["path"]
        right &= self.form == (plain or self.form) and (self.cuttable or self.form in UNCUT)
        report.refuse("the capture has changed, is another one, or is read otherwise", not right)
        report.refuse("its regions are out of order",
                      order != sorted(order) or (3 in order) != ("annex_from" in self.entry))
        for name in REGIONS[:2]:
            text = "".join(part["text"] for part in self.parts if part["region"] == name)
            named = self.entry.get(name, "") if text or not report.unlisted else ""
            report.refuse(f"the manifest has another {name}", read(text) != read(named))
        for part in self.parts:
            absent = not self.cuttable or (part["region"] in REGIONS[:2] and "cuts" not in part)
            report.refuse(f"the paragraph at {part['start']} is not what the capture has there",
                part["start"] != end + 1 or (not absent and self.cut(part["cuts"]) != read(part["text"])))
            end = part["start"] + len(part["text"])
        report.trust("that its words are those of the capture, which has no bytes to cut", not self.cuttable)
        if self.cuttable:
            self.check_bytes(report)

    def check_bytes(self, report: Any) -> None:
        """Check that no bytes are used twice, left out though they are text, or outside the clip."""
        size, steps, outside, lost = len(self.data), self.entry.get("cleaning", {}), self.record["outside"], 0
        titles, plain = [self.entry.get(name, "") for name in REGIONS[:2]], self.form == "plain"
        known = {letters(title) for title in ("", *titles, "".join(titles))}
        edges = [(a, b, n) for n, part in enumerate(self.parts) for a, b in part.get("cuts", ())]
        heads = {0, *(b for _, b, n in edges if self.parts[n]["region"] in REGIONS[:2])}
        edges = sorted([(0, 0, -1), (size, size, -1), *((a, b, -1) for a, b in outside), *edges])
        for (_, a, one), (b, _, two) in pairwise(edges):
            gap, words = self.decode([(a, b)]) * (a < b), letters(self.cut([(a, b)], bare=True))
            blank = plain and "columns" not in steps and re.fullmatch(r"\s*\n\s*\n\s*", gap)
            report.refuse(f"bytes {b} to {a} are used twice, or are outside the clip", a > b)
            report.refuse(f"a paragraph begins, or goes on, at byte {b}", min(one, two) > -1 and (
                blank if one == two else not re.search(r"[\s<\\,]", gap)))
            lost += len(words) * (new := words not in known)
            report.refuse(f"words at byte {a} are in no paragraph", plain and new and not steps.keys() & SOFT)
        report.trust(f"that {lost} letters in no paragraph are no text of it", lost)
        clips = self.entry.get("order") or [self.entry.get("clip") or {}]
        starts, ends = ([clip[key] for clip in clips if key in clip] for key in ("from", "to"))
        behind = {at: self.cut([(at, at + 9999)], bare=True) for at in {0, size}.union(*outside)}
        wanted = [word for word in starts + ends + titles if word]
        opened = {(at, word) for at in behind for word in wanted if behind[at].startswith(read(word))}
        for a, b in outside:
            report.refuse(f"bytes {a} to {b} are not outside the clip", not (
                (a in heads or opened & {(a, word) for word in ends}) and
                (b == size or opened & {(b, word) for word in starts + titles})))
        for word in starts + ends:
            report.refuse(f"the clip is not from or to {word!r}", not opened & {(at, word) for at in behind})
            several = self.cut([(0, size)], bare=True).count(read(word)) > 1
            report.trust(f"which of several places of {word!r} is meant", several)

class Recheck:
    """The findings: what is wrong with them (``faults``), and what is taken on trust (``unchecked``)."""

    def __init__(self, data: Any, folder: Path) -> None:
        claimed, self.data, self.found = data.pop("sha256", ""), data, data["findings"]
        whole = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        self.faults, self.unchecked = list[str](), ["the wording of reasons and notes, and what wrote them"]
        self.who, folds = "findings", data["folds"]
        self.entries, documents = {entry["id"]: entry for entry in data["manifest"]}, data["documents"]
        self.texts = {name: Text(documents[name], self.entries[name], folder, folds) for name in documents}
        hits = [hit for finding in self.found for hit in finding["matches"]]
        parts = [part for text in self.texts.values() for part in text.parts]
        self.hits, records = len(hits), [data, *self.found, *hits, *parts, *documents.values()]
        self.refuse("unknown keys", {key for record in records for key in record} - KEYS)
        self.refuse("another schema", data["schema"] != "policytext/findings/1")
        digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
        self.refuse("the findings have changed since they were written", digest != claimed)
        for entry in data["manifest"]:
            inner = {key for name in ("capture", "clip", "cleaning") for key in entry.get(name, ())}
            self.refuse("keys inside others:", inner & ENTRY)
        self.unlisted = "/manifest.yaml" not in str(data["inputs"]) and not (folder / "manifest.yaml").exists()
        self.check_inputs(folder)
        for name, text in self.texts.items():
            self.who = name
            text.check(self)
            held = {c for part in text.parts for c in text.decode(part.get("cuts", ()))} - folds.keys()
            self.refuse("characters are read as others", [c for c in sorted(held) if re.match(FOLDED, c)])
        self.who = "what is read as what"
        for old, new in folds.items():
            self.trust(f"that {old!r} is {new!r}", re.match(TRUSTED, old))
            self.refuse(f"{old!r} is not {new!r}", not (
                re.match(TRUSTED, old) or read(old) == read(new) or (old in "○◯" and new == "〇")))
        used = any("+simplified" in finding["convention"] for finding in self.found)
        self.refuse("simplified are already", [old for old, new in data["simplified"].items() if not used or (
            new != old and old not in TWO_WAYS and old.encode("gb2312", "ignore"))])
        for finding in self.found:
            self.who = f"claim {finding['id']}"
            self.check(finding)
        verdicts = Counter(finding["verdict"] for finding in self.found)
        summary = {name: verdicts[name] for name in ("confirmed", "refuted", "unverifiable")} | {
            "claims": len(self.found), "as_expected": sum(f["verdict"] == f["expected"] for f in self.found)}
        self.refuse(f"the summary is {summary}", data["summary"] != summary)

    def refuse(self, what: str, wrong: Any) -> None:
        """Note what is wrong, if it is."""
        self.faults += [f"{self.who}: {what}" + f" {wrong}" * (wrong is not True)] if wrong else []

    def trust(self, what: str, unchecked: Any) -> None:
        """Note what is not checked, if it is not."""
        self.unchecked += [f"{self.who}: {what}"] if unchecked else []

    def check_inputs(self, folder: Path) -> None:
        """Compare the files that were read: their bytes, and of manifest and claims what they say."""
        manifest, claims, captures = "", "", {entry["capture"]["path"] for entry in self.data["manifest"]}
        names = {item["path"].removeprefix(self.data["texts"] + "/"): item for item in self.data["inputs"]}
        for name, item in names.items():
            self.who, path = name, Path(name) if name == item["path"] else folder / name
            data = path.read_bytes() if path.is_file() else b""
            self.trust("what it says, for it is not here", not data)
            self.refuse("it has changed", data and hashlib.sha256(data).hexdigest() != item["sha256"])
            if data and name not in captures:
                text = re.sub(r"\\u(....)", lambda code: chr(int(code[1], 16)), data.decode("utf-8-sig"))
                text = re.sub(r"\A(?:[\s{\"']|#.*|---)*(?:claims|documents)[\"']?:|\r", "", text) + "\n"
                manifest, claims = (text, claims) if name == "manifest.yaml" else (manifest, claims + text)
        self.who = "inputs"
        needed = {*["manifest.yaml"][self.unlisted:], *(text.record["capture"] for text in self.texts.values())}
        said = self.unlisted or is_written(manifest, self.data["manifest"])
        self.refuse("the manifest says something else", not said)
        self.trust("that the titles and texts are those of a manifest, for there is none", self.unlisted)
        self.refuse("they do not have", needed - names.keys())
        self.refuse("the claims are not those of their files",
                    claims and not is_written(claims, [finding["claim"] for finding in self.found]))
        self.trust("that the claims are those of a file, for none was read", not claims)

    def say(self, name: Any, key: str, unsaid: str = "") -> str:
        """Return what the manifest says of a text."""
        return str(self.entries.get(name, {}).get(key, unsaid))

    def check(self, finding: Any) -> None:
        """Check a finding."""
        claim = {**DEFAULTS, "published": UNSAID.get(finding["kind"]), **finding["claim"]}
        kind, own, number, hits = claim["kind"], claim["document"], finding["recounted"], finding["matches"]
        among = claim["among"] if kind == "first-mention" and claim["among"] else []
        claim["named"] = {own, claim["than"].get("document") or own, *among}
        inner = {key for name in ("source", "segmenter", "between", "than") for key in claim[name]}
        self.refuse("keys inside others:", inner - {"terms"} & DEFAULTS.keys())
        self.refuse("another verdict is expected", finding["expected"] != claim["expect"])
        for key in ("id", "kind", "document", "published", "source", "terms", "minus"):
            self.refuse(f"its {key} is not that of the claim", finding.get(key, []) != claim[key])
        if not claim["named"] <= self.entries.keys():
            said = [finding["verdict"], number, hits, finding["doubts"]]
            self.refuse("its text is not here", said != ["unverifiable", None, [], ["not_stored"]])
            return
        searches = self.list_searches(claim)
        if lost := {name for _, name, *_ in searches} - self.texts.keys():
            self.refuse("texts are not given:", lost)
            return
        scope = "+".join(region for region in REGIONS if region in claim["scope"])
        ways = {f"{self.match(claim, name)}/{claim['overlap']}/{scope}" for _, name, *_ in searches}
        by = {"rank": "rank by ", "first-mention": "first mention by ", "share": "share by ",
              "comparison": f"{claim['by']} by "}.get(kind, "")
        way = f"length:{claim['unit']}/{scope}" if kind == "length" else by + ", ".join(sorted(ways))
        self.refuse(f"it is not to be counted by {finding['convention']}", finding["convention"] != way)
        places, exact = self.count(claim, searches)
        counted, listed = Counter(places), Counter(self.place(hit, claim["marker"]) for hit in hits)
        more, less = (listed - counted).total(), (counted - listed).total()
        self.refuse(f"{more} hits are listed that do not count, and {less} that count are not listed",
                    more > 0 or (less > 0 and exact))
        self.trust(f"that {less} of {len(places)} places do not count", less and not exact)
        by_term = Counter(hit["term"] for hit in hits if not hit.get("role"))
        self.refuse("by_term is not what its hits add up to", +Counter(finding["by_term"]) != by_term)
        rows = [(role, name, terms, sum(n for place, n in listed.items() if place[:2] == (role, name)
                 and place[2] in (*terms, ""))) for role, name, terms, _ in searches]
        value = self.number(claim, rows)
        recounted = float(value) if isinstance(value, Fraction) else value
        self.refuse(f"{number} recounted, where it is {recounted}", number != recounted)
        self.judge(finding, claim, value, rows)

    def match(self, claim: Any, name: str) -> str:
        """Return by which match *claim* is counted in the text *name*."""
        language, match, simplify = self.say(name, "language", "zh"), claim["match"], claim["simplify"]
        if not match and claim["kind"] != "items":
            match, traditional = "word" if language == "en" else "text", language == "zh-Hant"
            simplify = language != "en" and (traditional if simplify is None else simplify)
        token = f":{claim['segmenter'].get('name', 'jieba')}" * (match == "token")
        return f"{match or 'text'}{token}{'+simplified' if simplify else ''}"

    def list_searches(self, claim: Any) -> list[Any]:
        """Return what is counted: role, document, terms, and terms inside which no hit counts."""
        own, terms, minus, than = claim["document"], claim["terms"], claim["minus"], claim["than"]
        among = self.entries if claim["among"] is None else claim["among"]
        return [("", own, terms, minus), *{
            "share": [("of", own, claim.get("of"), [])],
            "comparison": [("than", than.get("document") or own, than.get("terms") or terms, minus)],
            "rank": [("among", own, [term], minus) for term in among if term not in terms],
            "first-mention": [("earlier", name, terms, minus) for name in self.entries
                              if name in among and name != own and self.is_earlier(name, own) is not False],
        }.get(claim["kind"], [])]

    def is_earlier(self, name: str, other: str, said: str = "") -> bool | None:
        """Tell whether a text, or the date *said*, is before one of its language; None where that is open."""
        one, two = said or self.say(name, "issued"), self.say(other, "issued")
        languages = {self.say(each, "language", "zh")[:2] for each in (name, other)}
        size = min(len(one), len(two))
        unclear = not size or (one[:size] == two[:size] and (len(one) != len(two) or size < 10))
        return len(languages) == 1 and (None if unclear else one[:size] < two[:size])

    def count(self, claim: Any, searches: Any) -> tuple[list[Any], bool]:
        """Return the places that count, and whether just these must be listed."""
        if claim["kind"] in ("items", "length"):
            return [*(self.list_items(claim) if claim["marker"] else ())], claim["marker"] not in ("#", "——")
        places, exact, forms = list[Any](), True, self.data["simplified"]
        for role, name, terms, minus in searches:
            match, wanted = self.match(claim, name), {*"".join([*terms, *minus])}
            wanted |= {new for c in wanted for new in forms.get(c, "")}
            unsure = "+" in match and any(len(new) > 1 and wanted & {c, *new} for c, new in forms.items())
            exact = exact and not unsure and not match.startswith("token")
            inside = [] if match.startswith("token") else [*self.find(claim, name, minus, match)]
            places += [(role, name, *hit) for hit in self.find(claim, name, terms, match)
                       if not any(hit[1] == part and a <= hit[2] and hit[3] <= b for _, part, a, b in inside)]
        return places, exact

    def find(self, claim: Any, name: str, terms: Any, match: str) -> Iterator[Any]:
        """Yield where *terms* are: term, paragraph, start and end."""
        forms, text = self.data["simplified"] if "+" in match else {}, self.texts[name]
        kind = re.split("[:+]", match)[0]
        whole = {"token": "(?=(?:%s))", "prefix": f"(?<!{LETTER})(?:%s)",
                 "word": f"(?<!{LETTER})(?:%s)(?!{LETTER})"}.get(kind, "%s")
        wanted = sorted(terms, key=lambda term: -len(read(term)))
        for group in [wanted] if claim["overlap"] == "longest" and wanted else [[term] for term in wanted]:
            spelled = []
            for term in map(read, group):
                gaps = ["", *(" *" if re.search(APART, f"{a} {b}") else "" for a, b in pairwise(term))]
                like = ([o for o in forms if {*forms[o]} & {*forms.get(c, c)}] for c in term)
                classes = (f"[{re.escape(''.join([c, *forms.get(c, ''), *old]))}]"
                           for c, old in zip(term, like, strict=True))
                spelled.append("".join(map("".join, zip(gaps, classes, strict=True))))
            pattern = whole % "|".join(f"({term})" for term in spelled)
            for part, line in enumerate(text.lines):
                inside = text.parts[part]["region"] in claim["scope"]
                for hit in re.finditer(pattern, line, re.IGNORECASE * (kind != "text")) if inside else ():
                    yield group[(hit.lastindex or 1) - 1], part, *hit.span(hit.lastindex or 1)

    def list_items(self, claim: Any) -> Iterator[Any]:
        """Yield where the headings, or the items of a list, are that count."""
        name, marker, lines = claim["document"], claim["marker"], self.texts[claim["document"]].lines
        first, last = (-1, 0), (len(lines), 0)
        if claim["between"]:
            begins, ends = ([*self.find(claim, name, [claim["between"][k]], "text")] for k in ("from", "to"))
            pairs = [(begin, next((e[1:3] for e in ends if e[1:3] >= begin), last))
                     for begin in ((part, at) for _, part, _, at in begins)]
            first, last = [pair for pair in pairs if marker != "、" or pair[0][0] == pair[1][0]][-1]
        if marker == "、":
            marks = "|".join(map(re.escape, claim["separators"]))
            for item in re.finditer(rf"(?:(?!{marks}).)+", lines[first[0]][first[1]:last[1]]):
                if item[0].strip():
                    yield "", name, "", first[0], first[1] + item.start(), 0
            return
        mark = MARKS.get(marker) or rf"第(?:{_CN}|\d+){marker[2:]}(?![约款])|(?i:{ENGLISH_MARKS.get(marker)})"
        for part, line in enumerate(lines):
            found, region = re.match(rf"(?:#+\s*)?({mark})", line), self.texts[name].parts[part]["region"]
            if found and first <= (part, 0) < last and region in claim["scope"] and region in REGIONS[2:]:
                yield "", name, "", part, 0, 0

    def place(self, hit: Any, marker: str) -> Any:
        """Return where a hit is, as `count` does; in no paragraph if it is not where, or what, it says."""
        text, a, b = self.texts[hit["document"]], hit["byte_start"], hit["byte_end"]
        number = bisect(text.parts, hit["start"], key=lambda part: part["start"]) - 1
        part, line = text.parts[number], text.parts[number]["text"]
        start, end, cuts = hit["start"] - part["start"], hit["end"] - part["start"], part.get("cuts", ())
        right = (hit["region"], hit["exact"], hit["prefix"], hit["suffix"]) == (
            part["region"], line[start:end], line[max(start - 20, 0):start], line[end:end + 20])
        if cuts and text.cuttable:
            right &= any(x <= a < y for x, y in cuts) and any(x < b <= y for x, y in cuts)
            right &= text.cut([(x, min(y, a)) for x, y in cuts if x < a]) == read(line[:start])
            right &= text.cut(hit.get("cuts") or [[a, b]]) == read(hit["exact"])
        start = 0 if marker and marker != "、" and start < 9 else start  # behind ##
        term, end = ("", 0) if marker else (hit["term"], end)
        return hit.get("role", ""), hit["document"], term, number if right else -1, start, end

    def number(self, claim: Any, rows: Any) -> Any:
        """Return what the recount comes to, None where it is undefined."""
        (own, *others), parts = [size for *_, size in rows], self.texts[claim["document"]].parts
        if claim["kind"] == "share" or claim["by"] == "ratio":
            return Fraction(own, others[0]) if others[0] else None
        unit = {"characters": r"\S", "han": f"[{HAN}]", "words": r"\w+(?:['’\-]\w+)*"}[claim["unit"]]
        text = "\n".join(part["text"] for part in parts if part["region"] in claim["scope"])
        earlier = sum(n > 0 and self.is_earlier(name, claim["document"]) is True for _, name, _, n in rows)
        return {"first-mention": own and 1 + earlier, "comparison": own - sum(others), "rank": 1 + sum(
            other > own for other in others), "length": len(re.findall(unit, text))}.get(claim["kind"], own)

    def judge(self, finding: Any, claim: Any, value: Any, rows: Any) -> None:
        """Check a verdict, and the reasons for which a claim is unverifiable."""
        kind, own, source, pin = claim["kind"], claim["document"], claim["source"], claim["segmenter"]
        admitted = admit(claim["published"])
        self.trust(f"what {claim['published']!r} admits", not admitted)
        if not admitted:
            return
        low, high = admitted
        side = None if value is None else -1 if (value, 0) < low else int((value, 0) > high)
        said = source.get("date") or self.say(source.get("document"), "issued")
        dated, used = re.fullmatch(r"\d{4}(-\d\d){0,2}", said), self.data["tool"]["segmenters"]
        name = pin.get("name", "jieba")
        earlier = [(self.is_earlier(name, own), n, name) for role, name, _, n in rows if role == "earlier"]
        size, relies = rows[0][3], {name for _, name, *_ in rows}
        is_open = kind == "first-mention" and size > 0 and side != 1
        if kind == "first-mention":
            relies = {name for _, n, name in earlier if not n} if is_open else {own} if not size else set()
        grows = kind in ("count", "items", "length") or (kind == "comparison" and len(relies) > 1)
        gaps = {name for name in relies if re.search(PARTIAL, self.say(name, "edition"))
                or self.say(name, "completeness") == "partial"}
        family = "|".join(map(re.escape, claim["terms"])) or "(?!)"
        is_family = re.search(f"(?:{family})(?:[”」，]?等|etc)", "".join(source.get("quote", "").split()))
        found = {code for code, true in {
            "other_edition": claim["edition"] not in ("", self.say(own, "edition")),
            "younger": dated and any(self.is_earlier(name, name, said) for name in claim["named"]),
            "other_segmenter": pin.get("fingerprint", used.get(name)) not in ("", used.get(name)),
            "no_mark": kind == "items" and side != 0 and size <= (claim["marker"] == "、"),
            "date_unclear": is_open and any(n and not sure for sure, n, _ in earlier),
            "no_earlier": is_open and not any(sure or n for sure, n, _ in earlier),
            "recognised": any("recognised text" in {each["kind"] for each in self.texts[name].record["damage"]}
                or self.texts[name].entry["capture"].get("ocr") == "unchecked" for _, name, *_ in rows),
            "partial": gaps and not (high[0] == INFINITE and side == 0 and grows and gaps <= {own}),
            "open_family": (is_family if claim["open_family"] is None else claim["open_family"]) and side in (
                None, *{"comparison": (-1, 1), "rank": (1,)}.get(kind, (-1,))),
            "no_token": claim["match"] == "token" and side != 0 and any(
                not n and any(self.find(claim, name, terms, "text")) for _, name, terms, n in rows),
        }.items() if true}
        given = {{"other_marks": "no_mark", "partial_edition": "partial"}.get(c, c) for c in finding["doubts"]}
        damaged = any(self.texts[name].record["damage"] for _, name, *_ in rows)
        trusted = {*(["damaged", "would_change"] * damaged), *(["younger"] * bool(said and not dated))}
        copies = [self.say(name, "title") for name in self.entries].count(self.say(own, "title"))
        trusted |= {"other_script", *(["other_copy"] if copies > 1 else [])} if side != 0 else set()
        self.refuse("no reasons why it is unverifiable:", given - found - trusted)
        for code in sorted(given & trusted - found):
            self.trust(f"that it is unverifiable because {code}", True)
        self.trust("what the damage of its texts may change", damaged and not given)
        right = "unverifiable" if found or given else "confirmed" if side == 0 else "refuted"
        if right == "refuted":
            self.unchecked.append("that no refuted number comes out in another script or edition of its text")
        said = f"{value} recounted and {claim['published']} published: {right} {sorted(found)}"
        self.refuse(f"{said}, not {finding['verdict']}",
                    finding["verdict"] != right or (found and not given))

def recheck(findings: Path, folder: Path | None = None) -> Recheck:
    """Check the file *findings* against the texts in *folder*; return what was found."""
    data = json.loads(findings.read_text(encoding="utf-8"))
    return Recheck(data, folder or Path(data["texts"]))

def main(arguments: list[str]) -> int:
    """Run the re-check; print what was not checked, and each fault, or that there is none."""
    try:
        done = recheck(*map(Path, arguments))
    except Exception as error:  # whatever a damaged file leads to
        print(f"{arguments[0]!r} cannot be re-checked ({error!s:.200})", file=sys.stderr)
        return 3
    print("\n".join(f"not re-checked: {what}" for what in dict.fromkeys(done.unchecked)))
    print("\n".join(done.faults) or f"{done.hits} hits re-checked: all agree.")
    return 1 if done.faults else 0 if any(finding["recounted"] is not None for finding in done.found) else 4

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if 2 <= len(sys.argv) <= 3 else __doc__)
