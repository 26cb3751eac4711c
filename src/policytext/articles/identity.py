"""Which text a name in an article means, and how that was decided.

Tested in tests/articles/test_identify.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from policytext.language.messages import Message

HELD, NOT_HELD, UNIDENTIFIED = "held", "not_held", "unidentified"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which text a name means.

    ``status`` is ``held`` (``document`` is its id), ``not_held`` (the name is of another text) or
    ``unidentified``. ``words`` are the words that the article uses. ``copies`` are other held
    copies of the same text. ``evidence`` says how it was decided.
    """

    document: str | None
    words: str | None
    status: str
    evidence: tuple[Message, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def note(self) -> Message:
        """The evidence as one message."""
        return Message("resolutions.evidence", notes=list(self.evidence))


def unknown_text(words: str, note: Message | None = None) -> Identity:
    """Return that *words* mean no text that is known, with the reason."""
    return Identity(
        None, words, UNIDENTIFIED, (note or Message("resolutions.bare", mention=words),)
    )
