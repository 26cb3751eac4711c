"""Seeded claims about real texts, with numbers from a count that shares no code with ours."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from policytext.claims.kinds.count import CountClaim
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.documents.load import load_corpus

# Whole texts without anything doubtful in them.
IDS = (
    *(f"cpc{n}" for n in range(12, 21)),
    *(f"gwr{year}-ws" for year in (2001, 2003, 2005, 2009, 2011, 2012, 2014, 2016, 2018, 2021)),
    *("sotu2003", "sotu2004", "sotu2011", "law-pipl", "law-csl", "xi-boao-20180410"),
)


def load_texts(corpora: Path) -> Corpus:
    return load_corpus(corpora, ids=IDS)


def count_plainly(document: Document, terms: tuple[str, ...]) -> int:
    if document.is_english:
        words = re.findall(r"[^\W\d_]+", document.text.lower())
        return sum(words.count(term) for term in terms)
    text = re.sub(r"[^\S\n]", "", document.text)
    return sum(text.count(term) for term in terms)


def frequent_terms(document: Document) -> list[str]:
    if document.is_english:
        found = Counter(re.findall(r"[a-z]{4,}", document.text.lower()))
    else:
        pairs = (document.text[i : i + 2] for i in range(len(document.text) - 1))
        found = Counter(pair for pair in pairs if re.fullmatch("[\u4e00-\u9fff]{2}", pair))
    return [term for term, count in found.most_common(300) if count >= 5]


def seed_claims(corpus: Corpus, rng: random.Random) -> Iterator[tuple[CountClaim, int, range]]:
    """Yield endless claims, each with its true number and the numbers within 20 % of it."""
    pools = {document.id: frequent_terms(document) for document in corpus}
    while True:
        document = rng.choice(corpus.documents)
        terms = tuple(rng.sample(pools[document.id], rng.choice((1, 1, 2, 3, 4))))
        number = count_plainly(document, terms)
        claim = CountClaim(
            id="x",
            document=document.id,
            terms=terms,
            published=str(number),
            match="word" if document.is_english else "text",
        )
        yield claim, number, range(-(-4 * number // 5), 6 * number // 5 + 1)


def off_by_some(number: int, near: range, rng: random.Random) -> int | None:
    """Return a number that is 1 to 20 % off; None if there is none."""
    wrong = [n for n in near if n != number and abs(n - number) * 100 >= number]
    return rng.choice(wrong) if wrong else None
