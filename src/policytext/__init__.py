"""Count what policy documents say, compare what they stress, verify published counts.

The names below load on first use, so that importing the package costs milliseconds.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Claim": "claims",
    "Convention": "conventions",
    "Corpus": "corpus",
    "Dfm": "dfm",
    "Document": "corpus",
    "Execution": "scaling",
    "Lexicon": "lexicon",
    "PolicytextError": "errors",
    "Table": "table",
    "build_concordance": "concordance",
    "build_dfm": "dfm",
    "build_dfm_of_files": "bulk",
    "build_segmenter": "segmenters",
    "check_article": "extraction.checking",
    "compare_editions": "editions",
    "compare_families": "emphasis",
    "compare_pair": "pairs",
    "compare_versions": "revision",
    "count_changes": "revision",
    "count_families": "counting",
    "count_in_store": "scanning",
    "count_terms": "counting",
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
    "find_claims": "extraction",
    "find_editions": "editions",
    "find_matches": "counting",
    "find_shared_phrases": "phrases",
    "group_dfm": "dfm",
    "index_folder": "store",
    "list_positions": "concordance",
    "load_claims": "claims",
    "load_corpus": "loading",
    "load_lexicon": "lexicon",
    "measure_diversity": "diversity",
    "measure_similarity": "similarity",
    "measure_trends": "trends",
    "open_store": "store",
    "rank_by_dispersion": "spread",
    "rank_collocates": "collocates",
    "rank_features": "keywords",
    "rank_keywords": "keywords",
    "rank_tfidf": "keywords",
    "scan_store": "scanning",
    "select_content": "dfm",
    "trim_dfm": "dfm",
    "verify_claims": "claims",
    "weight_dfm": "dfm",
}

__all__ = ["__version__", *sorted(_HOMES)]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'policytext' has no attribute {name!r}")
    return getattr(import_module(f"policytext.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
