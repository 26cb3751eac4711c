"""Seeded claims of every kind, with numbers counted by simple code, printed in several ways."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import cn2an
import jieba

from policytext.claims import CLAIM_KINDS, Claim
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from tests.claims.seeded_claims import frequent_terms

SCOPES = (("title", "subtitle", "body"), ("body",), ("title", "body"), ("body", "annex"))
NUMERAL = "[一二三四五六七八九十百零]+"


class Seed(NamedTuple):
    """A claim without its published number, the number, and its printed forms."""

    fields: dict[str, Any]
    truth: int | Fraction
    form: str = ""


def read(document: Document, scope: tuple[str, ...] = SCOPES[0]) -> str:
    """Return the visible text of *scope*."""
    regions = (r for r in document.regions if r.name in scope)
    text = "\n".join(document.text[region.start : region.end] for region in regions)
    return text.lower() if document.is_english else re.sub(r"[^\S\n]", "", text)


@lru_cache(maxsize=512)
def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    made = jieba.Tokenizer()
    with TemporaryDirectory() as made.tmp_dir:  # its cache is nobody else's
        made.initialize()
    return made


@lru_cache(maxsize=64)
def tokens(text: str) -> list[str]:
    return list(tokenizer().cut(text))


def count(text: str, terms: list[str], match: str, overlap: str) -> int:
    if match == "token":
        return sum(tokens(text).count(term) for term in terms)
    if match == "word":
        return sum(words(text).count(term) for term in terms)
    if match == "prefix" and overlap == "longest":
        return sum(word.startswith(tuple(terms)) for word in words(text))
    if match == "prefix":
        return sum(word.startswith(term) for word in words(text) for term in terms)
    if overlap == "longest":
        return len(re.findall("|".join(sorted(terms, key=len, reverse=True)), text))
    return sum(text.count(term) for term in terms)


class Drawer:
    """Draws claims from a corpus."""

    def __init__(self, corpus: Corpus, rng: random.Random) -> None:
        self.corpus, self.rng = corpus, rng
        self.pools = {document.id: frequent_terms(document) for document in corpus}
        self.chinese = [document for document in corpus if not document.is_english]

    def terms(self, document: Document, most: int = 4) -> list[str]:
        drawn = self.rng.sample(self.pools[document.id], self.rng.randint(1, most))
        text = read(document)
        for term in drawn[:1]:  # one that another lies in, so that overlaps matter
            if not document.is_english and (at := text.find(term)) >= 0:
                longer = text[at : at + len(term) + 1]
                drawn += [longer] if longer not in drawn and re.fullmatch(r"\w+", longer) else []
        return drawn

    def convention(self, document: Document) -> dict[str, Any]:
        matches = ("word", "prefix") if document.is_english else ("text", "text", "token")
        return {
            "match": self.rng.choice(matches),
            "overlap": self.rng.choice(("each", "longest")),
            "scope": self.rng.choice(SCOPES),
        }

    def count(self) -> Seed:
        document = self.rng.choice(self.corpus.documents)
        terms, how = self.terms(document), self.convention(document)
        truth = count(read(document, how["scope"]), terms, how["match"], how["overlap"])
        return Seed({"kind": "count", "document": document.id, "terms": terms, **how}, truth)

    def length(self) -> Seed:
        document = self.rng.choice(self.chinese)
        unit, scope = self.rng.choice(("characters", "han")), self.rng.choice(SCOPES)
        text = "".join(read(document, scope).split())
        han = sum(unicodedata.name(c, "").startswith("CJK UNIFIED") or c in "〇々" for c in text)
        truth = han if unit == "han" else len(text)
        fields = {"kind": "length", "document": document.id, "unit": unit, "scope": scope}
        return Seed(fields, truth)

    def items(self) -> Seed:
        law = self.rng.choice([d for d in self.chinese if d.id.startswith("law-")])
        truth = len(re.findall(rf"(?m)^第{NUMERAL}条", read(law, ("body",))))
        return Seed({"kind": "items", "document": law.id, "marker": "第X条"}, truth)

    def share(self) -> Seed:
        document = self.rng.choice(self.chinese)
        of = self.rng.sample(self.pools[document.id], 4)
        text = read(document)
        part, whole = (count(text, terms, "text", "each") for terms in (of[:2], of))
        fields = {"kind": "share", "document": document.id, "terms": of[:2], "of": of}
        return Seed(fields, Fraction(part, whole), "%")

    def comparison(self) -> Seed:
        ours, theirs = self.rng.sample(self.chinese, 2)
        terms = self.rng.sample(self.pools[ours.id], 2)
        here, there = (count(read(d), terms, "text", "each") for d in (ours, theirs))
        fields = {"kind": "comparison", "document": ours.id, "terms": terms,
                  "than": {"document": theirs.id}}  # fmt: skip
        if there and self.rng.random() < 0.5:
            return Seed({**fields, "by": "ratio"}, Fraction(here, there), "倍")
        return Seed(fields, here - there)

    def rank(self) -> Seed:
        document = self.rng.choice(self.chinese)
        among = self.rng.sample(self.pools[document.id], 7)
        text = read(document)
        hits = [text.count(term) for term in among]
        fields = {"kind": "rank", "document": document.id, "terms": among[:1], "among": among}
        return Seed(fields, 1 + sum(other > hits[0] for other in hits), "rank")

    def first_mention(self) -> Seed:
        reports = sorted(d.id for d in self.chinese if d.id.startswith("cpc"))  # all dated
        place = self.rng.randrange(1, len(reports))  # before the first, none is held
        term = self.rng.choice(self.pools[reports[place]])
        having = sum(term in read(self.corpus[name]) for name in reports[:place])
        fields = {"kind": "first-mention", "document": reports[place], "terms": [term]}
        others = [name for name in reports if name != reports[place]]
        return Seed({**fields, "among": others}, 1 + having, "rank")


DRAWN = ("count",) * 12 + (
    "length", "items", "share", "share", "comparison", "comparison", "rank", "first_mention",
)  # fmt: skip


def print_number(number: int | Fraction, form: str, rng: random.Random) -> str:
    """Return *number* as it might be printed, exactly or rounded half up to the digits shown."""
    if form == "%":
        thousandths = int(number * 1000 + Fraction(1, 2))
        return f"{thousandths // 10}.{thousandths % 10}%"
    if form == "倍":
        hundredths = int(number * 100 + Fraction(1, 2))
        return f"{hundredths // 100}.{hundredths % 100:02d}倍"
    plain = str(number)
    wide = plain.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    ways = (plain, f"{plain}次", f"{number:,}", wide, cn2an.an2cn(plain), f"共{plain}次")
    return rng.choice(ways)


def off_by_some(truth: int | Fraction, form: str, rng: random.Random) -> int | Fraction | None:
    """Return a number that is 1 to 20 % off, or another rank; None if there is none."""
    if form == "rank":
        return rng.choice([n for n in range(1, 9) if n != truth])
    if form:
        factor = 1 + rng.choice((-1, 1)) * Fraction(rng.randint(10, 200), 1000)
        step = Fraction(1, 1000 if form == "%" else 100)  # of the last digit printed
        return truth * factor if abs(truth * factor - truth) > 2 * step else None
    near = range(-(-4 * int(truth) // 5), 6 * int(truth) // 5 + 1)
    wrong = [n for n in near if n != truth and abs(n - truth) * 100 >= truth]
    return rng.choice(wrong) if wrong else None


def seed_all_kinds(corpus: Corpus, rng: random.Random) -> Iterator[tuple[Claim, bool]]:
    """Yield endless claims; every second one is true."""
    drawer, number = Drawer(corpus, rng), 0
    while True:
        seed: Seed = getattr(drawer, rng.choice(DRAWN))()
        true = number % 2 == 0
        printed = seed.truth if true else off_by_some(seed.truth, seed.form, rng)
        if printed is None or seed.truth <= 0:
            continue
        published = print_number(printed, seed.form, rng)
        fields = {**seed.fields, "id": f"claim-{number}", "published": published}
        yield CLAIM_KINDS[seed.fields["kind"]].model_validate(fields), true
        number += 1
