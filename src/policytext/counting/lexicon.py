"""Lexicons: families of terms with labels, the same families in each language.

Tested in tests/counting/test_count.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from policytext.base.errors import PolicytextError
from policytext.base.lookup import look_up
from policytext.base.table import Result, Table, make_table
from policytext.base.yaml import YamlSource, read_yaml
from policytext.counting.convention import NESTED_SCOPES, NestedScope
from policytext.language.han import HAN_PATTERN

LANGUAGES = ("zh", "zh-Hant", "en")
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
Word = Annotated[str, Field(min_length=1, max_length=200)]


@dataclass(frozen=True)
class Family:
    """A family of terms: its id, its label and its terms, by language."""

    id: str
    labels: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    note: str = ""

    def label(self, language: str = "zh") -> str:
        """Return the label in *language*; if there is none, the first label of any language."""
        labels = dict(self.labels)
        return labels.get(language) or next(iter(labels.values()), self.id)

    def terms_in(self, language: str) -> tuple[str, ...]:
        """Return the terms in *language*; those of ``zh`` if ``zh-Hant`` has none."""
        terms = dict(self.terms)
        return terms.get(language) or terms.get(language.partition("-")[0], ())


@dataclass(frozen=True)
class Lexicon(Result):
    """Families of terms, in the order of the file."""

    name: str
    families: tuple[Family, ...]
    nested_scope: NestedScope = "family"
    title: str = ""
    inputs: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> Family:
        return look_up({family.id: family for family in self.families}, name, "family")

    def __len__(self) -> int:
        return len(self.families)

    def terms_in(self, language: str) -> dict[str, tuple[str, ...]]:
        """Return the terms of every family in *language*, by family."""
        return {family.id: family.terms_in(language) for family in self.families}

    def labels_in(self, language: str) -> dict[str, str]:
        """Return the label of every family in *language*, by family."""
        return {family.id: family.label(language) for family in self.families}

    def to_table(self) -> Table:
        """Return a table with a row for each family and each language in which it has terms."""
        columns = ("family", "label", "language", "terms")
        records = [
            {
                "family": family.id,
                "label": family.label(language),
                "language": language,
                "terms": ", ".join(family.terms_in(language)),
            }
            for family in self.families
            for language in LANGUAGES
            if family.terms_in(language)
        ]
        return make_table(self.title or self.name, records, columns)

    def words(self) -> tuple[str, ...]:
        """Return every Chinese term of two or more characters: user words for a segmenter."""
        words = (term for family in self.families for term in family.terms_in("zh"))
        return tuple(dict.fromkeys(word for word in words if len(word) > 1))


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Labels(_Model):
    zh: Word | None = None
    en: Word | None = None


class _Terms(_Model):
    zh: list[Word] = []
    zh_hant: Annotated[list[Word], Field(alias="zh-Hant")] = []
    en: list[Word] = []


class FamilyEntry(_Model):
    """A family in a lexicon file."""

    id: Name
    label: _Labels = Field(default_factory=_Labels)
    terms: _Terms
    note: str = ""


class LexiconFile(_Model):
    """A lexicon file."""

    title: str = ""
    nested_scope: Literal["family", "lexicon"] = "family"
    families: Annotated[list[FamilyEntry], Field(min_length=1)]


def build_lexicon(
    families: Mapping[str, Sequence[str] | Mapping[str, Sequence[str]]],
    *,
    name: str = "own",
    nested_scope: NestedScope = "family",
) -> Lexicon:
    """Build a lexicon from a plain dict of families.

    Parameters
    ----------
    families : mapping of str to sequence of str, or to mapping of str to sequence of str
        The terms of each family by its name, which is its id and its label. Terms may be given by
        language (``zh``, ``zh-Hant``, ``en``). In a plain list, terms with a Chinese character
        are ``zh``; the others are both ``zh`` and ``en``, because Chinese texts contain them too.
    name : str, default "own"
        The name of the lexicon. It is part of the convention of a matrix that uses its terms.
    nested_scope : str, default "family"
        With ``longest``: whether terms compete within their ``family`` or within the ``lexicon``.

    Returns
    -------
    Lexicon
        The families in the order of the dict.

    Raises
    ------
    PolicytextError
        There is no family, a family has no terms, a term is empty or repeated, or a string is
        given in place of a list.
    UnknownNameError
        A language or *nested_scope* is unknown.

    Examples
    --------
    >>> lexicon = build_lexicon({"开放": ["开放", "开源", "openness"]})
    >>> lexicon.terms_in("zh"), lexicon.terms_in("en")
    ({'开放': ('开放', '开源', 'openness')}, {'开放': ('openness',)})
    """
    look_up(dict.fromkeys(NESTED_SCOPES), nested_scope, "nested scope")
    built = tuple(_build_family(family, terms) for family, terms in families.items())
    if not built:
        raise PolicytextError("The lexicon has no family; give at least one.")
    return Lexicon(name, built, nested_scope)


def _build_family(name: str, given: Sequence[str] | Mapping[str, Sequence[str]]) -> Family:
    if isinstance(given, str):
        raise PolicytextError(f"Family {name!r}: the terms are a string; give a list, [{given!r}].")
    if isinstance(given, Mapping):
        terms = {language: tuple(words) for language, words in given.items()}
        for language in terms:
            look_up(dict.fromkeys(LANGUAGES), language, "language")
    else:
        terms = {
            "zh": tuple(given),
            "en": tuple(word for word in given if not HAN_PATTERN.search(word)),
        }
    for words in terms.values():
        if not all(word.strip() for word in words):
            raise PolicytextError(f"Family {name!r} has an empty term; remove it.")
        if len(set(words)) < len(words):
            raise PolicytextError(f"Family {name!r} has a term twice; keep one.")
    kept = tuple((language, words) for language, words in terms.items() if words)
    if not kept:
        raise PolicytextError(f"Family {name!r} has no terms; add one.")
    return Family(name, (("zh", name), ("en", name)), kept)


def load_lexicon(path: str | Path) -> Lexicon:
    """Read a lexicon file.

    Parameters
    ----------
    path : str or Path
        The YAML file; its format is documented under File formats.

    Returns
    -------
    Lexicon
        The families in the order of the file; the name is that of the file without its ending.

    Raises
    ------
    FaultyInputError
        The file cannot be read or has faults; all are reported, each with its line.

    Examples
    --------
    >>> import policytext as pt
    >>> lexicon = pt.load_lexicon("texts/lexicons/ai-governance.yaml")
    >>> lexicon["global"].terms_in("zh")
    ('全球', '国际', '各国', '跨国')
    """
    path = Path(path)
    source = read_yaml(path)
    file = source.validate(LexiconFile)
    _check_names(source, file)
    source.raise_faults()
    families = tuple(_family(entry) for entry in file.families)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    inputs = ((path.as_posix(), digest),)
    return Lexicon(path.stem, families, file.nested_scope, file.title, inputs)


def _check_names(source: YamlSource, file: LexiconFile) -> None:
    seen: dict[str, int] = {}
    for index, entry in enumerate(file.families):
        place = ("families", index)
        if entry.id in seen:
            source.refuse((*place, "id"), f"duplicate family {entry.id!r}; rename or merge one")
        seen[entry.id] = index
        for language, terms in (
            ("zh", entry.terms.zh),
            ("zh-Hant", entry.terms.zh_hant),
            ("en", entry.terms.en),
        ):
            for number, term in enumerate(terms):
                if not term.strip():
                    source.refuse((*place, "terms", language, number), "an empty term; remove it")
                elif term in terms[:number]:
                    what = f"duplicate term {term!r}; keep one"
                    source.refuse((*place, "terms", language, number), what)
        if not (entry.terms.zh or entry.terms.en or entry.terms.zh_hant):
            source.refuse((*place, "terms"), "no term in any language; add one")


def _family(entry: FamilyEntry) -> Family:
    labels = tuple((k, v) for k, v in (("zh", entry.label.zh), ("en", entry.label.en)) if v)
    terms = (
        ("zh", tuple(entry.terms.zh)),
        ("zh-Hant", tuple(entry.terms.zh_hant)),
        ("en", tuple(entry.terms.en)),
    )
    return Family(entry.id, labels, tuple((k, v) for k, v in terms if v), entry.note)
