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
    "Document": "corpus",
    "Lexicon": "lexicon",
    "PolicytextError": "errors",
    "Table": "table",
    "build_concordance": "concordance",
    "build_dfm": "dfm",
    "build_segmenter": "segmenters",
    "compare_families": "emphasis",
    "count_families": "counting",
    "count_terms": "counting",
    "find_matches": "counting",
    "load_corpus": "loading",
    "load_lexicon": "lexicon",
    "measure_similarity": "similarity",
    "rank_tfidf": "keywords",
}

__all__ = ["__version__", *sorted(_HOMES)]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'policytext' has no attribute {name!r}")
    return getattr(import_module(f"policytext.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
