"""The report file: which documents, lexicon, claims and sections a report shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from policytext.base.yaml import YamlSource, list_yaml, read_yaml, refuse_outside
from policytext.documents.manifest import Identifier

Section = Literal[
    "findings", "emphasis", "documents", "tables", "concordance", "articles", "method", "warnings"
]
SECTIONS: tuple[Section, ...] = get_args(Section)
SPEC_NAME = "report.yaml"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True, frozen=True)


class _Title(_Model):
    zh: str = ""
    en: str = ""


class ReportFile(_Model):
    """A report file."""

    title: _Title = Field(default_factory=_Title)
    documents: Annotated[list[Identifier] | None, Field(min_length=1)] = None
    lexicon: str | None = None
    claims: list[str] | None = None
    articles: list[Identifier] | None = None
    sections: Annotated[list[Section] | None, Field(min_length=1)] = None


@dataclass(frozen=True)
class ReportSpec:
    """What a report shows: documents in their order, lexicon, claims files, articles, sections.

    ``documents`` None means all of the corpus, ``articles`` None those that claims are quoted from.
    """

    titles: tuple[tuple[str, str], ...] = ()
    documents: tuple[str, ...] | None = None
    lexicon: Path | None = None
    claims: tuple[Path, ...] = ()
    articles: tuple[str, ...] | None = None
    sections: tuple[Section, ...] = SECTIONS
    inputs: tuple[tuple[str, str], ...] = ()

    def title(self, language: str) -> str:
        """Return the title in *language*, else in the other language, else an empty string."""
        titles = dict(self.titles)
        return titles.get(language) or next(iter(titles.values()), "")


def load_spec(folder: Path) -> ReportSpec:
    """Read ``report.yaml`` of a texts folder; without one, choose everything in the folder."""
    path = folder / SPEC_NAME
    if not path.exists():
        return ReportSpec(lexicon=_first_lexicon(folder), claims=_all_claims(folder))
    refuse_outside(folder, path)
    source = read_yaml(path)
    file = source.validate(ReportFile)
    _check_documents(source, file)
    spec = ReportSpec(
        titles=tuple((k, v) for k, v in (("zh", file.title.zh), ("en", file.title.en)) if v),
        documents=tuple(file.documents) if file.documents else None,
        lexicon=_inside(folder, source, ("lexicon",), file.lexicon) or _first_lexicon(folder),
        claims=_named_claims(folder, source, file),
        articles=None if file.articles is None else tuple(file.articles),
        sections=tuple(file.sections or SECTIONS),
        inputs=((path.as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()),),
    )
    source.raise_faults()
    return spec


def _check_documents(source: YamlSource, file: ReportFile) -> None:
    for key, names in (("documents", file.documents), ("sections", file.sections)):
        for index, name in enumerate(names or ()):
            if name in (names or ())[:index]:
                source.refuse((key, index), f"{name!r} is duplicated; keep one")


def _first_lexicon(folder: Path) -> Path | None:
    return next(iter(list_yaml(folder, "lexicons")), None)


def _all_claims(folder: Path) -> tuple[Path, ...]:
    return tuple(list_yaml(folder, "claims"))


def _named_claims(folder: Path, source: YamlSource, file: ReportFile) -> tuple[Path, ...]:
    if file.claims is None:
        return _all_claims(folder)
    paths = (_inside(folder, source, ("claims", i), name) for i, name in enumerate(file.claims))
    return tuple(path for path in paths if path)


def _inside(
    folder: Path, source: YamlSource, place: tuple[str | int, ...], name: str | None
) -> Path | None:
    if name is None:
        return None
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        source.refuse(place, f"{name!r} leads out of the texts folder; name a path inside it")
    elif not path.is_file():
        source.refuse(place, f"{name!r} is not a file of the texts folder; check the name")
    return path
