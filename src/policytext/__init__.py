"""Count what policy documents say, compare what they stress, verify published counts.

A capture becomes a document; a document is counted under a convention; counts answer claims and
feed analyses; a report shows them. Each noun is a folder:

documents    the bytes of a capture to a `Document`, every character of which leads back to them
segmenters   text to tokens
language     numerals, stop words, the range of Chinese characters, the words of messages
statistics   formulas, which know nothing of documents
counting     what a count is: conventions, lexicons, matches, counts, passages
matrix       documents by features
claims       published numbers, recounted and judged
analyses     one analysis a file, named as its command
articles     press prose to claims, checked
store        folders of texts that outgrow memory
executors    one process, several, or a dask cluster
charts       a table to a figure
report       all of it as one page, tables and charts
cli          the commands
base         errors, tables, files, YAML, escaping

A module imports only from the rows below its own in the layer contract of ``pyproject.toml``.
The names below load on first use, so that importing the package costs milliseconds.

Tested in tests/contracts/test_public_names.py.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Claim": "claims",
    "Convention": "counting.convention",
    "Corpus": "documents.corpus",
    "Dfm": "matrix.dfm",
    "Document": "documents.document",
    "Execution": "executors",
    "Lexicon": "counting.lexicon",
    "PolicytextError": "base.errors",
    "Table": "base.table",
    "build_concordance": "counting.concordance",
    "build_dfm": "matrix.dfm",
    "build_dfm_from_folder": "store.folder_matrix",
    "build_lexicon": "counting.lexicon",
    "build_segmenter": "segmenters",
    "check_article": "articles.checking",
    "compare_documents": "analyses.compare",
    "compare_editions": "analyses.editions",
    "compare_families": "analyses.families",
    "compare_family_counts": "analyses.revision",
    "count_families": "counting.count",
    "count_terms": "counting.count",
    "draw_bars": "charts",
    "draw_heatmap": "charts",
    "draw_keyness": "charts",
    "draw_positions": "charts",
    "draw_profile": "charts",
    "draw_robustness": "charts",
    "draw_similarity": "charts",
    "draw_tfidf": "charts",
    "draw_trends": "charts",
    "explain_claim": "claims",
    "figure_to_png": "charts",
    "figure_to_svg": "charts",
    "find_claims": "articles",
    "find_editions": "analyses.editions",
    "find_matches": "counting.matches",
    "group_dfm": "matrix.dfm",
    "index_folder": "store.index",
    "list_positions": "counting.concordance",
    "list_revisions": "analyses.revision",
    "list_shared_phrases": "analyses.phrases",
    "load_claims": "claims",
    "load_corpus": "documents.load",
    "load_lexicon": "counting.lexicon",
    "measure_diversity": "analyses.diversity",
    "measure_similarity": "analyses.similarity",
    "measure_trends": "analyses.trends",
    "open_store": "store.index",
    "rank_collocates": "analyses.collocates",
    "rank_dispersion": "analyses.dispersion",
    "rank_keywords": "analyses.keywords",
    "rank_ngrams": "analyses.ngrams",
    "rank_tfidf": "analyses.tfidf",
    "remove_stopwords": "matrix.dfm",
    "trim_dfm": "matrix.dfm",
    "verify_claims": "claims",
    "weight_dfm": "matrix.dfm",
}

__all__ = ["__version__", *sorted(_HOMES)]

# Names of version 0.1, which still work for one release.
_RENAMED = {
    "build_dfm_of_files": "build_dfm_from_folder",
    "compare_pair": "compare_documents",
    "compare_versions": "list_revisions",
    "count_changes": "compare_family_counts",
    "find_shared_phrases": "list_shared_phrases",
    "rank_by_dispersion": "rank_dispersion",
    "rank_features": "rank_ngrams",
    "select_content": "remove_stopwords",
}

_METHODS = {"count_in_store": "Store.count", "scan_store": "Store.scan"}


def __getattr__(name: str) -> Any:
    if name in _RENAMED:
        import warnings

        new = _RENAMED[name]
        warnings.warn(f"{name} is now called {new}", DeprecationWarning, stacklevel=2)
        name = new
    if name in _METHODS:
        import warnings

        warnings.warn(f"{name} is now a method, {_METHODS[name]}", DeprecationWarning, stacklevel=2)
        return getattr(import_module("policytext.store.scan"), name)
    if name not in _HOMES:
        raise AttributeError(f"module 'policytext' has no attribute {name!r}")
    return getattr(import_module(f"policytext.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
