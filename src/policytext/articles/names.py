"""What the press calls texts: kinds, issuers, speakers and sessions, as rows of data.

A new name is one row, or one word in a row. Chinese words are simplified, English ones lower case.

Tested in tests/articles/test_identify.py.
"""

from __future__ import annotations

from typing import NamedTuple


def words(text: str) -> tuple[str, ...]:
    """Return the words of *text*, which are divided by spaces."""
    return tuple(text.split())


class Kind(NamedTuple):
    """A kind of text, such as an action plan.

    ``parent`` is the wider kind: every action plan is a plan. ``annual`` kinds have one text a
    year, of the ``issuer`` if the kind has only one. Words in ``also`` are other words too
    (决定 is also a verb), so they name a text only in brackets or after words about it.
    """

    id: str
    parent: str = ""
    zh: str = ""
    en: str = ""
    annual: bool = False
    issuer: str = ""
    also: str = ""


ANY = "text"
KINDS = (
    Kind(ANY, zh="文件 全文 通篇 全篇 文本 文中 文内 原文 文稿", en="document text"),
    Kind("edition", ANY, zh="宣读版 演讲版 书面版 完整版 讲稿 演讲稿 报告稿"),
    Kind("report", ANY, zh="报告", en="report", also="报告"),
    Kind("work report", "report", zh="工作报告", en="work report"),
    Kind(
        "government work report", "work report", zh="政府工作报告",
        en="government work report|report on the work of the government"
        "|government’s work report|government's work report",
        annual=True, issuer="state council",
    ),
    Kind("congress report", "work report"),
    Kind("budget", "report", zh="财政预算案 预算案 财政预算", en="budget speech|budget statement",
         annual=True),
    Kind("policy address", "report", zh="施政报告", en="policy address", annual=True),
    Kind("speech", ANY, zh="讲话 演讲 演说 致辞 致词 发言 演辞",
         en="speech address remarks", also="发言 演讲 address"),
    Kind("state of the union", "speech", zh="国情咨文", annual=True, issuer="united states",
         en="state of the union address|state of the union speech|state of the union message"
         "|state of the union|sotu address|sotu speech|sotu"),
    Kind("inaugural address", "speech", zh="就职演说 就职演讲 就职讲话",
         en="inaugural address|inaugural speech|inauguration speech|inaugural"),
    Kind("throne speech", "speech", zh="御座致辞 王座致辞 女王演说 国王演说",
         en="speech from the throne|throne speech|queen’s speech|queen's speech|king’s speech"
         "|king's speech", annual=True),
    Kind("plan", ANY, zh="计划 规划 方案", en="plan", also="计划 规划 方案 plan"),
    Kind("action plan", "plan", zh="行动计划 行动方案", en="action plan"),
    Kind("five-year plan", "plan", zh="五年规划 五年计划 规划纲要",
         en="five-year plan|five year plan"),
    Kind("outline", "plan", zh="纲要", en="outline", also="outline"),
    Kind("suggestions", ANY, zh="规划建议 建议", en="proposals recommendations proposal",
         also="建议 proposals recommendations proposal"),
    Kind("communiqué", ANY, zh="公报 联合公报", en="communiqué communique"),
    Kind("statement", ANY, zh="联合声明 声明", en="joint statement|statement",
         also="声明 statement"),
    Kind("declaration", "statement", zh="宣言", en="declaration"),
    Kind("decision", ANY, zh="决定", en="decision", also="决定 decision"),
    Kind("resolution", "decision", zh="历史决议 决议", en="historical resolution|resolution",
         also="决议 resolution"),
    Kind("opinions", ANY, zh="意见", en="opinions guidelines", also="意见 opinions guidelines"),
    Kind("first document", "opinions", zh="中央一号文件 一号文件 1号文件",
         en="no. 1 central document|no. 1 document", annual=True, issuer="central committee"),
    Kind("initiative", ANY, zh="倡议", en="initiative", also="倡议 initiative"),
    Kind("strategy", ANY, zh="战略 战略文件", en="security strategy|strategy",
         also="战略 strategy"),
    Kind("white paper", ANY, zh="白皮书 蓝皮书 绿皮书", en="white paper|green paper"),
    Kind("manifesto", ANY, zh="政纲 竞选纲领 施政纲领 竞选宣言", en="manifesto"),
    Kind("constitution", "law", zh="宪法", en="constitution"),
    Kind("charter", ANY, zh="党章 章程 宪章", en="charter"),
    Kind("law", ANY, zh="民法典 法典 法案 条例 基本法 国安法 刑法 国防法",
         en="civil code|act|bill|law", also="act bill law 条例 法案"),
    Kind("letter", ANY, zh="公开信 股东信 致股东信", en="shareholder letter|open letter|letter",
         also="letter"),
    Kind("essay", ANY, zh="署名文章 文章", also="文章"),
)  # fmt: skip
# Endings of titles in brackets only: outside them, these are parts of many other words.
TITLE_ENDINGS = {"法": "law", "典": "law", "案": "law", "书": "white paper", "信": "letter"}
# A word after the kind that says how much of the text is meant: 报告全文.
WHOLE = "全文 原文 文本 文稿 书面全文 演辞 一文"


class Issuer(NamedTuple):
    """Who issues texts. What is issued by a part is issued by the whole: 国务院 is China's."""

    id: str
    part_of: str = ""
    zh: str = ""
    en: str = ""


ISSUERS = (
    Issuer("china", zh="中华人民共和国 中国 我国",
           en="china chinese china’s china's prc beijing beijing’s beijing's"),
    Issuer("communist party", "china",
           zh="中国共产党 中共 党的 党", en="communist party|ccp|cpc|party"),
    Issuer("central committee", "communist party", zh="中共中央 党中央 中央委员会 中央",
           en="central committee"),
    Issuer("party congress", "communist party", zh="全国代表大会 党代会", en="party congress"),
    Issuer("state council", "china", zh="国务院", en="state council"),
    Issuer("people’s congress", "china", zh="全国人民代表大会 全国人大",
           en="national people's congress|national people’s congress|npc"),
    Issuer("foreign ministry", "china", zh="中华人民共和国外交部 中国外交部"),
    Issuer("united states", zh="美利坚合众国 美国 白宫",
           en="united states|u.s.|us|american|america’s|america's|white house"),
    Issuer("united kingdom", zh="英国", en="united kingdom|uk|u.k.|british|britain’s"),
    Issuer("france", zh="法国", en="france french"),
    Issuer("germany", zh="德国", en="germany german"),
    Issuer("japan", zh="日本", en="japan japanese"),
    Issuer("korea", zh="韩国", en="south korea|korean"),
    Issuer("north korea", zh="朝鲜", en="north korea"),
    Issuer("russia", zh="俄罗斯", en="russia russian"),
    Issuer("india", zh="印度", en="india indian"),
    Issuer("canada", zh="加拿大", en="canada canadian"),
    Issuer("australia", zh="澳大利亚 澳洲", en="australia australian"),
    Issuer("european union", zh="欧盟 欧洲联盟 欧委会", en="european union|eu|european commission"),
    Issuer("united nations", zh="联合国", en="united nations|un|u.n."),
    Issuer("g7", zh="七国集团", en="g7"),
    Issuer("g20", zh="二十国集团", en="g20"),
    Issuer("nato", zh="北约", en="nato"),
    Issuer("hong kong", zh="香港 港府 特区政府", en="hong kong|hksar"),
    Issuer("taiwan", zh="台湾", en="taiwan taiwanese"),
)  # fmt: skip


class Speaker(NamedTuple):
    """A person under whose name the press speaks of texts.

    In the years ``first`` to ``last``, the texts of ``office`` are called theirs too.
    """

    id: str
    zh: str = ""
    en: str = ""
    office: str = ""
    first: int = 0
    last: int = 0


SPEAKERS = (
    Speaker("Xi Jinping", "习近平", "xi jinping|xi", "communist party", 2013, 2099),
    Speaker("Hu Jintao", "胡锦涛", "hu jintao|hu", "communist party", 2003, 2012),
    Speaker("Jiang Zemin", "江泽民", "jiang zemin|jiang", "communist party", 1990, 2002),
    Speaker("Zhao Ziyang", "赵紫阳", "zhao ziyang", "communist party", 1987, 1989),
    Speaker("Li Qiang", "李强", "li qiang", "state council", 2024, 2099),
    Speaker("Li Keqiang", "李克强", "li keqiang", "state council", 2014, 2023),
    Speaker("Wen Jiabao", "温家宝", "wen jiabao|wen", "state council", 2004, 2013),
    Speaker("Zhu Rongji", "朱镕基", "zhu rongji", "state council", 1999, 2003),
    Speaker("Li Peng", "李鹏", "li peng", "state council", 1988, 1998),
    Speaker("Joe Biden", "拜登", "joe biden|biden", "united states"),
    Speaker("Donald Trump", "特朗普 川普", "donald j. trump|donald trump|trump", "united states"),
    Speaker("Barack Obama", "奥巴马 欧巴马", "barack obama|obama", "united states"),
    Speaker("George W. Bush", "小布什 布什", "george w. bush|bush", "united states"),
    Speaker(
        "William J. Clinton",
        "克林顿 柯林顿",
        "william j. clinton|bill clinton|clinton",
        "united states",
    ),
    Speaker("George H. W. Bush", "老布什", "george h.w. bush|george h. w. bush", "united states"),
    Speaker("Ronald Reagan", "里根 雷根", "ronald reagan|reagan", "united states"),
    Speaker("Jimmy Carter", "卡特", "jimmy carter|carter", "united states"),
    Speaker(
        "Theodore Roosevelt", "老罗斯福", "theodore roosevelt|teddy roosevelt", "united states"
    ),
)


class Session(NamedTuple):
    """A congress (plenum 0) or plenum of the Communist Party of China, and the day it closed."""

    congress: int
    plenum: int
    closed: str


# The opening days of congresses, the closing days of plenums: the days of their texts.
SESSIONS = tuple(
    Session(congress, plenum, closed)
    for congress, days in {
        12: "1982-09-01", 13: "1987-10-25", 14: "1992-10-12", 15: "1997-09-12",
        16: "2002-11-08",
        17: "2007-10-15 2007-10-22 2008-02-27 2008-10-12 2009-09-18 2010-10-18 2011-10-18"
        " 2012-11-04",
        18: "2012-11-08 2012-11-15 2013-02-28 2013-11-12 2014-10-23 2015-10-29 2016-10-27"
        " 2017-10-14",
        19: "2017-10-18 2017-10-25 2018-01-19 2018-02-28 2019-10-31 2020-10-29 2021-11-11"
        " 2022-10-12",
        20: "2022-10-16 2022-10-23 2023-02-28 2024-07-18 2025-10-23",
    }.items()
    for plenum, closed in enumerate(days.split())
)  # fmt: skip

# Words between a name and its kind that change nothing, longest first where one contains another.
FILLERS_ZH = words(
    "开幕式上的 开幕会上的 闭幕会上的 大会上的 会议上的 年会上的 开幕式 开幕会 闭幕会 大会 会议"
    " 所发表的 所作的 作出的 做出的 发表的 发布的 公布的 通过的 提交的 宣读的 印发的 出台的"
    " 颁布的 审议的 提出的 作的 做的 上的 中的 里的 发表 发布 公布 通过 提交 印发 出台 颁布"
    " 审议 提出 会后 随后 年度 全国 政治 重要 主旨 题为 长篇 完整 全体 总书记 国家主席"
    " 国务院总理"
    " 总理 总统 首相 主席 国家 最高领导人 进行的 进行 向大会 向全国人大 召开的 举行的 召开 举行"
    " 日前 近日 今天 昨天 昨日 今日 当天 当日 刚刚 上午 下午"
    " 周一 周二 周三 周四 周五 周六 周日 的 了 所 上 作 做 份 在 年"
)
WORD_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
DEICTIC_ZH = words(
    "这一份 这则 该则 这番 这份 这部 这篇 这个 这场 这次 此次 本次 今次 整份 整部 整篇 整个"
    " 全份 该份 该部 该篇"
    " 该 其 此 这 本 他的 她的 它的 同一"
)
# Which text of a series is meant, by an order that the names of texts do not have.
WHICH_ZH = (
    "首份|首个|首次|首篇|首部|最后一?[份次篇部]|最后|上一?[份次届篇]|前一?[份次届篇]|两[份次篇]|"
    "第[一二三四五六七八九十0-9]+[份次篇部]|[0-9一二三四五六七八九十]+份|历年|历次|往年|各省|各地|"
    "任内|最新"
)
STOPS_ZH = (
    "翻查|查阅|分析|统计|梳理|解读|读懂|浏览|阅读|认为|表示|指出|强调|提到|谈到|提及|显示|看到|发现|"
    "注意到|回应|对比|相比|比较|包括|其中|此外|另外|因此|虽然|如果|不过|以及|关注|根据|按照|针对|围绕|"
    "聚焦|(?<![数证占根])据|之后|后的?|时的?|前夕?的?|结合|学习|贯彻|没有|一[词字]|"
    "(?<![服])从|(?<![相反绝面针])对|把|被|(?<!大)将|是|(?<![得])到|说|"
    "(?:比|较|同|为)(?=[这该本今去上前《0-9二一])|(?<![名简统])称|(?<![参])与|(?<![共饱缓柔温])和|(?<![普埃涉])及"
    "|跟|但|而|又|让|给|由(?=[这该本])"
)
# Before these, only names that are known belong to the text: 他在报告中.
GATES_ZH = frozenset({"在", "召开的", "举行的", "召开", "举行"})
# Parties and bodies whose congresses are numbered too: 越共十三大.
BODIES_ZH = "[党共团会联盟社协进]$"
# Verbs that bring in a text that was not named before: 会后发表声明.
ISSUING_ZH = frozenset(words("发表 发布 公布 出台 提交 印发 通过"))
# What is said elsewhere than in a text: a count in it is not one of the text named before.
ELSEWHERE = (
    "在[^，。]{0,12}(?:记者会|发布会|辩论|访谈|节目|推文|微博|社论|宣传片|视频|短片|造势大会)(?:上|中|里)"
    r"|\b(?:in|at|during) (?:an?|the|his|her|their|its) (?:[\w-]+ ){0,2}"
    r"(?:interview|press conference"
    r"|debate|op-ed|podcast|rally|briefing|hearing|book|tweet|advertisement)\b"
)
THIS_TIME = "这次|今次|此次|本次|this time"
EDITIONS_ZH = {
    "宣读": "spoken", "口头": "spoken", "演讲版": "spoken", "演讲稿": "spoken", "讲稿": "spoken",
    "书面": "printed",
}  # fmt: skip
THIS_YEAR = {
    "今年": 0, "本年度": 0, "本年": 0, "去年": -1, "上年": -1, "上一年": -1, "前年": -2,
    "同比": -1,
    "this year’s": 0, "this year's": 0, "this year": 0, "last year’s": -1, "last year's": -1,
    "last year": -1, "the year before": -1, "a year earlier": -1, "the previous year": -1,
}  # fmt: skip
OUTLETS = (
    "日报|晚报|早报|时报|周刊|新闻|通讯社|邮报|立场|明报|卫报|观察|杂志|电视|日電|周报|月刊|之声|"
    "论坛报|快报|网"
)
# Signs in an article that a bare 政府工作报告 is that of the State Council, or of a province.
NATIONAL = (
    "国务院|全国人大|全国人民代表大会|全国两会|李克强|李强|温家宝|朱镕基|中国总理|state council"
)
LOCAL = "省长|市长|区长|县长|自治区主席|省人大|市人大|省政府|市政府|区政府|县政府"

WHICH_EN = words(
    "first second third fourth fifth last final latest previous maiden earlier next former"
)
DEICTIC_EN = words("the this that its his her their a an our your my these those")
FILLERS_EN = words(
    "full annual final official written printed new entire whole president premier"
    " president’s prime minister general secretary congressional delivered at to of on in"
    " s today’s today's own just recent released published adopted major long his her the"
    " government speech address report night yesterday’s"
    " monday tuesday wednesday thursday friday saturday sunday"
)
STOPS_EN = frozenset(
    words(
        "and or but that which who when while as by for from with without than then said says say"
        " mentioned mentions mention used uses use using adopted adopts issued released published"
        " according is was were are be been has have had do does did not no nor if because so after"
        " before during in on at of to into about over under between through against among read"
        " reads contains contained appeared appears delivered gave gives made makes compared"
        " counted counts quoted quotes cited cites it he she they we i you there here"
    )
)
