"""Find and check jieba's dictionary, and choose the frequency of a user word."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from policytext.base.errors import UnreadableError
from policytext.base.lazy_pattern import compile_lazily

JIEBA_VERSION = "0.42.1"
SHA256 = "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8"

# jieba looks words up only inside runs of these characters.
_BLOCK = compile_lazily(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+")


def locate_jieba() -> Path:
    """Return the folder of the installed jieba, without importing it."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise UnreadableError(
            f"jieba is not installed. Install jieba=={JIEBA_VERSION} into this environment."
        )
    return Path(spec.origin).parent


def read_dictionary() -> bytes:
    """Return jieba's dictionary; refuse any but the one of the supported version."""
    path = locate_jieba() / "dict.txt"
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise UnreadableError(
            f"{path}: sha256 is {found}, but jieba {JIEBA_VERSION} ships {SHA256}. "
            f"Reinstall jieba=={JIEBA_VERSION}."
        )
    return data


def read_frequencies() -> tuple[dict[str, int], int]:
    """Return the frequency of every word, and jieba's total.

    jieba's total adds up the lines, and one word occurs on two of them.
    """
    fields = read_dictionary().decode().split()
    frequencies = [int(field) for field in fields[1::3]]
    return dict(zip(fields[::3], frequencies, strict=True)), sum(frequencies)


def select_words(user_words: Iterable[str]) -> tuple[str, ...]:
    """Return the user words that can become tokens, once each, shorter ones first.

    A word with a space or a punctuation mark is left out: jieba would add its frequency but
    never return it. Words are added in this order, so the caller's order does not matter.
    """
    usable = {word for word in user_words if _BLOCK.fullmatch(word)}
    return tuple(sorted(usable, key=lambda word: (len(word), word)))


def suggest_frequency(
    word: str, pieces: Sequence[str], frequencies: Mapping[str, int], total: int
) -> int:
    """Return the lowest frequency at which *word* wins over *pieces*, what it is now cut into.

    The formula is that of jieba's ``suggest_freq``. Shorter words are added first, so a word is
    compared with the user words inside it as well.
    """
    share = 1.0
    for piece in pieces:
        # For an unknown piece jieba itself gives 1 or 2; counted as 0, it always gives 1.
        share *= frequencies.get(piece, 0) / total
    return max(int(share * total) + 1, frequencies.get(word, 1))


def fingerprint(words: tuple[str, ...], *, hmm: bool) -> str:
    """Name all that jieba's tokens depend on; the engine that makes them is not part of it."""
    hashed = hashlib.sha256("\n".join(words).encode()).hexdigest()[:16] if words else "none"
    parts = (
        f"jieba-{JIEBA_VERSION}",
        f"dictionary-{SHA256[:16]}",
        f"words-{hashed}",
        f"hmm-{'on' if hmm else 'off'}",
        "accurate",
    )
    return ":".join(parts)
