"""Schemas of the formats we write that are other people's: compact ones of our own.

The official files are not ours to copy; these ask for what the standards ask of the parts we use.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

JUNIT = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit.xsd")))

LOCATION: dict[str, Any] = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation", "region"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}},
                },
                "region": {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": False,
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1},
                        "byteOffset": {"type": "integer", "minimum": 0},
                        "byteLength": {"type": "integer", "minimum": 0},
                    },
                },
            },
        },
        "message": {"$ref": "#/$defs/message"},
    },
}
# What SARIF 2.1.0 demands of the parts we write (OASIS, sections 3.13, 3.14, 3.19, 3.27 to 3.30).
SARIF: dict[str, Any] = {
    "$defs": {
        "message": {
            "type": "object",
            "required": ["text"],
            "properties": {"text": {"type": "string", "minLength": 1}},
        }
    },
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {"type": "object", "required": ["id"]},
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message", "ruleId"],
                            "properties": {
                                "message": {"$ref": "#/$defs/message"},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "locations": {"type": "array", "items": LOCATION},
                                "relatedLocations": {"type": "array", "items": LOCATION},
                                "partialFingerprints": {
                                    "type": "object",
                                    "additionalProperties": {"type": "string"},
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}

# What schema.org and Google's guide for fact checks ask of a ClaimReview; a schema of our own, for
# there is no official one to copy.
REVIEW: dict[str, Any] = {
    "type": "object",
    "required": ["@type", "claimReviewed", "author", "reviewRating", "itemReviewed"],
    "additionalProperties": False,
    "properties": {
        "@type": {"const": "ClaimReview"},
        "identifier": {"type": "string"},
        "claimReviewed": {"type": "string", "minLength": 1},
        "author": {"$ref": "#/$defs/organization"},
        "reviewBody": {"type": "string"},
        "reviewRating": {
            "type": "object",
            "required": ["@type", "alternateName"],
            "additionalProperties": False,
            "dependentRequired": {"ratingValue": ["bestRating", "worstRating"]},
            "properties": {
                "@type": {"const": "Rating"},
                "alternateName": {"enum": ["confirmed", "refuted", "unverifiable"]},
                "ratingExplanation": {"type": "string"},
                "ratingValue": {"type": "integer", "minimum": 1, "maximum": 5},
                "bestRating": {"const": 5},
                "worstRating": {"const": 1},
            },
        },
        "itemReviewed": {
            "type": "object",
            "required": ["@type"],
            "additionalProperties": False,
            "properties": {
                "@type": {"const": "Claim"},
                "author": {"$ref": "#/$defs/organization"},
                "datePublished": {"type": "string"},
                "appearance": {
                    "type": "object",
                    "required": ["@type"],
                    "additionalProperties": False,
                    "properties": {
                        "@type": {"const": "CreativeWork"},
                        "headline": {"type": "string"},
                        "url": {"type": "string", "pattern": "^https?://"},
                    },
                },
            },
        },
    },
}
CLAIM_REVIEWS: dict[str, Any] = {
    "$defs": {
        "organization": {
            "type": "object",
            "required": ["@type", "name"],
            "additionalProperties": False,
            "properties": {"@type": {"const": "Organization"}, "name": {"type": "string"}},
        }
    },
    "type": "object",
    "required": ["@context", "@graph"],
    "additionalProperties": False,
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@graph": {"type": "array", "items": REVIEW},
    },
}
