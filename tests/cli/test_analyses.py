"""The analyses as a user types them, on the shipped texts."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from policytext.base.errors import PolicytextError
from policytext.cli import build_app
from policytext.cli.emphasis import open_lexicon

ROOT = Path(__file__).resolve().parents[2]
PLAN, INITIATIVE = "action-plan-2025", "governance-initiative-2023"
COMMANDS = {
    "tfidf": ["--top", "3"],
    "keywords": ["--target", PLAN, "--reference", INITIATIVE, "--top", "3"],
    "collocates": ["合作", "--document", PLAN],
    "dispersion": ["全球", "共", "--document", PLAN],
    "similarity": ["--document", PLAN, "--document", INITIATIVE],
    "trends": [],
    "revision": [INITIATIVE, PLAN],
    "families": ["--document", PLAN, "--document", INITIATIVE],
    "compare": [PLAN, INITIATIVE],
    "ngrams": ["3", "--top", "3"],
    "diversity": ["--document", PLAN],
    "phrases": [PLAN, "digest-plan-reading-2025"],
}


def run(*arguments: str) -> Result:
    texts = ["--texts", str(ROOT / "texts")]
    return CliRunner().invoke(build_app(), [*texts, *arguments], catch_exceptions=False)


def rows(*arguments: str) -> list[dict[str, object]]:
    result: list[dict[str, object]] = json.loads(run(*arguments, "--format", "json").stdout)["rows"]
    return result


@pytest.mark.parametrize(("command", "options"), COMMANDS.items(), ids=COMMANDS)
def test_every_analysis_prints_the_json_of_a_table(command: str, options: list[str]) -> None:
    done = run(command, *options, "--format", "json")
    table = json.loads(done.stdout)

    assert done.exit_code == 0
    assert list(table) == ["schema", "title", "convention", "columns", "rows", "notes"]
    assert table["rows"]
    assert all(list(row) == table["columns"] for row in table["rows"])
    assert table["notes"]


@pytest.mark.parametrize(("command", "options"), COMMANDS.items(), ids=COMMANDS)
def test_every_analysis_writes_a_file(command: str, options: list[str], tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    done = run(command, *options, "--format", "csv", "--output", str(path))

    assert (done.exit_code, done.stdout) == (0, "")
    assert list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


@pytest.mark.parametrize("form", ["table", "md"])
def test_people_are_told_convention_and_variant(form: str) -> None:
    shown = run("keywords", "--target", PLAN, "--top", "3", "--format", form).stdout

    assert "token:jieba/1-gram/title+subtitle+body" in shown
    assert "log_likelihood_rayson (Rayson & Garside 2000)" in shown
    assert "The first 3 of" in shown


def test_tfidf_shows_the_documents_named_told_apart_from_all() -> None:
    found = rows("tfidf", "--document", PLAN, "--top", "2")

    assert [row["document"] for row in found] == [PLAN, PLAN]
    assert found[0]["feature"] == "人工智能"
    assert found[0]["documents"] == 8


def test_keywords_take_several_references_and_characters() -> None:
    found = rows("keywords", "--target", PLAN, "--reference", INITIATIVE, "--reference",
                 "kaihua-daily-page-2025", "--characters", "--ngrams", "4")  # fmt: skip

    assert all(len(str(row["feature"])) == 4 for row in found if str(row["feature"])[0] > "一")


def test_families_count_as_count_does() -> None:
    families = rows("families", "--document", PLAN)
    counts = {row["family"]: row["count"] for row in families}

    # The published figures of the action plan.
    assert (counts["global"], counts["cooperation"], counts["common"]) == (45, 21, 29)


def test_revision_counts_families_on_demand() -> None:
    found = rows("revision", INITIATIVE, PLAN, "--counts")

    assert [row["new"] for row in found if row["family"] == "global"] == [45]


def test_the_scope_reaches_the_count() -> None:
    whole = rows("dispersion", "全球", "--document", PLAN)
    body = rows("dispersion", "全球", "--document", PLAN, "--scope", "body")

    assert int(str(whole[0]["count"])) == int(str(body[0]["count"])) + 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["keywords", "--target", "action-plan-2024"], "Did you mean 'action-plan-2025'"),
        (["keywords", "--target", PLAN, "--measure", "g2"], "Unknown keyness measure"),
        (["collocates", "合作", "--measure", "mi5"], "Did you mean"),
        (["dispersion", "合作", "--parts", "section"], "Did you mean 'sections'"),
        (["families", "--lexicon", "ai"], "Unknown lexicon 'ai'"),
        (["trends", "--by", "years"], "Did you mean 'year'"),
        (["compare", PLAN, PLAN], "compared with itself"),
        (["tfidf", "--weighting", "sklern"], "Did you mean 'sklearn'"),
        (["similarity", "--segmenter", "jiebe"], "Did you mean 'jieba'"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(arguments: list[str], message: str) -> None:
    with pytest.raises(PolicytextError, match=message):
        run(*arguments)


@pytest.mark.parametrize(
    ("lexicons", "message"), [((), "there is none"), (("a", "b"), "a, b: choose with --lexicon")]
)
def test_which_lexicon_is_meant_must_be_clear(
    lexicons: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    (tmp_path / "lexicons").mkdir()
    for name in lexicons:
        (tmp_path / "lexicons" / f"{name}.yaml").write_text("families: []")

    with pytest.raises(PolicytextError, match=message):
        open_lexicon(tmp_path, None)
