"""Limits and notes shared by several analyses.

Tested in tests/analyses/test_families.py.
"""

from __future__ import annotations

from policytext.language.messages import Message

LEFT_OUT = Message("table_notes.stopwords_of_list")

SMALL = 5  # a lower count is too small to rely on
SMALL_COUNT = f"fewer than {SMALL}"
