"""The notebooks run from top to bottom, and show what their words say."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import nbformat
import pytest

from tests.support.notebooks import FOLDER, list_texts, read_notebook, run_notebook

NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))


@cache
def run(name: str) -> Any:
    return run_notebook(name)


def shown(name: str, source: str) -> str:
    """Return everything the first cell with *source* in it shows, as text and as markup."""
    cell = next(c for c in run(name).cells if c.cell_type == "code" and source in c.source)
    return "".join(
        output.get("text", "") + "".join(map(str, output.get("data", {}).values()))
        for output in cell.outputs
    )


def test_there_are_four_notebooks() -> None:
    assert len(NAMES) == 4


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_it_runs_and_warns_of_nothing(name: str) -> None:
    for cell in run(name).cells:
        for output in cell.get("outputs", ()):
            assert output.get("name") != "stderr", output["text"]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_chart_shows_as_a_picture(name: str) -> None:
    for cell in run(name).cells:
        if cell.cell_type == "code" and cell.source.splitlines()[-1].startswith("pt.draw_"):
            assert any("image/svg+xml" in output.get("data", {}) for output in cell.outputs)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_stored_outputs_are_those_it_has_now(name: str) -> None:
    """If they have changed on purpose, ``make pages`` writes them anew."""
    stored = {cell.id: list_texts(cell) for cell in read_notebook(name).cells}

    assert stored == {cell.id: list_texts(cell) for cell in run(name).cells}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_stored_as_it_ran_and_names_no_machine_and_no_time(name: str) -> None:
    notebook = read_notebook(name)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    text = (FOLDER / f"{name}.ipynb").read_text("utf-8")

    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert any(cell.outputs for cell in code)
    assert all(not cell.metadata for cell in code)
    assert notebook.metadata.language_info == {"name": "python"}
    assert not re.search(r"(?<![\w.])/(?:work|home|root|tmp|Users|private|mnt|var)/", text)


@pytest.mark.slow
def test_checking_a_claim_shows_the_count_the_bytes_and_the_verdicts() -> None:
    name = "1-check-a-claim"
    assert shown(name, "sum(counts") == "45"
    assert "45 lines" in shown(name, "print(len(lines)")
    assert shown(name, "byte_span").strip().endswith("全球")
    table = shown(name, "pt.verify_claims(corpus, claims)")
    for verdict, number in (("confirmed", 3), ("refuted", 1), ("unverifiable", 1)):
        assert table.count(f"<td>{verdict}</td>") >= number
    assert "44 would come out under text/each/body." in shown(name, "explanation.sentences()")


@pytest.mark.slow
def test_own_texts_show_their_faults_with_line_and_column() -> None:
    name = "3-bring-your-own-texts"
    faults = shown(name, '"isued:"')
    assert "texts/manifest.yaml:5:5:" in faults
    assert "Did you mean 'issued'?" in faults
    assert "has changed" in shown(name, '"Something else."')


@pytest.mark.slow
def test_reading_an_article_confirms_refutes_and_leaves_open() -> None:
    name = "4-read-an-article"
    table = shown(name, "pt.verify_claims")
    verdicts = [table.count(f"<td>{v}</td>") for v in ("confirmed", "refuted", "unverifiable")]
    # The column of expected verdicts says confirmed five times, unverifiable once.
    assert verdicts == [4 + 5, 1, 1 + 1]
    assert "only hinted at" in shown(name, "found.unparsed")
