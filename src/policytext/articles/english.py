"""The words of English count claims, as data: the kind of each mark and its pattern.

Earlier rows win over later ones. The patterns match text in lower case.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re
import string
from functools import cache

from policytext.articles.marks import Row, Rows
from policytext.claims.published import HEDGES_BEFORE
from policytext.language.numerals import ENGLISH_NUMBER

LOWER = str.maketrans(string.ascii_uppercase + "’", string.ascii_lowercase + "'")


def _english(table: dict[str, str]) -> list[str]:
    words = [word for cell in table.values() for word in cell.split("|")[1:]]
    return sorted(words, key=len, reverse=True)


_HEDGE = "|".join(_english({str(kind): cell for kind, cell in HEDGES_BEFORE.items()}))
_AFTER = r"\s(?:or more|or fewer|or less|or so|or thereabouts|at least|at most)"
_NOT_SHARE = r"(?!\s?(?:%|per\s?cent))"
NUMBER = rf"(?<![\w.,$-])(?:(?:{_HEDGE})\s){{0,3}}{ENGLISH_NUMBER}(?:-plus|\+)?"
_MENTIONS = "mentions|occurrences|appearances|references|instances|uses|invocations|repetitions"
_COUNTED = f"times|occasions|{_MENTIONS}"
_OF = "(?:mentions|occurrences|uses) of|references to"
_YEAR = r"(?:19|20)\d\d"
_WHEN = (
    rf"(?:last year|this year|the year before|the previous year|{_YEAR}"
    r"|\w+ years? (?:ago|earlier|before)"
    rf"|the {_YEAR} (?:[a-z]+ ){{0,3}}?(?:report|address|speech|plan|budget))"
)

HEADS = (
    "government work report|work report|annual report|report|action plan|plan|white paper"
    "|communiqu[ée]|state of the union address|state of the union|inaugural address|address|speech"
    "|strategy|declaration|document|text|treaty|initiative|decision|guidelines|constitution"
    "|civil code|policy|proposal|framework|roadmap|outline|executive order|regulation|directive"
    "|memorandum|protocol|budget|bill|act|law|charter|resolution|manifesto|statement|agreement|blueprint"
)
_GAP = "[ \n\xa0]"  # not the end of a paragraph
_DETERMINER = r"(?:the|this|that|its|his|her|their|our|[a-z]+(?:\s[a-z]+)?'s)"
_KIND = (
    rf"(?:{_YEAR}|\w+-(?:minute|hour|page|year|day)|budget|opening|keynote|farewell|new|final|draft"
    "|joint|full|latest|long|first|second|third|last|national|global|ai|annual|central)"
)
_NAMED = (
    rf"\b{_DETERMINER}{_GAP}(?:{_KIND}{_GAP}){{0,3}}"
    rf"(?P<proper>(?:(?:[a-z]\.[a-z]\.|[a-z][\w-]*){_GAP}){{0,6}}?)(?:{HEADS})\b"
    rf"|(?<=-point\s)(?:plan|proposal)\b|(?<=-word\s)(?:{HEADS})\b|(?<=-character\s)(?:{HEADS})\b"
)
ACTIVE = (
    "mentions|names|mentioned|mentioning|mention|refers to|referred to|cites|cited|uses|used|using"
    "|use|invokes|invoked|repeats|repeated|said|says|utters|uttered|employs|employed|references"
)
_DONE = "mentioned|named|used|repeated|cited|invoked|said|uttered|spoken|heard|referenced|employed"
PASSIVE = (
    "appears|appeared|appear|occurs|occurred|occur|comes up|came up|come up|shows up|showed up"
    "|crops? up|cropped up|pops? up|popped up|turns? up|turned up|appearing|occurring|surfaces"
    "|surfaced|featured|features"
    rf"|(?:gets?|got|receives?|received|earns?|earned|has|had)(?=\s{NUMBER}\s(?:{_MENTIONS}))"
    rf"|(?:is|was|are|were|been|being|be|gets|got)\s(?:also\s|each\s)?(?:{_DONE})"
)
WORDS = "words?|terms?|phrases?|names?|expressions?|keywords?|buzzwords?"
_ITEMS = (
    "principles|action items|actions|items|themes|proposals|parts|chapters|articles|measures"
    "|tasks|points|sections|goals|initiatives|areas|priorities|commitments|steps"
    "|recommendations|pillars|pledges|objectives"
)
_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[0-9]+(?:st|nd|rd|th)"

TABLE: tuple[tuple[str, str], ...] = (
    ("r", r"\[\d{1,3}(?:,\s?\d{1,3})*\]"),
    (
        "X",
        rf"(?P<number>(?:twice|{NUMBER}(?:\stimes)?)) as (?:often|frequently|many times|many) as"
        r"(?:\sin)?\s(?P<other>\"[^\"]+\"|“[^”]+”|[^,.;]{1,40})",
    ),
    (
        "P",
        rf"(?:rose|fell|grew|dropped|jumped|went|climbed|declined)?\s?from (?P<number>{NUMBER})"
        rf"(?:\s(?:in )?(?P<when>{_WHEN}))? to (?P<other>{NUMBER}){_NOT_SHARE}"
        rf"(?:\s(?:in )?(?P<then>{_WHEN}))?",
    ),
    (
        "P",
        r"(?:rose|fell|grew|dropped|jumped|climbed|declined|doubled|tripled)?\s?to "
        rf"(?P<other>{NUMBER}){_NOT_SHARE}(?:\s(?:in )?(?P<then>{_WHEN}))?,? from "
        rf"(?P<number>{NUMBER}){_NOT_SHARE}(?:\s(?:in )?(?P<when>{_WHEN}))?",
    ),
    (
        "U",
        rf"(?:up from|down from|compared with|compared to|against|versus) (?P<number>{NUMBER})"
        rf"{_NOT_SHARE}(?:\stimes)?(?:\s(?:in )?(?P<when>{_WHEN}))?",
    ),
    (
        "C",
        rf"(?P<number>{NUMBER}) (?:times )?(?P<change>more|fewer|less)(?:\stimes)? than"
        r"(?:\sin)?\s(?P<other>[^,.;]{1,40})",
    ),
    (">", r"(?P<relation>(?:more|less) (?:often|frequently|times) than)"),
    (
        "Q",
        r"“(?P<a>[^“”]{1,60})”|\"(?P<b>[^\"]{1,60})\"|‘(?P<c>[^‘’]{1,60})['’](?![a-z])"
        r"|(?<![a-z])'(?P<d>[^']{1,40})'(?![a-z])|«(?P<e>[^«»]{1,60})»",
    ),
    (
        "0",
        r"(?:was|is|were) (?P<says>not mentioned once)"
        r"|(?P<zero>never|nowhere|not once)(?:\s(?:did|has|does))?"
        r"|(?:makes?|made|is|was) (?P<says2>no) mentions? of"
        r"|\b(?:did|does|do|has|have|was|were|is|are)\s(?P<zero2>not)(?=\s\w)(?!\sonly)",
    ),
    ("Z", r"[“”\"]{1,2}"),
    (
        "%",
        rf"(?P<number>{NUMBER})(?!\s?a\b)"
        "(?:(?<=%)|(?<=cent)|(?<=thirds)|(?<=third)|(?<=quarter)|(?<=half))",
    ),
    ("L", rf"(?P<number>{NUMBER})[\s-](?P<unit>words?|characters?)\b(?:\slong)?"),
    (
        "I",
        rf"(?P<number>{NUMBER})-(?P<item>point)\b"
        # "actions under six principles" does not mean fewer than six.
        rf"|(?!under\b)(?P<number2>{NUMBER})\s(?P<item2>(?:[a-z-]+\s){{0,2}}?(?:{_ITEMS}))\b",
    ),
    ("m", rf"(?P<number>{NUMBER})\s(?:{_MENTIONS})\s(?:of|to)\b"),
    ("v", rf"(?:number|numbered|totall?ed)(?=\s{NUMBER}(?![\w%]))"),
    (
        "N",
        rf"(?P<number>{NUMBER})\s(?:{_COUNTED})\b(?P<after>{_AFTER})?"
        rf"|(?P<number2>\b(?:(?:{_HEDGE})\s){{0,3}}(?:once|twice|thrice)\b)",
    ),
    ("y", r"(?:dozens|scores|hundreds|thousands) of times"),
    (
        "x",
        r"\b(?:many|several|a few|countless|numerous|multiple|other|modern|hard|all|these|those"
        r"|recent|our|the|at|end|of)\stimes\b",
    ),
    (
        "M",
        rf"(?:[?_□�*]+\s*|(?:\s(?:{_HEDGE}))?(?<=[\"”'’(a-z])\s+|(?<=\())\s*times\b"
        r"(?!\s(?:of|in history|when|that))",
    ),
    (
        "R",
        rf"\bthe (?:(?P<rank>{_ORDINAL})[\s-])?(?P<rank4>most)[\s-]"
        r"(?:frequently\s|commonly\s|often\s)?(?:used|common|frequent|mentioned|repeated|cited)\s"
        r"(?:word|term|phrase)\b",
    ),
    ("F", r"for the (?P<first>first time)|(?P<first2>first)(?=\s(?:appear|mention|use|occur))"),
    (
        "D",
        rf"(?:\b(?:in|of|from|throughout|across)\s)?(?P<doc>{_NAMED})(?:'s)?",
    ),
    (
        "T",
        r"(?:in\s)?(?:last year|this year|the year before|\w+ years? (?:ago|earlier|before)"
        rf"|\b{_YEAR}\b)(?!')",
    ),
    ("v", rf"\b(?:{PASSIVE})\b(?:\sup)?"),
    ("V", rf"\b(?:{ACTIVE})\b(?!\sof)"),
    ("g", r"\brespectively\b"),
    ("k", r"\beach\b"),
    ("z", r"accounts? for|accounted for|makes? up|made up"),
    ("e", r"(?<=[\"”])\s(?:words|terms|language)\b"),
    ("e", rf"(?:the\s)?(?:{WORDS}) (?:such as|like|including)"),
    ("e", r"(?:,?\s?and|or) (?:similar|related|other such|like) (?:words|terms)|,? etc\.?"),
    ("o", r"(?:some|any|a) forms? of|variations? (?:of|on)|forms of|in some form"),
    (
        "s",
        r"\b(?:together|combined|alone|also|altogether|all)\b|\b(?:to|of)(?=\s[\"“'‘])|\bwhich\b"
        r"|\bwith(?=\s\w+\smentions)"
        r"|\bon(?=\s(?:\w+\s){1,5}occasions)",
    ),
    ("h", rf"\bthe (?:{WORDS})\b|\b(?:{_OF})\b|\b(?:word|term)\b"),
    ("c", r"\b(?:and|or|as well as|plus)\b"),
    (":", r":|[—–]+"),
    ("(", r"\("),
    (")", r"\)"),
    (",", r"[,;]"),
    (".", r"[.!?…]+"),
    ("n", rf"{NUMBER}"),
)

FOLLOWS = re.compile("")
LEAD_IN = re.compile(
    r"^.*\b(?:words|terms)\s(?:were|are|include|included)\s|^(?:and|or|but|the|words?|were|was|is|are)\s"
    r"|^(?:include|including)\s"
)
NO_TERM = re.compile(
    r"^(?:it|this|that|he|she|him|her|them|they|in|on|at|to|for|of|a|an|some|was|is|were|are|did"
    r"|has|have|with|by)\b|(?:\S+\s){3}|\b(?:words|terms|phrases|language)$"
)
SAYING = re.compile("mention|appear|occur|said|says|cite|refer|repeat|utter|use")
MENTIONING = re.compile("mention|cit|refer|repeat|invok")
GOES_ON = re.compile("(?:and|but|with|just|only|which|that|it|then|or)?")
LEADS = re.compile(
    "while|and|but|including|include|with|as well as|then|followed by|were|was|are|is"
)
LISTING = re.compile(
    f"word counts?|common words|frequent words|top terms|top words|buzzwords|keywords|{_OF}"
)
TEXTUAL = re.compile(f"word|term|phrase|mention|appear|used|count|{_MENTIONS}")
REPORTED = re.compile(r"\b(?:says|said|shows|showed|finds|found|according|reports|warns|notes)\b")
LAYS_OUT = re.compile(r"\s*it (?:proposes|contains|lists|lays out|sets out|outlines|consists of)\b")
LEFT_OUT = re.compile("not counting|excluding|without|except")
ITEM_VERBS = re.compile(
    r"\b(?:proposes?d?|contains?|contained|has|had|lays out|laid out|sets out|set out|lists?|listed"
    r"|outlines?|outlined|includes?|included|comprises?|comprised|consists? of|consisted of"
    r"|(?:divided|grouped|split|organi[sz]ed) into|runs? to|ran to|identifies|identified|announces?"
    r"|announced|puts forward|put forward|with)\b"
)
ISSUED = re.compile("(?!)")
PARTIAL = re.compile(
    rf"\bin (?:the|its) (?:{_ORDINAL}|last|opening|closing) "
    "(?:section|part|chapter|paragraph|page|half)"
    r"|in (?:the|its) (?:title|introduction|preamble|foreword|conclusion|headline)"
)
SEVERAL = re.compile(
    r"\b(?:both|two|three|four|five|these|all the) "
    "(?:documents|reports|speeches|addresses|plans|texts)"
)
AVERAGE = re.compile("on average|an average of")
FEWER = re.compile("fewer|less")
EXACT_FIRST = re.compile("(?:" + "|".join(_english({"exact": HEDGES_BEFORE["exact"]})) + r")\s+")
# Pairs of patterns: a sentence is read if both of a pair are found.
CUES = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        (
            rf"\b(?:{_COUNTED}|once|twice|never|not|no mentions? of|first)\b|often (?:than|as)"
            r"|accounts for|makes up|[”\"]\s?\(\d",
            rf"\b(?:{WORDS}|{ACTIVE}|{PASSIVE}|{_MENTIONS})\b|[”\"’]",
        ),
        (r"most\s\w+\s(?:\w+\s)?word|word counts?|top terms|common words|frequent words", ""),
        (rf"[- ](?:{_ITEMS}|words?|characters?|point)\b", rf"\b(?:{HEADS})\b"),
        (_OF, ""),
    )
)


@cache
def patterns() -> Rows:
    """Return the table, compiled."""
    return tuple(Row(kind, re.compile(pattern)) for kind, pattern in TABLE)
