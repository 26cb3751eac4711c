"""Ids, titles and dates from the names of files."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from pathlib import PurePosixPath
from unicodedata import combining, normalize

from policytext.language.dates import make_date, read_date
from policytext.language.han import HAN

LONGEST_ID = 64
_ENDING = re.compile(r"\.\w{1,8}$")
_RUN = re.compile(f"[{HAN}]+|[^{HAN}]+")
_HAN = re.compile(f"[{HAN}]")
_NOT_ID = re.compile(r"[^a-z0-9._]+")
_UNIT = re.compile(r"(?<=\d)[年月日号]")
# The two provinces are both "shanxi" without tones; this is the official spelling of one.
_SPELLED = {"陕": "shaan"}
_COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-._年](\d{1,2})(?!\d|[-._]\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def read_stem(name: str) -> str:
    """Return the name of a file without its folder and its ending.

    >>> read_stem("2021/广东2021.docx")
    '广东2021'
    """
    return _ENDING.sub("", name.replace("\\", "/").rpartition("/")[2])


def spell_id(text: str) -> str:
    """Return *text* as an id: Chinese in pinyin, other letters without accents.

    If more letters are lost than kept, a digest of *text* makes the id unique.

    >>> spell_id("广东2021"), spell_id("陕西 2003年"), spell_id("Übersicht (v2)")
    ('guangdong-2021', 'shaanxi-2003', 'ubersicht-v2')
    >>> spell_id("！！")
    'text-41fa91dd'
    """
    plain = _UNIT.sub("-", normalize("NFC", text))
    spelled = "-".join(map(_spell_run, _RUN.findall(plain)))
    made = re.sub("-{2,}", "-", _NOT_ID.sub("-", spelled)).strip("-._")
    lost = sum(map(str.isalnum, spelled)) - sum(map(str.isalnum, made))
    if made and lost <= sum(map(str.isalnum, made)):
        return made[:LONGEST_ID].rstrip("-._")
    return _add_ending(made or "text", _digest(text))


def _spell_run(run: str) -> str:
    if not _HAN.match(run):
        return "".join(c for c in normalize("NFKD", run) if not combining(c)).lower()
    return "".join(map(_spell_rare, _spell_han(run)))


@cache
def _spell_han(run: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # its dictionary takes a tenth of a second to load

    parts = re.split(f"([{''.join(_SPELLED)}])", run)
    return tuple(
        syllable
        for part in parts
        for syllable in ([_SPELLED[part]] if part in _SPELLED else lazy_pinyin(part))
    )


def _spell_rare(syllable: str) -> str:
    """Return a syllable, or the code points of characters that are not in the dictionary."""
    return "".join(f"u{ord(c):x}" if _HAN.match(c) else c for c in syllable)


def make_ids(names: Sequence[str], taken: Collection[str] = ()) -> dict[str, str]:
    """Return an id for each of *names*, the paths of files; all differ, and none is in *taken*.

    If names have the same spelling, the ids of all of them say more: the ending, then the folder,
    then a digest. So the order of the files does not matter, and no id changes to another file.

    >>> make_ids(["a.txt", "a.docx", "b/c.txt", "d/c.txt"])
    {'a.txt': 'a-txt', 'a.docx': 'a-docx', 'b/c.txt': 'b-c', 'd/c.txt': 'd-c'}
    """
    levels = dict.fromkeys(names, 0)
    while True:
        ids = {name: _make_id(name, level) for name, level in levels.items()}
        counts = Counter(ids.values())
        alike = [name for name, made in ids.items() if counts[made] > 1 or made in taken]
        if not alike:
            return ids
        for name in alike:
            levels[name] += 1


def _make_id(name: str, level: int) -> str:
    path = PurePosixPath(name)
    stem = spell_id(read_stem(name))
    if level == 0:
        return stem
    if level == 1 or (level == 2 and not path.parent.name):
        ending = _NOT_ID.sub("", path.suffix.lower()).strip(".")
        return _add_ending(stem, ending) if ending else stem
    if level == 2:
        return spell_id(f"{path.parent.name}-{stem}")
    return _add_ending(stem, _digest(name, 8 * (level - 2)))


def _add_ending(stem: str, ending: str) -> str:
    return f"{stem[: LONGEST_ID - len(ending) - 1].rstrip('-._')}-{ending}"


def _digest(text: str, length: int = 8) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def make_titles(names: Iterable[str]) -> dict[str, str]:
    """Return a title for each of *names*: its stem, with its folder if another folder has it too.

    >>> make_titles(["a/报告.txt", "b/报告.txt", "b/附录.txt"])
    {'a/报告.txt': 'a/报告', 'b/报告.txt': 'b/报告', 'b/附录.txt': '附录'}
    """
    folders: dict[str, set[str]] = {}
    names = list(names)
    for name in names:
        folders.setdefault(read_stem(name), set()).add(name.rpartition("/")[0])
    return {
        name: stem if len(folders[stem]) < 2 else f"{name.rpartition('/')[0]}/{stem}".lstrip("/")
        for name, stem in zip(names, map(read_stem, names), strict=True)
    }


def read_date_of_name(stem: str) -> str:
    """Return the date in the name of a file; '' if there is none, or more than one year.

    >>> read_date_of_name("广东2021"), read_date_of_name("规划2021-2025")
    ('2021', '')
    >>> read_date_of_name("报告2021年3月"), read_date_of_name("20210305 报告")
    ('2021-03', '2021-03-05')
    """
    if date := read_date(stem):
        return date
    for pattern in (_COMPACT_DATE, _MONTH):
        if match := pattern.search(stem):
            year, month, *day = map(int, match.groups())
            if date := make_date(year, month, *(day or [1])):
                return date if day else date[:7]
    years = {match[1] for match in _YEAR.finditer(stem)}
    return years.pop() if len(years) == 1 else ""
