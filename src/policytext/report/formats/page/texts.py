"""The texts on the page: the metadata of each, and the account of its bytes.

Tested in tests/report/formats/test_page.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from policytext.language.messages import Wording
from policytext.report.cautions import list_dropped
from policytext.report.formats.page.views import DocumentView, percent
from policytext.report.model import Report

_FIELDS = ("subtitle", "issuer", "issued", "edition", "source", "url", "captured")


@dataclass(frozen=True)
class AccountRow:
    """The bytes of a capture that were kept, or dropped for one reason."""

    reason: str
    bytes: str
    share: str


@dataclass(frozen=True)
class TextView:
    """A document's section of the page."""

    view: DocumentView
    byline: str
    facts: list[tuple[str, str]]
    says: str
    account: list[AccountRow]


def view_texts(report: Report, documents: list[DocumentView], t: Wording) -> list[TextView]:
    """Return every document for the page."""
    return [_view(document, t) for document in documents]


def write_byline(view: DocumentView, t: Wording) -> str:
    """Return who issued the document, and when."""
    meta = view.document.metadata
    return t("separator").join(filter(None, (meta.issuer, meta.issued)))


def _view(view: DocumentView, t: Wording) -> TextView:
    rows = list_dropped([view.document]).records()
    account = [
        AccountRow(
            t.get(f"reasons.{row['reason']}", str(row["reason"])),
            t.number(row["bytes"]),
            percent(row["share"]),  # type: ignore[arg-type]
        )
        for row in rows
    ]
    says = t("documents.account_says", kept=account[0].share, size=_size(view, t))
    byline = t("separator").join(
        filter(None, (write_byline(view, t), t("n_characters", n=view.document.length)))
    )
    return TextView(view, byline, _facts(view, t), says, account)


def _size(view: DocumentView, t: Wording) -> str:
    capture = view.document.capture
    return t.number(capture.size) if capture else "–"


def _facts(view: DocumentView, t: Wording) -> list[tuple[str, str]]:
    meta = view.document.metadata
    facts = [(t(f"columns.{name}"), getattr(meta, name)) for name in _FIELDS]
    for name in ("role", "completeness"):
        value = getattr(meta, name)
        facts.append((t(f"columns.{name}"), t.get(f"values.{value}", value)))
    facts += [(t("columns.capture"), meta.capture_path), ("SHA-256", meta.capture_sha256)]
    if capture := view.document.capture:
        facts.append((t("columns.read_as"), f"{capture.format}, {capture.encoding}"))
    return [(name, value) for name, value in facts if value]
