"""On the labelled sentences, what is read is what a careful reader reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from policytext.articles import Extraction, FoundClaim, find_claims
from tests.articles import evaluate
from tests.articles.evaluate import Example, Tally, judge, load_examples, measure, total


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return load_examples()


@pytest.fixture(scope="module")
def tallies(examples: list[Example]) -> dict[str, Tally]:
    return measure(examples, show=False)


def test_the_set_is_as_large_and_as_mixed_as_promised(examples: list[Example]) -> None:
    chinese = [e for e in examples if e.claims and re.search("[一-鿿]", e.text)]
    english = [e for e in examples if e.claims and not re.search("[一-鿿]", e.text)]
    negative = [e for e in examples if not e.claims and not e.unread]

    assert len(examples) >= 400
    assert (len(chinese) >= 250, len(english) >= 80, len(negative) >= 100) == (True, True, True)
    assert len({e.text for e in examples}) == len(examples)


def test_claims_are_found_and_nothing_else_is(tallies: dict[str, Tally]) -> None:
    figures = total(tallies)

    assert figures.precision >= 0.99
    assert figures.recall >= 0.97


def test_sentences_without_claims_give_none(examples: list[Example]) -> None:
    negative = [e for e in examples if not e.claims]

    assert [e.text for e in negative if find_claims(e.text, lexicon=e.known).claims] == []


def test_every_claim_stands_in_the_article_where_it_says(examples: list[Example]) -> None:
    article = "\n".join(e.text for e in examples)

    extraction = find_claims(article)

    assert len(extraction.claims) > 400
    for claim in extraction.claims:
        assert article[claim.start : claim.end] == claim.quote
        assert article[claim.number_start : claim.number_end] == claim.published
        assert claim.start <= claim.number_start < claim.number_end <= claim.end
    for stretch in extraction.unparsed:
        assert article[stretch.start : stretch.end] == stretch.quote


def test_no_figure_lies_below_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main([]) == 0, capsys.readouterr().out


def _example(text: str) -> Example:
    return Example(
        "form", text, (evaluate._expected({"terms": ["创新"], "published": "61"}),), 0, ()
    )


def _claim(**changed: object) -> FoundClaim:
    values: dict[str, object] = {
        "quote": "“创新”61次", "start": 0, "end": 7, "kind": "count", "terms": ("创新",),
        "published": "61", "number_start": 4, "number_end": 6, "form": "bare",
    }  # fmt: skip
    return FoundClaim(**(values | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([_claim()], (1, 0, 0)),
        ([], (0, 0, 1)),
        ([_claim(published="16")], (0, 1, 1)),
        ([_claim(terms=("创", "新"))], (0, 1, 1)),
        ([_claim(open_family=True)], (0, 1, 1)),
        ([_claim(document_mention="报告")], (0, 1, 1)),
        ([_claim(), _claim()], (1, 1, 0)),
    ],
)
def test_the_judge_counts_a_claim_only_when_all_of_it_is_right(
    claims: list[FoundClaim], expected: tuple[int, int, int]
) -> None:
    tally = judge(_example("“创新”61次"), Extraction(claims=tuple(claims)))

    assert (tally.right, tally.wrong, tally.missed) == expected


def test_a_stretch_passed_over_in_silence_is_missed() -> None:
    tally = judge(Example("form", "“创新”出现次。", (), 1, ()), Extraction())

    assert (tally.right, tally.missed) == (0, 1)


class TestRatchet:
    """The floors only rise, and hold for one labelled set."""

    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        labelled = tmp_path / "labelled"
        labelled.mkdir()
        monkeypatch.setattr(evaluate, "LABELLED", labelled)
        monkeypatch.setattr(evaluate, "FLOORS", tmp_path / "floors.yaml")
        monkeypatch.setattr(evaluate, "load_examples", lambda: load_examples(labelled))
        monkeypatch.setattr(evaluate, "digest", lambda: _digest(labelled))
        self.label(labelled, found=True)
        return labelled

    @staticmethod
    def label(folder: Path, *, found: bool) -> None:
        term = "创新" if found else "守旧"
        (folder / "zh.yaml").write_text(
            f"bare:\n  - text: “创新”61次。\n    claims: [{{terms: [{term}], published: '61'}}]\n",
            encoding="utf-8",
        )

    def test_a_set_without_floors_is_refused_until_it_is_pinned(self, folder: Path) -> None:
        assert evaluate.main([]) == 1
        assert evaluate.main(["--update"]) == 0
        assert evaluate.main([]) == 0

    def test_a_changed_set_is_refused_until_it_is_pinned_anew(self, folder: Path) -> None:
        evaluate.main(["--update"])
        with (folder / "zh.yaml").open("a", encoding="utf-8") as stream:
            stream.write("# changed\n")

        assert evaluate.main([]) == 1
        assert evaluate.main(["--update"]) == 0

    def test_an_update_never_lowers_a_floor_unless_told_so(self, folder: Path) -> None:
        evaluate.main(["--update"])
        self.label(folder, found=False)

        assert evaluate.main(["--update"]) == 1
        assert _floor(evaluate.FLOORS) == [1.0, 1.0]
        assert evaluate.main(["--update", "--allow-regression"]) == 0
        assert _floor(evaluate.FLOORS) == [0.0, 0.0]


def _digest(folder: Path) -> str:
    return evaluate.hashlib.sha256((folder / "zh.yaml").read_bytes()).hexdigest()


def _floor(path: Path) -> list[float]:
    floors: list[float] = YAML(typ="safe").load(path)["floors"]["all"]
    return floors
