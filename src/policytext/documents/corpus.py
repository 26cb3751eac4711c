"""Corpora: documents in the order of their ids.

Tested in tests/documents/test_languages.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from policytext.base.lookup import look_up, require_list
from policytext.base.table import Cell, Result, Table, make_table
from policytext.documents.document import Document


@dataclass(frozen=True)
class Corpus(Result):
    """Documents in the order of their ids; ``inputs`` are the files read, each with its sha256."""

    documents: tuple[Document, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    folder: str = ""

    def __post_init__(self) -> None:
        """Sort the documents."""
        ordered = tuple(sorted(self.documents, key=lambda document: document.id))
        object.__setattr__(self, "documents", ordered)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)

    def __contains__(self, name: object) -> bool:
        return name in self._by_id

    def __getitem__(self, name: str) -> Document:
        return look_up(self._by_id, name, "document")

    @cached_property
    def _by_id(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def by_edition(self) -> dict[tuple[str, str, str], list[Document]]:
        """The documents by the key of their text: a list contains its editions."""
        found: dict[tuple[str, str, str], list[Document]] = {}
        for document in self.documents:
            found.setdefault(document.edition_key, []).append(document)
        return found

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the documents, sorted."""
        return tuple(document.id for document in self.documents)

    @property
    def titles(self) -> dict[str, str]:
        """The title of each document by id; the id if there is no title."""
        return {document.id: document.metadata.title or document.id for document in self.documents}

    @property
    def located_inputs(self) -> tuple[tuple[str, str], ...]:
        """The files read, each with its path including the folder and its sha256."""
        folder = f"{self.folder}/" if self.folder else ""
        return tuple((folder + name, digest) for name, digest in self.inputs)

    def subset(self, keep: Callable[[Document], bool]) -> Corpus:
        """Return a new corpus of the documents for which *keep* returns True."""
        kept = tuple(document for document in self.documents if keep(document))
        return Corpus(kept, self.inputs, self.folder)

    def select(self, ids: tuple[str, ...]) -> Corpus:
        """Return a new corpus of the documents *ids*; raise for an unknown id."""
        return Corpus(
            tuple(self[name] for name in require_list(ids, "ids")), self.inputs, self.folder
        )

    def to_table(self) -> Table:
        """Return the documents as a table, one row per document."""
        columns = ("document", "title", "issuer", "issued", "language", "edition", "role",
                   "characters", "paragraphs")  # fmt: skip
        records: list[dict[str, Cell]] = [
            {
                "document": document.id,
                "title": document.metadata.title,
                "issuer": document.metadata.issuer,
                "issued": document.metadata.issued,
                "language": document.metadata.language,
                "edition": document.metadata.edition,
                "role": document.metadata.role,
                "characters": document.length,
                "paragraphs": len(document.paragraphs),
            }
            for document in self.documents
        ]
        return make_table("Texts", records, columns)
