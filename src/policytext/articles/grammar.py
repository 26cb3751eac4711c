"""The grammars: for each language the words of ``chinese`` or ``english`` and its forms.

Tested in tests/articles/test_articles.py.
"""

from __future__ import annotations

import re

from policytext.articles import chinese, english
from policytext.articles.language import Form, Language
from policytext.language.messages import Message


def _form(name: str, pattern: str, needs: str = "", missing: Message | None = None) -> Form:
    return Form(name, re.compile(pattern), needs, missing)


BETWEEN = Message("unread_reasons.between")
CUT_SHORT = Message("unread_reasons.cut_short")

CHINESE_FORMS = (
    _form("respectively", r"(?:V(?P<t>G)|(?P<t2>G),?[Vf]*)g[Vf]*(?P<ns>[Nn](?:[c,]?[Nn])*)"),
    _form("respectively", r"(?P<t>G)[Vf]*k[Vf]*(?P<ns>[Nn](?:[c,]?[Nn])+)"),
    _form("each", r"(?P<t>G)[Vf]*k[Vf]*(?P<n>N)"),
    _form("verb-n", r"V(?P<t>G)[:]?(?P<n>N)"),
    _form("word-verb-n", r"(?P<t>G)[Vf]+(?P<n>N)", "saying"),
    _form("word-verb-n", r"(?P<t>G)f(?P<n>n)(?=[,.]|$)"),
    _form("n-verb", r"(?P<n>N)V(?P<t>G)(?![ux])"),
    _form("n-word", r"(?P<n>m)(?P<t>G)(?!u)"),
    _form("bare", r"(?<!>)(?P<t>G)[(:]?(?P<n>N)", "alone"),
    _form("bare", r"(?P<t>G)\((?P<n>n)\)", "alone"),
    _form("bare", r"(?P<t>G)z(?P<n>N)"),
    _form("v-n-word", r"V(?P<n>N)(?P<t>G)(?![uxV])"),
    _form("v-n-word", r"Gc(?P<n>N)(?P<t>G)(?![uxV])", "counting"),
    _form("listed", r"(?P<t>[Gu])[(:]?(?P<n>N)", "listing"),
    _form("listed", r"(?P<t>[Gu]),(?P<n>N)(?=[,)]|$|\.)", "colon"),
    _form("listed", r"(?P<t>u)\((?P<n>N)\)", "row"),
    _form("carried", r"[,:]u?[Vf]*(?P<n>N)", "before"),
    _form("carried", r"N\(u?(?P<n>N)\)", "before"),
    _form("cut short", r"V+Gu[Vf]*(?P<n>N)", "", CUT_SHORT),
    _form("cut short", r"(?P<n>N)VGu", "", CUT_SHORT),
    _form("verb-n", r"V(?P<t>u)(?P<n>N)", "verb"),
    _form("verb-n", r"N[c,](?P<t>u)(?P<n>N)", "counted"),
    _form("n-verb", r"(?P<n>N)V(?P<t>u)(?=[,.)]|$)", "verb"),
    _form("cut short", r"Gu[Vf]+(?P<n>N)", "document", BETWEEN),
    _form("word-verb-n", r"(?P<t>u)[Vf]+(?P<n>N)", "beside"),
)

CHINESE = Language(
    name="zh",
    fold=lambda text: text.translate(chinese.SIMPLIFY),
    rows=chinese.patterns,
    cues=chinese.CUES,
    groups=re.compile(
        r"h*(?:Q|u(?=[ce]))w?(?:(?:c[Qu]|Q)w?)*ew?|h*Qw?(?:c?h?Qw?)*|[uh]*Z[Zucwehs]*|h+u(?=[Vf(:]*N)|u(?:cu)*w"
        r"|u(?:cu)+(?=[Vfgk]*[gkN])"
    ),
    forms=CHINESE_FORMS,
    exact=chinese.EXACT_FIRST,
    follows=chinese.FOLLOWS,
    lead_in=chinese.LEAD_IN,
    no_term=chinese.NO_TERM,
    listing=chinese.LISTING,
    textual=chinese.TEXTUAL,
    reported=chinese.REPORTED,
    left_out=chinese.LEFT_OUT,
    lays_out=chinese.LAYS_OUT,
    item_verbs=chinese.ITEM_VERBS,
    issued=chinese.ISSUED,
    saying=chinese.SAYING,
    mentions=chinese.MENTIONS,
    leads=chinese.LEADS,
    goes_on=chinese.GOES_ON,
    joins=chinese.JOINS,
    not_a_character=chinese.ENDS_IN_ZI,
    fewer=chinese.FEWER,
    elsewhere=(
        (chinese.PARTIAL, Message("unread_reasons.part")),
        (chinese.SEVERAL, Message("unread_reasons.several_documents")),
        (chinese.AVERAGE, Message("unread_reasons.average")),
    ),
    longest_term=8,
)

ENGLISH_FORMS = (
    _form("respectively", r"(?P<t>G)[Vv]+(?P<ns>[nN](?:[c,]+[nN])+),?g"),
    _form("each", r"(?P<t>G)k[Vv]+(?P<n>N)"),
    _form("verb-n", r"V(?P<t>G)(?P<n>N)"),
    _form("word-verb-n", r"(?P<t>G)v+(?P<n>N)"),
    _form("n-verb", r"(?P<n>N)V(?P<t>G)"),
    _form("n-word", r"(?P<n>m)(?P<t>G)"),
    _form("n-word", r"(?P<n>m)(?P<t>u)(?=[,.;]|$)", "document"),
    _form("bare", r"(?P<t>G)\((?P<n>[Nn])\)?", "alone"),
    _form("bare", r"(?P<t>G)[:,]?(?P<n>N)", "alone"),
    _form("listed", r"(?P<t>[Gu])[:(,](?P<n>[Nn])(?=[,.)]|$)", "listing"),
    _form("listed", r"(?P<t>G)v(?P<n>n)(?=[,.]|$)", "listing"),
    _form("carried", r",u?v?(?P<n>N)", "before"),
    _form("carried", r"c(?P<n>N)", "year"),
    _form("verb-n", r"V(?P<t>u)(?P<n>N)", "verb"),
    _form("verb-n", r"Nc(?P<t>u)(?P<n>N)", "counted"),
    _form("word-verb-n", r"(?<!.)(?P<t>u)v(?P<n>N)", "document"),
)

ENGLISH = Language(
    name="en",
    fold=lambda text: text.translate(english.LOWER),
    rows=english.patterns,
    cues=english.CUES,
    groups=re.compile(
        r"[heo]*Q(?:[c,]*[heo]*Q)*o?(?:,?e)?|h+u(?=[Vv])|(?<=V)h+u(?=N)|h+(?=[Vv])|u?Z[Zucoeh]*"
    ),
    forms=ENGLISH_FORMS,
    exact=english.EXACT_FIRST,
    follows=english.FOLLOWS,
    lead_in=english.LEAD_IN,
    no_term=english.NO_TERM,
    listing=english.LISTING,
    textual=english.TEXTUAL,
    reported=english.REPORTED,
    left_out=english.LEFT_OUT,
    lays_out=english.LAYS_OUT,
    item_verbs=english.ITEM_VERBS,
    issued=english.ISSUED,
    saying=english.SAYING,
    mentions=english.MENTIONING,
    leads=english.LEADS,
    goes_on=english.GOES_ON,
    joins=english.LEAD_IN,
    not_a_character=frozenset(),
    fewer=english.FEWER,
    elsewhere=(
        (english.PARTIAL, Message("unread_reasons.part")),
        (english.SEVERAL, Message("unread_reasons.several_documents")),
        (english.AVERAGE, Message("unread_reasons.average")),
    ),
    longest_term=40,
)

LANGUAGES = {language.name: language for language in (CHINESE, ENGLISH)}
