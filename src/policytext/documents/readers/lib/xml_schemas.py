"""The XML schemas whose text can be read: what is metadata, what is within a line, what is a title.

Tested in tests/documents/readers/test_xml.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Schema:
    """How the text of one kind of XML file is read.

    ``left_out`` are elements that are not text, with the reason. ``inline`` are elements within a
    line. ``leads`` are numbers and labels: the text after one continues its line. The text of the
    first of ``titles`` is the title. If ``lines`` is true, line ends in the text are line ends.
    If ``only`` is not empty, the text is that of these elements alone.
    """

    what: str
    left_out: Mapping[str, str] = field(default_factory=dict)
    inline: Collection[str] = ()
    leads: Collection[str] = ()
    titles: tuple[str, ...] = ()
    lines: bool = False
    only: Collection[str] = ()


_METADATA = "metadata"
# Elements of HTML that Akoma Ntoso and USLM have as well.
_HTML_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "del",
        "em",
        "i",
        "ins",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
    ]
)

AKOMA_NTOSO = Schema(
    "Akoma Ntoso",
    left_out={"meta": _METADATA, "componentInfo": _METADATA},
    inline=_HTML_INLINE
    | frozenset(
        [
            "affectedDocument",
            "argument",
            "authorialNote",
            "change",
            "concept",
            "date",
            "decoration",
            "def",
            "docAuthority",
            "docCommittee",
            "docDate",
            "docIntroducer",
            "docJurisdiction",
            "docketNumber",
            "docNumber",
            "docProponent",
            "docPurpose",
            "docStage",
            "docStatus",
            "docTitle",
            "docType",
            "embeddedText",
            "entity",
            "eol",
            "event",
            "fillIn",
            "inline",
            "judge",
            "lawyer",
            "legislature",
            "location",
            "mmod",
            "mod",
            "mref",
            "neutralCitation",
            "noteRef",
            "object",
            "omissis",
            "opinion",
            "organization",
            "outcome",
            "party",
            "person",
            "placeholder",
            "process",
            "quantity",
            "quotedText",
            "recordedTime",
            "ref",
            "relatedDocument",
            "remark",
            "rmod",
            "role",
            "rref",
            "session",
            "shortTitle",
            "signature",
            "term",
            "time",
            "vote",
        ]
    )
    - {"authorialNote"},
    leads=frozenset({"num"}),
    titles=("docTitle", "shortTitle"),
)
USLM = Schema(
    "a law of the United States",
    left_out={"meta": _METADATA, "metadata": _METADATA},
    inline=_HTML_INLINE
    | frozenset(
        [
            "act-name",
            "added-phrase",
            "committee-name",
            "cosponsor",
            "date",
            "definedTerm",
            "deleted-phrase",
            "enum-in-header",
            "external-xref",
            "footnote-ref",
            "fraction",
            "header-in-text",
            "inline",
            "internal-xref",
            "italic",
            "linebreak",
            "marker",
            "nonsponsor",
            "quote",
            "quotedText",
            "ref",
            "role",
            "short-title",
            "shortTitle",
            "sidenote",
            "sponsor",
            "subscript",
            "superscript",
            "term",
        ]
    ),
    leads=frozenset({"num", "enum"}),
    titles=("official-title", "officialTitle", "docTitle", "title"),
)
TEI = Schema(
    "TEI",
    left_out={"teiHeader": _METADATA, "standOff": _METADATA},
    inline=frozenset(
        [
            "abbr",
            "add",
            "c",
            "choice",
            "corr",
            "date",
            "del",
            "emph",
            "expan",
            "foreign",
            "g",
            "hi",
            "lb",
            "m",
            "mentioned",
            "name",
            "num",
            "orgName",
            "orig",
            "pb",
            "pc",
            "persName",
            "placeName",
            "q",
            "ref",
            "reg",
            "s",
            "sic",
            "soCalled",
            "term",
            "time",
            "title",
            "unclear",
            "w",
        ]
    ),
    titles=("title",),
)
TAIWAN = Schema(
    "a law of Taiwan",
    left_out=dict.fromkeys(
        [
            "法規性質",
            "法規網址",
            "法規類別",
            "最新異動日期",
            "最新英文異動日期",
            "生效日期",
            "生效內容",
            "廢止註記",
            "是否英譯註記",
            "英文法規名稱",
            "中文法規名稱",
            "附件",
        ],
        _METADATA,
    ),
    leads=frozenset({"條號"}),
    titles=("法規名稱",),
    lines=True,
)
_ENGLISH_TAIWAN = Schema(
    TAIWAN.what,
    left_out={k: v for k, v in TAIWAN.left_out.items() if k != "英文法規名稱"},
    leads=TAIWAN.leads,
    titles=("英文法規名稱",),
    lines=True,
)
_CONGRESS = frozenset({"bill", "resolution", "amendment-doc"})
_OF_CONGRESS = frozenset({"bill-stage", "resolution-stage", "amend-stage", "dms-id", "star-print"})


def find_schema(
    namespace: str, root: str, attributes: Mapping[str, str], names: Collection[str]
) -> Schema | None:
    """Return the schema of a file, from its outermost element and the *names* of all of them."""
    if root == "akomaNtoso":
        return AKOMA_NTOSO
    if root in ("TEI", "TEI.2", "teiCorpus"):
        return TEI
    if root == "法規":
        return TAIWAN if "法規名稱" in names else _ENGLISH_TAIWAN
    if "uslm" in namespace.lower() or "legis-body" in names or "resolution-body" in names:
        return USLM
    return USLM if root in _CONGRESS and _OF_CONGRESS & set(attributes) else None


def choose_elements(selector: str) -> Schema:
    """Return the schema of a file whose text is in the elements that *selector* names."""
    return Schema("elements", only={name.strip() for name in selector.split(",")})
