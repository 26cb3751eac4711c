"""Small documents for tests: text in, Document out, through the same way captures take."""

from __future__ import annotations

import hashlib

from policytext.documents.assemble import build_document
from policytext.documents.capture import ReadOptions
from policytext.documents.document import Document
from policytext.documents.manifest import DocumentEntry
from policytext.documents.readers import read_capture


def make_document(
    text: str | bytes,
    *,
    name: str = "doc",
    title: str = "无题",
    language: str = "zh",
    encoding: str | None = None,
    **entry: object,
) -> Document:
    """Return the document of a plain text."""
    data = text.encode() if isinstance(text, str) else text
    capture = read_capture(data, "text.txt", ReadOptions(encoding=encoding))
    digest = hashlib.sha256(data).hexdigest()
    described = DocumentEntry.model_validate(
        {
            "id": name,
            "title": title,
            "issued": "2025",
            "language": language,
            "capture": {"path": "raw/text.txt", "sha256": digest},
            **entry,
        }
    )
    return build_document(described, capture)
