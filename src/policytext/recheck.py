"""Re-check findings without the package: ``python recheck.py findings.json [TEXTS]``.

Needs only Python, the findings (``policytext verify --format json --evidence``) and the captures.
Cuts every hit out of its capture, reads it as the findings say it is read, and counts anew.
Exit codes: 0 agrees, 1 differs (or usage), 3 unreadable, 4 nothing to re-check.
"""

import hashlib
import html
import json
import quopri
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

HAN = "⺀-\u2fdf々-〇〡-〩㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003ffff"
LETTER = rf"[^\W\d_{HAN}]|[\u0300-\u036f]"
PREFIX = rf"(?<!{LETTER})(?:%s)"
MATCHES = {"text": "%s", "prefix": PREFIX, "word": rf"{PREFIX}(?!{LETTER})"}
IGNORABLE = "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
IGNORABLE += "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]+"
READ_AS = {  # in any other format a character may stand as an entity
    "plain": str,
    "csv": lambda text: text.replace('""', '"'),
    "jsonl": lambda text: json.loads(f'"{text}"', strict=False),
}


class Recheck:
    """The findings, the captures, and the faults found so far."""

    def __init__(self, data: Any, folder: Path) -> None:
        self.data, self.folds = data, str.maketrans(data["folds"])
        self.faults: list[str] = []
        self.bytes = {name: self.read(folder, d) for name, d in data["documents"].items()}

    def read(self, folder: Path, document: Any) -> bytes:
        """Return the bytes that offsets count in; the capture must be the one that was read."""
        path = folder / (folder / document["capture"]).resolve().relative_to(folder.resolve())
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != document["sha256"]:
            self.faults.append(f"{document['capture']}: the capture has changed")
        return b"".join(zipfile.ZipFile(path).read(m) for m in document["members"]) or data

    def fold(self, text: str, space: str = "") -> str:
        """Return *text* as a count reads it; *space* stands for any white space."""
        return space.join(re.sub(IGNORABLE, "", text).translate(self.folds).split())

    def cut(self, name: str, cuts: Any) -> str:
        """Return the text of the byte ranges *cuts* of a capture; an empty one is white space."""
        document, data = self.data["documents"][name], self.bytes[name]
        decode = quopri.decodestring if document["format"] == "mhtml" else bytes
        pieces = (decode(data[a:b]).decode(document["encoding"], "replace") for a, b in cuts)
        read: Any = READ_AS.get(document["format"], html.unescape)
        return str(read("".join(piece or " " for piece in pieces)))

    def check(self, finding: Any) -> Any:
        """Yield what is wrong with the hits of one finding, and with its numbers."""
        for number, hit in enumerate(finding["matches"]):
            if wrong := self.check_hit(hit):
                yield f"hit {number}: {wrong}"
        listed = Counter(hit["term"] for hit in finding["matches"] if not hit.get("role"))
        value, kind, published = finding["recounted"], finding["kind"], finding["published"]
        if kind in ("count", "items") and (value or 0) != listed.total():
            yield f"{value} recounted, {listed.total()} hits listed"
        if +Counter(finding["by_term"]) != listed:
            yield "by_term is not what the hits add up to"
        wrong = ("confirmed", "refuted")[published.isdecimal() and int(published) == value]
        if published.isdecimal() and finding["verdict"] == wrong:
            yield f"{value} recounted, {published} published: not {wrong}"
        match, *rest = finding["convention"].split("/")
        can_count = kind == "count" and match in MATCHES and not finding["minus"]
        if can_count and (counted := Counter(self.count(finding, match, *rest))) != listed:
            yield f"{dict(counted)} counted, {dict(listed)} listed"

    def check_hit(self, hit: Any) -> str | None:
        """Return what is wrong with a hit, or nothing."""
        exact, at, to = hit["exact"], hit["byte_start"], hit["byte_end"]
        if hit["end"] - hit["start"] != len(exact):
            return "start and end are not as far apart as the hit is long"
        if at is None or not self.data["documents"][hit["document"]]["cuttable"]:
            return None if self.same(exact, hit["term"]) else f"{exact!r} is not the term"
        found = self.cut(hit["document"], hit.get("cuts") or [[at, to]])
        if not (self.same(found, exact) and self.same(found, hit["term"])):
            return f"the capture has {found!r}, not {hit['term']!r}"
        for paragraph in self.data["documents"][hit["document"]]["paragraphs"]:
            cuts = paragraph.get("cuts", [])
            if any(a <= at < b for a, b in cuts) and any(a < to <= b for a, b in cuts):
                before = self.cut(hit["document"], [(a, min(b, at)) for a, b in cuts if a < at])
                after = self.cut(hit["document"], [(max(a, to), b) for a, b in cuts if b > to])
                agrees = self.fold(before).endswith(self.fold(hit["prefix"]))
                agrees &= self.fold(after).startswith(self.fold(hit["suffix"]))
                agrees &= hit["start"] >= paragraph["start"] + len(self.fold(before))
                agrees &= hit["region"] == paragraph["region"]
                return None if agrees else "it stands in another place"
        return "it stands in no paragraph"

    def same(self, found: str, wanted: str) -> bool:
        """Tell whether two texts are read as the same, case and simplified forms included."""
        found, wanted = (self.fold(t).replace("’", "'").casefold() for t in (found, wanted))
        also = self.data["simplified"]
        return len(found) == len(wanted) and all(
            set(also.get(a, a)) & set(also.get(b, b)) for a, b in zip(found, wanted, strict=True)
        )

    def count(self, finding: Any, match: str, overlap: str, scope: str) -> Any:
        """Yield the terms that count in the paragraphs of the capture, by the convention."""
        is_text = match == "text"
        space, quote, flags = ("", "'", re.NOFLAG) if is_text else (" ", "['’]", re.IGNORECASE)
        terms = sorted(finding["terms"], key=lambda term: -len(self.fold(term, space)))
        for group in [terms] if overlap == "longest" else [[term] for term in terms]:
            folded = (re.escape(self.fold(term, space)) for term in group)
            wanted = "|".join(f"({re.sub(quote, quote, term)})" for term in folded)
            pattern: Any = re.compile(MATCHES[match] % wanted, flags)
            for part in self.data["documents"].get(finding["document"], {}).get("paragraphs", ()):
                text = part.get("text") or self.cut(finding["document"], part["cuts"])
                text = self.fold(text, space) if part["region"] in scope.split("+") else ""
                yield from (group[hit.lastindex - 1] for hit in pattern.finditer(text))


def recheck(findings: Path, folder: Path | None = None) -> tuple[list[str], int]:
    """Return the faults of the file *findings* against the captures, and how many hits it lists."""
    data = json.loads(findings.read_text(encoding="utf-8"))
    claimed = data.pop("sha256", "")
    whole = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    check = Recheck(data, folder or Path(data["texts"]))
    if hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest() != claimed:
        check.faults.append("the findings have changed since they were written")
    for finding in data["findings"]:
        check.faults += [f"{finding['id']}: {wrong}" for wrong in check.check(finding)]
    return check.faults, sum(len(finding["matches"]) for finding in data["findings"])


def main(arguments: list[str]) -> int:
    """Run the re-check; print each fault, or that there is none."""
    try:
        faults, hits = recheck(*map(Path, arguments))
    except Exception as error:  # whatever a damaged file leads to
        print(f"{arguments[0]!r} cannot be re-checked ({error!s:.200})", file=sys.stderr)
        return 3
    print("\n".join(faults) or f"{hits} hits re-checked: all agree.")
    return 1 if faults else 0 if hits else 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if 2 <= len(sys.argv) <= 3 else __doc__)
