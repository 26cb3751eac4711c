"""Chinese and English documents: their tokens and rates must not be mixed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policytext.base.errors import PolicytextError
from policytext.documents.corpus import Corpus
from policytext.language.han import HAN
from policytext.language.messages import Message

_HAN = re.compile(f"[{HAN}]")


def require_one_language(languages: Iterable[str], what: str) -> None:
    """Raise if tokens of Chinese and of English would be added up or compared."""
    if len({language == "en" for language in languages}) > 1:
        raise PolicytextError(
            f"Chinese and English are mixed in {what}, and their tokens cannot be compared; choose "
            "documents of one language."
        )


def keep_language(corpus: Corpus, terms: Iterable[str]) -> tuple[Corpus, list[Message]]:
    """Return the documents in the language of *terms*, and a note if some were left out."""
    chinese = any(_HAN.search(term) for term in terms)
    kept = corpus.subset(lambda document: document.is_english is not chinese)
    if not len(kept) or len(kept) == len(corpus):
        return corpus, []
    others = len(corpus) - len(kept)
    code = "table_notes.left_out_english" if chinese else "table_notes.left_out_chinese"
    return kept, [Message(code, n=others)]
