"""A sentence as a code and values; the catalogues contain its words.

Tested in tests/language/test_messages.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Union

Value = Union[str, int, float, None, "Message", tuple["Value", ...]]
Values = dict[str, Value | list[Any]]  # as the caller gives them, lists included


@dataclass(frozen=True, init=False)
class Message:
    """A sentence, or a part of one, that can be shown in every language.

    ``code`` names its words in ``language/messages/*.yaml``; ``values`` fill the places in them:
    numbers, names, other messages, and tuples of these. Names in a row are a list, messages in a
    row are clauses. ``str()`` gives the English sentence.

    >>> message = Message("doubts.not_stored", documents=["a", "b"])
    >>> str(message), message.in_language("zh")
    ('the text is not stored: a, b', '未存文本：a、b')
    """

    code: str
    values: tuple[tuple[str, Value], ...]

    def __init__(self, code: str, /, **values: Value | list[Any]) -> None:
        if list in map(type, values.values()):
            values = {n: tuple(v) if isinstance(v, list) else v for n, v in values.items()}
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "values", tuple(values.items()))

    def __str__(self) -> str:
        return self.in_language("en")

    def value(self, name: str) -> Value:
        """Return the value called *name*; None if there is none."""
        return dict(self.values).get(name)

    def in_language(self, language: str) -> str:
        """Return the sentence in *language*."""
        values = {name: _show(value, language) for name, value in self.values}
        return _fill(self.code, values, language)

    def to_data(self) -> list[Any]:
        """Return the message as plain lists, for JSON."""
        return [self.code, {name: _pack(value) for name, value in self.values}]

    @classmethod
    def from_data(cls, data: list[Any]) -> Message:
        """Return the message that ``to_data`` gave."""
        code, values = data
        return cls(code, **{name: _unpack(value) for name, value in values.items()})


def say(value: Value, language: str) -> str:
    """Return *value* in *language*: a message as a sentence, any other value as it is."""
    return value.in_language(language) if isinstance(value, Message) else str(value)


def _show(value: Value, language: str) -> str | int | float | None:
    if isinstance(value, Message):
        return value.in_language(language)
    if not isinstance(value, tuple):
        return value
    kind = "clauses" if any(isinstance(item, Message) for item in value) else "names"
    return _fill(f"lists.{kind}", {}, language).join(say(item, language) for item in value)


def _fill(code: str, values: Mapping[str, Any], language: str) -> str:
    from policytext.language.messages import load_section  # read when a message is first shown

    return load_section(language, code.partition(".")[0]).fill(code, values)


def _pack(value: Value) -> Any:
    if isinstance(value, Message):
        return {"message": value.to_data()}
    return [_pack(item) for item in value] if isinstance(value, tuple) else value


def _unpack(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Message.from_data(value["message"])
    return [_unpack(item) for item in value] if isinstance(value, list) else value
