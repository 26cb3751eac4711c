"""Find what the columns of a table are: the text, the title, the date, and other facts.

Tested in tests/documents/readers/test_tables.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policytext.documents.structure.marks import ends_sentence
from policytext.language.dates import read_whole_date
from policytext.language.han import HAN_PATTERN

Row = Mapping[str, str]

_NAMES = {
    "text": (
        "text", "fulltext", "content", "contents", "body", "doc", "speech", "transcript", "article",
        "正文", "内容", "全文", "文本", "政策内容", "正文内容", "文件内容", "条文", "條文", "內容",
    ),
    "title": ("title", "headline", "heading", "subject", "标题", "题名", "名称", "文件名称",
        "標題", "名稱"),
    "issued": (
        "issued", "date", "dateissued", "issuedate", "published", "publishdate", "pubdate", "year",
        "日期", "发布日期", "发布时间", "成文日期", "印发日期", "公布日期", "时间",
        "年份", "年", "年度",
    ),
    "issuer": ("issuer", "agency", "发文机关", "发布机构", "发文机构", "来源", "机构"),
    "id": ("id", "docid", "documentid", "编号"),
}  # fmt: skip
_INDEX = re.compile(r"|unnamed[: ]*\d*|index|level_\d+|序号")
_LONG = 40  # minimum mean length of a text whose column has another name
_SENTENCE = 12  # minimum mean length of sentences in such a column
_LONGEST_NAME = 12  # a value that is repeated in most rows is no title if it is shorter
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z|\S+@\S+\Z|[\w./\\-]+\.\w{2,5}\Z")
_COMPACT = re.compile(r"((?:1[89]|20)\d\d)(\d\d)(\d\d)(?:\.0)?")
_LONGEST_FACT = 200  # a longer value is a text of its own, not a fact about the text
_SAMPLE = 200
_FEW = 5


@dataclass(frozen=True)
class Columns:
    """The names of the columns: what each is, and those of other facts."""

    roles: Mapping[str, str]
    facts: tuple[str, ...]

    def describe(self, row: Row) -> dict[str, str]:
        """Return the values of *row* by what they are; empty ones are missing."""
        return {role: row[name].strip() for role, name in self.roles.items() if row.get(name)}

    def without_ids(self) -> Columns:
        """Return the columns with that of the ids as a fact: its values are not ids."""
        roles = {role: name for role, name in self.roles.items() if role != "id"}
        return Columns(roles, (self.roles["id"], *self.facts))

    def list_facts(self, row: Row) -> dict[str, str]:
        """Return the other facts of *row*."""
        found = ((name, " ".join(row.get(name, "").split())) for name in self.facts)
        return {name: value for name, value in found if 0 < len(value) <= _LONGEST_FACT}

    def count_left_out(self, rows: Sequence[Row]) -> dict[str, int]:
        """Return the columns with values that are too long for a fact, and how many they have."""
        found = {
            name: sum(len(" ".join(row.get(name, "").split())) > _LONGEST_FACT for row in rows)
            for name in self.facts
        }
        return {name: count for name, count in found.items() if count}


def find_columns(rows: Sequence[Row], told: Mapping[str, str]) -> Columns:
    """Return what the columns of *rows* are, by their names and contents; *told* goes first."""
    sample = rows[:_SAMPLE]
    names = list(dict.fromkeys(name for row in sample for name in row))
    values = {name: [row[name].strip() for row in sample if row.get(name)] for name in names}
    open_ones = [name for name in names if not is_index(name, values[name])]
    roles = dict(told)
    for role in _NAMES:
        if role not in roles:
            found = next(_candidates(role, open_ones, values, set(roles.values())), None)
            roles |= {} if found is None else {role: found}
    return Columns(roles, tuple(name for name in open_ones if name not in roles.values()))


def number_names(names: Iterable[str]) -> list[str]:
    """Return the names of columns; the second of one name gets a number.

    >>> number_names(["year", "text", "year"])
    ['year', 'text', 'year 2']
    """
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(f"{name} {seen[name]}" if seen[name] > 1 else name)
    return found


def is_index(name: str, values: Sequence[str]) -> bool:
    """Return whether a column without a name of its own only counts the rows."""
    return bool(_INDEX.fullmatch(name.strip().lower())) and all(
        re.fullmatch(r"\d*(?:\.0)?", value) for value in values
    )


def _candidates(
    role: str, names: Sequence[str], values: Mapping[str, Sequence[str]], taken: set[str]
) -> Iterator[str]:
    """Yield the columns that may have a role, the likeliest first."""
    free = [name for name in names if name not in taken and values[name]]
    known = _NAMES[role]
    named = [name for name in free if _fold(name) in known]
    if role == "text":
        ending = [name for name in free if _fold(name).endswith(known[:4] + known[9:13])]
        long = [name for name in free if _are_long(values[name])]
        for group in (named, ending, long):
            texts = [name for name in group if not _are_addresses(values[name])]
            yield from sorted(texts, key=lambda name: -_mean(values[name]))
        return
    if role == "issued":
        named = [name for name in named if _are_dates(values[name])]
    if role == "title":
        named = [name for name in named if _are_titles(values[name])]
    yield from sorted(named, key=lambda name: known.index(_fold(name)))


def _are_long(values: Sequence[str]) -> bool:
    """Return whether *values* may be texts: long ones, or sentences."""
    sentences = 2 * sum(map(ends_sentence, values)) >= len(values)
    return _mean(values) >= (_SENTENCE if sentences else _LONG)


def _are_addresses(values: Sequence[str]) -> bool:
    """Return whether *values* only say where a text is: addresses of pages, names of files."""
    return 2 * sum(bool(_ADDRESS.match(value)) for value in values) > len(values)


def _are_titles(values: Sequence[str]) -> bool:
    """Return whether *values* may be titles of texts; short ones for all are titles of persons."""
    repeated = len(values) > _FEW and 2 * len(set(values)) < len(values)
    han = any(map(HAN_PATTERN.search, values))
    return han or not repeated or _mean(values) >= _LONGEST_NAME


def _fold(name: str) -> str:
    return re.sub(r"[\s_.-]+", "", name.lower())


def _mean(values: Sequence[str]) -> float:
    return sum(map(len, values)) / len(values)


def _are_dates(values: Sequence[str]) -> bool:
    return 2 * sum(bool(read_date_cell(value)) for value in values) >= len(values)


def read_date_cell(value: str) -> str:
    """Return the date in a cell: also ``2021.0``, ``20210305`` and a date with a time of day."""
    if compact := _COMPACT.fullmatch(value.strip()):
        return read_whole_date("-".join(compact.groups()))
    return read_whole_date(re.sub(r"(?<=^\d{4})\.0$|[T ]\d{1,2}:\d{2}.*$", "", value.strip()))
