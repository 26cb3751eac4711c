"""Messages: every code has words in both languages, and all words are used."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from policytext.analyses.keywords import _VARIANTS
from policytext.analyses.parts import PARTS
from policytext.analyses.similarity import SIMILARITIES
from policytext.articles.coverage import _CLASSES
from policytext.claims import Verdict
from policytext.documents.readers.lib.encodings import choose_encoding
from policytext.documents.structure.numbers import _COUNTED
from policytext.language.messages import LANGUAGES, Message, load_wording
from policytext.statistics import association, dispersion, distances, diversity, keyness

SOURCE = Path(__file__).resolve().parents[2] / "src" / "policytext"
# The sections whose strings are messages; ``lists`` says how values are joined.
SECTIONS = (
    "verdict_reasons", "verdict_names", "doubts", "finding_notes", "explanation", "damage", "marks",
    "capture_notes", "encoding_choices", "unread_reasons", "resolutions", "article_reasons",
    "numbers", "higher_means", "score_details", "score_units", "weightings", "parts", "table_notes",
)  # fmt: skip
_CODE = re.compile(rf"(?:{'|'.join(SECTIONS)})\.[^.]+\Z")
_MEASURES = [
    measure
    for module in (association, dispersion, distances, diversity, keyness)
    for measure in module.MEASURES.values()
]


def words() -> set[str]:
    return {key for key in load_wording("en").entries if key.split(".")[0] in SECTIONS}


def section(name: str) -> set[str]:
    return set(load_wording("en").under(name))


def codes() -> Iterator[str | re.Pattern[str]]:
    """Yield every code in the source: a string, or for an f-string a pattern."""
    for path in SOURCE.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        pieces = {id(part) for node in joined for part in node.values}
        for node in nodes:
            whole = isinstance(node, ast.Constant) and id(node) not in pieces
            if whole and isinstance(node.value, str) and _CODE.match(node.value):
                yield node.value
        for node in joined:
            opening = getattr(node.values[0], "value", "")
            if isinstance(opening, str) and opening.split(".")[0] in SECTIONS:
                yield re.compile("".join(map(_as_pattern, node.values)) + r"\Z")


def _as_pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"


def test_every_code_has_words_in_every_language() -> None:
    plain = {code for code in codes() if isinstance(code, str)}

    assert len(plain) > 100
    for language in LANGUAGES:
        assert plain - set(load_wording(language).entries) == set()


def test_all_words_are_those_of_a_code() -> None:
    known = list(codes())
    plain = {code for code in known if isinstance(code, str)}
    made = [code for code in known if isinstance(code, re.Pattern)]

    assert {w for w in words() - plain if not any(code.match(w) for code in made)} == set()


def test_codes_that_are_made_of_names_have_words_for_every_name() -> None:
    assert section("higher_means") == {measure.higher_means for measure in _MEASURES}
    assert section("score_details") == {"unit", *_VARIANTS.values()}
    assert section("parts") == set(PARTS)
    assert section("weightings") == {"sklearn", "measure", *SIMILARITIES}
    assert section("numbers") == {"quantity", "things", *(name for name, _, _ in _CLASSES)}
    assert section("marks") == {marker for marker in _COUNTED if marker.isascii()}
    assert section("verdict_names") == {verdict.value for verdict in Verdict}
    units = {measure.unit for measure in _MEASURES if measure not in diversity.MEASURES.values()}
    sizes = {unit.replace("tokens", size) for unit in units for size in ("characters", "words")}
    assert section("score_units") == (sizes | {"characters", "words"}) - {""}


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (b"\xef\xbb\xbf", {}),
        (b"", {}),
        (b"", {"declared": "utf-8"}),
        (b"", {"within": "utf-8"}),
    ],
)
def test_every_choice_of_an_encoding_has_words(data: bytes, declared: dict[str, str]) -> None:
    assert choose_encoding(data, **declared).how in section("encoding_choices")


def test_a_message_is_a_value() -> None:
    message = Message("doubts.partial", document="plan")
    reason = Message("verdict_reasons.unverifiable", why=[message, message])

    assert reason == Message("verdict_reasons.unverifiable", why=(message, message))
    assert len({reason, reason}) == 1
    assert pickle.loads(pickle.dumps(reason)) == reason
    assert Message.from_data(reason.to_data()) == reason
    assert reason.value("why") == (message, message)
    assert reason.value("what") is None


def test_a_message_is_said_with_all_that_is_in_it_in_one_language() -> None:
    part = Message("doubts.partial", document="plan")
    absent = Message("doubts.not_stored", documents=["one", "two"])
    reason = Message("verdict_reasons.unverifiable", why=[part, absent])

    assert str(reason) == (
        "cannot be verified: only part of plan is stored; the text is not stored: one, two"
    )
    assert reason.in_language("zh") == "无法核实：plan 只存有一部分；未存文本：one、two"


def test_one_and_many_are_told_apart() -> None:
    assert str(Message("capture_notes.pages", n=1)) == "1 page"
    assert str(Message("capture_notes.pages", n=2)) == "2 pages"
    assert Message("capture_notes.pages", n=2).in_language("zh") == "2 页"


def test_what_is_quoted_is_not_filled_in() -> None:
    note = Message("finding_notes.absent", term="{document}|{x}", document="plan")

    assert str(note) == "'{document}|{x}' does not occur in plan."
