"""JSON Schemas of claims files and of findings, for editors and for programs.

Tested in tests/claims/test_formats.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policytext.claims.formats.json_object import SCHEMA
from policytext.claims.model import Claim, Verdict

# The codes of the reasons for which a claim is unverifiable; their sentences are in the catalogues.
DOUBTS = (
    "not_stored", "other_edition", "younger", "other_segmenter", "date_unclear", "no_earlier",
    "no_mark", "other_marks", "partial", "partial_edition", "damaged", "would_change", "recognised",
    "open_family", "no_token", "other_script", "other_copy", "misplaced",
)  # fmt: skip
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def claims_schema(kinds: Mapping[str, type[Claim]]) -> dict[str, Any]:
    """Return the schema of a claims file."""
    definitions: dict[str, Any] = {}
    for name, kind in kinds.items():
        schema = kind.model_json_schema(ref_template="#/$defs/{model}")
        definitions |= schema.pop("$defs", {})
        schema["required"] = ["kind", *schema["required"]]
        definitions[name] = schema
    choices = [{"$ref": f"#/$defs/{name}"} for name in kinds]
    return {
        "$schema": DIALECT,
        "title": "policytext claims",
        "type": "object",
        "additionalProperties": False,
        "required": ["claims"],
        "properties": {"claims": {"type": "array", "items": {"oneOf": choices}}},
        "$defs": definitions,
    }


def findings_schema() -> dict[str, Any]:
    """Return the schema of the output of ``verify --format json``."""
    keys = {
        "schema": {"const": SCHEMA},
        "tool": _object(name=_TEXT, version=_TEXT, python=_TEXT, unicode=_TEXT,
                        segmenters=_MAP_OF_TEXT),
        "inputs": _list(_object(path=_TEXT, sha256=_SHA256)),
        "summary": _object(claims=_COUNT, as_expected=_COUNT, **{v.value: _COUNT for v in Verdict}),
        "findings": _list(_finding_schema()),
    }  # fmt: skip
    captures = {
        "texts": _TEXT,
        "manifest": _list({"type": "object"}),
        "folds": _MAP_OF_TEXT,
        "simplified": _MAP_OF_TEXT,
        "documents": {"type": "object", "additionalProperties": _document_schema()},
        "sha256": _SHA256,
    }
    whole = _object(captures, **keys)
    return {"$schema": DIALECT, "title": "policytext findings", **whole}


def _finding_schema() -> dict[str, Any]:
    verdict = {"enum": [verdict.value for verdict in Verdict]}
    extra = {
        "counted": _TEXT,
        "terms": _list(_TEXT),
        "minus": _list(_TEXT),
        "claim": {"type": "object", "required": ["id", "kind", "document", "published"]},
        "doubts": _list({"enum": sorted(DOUBTS)}),
        "matches": _list(_match_schema()),
    }
    return _object(
        extra,
        id=_TEXT,
        document=_TEXT,
        kind=_TEXT,
        verdict=verdict,
        expected=verdict,
        published=_TEXT,
        recounted={"type": ["number", "null"]},
        convention=_TEXT,
        by_term={"type": "object", "additionalProperties": _COUNT},
        reason=_TEXT,
        notes=_list(_TEXT),
        source=_MAP_OF_TEXT,
    )


def _match_schema() -> dict[str, Any]:
    byte = {"type": ["integer", "null"], "minimum": 0}
    return _object(
        {
            "role": _TEXT,
            "cuts": _list(_CUT),
            "glyph_start": _COUNT,
            "glyph_end": _COUNT,
            "boxes": _list(_object({}, page=_COUNT, **dict.fromkeys(_CORNERS, _NUMBER))),
        },
        term=_TEXT,
        start=_COUNT,
        end=_COUNT,
        byte_start=byte,
        byte_end=byte,
        region=_TEXT,
        exact=_TEXT,
        prefix=_TEXT,
        suffix=_TEXT,
        document=_TEXT,
    )


def _document_schema() -> dict[str, Any]:
    paragraph = _object({"cuts": _list(_CUT)}, region=_TEXT, start=_COUNT, text=_TEXT)
    return _object(
        capture=_TEXT,
        sha256=_SHA256,
        format=_TEXT,
        encoding=_TEXT,
        members=_list(_TEXT),
        cuttable={"type": "boolean"},
        paragraphs=_list(paragraph),
        outside=_list(_CUT),
        damage=_list(_object(kind=_TEXT, start=_COUNT, end=_COUNT)),
    )


_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_NUMBER = {"type": "number"}
_CORNERS = ("left", "bottom", "right", "top")
_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_MAP_OF_TEXT = {"type": "object", "additionalProperties": _TEXT}
_CUT = {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(optional: Mapping[str, Any] | None = None, /, **required: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": {**required, **(optional or {})},
    }
