"""The documentation: its examples run, its tables are true, its links lead somewhere."""

from __future__ import annotations

import csv
import importlib.util
import inspect
import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import policytext as pt
from policytext.base.table import Table
from policytext.counting import concordance
from policytext.statistics import (
    association,
    dispersion,
    distances,
    divergence,
    diversity,
    keyness,
    weighting,
)
from tests.support.examples import FENCE, matches, pages, run_page

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [path for path in pages() if path.name != "CHANGELOG.md"]
EXAMPLES = [
    path
    for path in PAGES
    if any(
        fence["language"] in ("console", "pycon", "python")
        for fence in FENCE.finditer(path.read_text("utf-8"))
    )
]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


# --- Examples -------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_the_examples_print_what_the_page_says(path: Path, tmp_path: Path) -> None:
    """If an output has changed on purpose, ``make pages`` writes it anew."""
    _, different = run_page(path, tmp_path)

    assert different == []


def test_a_line_of_dots_matches_any_lines_and_nothing_else_does() -> None:
    assert matches("a\n...\nb\n", "a\n1\n2\nb\n")
    assert matches("...\n", "")
    assert not matches("a\n...\nb\n", "a\n1\nc\n")
    assert not matches("a\n", "a\nb\n")


def test_every_tutorial_and_most_pages_are_run() -> None:
    names = {name_of(path) for path in EXAMPLES}

    assert {f"docs/tutorials/{path.name}" for path in (DOCS / "tutorials").glob("*.md")} <= names
    assert len(names) >= 12


# --- Commands -------------------------------------------------------------------------------


def test_the_page_of_commands_is_their_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """If it is not, ``make pages`` writes it anew."""
    monkeypatch.setenv("COLUMNS", "80")
    place = DOCS / "make_reference.py"
    spec = importlib.util.spec_from_file_location("make_reference", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert read("docs/reference/commands.md") == module.write_page()


# --- The library ----------------------------------------------------------------------------


def test_the_library_page_has_every_public_name_once() -> None:
    listed = re.findall(r"(?m)^::: policytext\.([\w.]+)$", read("docs/reference/library.md"))
    public = [f"{home}.{name}" for name, home in pt._HOMES.items()]

    # What functions return, and nobody makes: the page says that these are no names of `pt`.
    assert sorted(listed) == sorted([*public, "claims.findings.Findings", "store.index.Store"])


# --- Tables ---------------------------------------------------------------------------------


@cache
def corpus() -> Any:
    return pt.load_corpus(ROOT / "texts")


@cache
def lexicon() -> Any:
    return pt.load_lexicon(ROOT / "texts" / "lexicons" / "ai-governance.yaml")


@cache
def dfm() -> Any:
    return pt.build_dfm(corpus())


@cache
def claims() -> Any:
    return pt.load_claims(ROOT / "texts" / "claims")


def plan() -> Any:
    return corpus()["action-plan-2025"]


def other() -> Any:
    return corpus()["governance-initiative-2023"]


@cache
def families() -> Any:
    return pt.compare_families(corpus(), lexicon())


TABLES: dict[str, Callable[[], Any]] = {
    "Corpus": lambda: corpus().to_table(),
    "count_terms": lambda: pt.count_terms(corpus(), ["共"]),
    "count_families": lambda: pt.count_families(corpus(), lexicon()),
    "build_concordance": lambda: pt.build_concordance(corpus(), ["共"]).to_table(),
    "list_positions": lambda: pt.list_positions(corpus(), families().matches),
    "compare_families": families,
    "compare_families.robustness": lambda: families().robustness,
    "compare_documents": lambda: pt.compare_documents(plan(), other(), lexicon(), permutations=99),
    "compare_family_counts": lambda: pt.compare_family_counts(plan(), other(), lexicon()),
    "measure_trends": lambda: pt.measure_trends(corpus(), lexicon()),
    "list_revisions": lambda: pt.list_revisions(plan(), other()),
    "list_shared_phrases": lambda: pt.list_shared_phrases(plan(), other()),
    "compare_editions": lambda: pt.compare_editions(plan(), other()),
    "measure_similarity": lambda: pt.measure_similarity(dfm()),
    "rank_keywords": lambda: pt.rank_keywords(dfm(), target="action-plan-2025"),
    "rank_tfidf": lambda: pt.rank_tfidf(dfm()),
    "rank_ngrams": lambda: pt.rank_ngrams(dfm()),
    "rank_collocates": lambda: pt.rank_collocates(corpus(), "合作"),
    "rank_dispersion": lambda: pt.rank_dispersion(corpus(), ["合作"]),
    "measure_diversity": lambda: pt.measure_diversity(corpus()),
    "verify_claims": lambda: pt.verify_claims(corpus(), claims()).to_table(),
    "explain_claim": lambda: pt.explain_claim(corpus(), claims(), "plan-global").to_table(),
    "find_claims": lambda: pt.find_claims("全文提及合作21次。", corpus=corpus()).to_table(),
    "check_article": lambda: pt.check_article("全文提及合作21次。", corpus()).to_table(),
    "policytext segment": lambda: concordance.list_tokens(plan(), pt.build_segmenter("characters")),
    "policytext outline": lambda: concordance.list_outline(plan()),
    "policytext damage": lambda: concordance.list_damage(corpus()),
}
# Elsewhere in the page: "its columns are those of another".
SAME = {
    "families.csv": "compare_families",
    "robustness.csv": "compare_families.robustness",
    "findings.csv": "verify_claims",
    "similarity.csv": "measure_similarity",
    "tfidf.csv": "rank_tfidf",
}


@cache
def documented() -> dict[str, list[str]]:
    """Return the columns of every table of the page, by its heading."""
    parts = re.split(r"(?m)^### (.+)\n", read("docs/reference/tables.md"))
    return {
        heading: [
            column
            for row in re.findall(r"(?m)^\| ([^|]*) \| [^|]+ \|$", text)
            for column in re.findall(r"`(\w+)`", row)
        ]
        for heading, text in zip(parts[1::2], parts[2::2], strict=True)
    }


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_of_a_table_are_the_documented_ones(name: str) -> None:
    table: Table = TABLES[name]()

    # A column a document is documented as one line.
    assert documented()[name] == [c for c in table.columns if c not in corpus().ids]


def test_the_table_of_a_store_is_documented(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "one.txt").write_text("共同合作。", encoding="utf-8")
    store, _ = pt.index_folder(texts, store=tmp_path / "store")

    assert documented()["Store.count"] == list(store.count(["共"]).columns)


@pytest.mark.parametrize("path", sorted((ROOT / "reports" / "tables").glob("*.csv")), ids=name_of)
def test_the_columns_of_a_file_of_the_report_are_the_documented_ones(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))

    expected = documented()[SAME.get(path.name, path.name)]
    assert expected == [c for c in columns if c not in corpus().ids]


def test_every_documented_table_is_compared() -> None:
    files = {path.name for path in (ROOT / "reports" / "tables").glob("*.csv")} - set(SAME)

    assert set(documented()) == {*TABLES, *files, "Store.count", "Others"}


# --- Measures -------------------------------------------------------------------------------

SECTIONS = {
    "Keyness": keyness,
    "Dispersion over parts": dispersion,
    "Dispersion without parts": distances,
    "Association": association,
    "Lexical diversity": diversity,
    "Weighting": weighting,
    "Divergence": divergence,
}
HANDBOOK = dict(
    zip(
        *[iter(re.split(r"(?m)^## (.+)\n", read("docs/explanation/measures.md"))[1:])] * 2,
        strict=True,
    )
)


def rows_of(section: str) -> dict[str, list[str]]:
    rows = re.findall(r"(?m)^\| `(\w+)` \| (.+) \| (.+) \| (.+) \|$", HANDBOOK[section])
    return {name: [formula, source, when] for name, formula, source, when in rows}


@pytest.mark.parametrize("section", SECTIONS)
def test_the_handbook_has_every_measure_with_its_source(section: str) -> None:
    measures = SECTIONS[section].MEASURES

    assert {name: row[1] for name, row in rows_of(section).items()} == {
        name: measure.source for name, measure in measures.items()
    }
    assert all(len(row[2]) > 10 for row in rows_of(section).values())


@pytest.mark.parametrize("section", SECTIONS)
def test_a_formula_of_the_handbook_is_that_of_the_docstring(section: str) -> None:
    differing = []
    for name, (formula, _, _) in rows_of(section).items():
        said = inspect.getdoc(SECTIONS[section].MEASURES[name].function) or ""
        flat = re.sub(r"\s+", "", said)
        written = re.findall(r"`([^`]+)`", formula.replace("\\|", "|"))
        # What is written in words (of mattr, msttr, mtld, hd_d, range) has no formula there.
        if "``" in said.partition("Notes\n")[2].partition("References\n")[0]:
            known = (part for part in written if part not in SECTIONS[section].MEASURES)
            differing += [(name, p) for p in known if re.sub(r"\s+", "", p) not in flat]
    assert differing == []


# --- Layers ---------------------------------------------------------------------------------


def test_the_drawing_of_the_layers_is_the_contract() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    (layers,) = (
        contract["layers"]
        for contract in project["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    # A layer in brackets is one that may be missing.
    names = [name.strip() for row in layers if not row.startswith("(") for name in row.split("|")]
    drawn = re.findall(r'font-weight="600"[^>]*>(\w+)<', read("docs/explanation/layers.svg"))

    assert drawn == names


def test_the_modules_of_the_architecture_page_exist() -> None:
    named = re.findall(r"`((?:\w+/)+(?:\w+\.py)?)`", read("docs/explanation/architecture.md"))

    assert len(named) > 8
    assert [path for path in named if not (ROOT / "src" / "policytext" / path).exists()] == []


# --- Links ----------------------------------------------------------------------------------


def slug(heading: str) -> str:
    """Return the anchor of a heading, as GitHub and the site make it."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", ""))
    return kept.replace(" ", "-")


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_link_of_a_page_leads_somewhere(path: Path) -> None:
    text = re.sub(r"(?ms)^ *```.*?^ *```$", "", path.read_text("utf-8"))
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:|mailto:", target):
            continue
        file, _, anchor = unquote(target).partition("#")
        there = (path.parent / file).resolve() if file else path
        headings = (
            re.findall(r"(?m)^#+ (.+)$", there.read_text("utf-8")) if there.suffix == ".md" else []
        )
        if not there.exists() or (anchor and anchor not in map(slug, headings)):
            dead.append(target)
    assert dead == []


def test_every_page_of_the_site_is_in_its_table_of_contents() -> None:
    listed = set(re.findall(r"[\w/-]+\.md", read("docs/site/mkdocs.yml")))

    assert listed == {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}


def test_the_site_loads_nothing_from_elsewhere() -> None:
    settings = read("docs/site/mkdocs.yml")

    assert "font: false" in settings
    assert not re.search(r"https?://", settings + read("docs/site/extra.css"))
