"""On the labelled sentences, what is read is what a careful reader reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from policytext.articles import Extraction, FoundClaim, Unparsed, find_claims
from policytext.language.messages import Message
from tests.articles import evaluate
from tests.articles.evaluate import Tally, judge, load_sentences


@pytest.fixture(scope="module")
def sentences() -> list[dict[str, Any]]:
    return load_sentences()


def _read(sentence: dict[str, Any]) -> Extraction:
    return find_claims(sentence["text"], lexicon=sentence.get("known", ()))


@pytest.fixture(scope="module")
def total(sentences: list[dict[str, Any]]) -> Tally:
    out = Tally()
    for sentence in sentences:
        for tally in judge(sentence, _read(sentence), 0).values():
            out.add(tally)
    return out


def test_the_set_is_as_large_as_promised(sentences: list[dict[str, Any]]) -> None:
    negative = [s for s in sentences if not s["claims"] and not s.get("unread")]

    assert len(sentences) >= 600
    assert len(negative) >= 200
    assert len({s["text"] for s in sentences}) == len(sentences)


def test_claims_are_read_or_said_to_be_unread_and_little_else_is(total: Tally) -> None:
    assert total.precision >= 0.98
    assert total.recall >= 0.7
    assert total.honesty >= 0.9


def test_sentences_without_claims_give_few(sentences: list[dict[str, Any]]) -> None:
    negative = [s for s in sentences if not s["claims"]]
    read = [s["text"] for s in negative if _read(s).claims]

    assert len(read) <= 2, read


def test_what_cannot_be_read_is_said(sentences: list[dict[str, Any]]) -> None:
    lost = [s for s in sentences if s.get("unread")]
    silent = [s["text"] for s in lost if not _read(s).unparsed and not _read(s).claims]

    assert len(lost) >= 20
    assert silent == []


def test_every_claim_is_in_the_article_where_it_says(sentences: list[dict[str, Any]]) -> None:
    article = "\n".join(s["text"] for s in sentences)

    extraction = find_claims(article)

    assert len(extraction.claims) > 400
    for claim in extraction.claims:
        assert article[claim.start : claim.end] == claim.quote
        assert article[claim.number_start : claim.number_end] == claim.published
        assert claim.start <= claim.number_start < claim.number_end <= claim.end
        assert claim.evidence
    for stretch in extraction.unparsed:
        assert article[stretch.start : stretch.end] == stretch.quote


def test_no_figure_is_below_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main([]) == 0, capsys.readouterr().out


def _passage(**changed: object) -> dict[str, Any]:
    label = {"kind": "count", "number": "61", "terms": ["创新"], "marked": "quotes"}
    return {"claims": [label | changed], "negatives": []}


def _claim(**changed: object) -> FoundClaim:
    values: dict[str, object] = {
        "quote": "“创新”61次", "start": 0, "end": 7, "kind": "count", "terms": ("创新",),
        "published": "61", "number_start": 4, "number_end": 6, "form": "count",
    }  # fmt: skip
    return FoundClaim(**(values | changed))  # type: ignore[arg-type]


TEXT = "“创新”61次"


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([_claim()], (1, 0, 0)),
        ([_claim(published="61次")], (1, 0, 0)),
        ([], (0, 1, 0)),
        ([_claim(published="16")], (0, 1, 1)),
        ([_claim(terms=("创", "新"))], (0, 1, 1)),
        ([_claim(kind="rank")], (0, 1, 1)),
    ],
)
def test_the_judge_counts_a_claim_only_when_kind_number_and_terms_agree(
    claims: list[FoundClaim], expected: tuple[int, int, int]
) -> None:
    total = Tally()
    for tally in judge(_passage(), Extraction(TEXT, tuple(claims)), 0).values():
        total.add(tally)

    assert (total.read, total.silent, total.wrong) == expected


def test_claims_of_one_number_for_a_term_each_are_the_label_of_both() -> None:
    claims = (_claim(), _claim(terms=("改革",)))
    (tally,) = judge(_passage(terms=["创新", "改革"]), Extraction(TEXT, claims), 0).values()

    tallies = judge(_passage(terms=["创新", "改革"]), Extraction(TEXT, claims), 0)
    assert (tally.read, sum(t.wrong for t in tallies.values())) == (1, 0)


def test_a_number_in_an_unread_stretch_is_unread_and_not_silent() -> None:
    stretch = Unparsed("61次", 4, 7, Message("unread_reasons.broken"))
    (tally,) = judge(_passage(), Extraction(TEXT, (), (stretch,)), 0).values()

    assert (tally.read, tally.unread, tally.silent) == (0, 1, 0)


class TestRatchet:
    """The floors only rise, and are for one set of passages."""

    @pytest.fixture
    def passages(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        path = tmp_path / "test.yaml"
        monkeypatch.setattr(evaluate, "PASSAGES", path)
        monkeypatch.setattr(evaluate, "FLOORS", tmp_path / "floors.yaml")
        self.label(path, found=True)
        return path

    @staticmethod
    def label(path: Path, *, found: bool) -> None:
        term = "创新" if found else "守旧"
        path.write_text(
            "- id: one\n  group: some outlet\n  language: zh\n  text: 报告提到“创新”61次。\n"
            f"  claims:\n  - {{kind: count, terms: [{term}], number: '61', marked: quotes}}\n",
            encoding="utf-8",
        )

    @pytest.mark.usefixtures("passages")
    def test_passages_without_floors_are_refused_until_they_are_pinned(self) -> None:
        assert evaluate.main([]) == 1
        assert evaluate.main(["--update"]) == 0
        assert evaluate.main([]) == 0

    def test_changed_passages_are_refused_until_they_are_pinned_anew(self, passages: Path) -> None:
        evaluate.main(["--update"])
        with passages.open("a", encoding="utf-8") as stream:
            stream.write("# changed\n")

        assert evaluate.main([]) == 1
        assert evaluate.main(["--update"]) == 0

    def test_an_update_never_lowers_a_floor_unless_told_so(self, passages: Path) -> None:
        evaluate.main(["--update"])
        self.label(passages, found=False)

        assert evaluate.main(["--update"]) == 1
        assert _floor(evaluate.FLOORS) == [1.0, 1.0, 1.0]
        assert evaluate.main(["--update", "--allow-regression"]) == 0
        assert _floor(evaluate.FLOORS) == [0.0, 0.0, 0.0]


def _floor(path: Path) -> list[float]:
    floors: list[float] = YAML(typ="safe").load(path)["floors"]["all"]
    return floors
