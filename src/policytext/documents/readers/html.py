"""Read a web page: every character of its text with its bytes, and which text is the article."""

from __future__ import annotations

from policytext.documents.capture import CaptureText, ReadOptions
from policytext.documents.readers.lib.html_page import read_page
from policytext.documents.readers.lib.html_tokens import (
    find_declared_label,
)


def read_html(data: bytes, options: ReadOptions) -> CaptureText:
    """Read a saved page; two extractors decide which of its text is the article."""
    return read_page(data, options, find_declared_label(data))
