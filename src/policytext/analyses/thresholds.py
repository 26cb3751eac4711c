"""Limits and notes that several analyses share.

Tested in tests/analyses/test_families.py.
"""

from __future__ import annotations

from policytext.language.messages import Message

LEFT_OUT = Message("table_notes.stopwords_of_list")

SMALL = 5  # a count below this says little
SMALL_COUNT = f"fewer than {SMALL}"
