"""Choose how a page is read if extractors take different passages as its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from policytext.base.errors import PolicytextError
from policytext.documents.add.body_lines import Lines, looks_like_text
from policytext.documents.add.surroundings import is_mark
from policytext.documents.assemble import ExtractorsDisagreeError, build_document
from policytext.documents.capture import CaptureText, ReadOptions
from policytext.documents.manifest import DocumentEntry
from policytext.documents.readers import read_capture
from policytext.documents.titles import read_title

# Elements that contain the text on sites with many policy documents.
CONTAINERS = (
    "#js_content",
    "#UCAP-CONTENT",
    "#detailContent",
    "#zoom",
    "#Zoom",
    "#artibody",
    ".TRS_Editor",
    ".pages_content",
    ".rm_txt_con",
    ".article-content",
    "article",
)
_NO_TITLE = {"id": "x", "title": "x", "capture": {"path": "x", "sha256": "0" * 64}}


def list_disagreeing(entry: Mapping[str, object], capture: CaptureText) -> dict[str, str]:
    """Return the texts of extractors that disagree; empty if they agree."""
    if len(capture.mains) < 2:
        return {}
    try:
        build_document(DocumentEntry.model_validate(entry), capture)
    except ExtractorsDisagreeError as error:
        return error.texts
    except (PolicytextError, ValueError):
        # The guessed entry gives no text; whether the extractors agree does not depend on it.
        return {} if entry == _NO_TITLE else list_disagreeing(_NO_TITLE, capture)
    return {}


def find_container(
    data: bytes, name: str, options: ReadOptions, texts: Mapping[str, str]
) -> ReadOptions | None:
    """Return options for reading a page by the element that contains the text on such sites."""
    prose = [line for text in texts.values() for line in text.split("\n") if looks_like_text(line)]
    for selector in CONTAINERS:
        chosen = replace(options, selector=selector)
        try:
            found = read_capture(data, name, chosen)
        except PolicytextError:
            continue
        kept = "\n".join(found.text[start:end] for start, end in found.mains["selector"])
        if kept.strip() and not any(list_missing(prose, kept)):
            return chosen
    return None


def choose_extractor(page: Lines, texts: Mapping[str, str]) -> str:
    """Return the extractor that keeps all that the others keep and all prose; else ``all``."""
    kept = [line for text in texts.values() for line in text.split("\n")]
    wanted = [line for line in (*kept, *_list_prose(page)) if not is_mark(line)]
    for name in sorted(texts, key=lambda name: -len(texts[name])):
        if not any(list_missing(wanted, texts[name])):
            return name
    return "all"


def list_missing(lines: Iterable[str], text: str) -> Iterator[str]:
    """Yield the *lines* whose letters do not occur in *text*."""
    letters = read_title(text)
    return (line for line in lines if read_title(line) not in letters)


def _list_prose(page: Lines) -> list[str]:
    return [line for line in page.texts if looks_like_text(line)]
