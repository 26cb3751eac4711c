"""The manifest of a texts folder: its documents, and the part of a capture that each is."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from policytext.base.errors import Fault, FaultyInputError
from policytext.base.yaml import YamlSource, parse_yaml, read_yaml, refuse_outside
from policytext.documents.document import Metadata
from policytext.language.dates import DATE_PATTERN, is_date

ID_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,63}$"
Identifier = Annotated[str, Field(pattern=ID_PATTERN)]
Anchor = Annotated[str, Field(min_length=1)]
Language = Literal["zh", "zh-Hant", "en"]


def _check_date(text: str) -> str:
    if not is_date(text):
        raise ValueError(f"{text!r} is not a date of the calendar; correct it, or write the year")
    return text


# Not allowed in paths of a texts folder: control characters, separators of other systems.
_ODD = re.compile(r"[\x00-\x1f\x7f\\]|^[A-Za-z]:")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Clip(_Model):
    """The part of a capture that is the body: from an anchor to another, which is excluded."""

    start: Annotated[Anchor | None, Field(alias="from")] = None
    end: Annotated[Anchor | None, Field(alias="to")] = None


class CaptureEntry(_Model):
    """The path of a capture, its sha256, and how to read it if that is not obvious.

    For a web page, ``extractor`` says what extracts its text (``all``: everything visible), or
    ``selector`` which elements contain it. For a table, ``row`` (from 1) and ``field`` select a
    text. ``ocr`` says that a program recognised the text in pictures, and whether a person has
    checked it. ``original`` is the sha256 of the file that the capture was made from, if it could
    not be read itself: a scan, or an old Office file.
    """

    path: Annotated[str, Field(min_length=1)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    source: str = ""
    url: str = ""
    captured: str = ""
    format: str | None = None
    encoding: str | None = None
    extractor: Literal["trafilatura", "readability", "all"] | None = None
    selector: Annotated[str | None, Field(min_length=1)] = None
    row: Annotated[int | None, Field(ge=1)] = None
    field: Annotated[str | None, Field(min_length=1)] = None
    ocr: Literal["unchecked", "checked"] | None = None
    original: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$")] = None


class DocumentEntry(_Model):
    """One document of the manifest.

    ``order`` lists the passages of a page whose text is not in reading order; it replaces
    ``clip``. ``cleaning`` turns single cleaning steps on or off. ``fields`` are other facts about
    the text, by any names: ``province: 广东``. ``aliases`` are what the press calls it. Without
    ``issued``, a text has no date and is neither earlier nor later than others.
    """

    id: Identifier
    title: Annotated[str, Field(min_length=1)]
    subtitle: str = ""
    issuer: str = ""
    issued: Annotated[str, Field(pattern=DATE_PATTERN), AfterValidator(_check_date)] = ""
    edition: str = ""
    language: Language = "zh"
    role: Literal["policy", "commentary"] = "policy"
    completeness: Literal["complete", "partial"] = "complete"
    capture: CaptureEntry
    clip: Clip | None = None
    order: Annotated[list[Clip], Field(min_length=1)] | None = None
    annex_from: Anchor | None = None
    fields: dict[Anchor, str] = {}
    aliases: list[Anchor] = []
    cleaning: dict[str, bool] = {}

    def to_metadata(self) -> Metadata:
        """Return what the entry says of the text."""
        capture = self.capture
        return Metadata(
            title=self.title,
            subtitle=self.subtitle,
            issuer=self.issuer,
            issued=self.issued,
            edition=self.edition,
            language=self.language,
            role=self.role,
            completeness=self.completeness,
            source=capture.source,
            url=capture.url,
            captured=capture.captured,
            capture_path=capture.path,
            capture_sha256=capture.sha256,
            fields=self.fields,
            aliases=tuple(self.aliases),
        )


class Manifest(_Model):
    """A manifest file."""

    documents: Annotated[list[DocumentEntry], Field(min_length=1)]


def has_manifest(folder: Path) -> bool:
    """Return whether *folder* has a manifest, or is no folder and so must have one."""
    try:
        return (folder / "manifest.yaml").is_symlink() or (
            (folder / "manifest.yaml").exists() or not folder.is_dir()
        )
    except OSError:  # reported when it is read
        return True


def load_manifest(folder: Path) -> tuple[Manifest, YamlSource]:
    """Read ``manifest.yaml`` of a texts folder; report all its faults together."""
    path, missing = folder / "manifest.yaml", False
    refuse_outside(folder, path)
    with suppress(OSError):  # a path that cannot be tested is reported when it is read
        missing = not path.exists()
    if missing:
        raise FaultyInputError([Fault(path.as_posix(), 1, 1, "", _explain_missing(folder))])
    return _check(read_yaml(path))


def _explain_missing(folder: Path) -> str:
    if not folder.is_dir():
        return f"does not exist, nor does the folder {folder.as_posix()}; check the path"
    add = f"policytext --texts {folder.as_posix()} add FILE --yes"
    return f"does not exist, so this is not a texts folder yet; take a text in with '{add}'"


def parse_manifest(text: str, file: str) -> tuple[Manifest, YamlSource]:
    """Read the manifest *text*; *file* is its name in messages."""
    return _check(parse_yaml(text, file))


def _check(source: YamlSource) -> tuple[Manifest, YamlSource]:
    manifest = source.validate(Manifest)
    seen: dict[str, int] = {}
    for index, entry in enumerate(manifest.documents):
        place = ("documents", index)
        if entry.id in seen:
            first = source.places[("documents", seen[entry.id], "id")][0]
            source.refuse((*place, "id"), f"id {entry.id!r} is also in line {first}; rename one")
        seen.setdefault(entry.id, index)
        path = Path(entry.capture.path)
        if path.is_absolute() or ".." in path.parts or _ODD.search(entry.capture.path):
            what = f"{entry.capture.path!r} leads out of the texts folder; name a path inside it"
            source.refuse((*place, "capture", "path"), what)
        if entry.capture.extractor and entry.capture.selector:
            what = "extractor and selector exclude each other; keep one"
            source.refuse((*place, "capture", "selector"), what)
        if entry.clip and entry.order:
            source.refuse((*place, "order"), "clip and order exclude each other; keep one")
    source.raise_faults()
    return manifest, source
