"""Count claims in press articles: what an article reports about the words of documents.

The grammar is data (``chinese``, ``english``, ``grammar``): words become marks, marks become forms.
Text that looks like a count and cannot be read is reported as unread, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain

from policytext.articles.building import Found
from policytext.articles.coverage import NumberSeen
from policytext.articles.entries import Entry, as_claim_entry, rivals, to_claims_yaml
from policytext.articles.families import Vocabulary
from policytext.articles.forms import read_counts
from policytext.articles.found import Extraction, FoundClaim, Unparsed
from policytext.articles.grammar import LANGUAGES
from policytext.articles.language import Language
from policytext.articles.mentions import Resolver, settle
from policytext.articles.others import read_others
from policytext.articles.sentences import Sentence, split_sentences
from policytext.base.lookup import look_up, require_list
from policytext.counting.lexicon import Lexicon
from policytext.documents.document import Document
from policytext.language.han import HAN_PATTERN
from policytext.language.messages import Message

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

NOT_THERE = Message("unread_reasons.not_there")
# A sentence with none of these marks does not give a number for a text.
_COUNTING = frozenset("NnmyYMIJLPACXURF0>%")
_WORD = re.compile("[A-Za-z]{2,}")
_QUOTED = re.compile('“[^”]*”|"[^"]*"|《[^》]*》|「[^」]*」|‘[^’]*’')


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
    documents = {document.id: document for document in corpus or ()}
    languages = [look_up(LANGUAGES, language, "language")] if language else list(LANGUAGES.values())
    resolver = Resolver(tuple(documents.values()), text, issued)
    terms = _terms(lexicon)
    found: list[Found] = []
    for sentence in _cued_sentences(text, languages):
        read = partial(_text_meant, sentence, resolver, documents)
        before = partial(resolver.names_before, sentence.start)
        sentence = replace(sentence, vocabulary=Vocabulary(terms, read), names_before=before)
        found += _read(sentence, resolver, documents)
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


def _cued_sentences(text: str, languages: list[Language]) -> Iterator[Sentence]:
    """Yield the sentences with a cue for a count."""
    folded = {language.name: language.fold(text) for language in languages}
    nothing = Vocabulary()
    for start, end in split_sentences(text):
        language = languages[0]
        if len(languages) > 1 and _is_english(text, start, end):
            language = languages[1]
        if language.is_cued(folded[language.name], start, end):
            yield Sentence(text[start:end], start, language, nothing)


def _is_english(text: str, start: int, end: int) -> bool:
    """Return whether a sentence is English, though it may quote Chinese words."""
    if not HAN_PATTERN.search(text, start, end):
        return True
    words = len(_WORD.findall(text, start, end))
    return words > 2 and words > len(HAN_PATTERN.findall(_QUOTED.sub("", text[start:end])))


def _text_meant(sentence: Sentence, resolver: Resolver, documents: Mapping[str, Document]) -> str:
    """Return the text of the document *sentence* is about, empty if the corpus lacks it."""
    mention = sentence.documents[-1].parts["doc"].strip() if sentence.documents else None
    found = resolver.resolve(mention, sentence.start + len(sentence.text)).document
    return documents[found].text if found else ""


def _read(sentence: Sentence, resolver: Resolver, documents: Mapping[str, Document]) -> list[Found]:
    if _COUNTING.isdisjoint(mark.kind for mark in sentence.marks):
        return []
    counts = read_counts(sentence)
    settled: list[Found] = []
    for one in (*counts, *read_others(sentence, counts)):
        if isinstance(one, FoundClaim):
            settled.append(_doubt(settle(one, sentence, resolver), documents))
        elif not any(_overlap(one, other) for other in settled):
            settled.append(one)
    return sorted(settled, key=lambda one: (one.start, one.end))


def _doubt(claim: FoundClaim, documents: Mapping[str, Document]) -> Found:
    """Return *claim*, or an unread stretch if its unquoted words are not in the document."""
    document = documents.get(claim.document or "")
    if claim.certain or document is None:
        return claim
    text = document.text.casefold()
    if all(term.casefold() in text for term in claim.terms):
        return claim
    return Unparsed(claim.quote, claim.start, claim.end, NOT_THERE, claim.sentence)


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end
