"""Compare two documents on every family, and test the differences by permuting paragraphs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from policytext.analyses.parts import count_in_parts, measure_part, split_parts
from policytext.base.errors import PolicytextError
from policytext.base.table import Table
from policytext.counting.convention import DEFAULT, Convention, join_ids
from policytext.counting.count import name_unit
from policytext.counting.lexicon import Family, Lexicon
from policytext.counting.matches import match_families
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.documents.languages import require_one_language
from policytext.language.messages import Message
from policytext.statistics import Contingency
from policytext.statistics.arithmetic import ratio
from policytext.statistics.corrections import benjamini_hochberg
from policytext.statistics.effect_size import log_ratio
from policytext.statistics.intervals import interval_log_ratio
from policytext.statistics.permutation import PermutationTest, permute_paragraphs

_COLUMNS = (
    "family", "label", "unit", "first", "second", "first_per_1000", "second_per_1000", "log_ratio",
    "low", "high", "p", "p_corrected", "caution", "convention",
)  # fmt: skip


def compare_documents(
    first: Document,
    second: Document,
    lexicon: Lexicon,
    convention: Convention = DEFAULT,
    *,
    permutations: int = 9999,
) -> Table:
    r"""Compare the rates of every family of *lexicon* in two documents.

    Words come in bursts, so the test does not treat each occurrence as independent: it assigns the
    paragraphs of both documents to two groups at random and compares the differences in rate.

    Parameters
    ----------
    first : Document
        The document whose rate is compared.
    second : Document
        The document it is compared with, in the same language.
    lexicon : Lexicon
        The families to count. A family without terms in the documents' language is left out.
    convention : Convention, default Convention()
        How to count; by default Chinese as text and English as whole words.
    permutations : int, default 9999
        The number of random arrangements of the paragraphs. If no more arrangements are possible,
        all of them are compared.

    Returns
    -------
    Table
        A row for each family, in the order of the lexicon.

        - ``family``, ``label``: the family's id and label
        - ``unit``: what the rates refer to, ``characters`` or ``words``
        - ``first``, ``second``: the number of matches in each document
        - ``first_per_1000``, ``second_per_1000``: the rates per 1,000 of the unit
        - ``log_ratio``: the number of doublings from the second rate to the first; a count of 0 is
          taken as 0.5
        - ``low``, ``high``: the exact 95% interval of ``log_ratio``
        - ``p``: the share of arrangements that differ as much as the documents do
        - ``p_corrected``: ``p`` after the correction of Benjamini and Hochberg over the families
        - ``caution``: ``counts too small`` where fewer than 5 matches are expected on one side
        - ``convention``: the id of the convention; of documents in two scripts, both ids

    Raises
    ------
    PolicytextError
        The documents are the same one, or one is Chinese and the other English.

    References
    ----------
    Hardie (2014), Log Ratio: an informal introduction.
    Phipson & Smyth (2010), Permutation p-values should never be zero, SAGMB 9(1), 39.

    Examples
    --------
    Six paragraphs of equal size can be arranged in 20 ways; in 2 of them the rates differ as much:

    >>> from policytext.counting.lexicon import build_lexicon
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> def make(name, text):
    ...     return Document(name, Metadata(), text, (Region("body", 0, len(text)),))
    >>> first, second = make("a", "合作。\n合作。\n合作。"), make("b", "发展。\n发展。\n发展。")
    >>> table = compare_documents(first, second, build_lexicon({"合作": ["合作"]}))
    >>> [(row["first"], row["second"], row["p"]) for row in table.records()]
    [(3, 0, 0.1)]
    """
    if first.id == second.id:
        raise PolicytextError(f"{first.id!r} is compared with itself; name two documents.")
    require_one_language((d.metadata.language for d in (first, second)), "two documents")
    convention = replace(convention, nested_scope=lexicon.nested_scope)
    met = join_ids(convention.for_document(document) for document in (first, second))
    families = [
        family
        for family in lexicon.families
        if all(family.terms_in(document.metadata.language) for document in (first, second))
    ]
    (ours, our_sizes), (theirs, their_sizes) = (
        _count_paragraphs(document, families, convention) for document in (first, second)
    )
    test = permute_paragraphs(ours, our_sizes, theirs, their_sizes, permutations=permutations)
    table = Contingency(ours.sum(axis=0), theirs.sum(axis=0), our_sizes.sum(), their_sizes.sum())
    low, high = interval_log_ratio(table)
    columns = {
        "family": [family.id for family in families],
        "label": [family.label() for family in families],
        "unit": [name_unit(first)] * len(families),
        "first": table.target.astype(int),
        "second": table.reference.astype(int),
        "first_per_1000": ratio(1000 * table.target, table.target_size),
        "second_per_1000": ratio(1000 * table.reference, table.reference_size),
        "log_ratio": log_ratio(table),
        "low": low,
        "high": high,
        "p": test.p_value,
        "p_corrected": benjamini_hochberg(test.p_value),
        "caution": np.where(table.too_small(), "counts too small", ""),
        "convention": [met] * len(families),
    }
    lists = [np.asarray(columns[name]).tolist() for name in _COLUMNS]
    rows = tuple(zip(*lists, strict=True))
    title = f"{first.id} against {second.id}"
    notes = _explain(test, len(our_sizes), len(their_sizes))
    return Table(title, _COLUMNS, rows, met, notes)


def _count_paragraphs(
    document: Document, families: list[Family], convention: Convention
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the counts (paragraphs by families) and the sizes of the paragraphs."""
    parts = split_parts(Corpus((document,)), "paragraphs", convention.scope)
    terms = {family.id: family.terms_in(document.metadata.language) for family in families}
    found = match_families(document, terms, convention).values()
    counts = [count_in_parts(parts, {document.id: matches.starts}) for matches in found]
    sizes = [measure_part(part, convention.scope) for part in parts]
    return np.reshape(counts, (len(terms), len(parts))).T, np.array(sizes, dtype=np.int64)


def _explain(test: PermutationTest, ours: int, theirs: int) -> tuple[Message, ...]:
    code = "table_notes.permutation_all" if test.complete else "table_notes.permutation_random"
    return (
        Message("table_notes.ratio_first"),
        Message(code, arrangements=test.arrangements, ours=ours, theirs=theirs),
        Message("table_notes.small_expected"),
    )
