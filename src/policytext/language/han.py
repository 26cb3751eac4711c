"""The range of Chinese characters, for regular expressions.

Tested in tests/counting/test_find.py.
"""

from __future__ import annotations

from policytext.base.lazy_pattern import compile_lazily

HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)


HAN_PATTERN = compile_lazily(f"[{HAN}]")
