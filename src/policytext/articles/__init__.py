"""Count claims in press articles: what an article reports about the words of documents.

Every number of the article is decided: what it counts, which term, which text. The words are data
(``words.yaml``), and so are the weights of the evidence (``weights.json``).
Text that looks like a count and cannot be read is reported as unread, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from policytext.articles.coverage import NumberSeen
from policytext.articles.entries import Entry, as_claim_entry, rivals, to_claims_yaml
from policytext.articles.found import Extraction, FoundClaim, Unparsed
from policytext.base.lookup import look_up, require_list
from policytext.counting.lexicon import Lexicon
from policytext.documents.document import Document

__all__ = [
    "Entry",
    "Extraction",
    "FoundClaim",
    "NumberSeen",
    "Unparsed",
    "as_claim_entry",
    "find_claims",
    "rivals",
    "to_claims_yaml",
]

LANGUAGES = {"zh": "zh", "en": "en"}


def find_claims(
    text: str,
    *,
    corpus: Iterable[Document] | None = None,
    lexicon: Lexicon | Iterable[str] | None = None,
    language: str | None = None,
    issued: str | None = None,
) -> Extraction:
    """Find every claim of a count in the article *text*.

    Parameters
    ----------
    text : str
        The article.
    corpus : iterable of Document, optional
        The documents that the article may be about. The names it uses are resolved to their ids.
    lexicon : Lexicon, or iterable of str, optional
        Terms that split words written without separators; those of the documents are used too.
    language : str, optional
        ``zh`` or ``en``; by default each sentence is read in the language of its script.
    issued : str, optional
        The date of the article, such as ``2025-07-26``, to resolve "this year".

    Returns
    -------
    Extraction
        ``claims`` found, in the order of the article, and ``unparsed``: passages that look like a
        count but could not be read, each with the reason. As a table, a row for each claim:

        - ``kind``: the kind of claim
        - ``terms``: the words it is about
        - ``published``: the number as printed
        - ``document``: the document's id; None if it could not be resolved
        - ``document_mention``: the name that the article uses
        - ``quote``: the words of the article

    Raises
    ------
    PolicytextError
        *lexicon* is one string.
    UnknownNameError
        *language* is unknown.

    Examples
    --------
    >>> claim = find_claims("报告提及“创新”“科技”等关键词45次。").claims[0]
    >>> claim.terms, claim.published, claim.open_family, claim.document_mention
    (('创新', '科技'), '45', True, '报告')
    """
    from policytext.articles.identify import Identifier
    from policytext.articles.read import Reader

    documents = {document.id: document for document in corpus or ()}
    languages = (look_up(LANGUAGES, language, "language"),) if language else tuple(LANGUAGES)
    reader = Reader(
        text,
        Identifier(tuple(documents.values()), text, issued),
        _terms(lexicon),
        languages,
        lambda name: documents[name].text if name in documents else "",
        held=bool(documents),
    )
    found = reader.read()
    claims = tuple(one for one in found if isinstance(one, FoundClaim))
    unparsed = tuple(one for one in found if isinstance(one, Unparsed))
    return Extraction(text, claims, unparsed)


def _terms(lexicon: Lexicon | Iterable[str] | None) -> frozenset[str]:
    if lexicon is None:
        return frozenset()
    if isinstance(lexicon, Lexicon):
        families = lexicon.families
        return frozenset(chain.from_iterable(terms for f in families for _, terms in f.terms))
    return frozenset(require_list(lexicon, "lexicon"))
