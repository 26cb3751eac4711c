"""Every string of up to eight characters, against ten lines that define what a count is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import pytest

from policytext.counting.convention import Convention
from policytext.counting.matches import Matches, find_matches, match_families
from policytext.documents.document import Document, Metadata, Region

# White space that is not text, and a line end, which ends a paragraph; letters, capital and small,
# white space and a hyphen, which ends a word.
CHINESE, LATIN = "甲乙 \n", "aB -"
CHINESE_FAMILIES = """
甲|乙|甲甲|甲乙|乙甲|甲乙甲|乙乙乙|甲 乙|甲 甲甲|甲乙 乙甲|甲乙 乙|甲甲 甲甲甲|甲乙甲 乙甲乙
|甲 甲乙 甲乙甲|乙 乙甲 甲乙乙|甲甲乙 甲乙
|乙乙 甲甲 甲乙|甲甲甲甲|甲 乙 甲乙 乙甲 甲甲|乙甲乙甲 甲乙
"""
LATIN_FAMILIES = """
a|b|ab|ba|aa|a_b|b_a|a_a|a b|a ab|a a_b|a_b b_a|ab b
|aa a|a_a_b|b_a a_a|b b_b|ab_ab|a aa aaa|a b a_b ab
"""
MATCHES = {"text": CHINESE, "token": CHINESE, "word": LATIN, "prefix": LATIN}


class Pairs:
    """A segmenter with the tokens 甲乙 and 乙乙; any other character is a token."""

    name = "pairs"
    fingerprint = "pairs"

    def cut(self, text: str) -> list[str]:
        tokens = []
        while text:
            size = 2 if text[:2] in ("甲乙", "乙乙") else 1
            tokens.append(text[:size])
            text = text[size:]
        return tokens


def stands(text: str, i: int, j: int, match: str) -> str | None:
    """Return text[i:j] as a term; None if it cannot be one."""
    piece = text[i:j]
    if match in ("text", "token"):
        at = len("".join(Pairs().cut(text[: text.rfind("\n", 0, i) + 1])))
        while match == "token" and at < i:
            at += len(Pairs().cut(text[at:])[0])
        whole = match == "text" or (at == i and Pairs().cut(text[i:])[0] == piece)
        return piece if whole else None
    before, after = text[i - 1 : i].isalpha(), match == "word" and text[j : j + 1].isalpha()
    return None if before or after or piece != piece.strip() else " ".join(piece.lower().split())


def find_spots(text: str, match: str) -> list[tuple[int, int, str | None]]:
    return [(i, -j, stands(text, i, j, match)) for i in range(len(text))
            for j in range(i + 1, min(len(text), i + 9) + 1)]  # fmt: skip


def define(
    spots: list[tuple[int, int, str | None]], terms: list[str], overlap: str
) -> list[tuple[str | None, int]]:
    """Count by the definition: the terms that count, with their places."""
    kept = []
    for group in [terms] if overlap == "longest" else [[term] for term in terms]:
        end = 0
        for i, j, term in sorted(spot for spot in spots if spot[2] in group):
            if i >= end:
                kept.append((term, i))
                end = -j
    return sorted(kept)


def read(text: str, match: str) -> str:
    return text.replace(" ", "") if match in ("text", "token") else text


def list_families(table: str) -> dict[str, list[str]]:
    families = [
        [t.replace("_", " ") for t in f.split()] for f in table.replace("\n", "").split("|")
    ]
    assert len(families) == 20
    return {str(number): terms for number, terms in enumerate(families)}


def strings(alphabet: str, longest: int) -> Iterator[str]:
    for size in range(longest + 1):
        yield from map("".join, product(alphabet, repeat=size))


def make(text: str) -> Document:
    return Document("d", Metadata(), text, (Region("body", 0, len(text)),))


def places(matches: Matches, text: str) -> list[tuple[str, int]]:
    match = matches.convention.match
    return sorted((m.term, len(read(text[: m.start], match))) for m in matches)


@pytest.mark.parametrize("overlap", ["each", "longest"])
@pytest.mark.parametrize("match", list(MATCHES))
def test_every_short_string_counts_as_defined(
    match: str, overlap: str, audit: bool, record_property: Callable[[str, object], None]
) -> None:
    families = list_families(CHINESE_FAMILIES if MATCHES[match] == CHINESE else LATIN_FAMILIES)
    convention = Convention(("body",), match, overlap, segmenter="pairs")  # type: ignore[arg-type]
    cases = 0
    for text in strings(MATCHES[match], 8 if audit else 5):
        document, spots = make(text), find_spots(read(text, match), match)
        together = match_families(document, families, convention, segmenter=Pairs())
        for name, terms in families.items():
            expected = define(spots, terms, overlap)
            alone = find_matches(document, terms, convention, segmenter=Pairs())
            assert places(together[name], text) == expected, (text, terms)
            assert places(alone, text) == expected, (text, terms)
            cases += 1
    record_property("figure", f"{match}/{overlap}: {cases:,} cases, 0 differences")
    assert cases == (1_747_620 if audit else 27_300)


def test_families_that_compete_within_a_lexicon_count_as_one_family(audit: bool) -> None:
    lexicon = {"one": ["甲", "甲乙"], "two": ["乙甲"], "three": ["甲乙甲", "乙乙"]}
    convention = Convention(("body",), "text", "longest", "lexicon")
    everything = [term for terms in lexicon.values() for term in terms]
    for text in strings(CHINESE, 8 if audit else 5):
        found = match_families(make(text), lexicon, convention)
        expected = define(find_spots(read(text, "text"), "text"), everything, "longest")
        for name, terms in lexicon.items():
            assert places(found[name], text) == [spot for spot in expected if spot[0] in terms]
