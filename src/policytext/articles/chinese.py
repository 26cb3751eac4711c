"""The words of Chinese count claims, as data: the kind of each mark and its pattern.

Earlier rows win over later ones. The kinds of mark are listed in ``marks``.

Tested in tests/articles/test_articles.py.
"""

from __future__ import annotations

import re
from functools import cache

from policytext.articles.marks import Row, Rows
from policytext.claims.published import HEDGES_AFTER, HEDGES_BEFORE
from policytext.language.han import HAN
from policytext.language.numerals import CHINESE_NUMBER, HAN_NUMBER

# Simplified character by character, so that offsets stay valid; only for the patterns below.
SIMPLIFY = str.maketrans(
    "現詞個報數規劃綱議決條場動綱領強調說講話寫進載亮關鍵達頻發為與較過從來總計類編點種項則務舉"
    "產處於餘兩萬億幾將約減顯無沒從這該裏裡內對區別別各數達僅據統計圍繞見諸導動標對應環節節寫"
    "佔強時間領導頁長遠論極寬變換漢號獻計畫書",
    "现词个报数规划纲议决条场动纲领强调说讲话写进载亮关键达频发为与较过从来总计类编点种项则务举"
    "产处于余两万亿几将约减显无没从这该里里内对区别别各数达仅据统计围绕见诸导动标对应环节节写"
    "占强时间领导页长远论极宽变换汉号献计划书",
)

# A hedge of one character is part of another word after these: 中共, 条约, 发达, 没有, 统计.
_NOT_AFTER = {
    "共": "中公",
    "约": "条公协契节",
    "达": "发传表抵到",
    "近": "最附远接",
    "有": "没具所拥",
    "为": "作成因认称",
    "计": "统估设审合会",
    "只": "一",
    "过": "不超",
}


def _hedge(word: str) -> str:
    guard = _NOT_AFTER.get(word)
    return (f"(?<![{guard}])" if guard else "") + re.escape(word)


def _chinese(table: dict[str, str]) -> list[str]:
    words = [word for cell in table.values() for word in cell.split("|")[0].split()]
    return sorted(words, key=len, reverse=True)


EXACT = frozenset(HEDGES_BEFORE["exact"].split("|")[0].split())


def _chinese_hedges() -> list[str]:
    return _chinese({str(kind): cell for kind, cell in HEDGES_BEFORE.items()})


HEDGE = "|".join(map(_hedge, _chinese_hedges()))
AFTER = "|".join(map(re.escape, _chinese({k: v for k, v in HEDGES_AFTER.items() if k != "exact"})))
_NO_DIGIT_BEFORE = (
    r"(?<![第初0-9０-９.．零〇一二三四五六七八九十百千万亿两])(?<![0-9０-９][-–—~～])"
)
# Characters that can start a number: failing early elsewhere halves the time of all patterns.
_STARTS = re.escape("".join(sorted({word[0] for word in _chinese_hedges()})))
_STARTS += "上过0-9０-９零〇○一二三四五六七八九十百千万亿两兩壹贰叁肆伍陆柒捌玖拾佰仟廿卅卌"
NUMBER = (
    rf"(?=[{_STARTS}]){_NO_DIGIT_BEFORE}(?:(?:{HEDGE})\s?){{0,3}}"
    rf"(?:[上过](?=[百千万半]))?{CHINESE_NUMBER}(?:\s?[余多几来])?[万亿]?"
)
_DIGIT = "0-9０-９"
_YEAR = rf"(?:(?:19|20)[0-9]{{2}}|[一二][九零〇○][{HAN}〇○零]{{2}})年?"
_UNIT = "次|处|遍|回"

_DETERMINER = (
    "(?:[上前]一?[届次份部]|[旧原老]|本届|这[份部篇个场次项]|该份?|此次?|本(?:次|份)|整[份部篇])"
)
_TIME = rf"(?:今年|去年|前年|本年|上一?年|{_YEAR})"
_SMALL = "[一二三四五六七八九十]"
_CONGRESS = rf"(?:党的)?{_SMALL}{{1,3}}(?:大|届{_SMALL}中全会)"
_PLAN = '[“「"]?十[一二三四五六七]?五[”」"]?'
_MODIFIER = rf"(?:{_DETERMINER}|(?:{_TIME})(?:年度)?的?|{_CONGRESS}|{_PLAN}|[省市县区](?=政府))"
STRONG_HEADS = (
    "五年规划 五年计划 "
    "政府工作报告 工作报告 施政报告 年度报告 报告 行动计划 规划建议 规划纲要 纲要草案 纲要 公报 "
    "白皮书 蓝皮书 致辞 致词 贺词 献词 贺信 社论 国情咨文 咨文 主旨演讲 主旨讲话 就职演说 就职演讲 "
    "演讲稿 演讲 演说 讲话稿 讲话 全文稿 宣言 中央一号文件 一号文件 中央文件 立场文件 文件 倡议书 "
    "宪法 民法典 联合声明 共同宣言 修正草案 修正案草案 征求意见稿"
)
WEAK_HEADS = (
    "规划 计划 意见 决定 方案 草案 条例 办法 法律 法案 声明 倡议 指南 "
    "建议 章程 公约 条约 协定 宪章 通知 文章 文本 法典"
)
_STRONG = "|".join(sorted(STRONG_HEADS.split(), key=len, reverse=True)) + "(?![会人员厅期夹])"
_WEAK = "|".join(WEAK_HEADS.split())
_OPENS_CLAUSE = r"(?:^|(?<=[，,；;。的\s]))"
_SAYS = "(?=全文|通篇|共|提|中|里|内|规定|明确|列|写|确|部署|围绕|从|由|强调|分|包|[0-9０-９]|十)"
# Newspapers have the same brackets, but are not documents to count in.
_OUTLET = "《[^《》]{0,12}(?:[日晚晨早商时周快]报|周刊|月刊|杂志|新闻|时评|评论)》"
_TITLE = rf"(?!{_OUTLET})《[^《》]{{1,80}}》"
_NAMED = (
    rf"(?:(?:{_MODIFIER})*(?:{_STRONG})稿?|(?:{_MODIFIER})+(?:{_WEAK})稿?"
    rf"|{_OPENS_CLAUSE}(?:{_WEAK})稿?{_SAYS}|(?<=[在于])(?:{_WEAK})稿?(?=[中里内]|全文)"
    r"|[该本]法(?=[共分由全规含设中里]))"
)
_IN = "(?:之?[中里内上]|一文中?)?"
_AT = "(?:[在于](?:[^，。；：、“”《》（）]{0,20}?))?"

VERBS = (
    "提及 提到 谈及 谈到 讲到 说到 述及 论及 涉及 写到 写入 写进 写明 出现 使用 用到 运用 强调 "
    "重申 引用 现身 露面 亮相 载入 见诸 见于 纳入 提出 点到 出镜 上榜"
)
_ADVERB = (
    "(?:更是?|频频|屡屡|前后|至少|仍|已经?|共同|连续|一共|总共|总计|合计|共计|累计|共有?|先后|曾经?|竟然?|反复|多次|被|所|还|也|又|就|则|再|明确|正式"
    "|同时|直接|只|仅|都是|中)*"
)
_VERB = rf"{_ADVERB}(?:{'|'.join(VERBS.split())}|[提写用讲说含](?=[“「『\"了]))[了过到]*"
WORD_NOUNS = (
    "字样|关键词|关键字|高频词|词汇|词语|字词|词组|字眼|概念|表述|表达|提法|说法|用语|术语|词|字"
)
_KIN = "(?:共同性|相关|类似|核心|高频|的)*"
ITEM_NOUNS = (
    "原则 行动 倡议 任务 举措 措施 目标 方面 部分 领域 板块 主张 建议 工作 行为 工程 计划 要求 "
    "承诺 方向 共识 条款 章节 机制 制度 战略 体系 政策 指标 事项 清单 内容 支柱 条文"
)
_NOUN = "|".join(ITEM_NOUNS.split())
_BEFORE_NOUN = rf"(?:(?![和与及的一二三四五六七八九十百千两])[{HAN}]){{0,4}}?"
_ITEM = rf"{_BEFORE_NOUN}(?:{_NOUN})(?:{_NOUN})?(?!化|组|者|家|会)"
_CHANGE = "(?:缩短|精简|压缩|短|长|增加|增长|增多|多出|多|上升|上涨|提高|减少|下降|降低|少)"
FEWER = re.compile("短|精简|压缩|减|少|降|低|不及|不足")

# 次 and 处 end many other words: 层次, 档次, 好处.
_NO_COUNT = "多首其每此再数层频人班名档场批依渐家初屡座车航到好用之深益长何别坏难害"

# kind of mark -> pattern. Names in a pattern are read by `forms` and `others`.
TABLE: tuple[tuple[str, str], ...] = (
    ("r", r"\[\d{1,3}(?:[,，-]\d{1,3})*\]"),
    (
        "P",
        rf"[由从](?:(?P<when>{_TIME})的?)?(?P<number>{NUMBER})(?:{_UNIT})?"
        r"(?:增至|增加[到至]|增长[到至]|上升[到至]|升至|提高到|降至|下降[到至]|减至|减少[到至])"
        rf"(?:(?P<then>{_TIME})的?)?(?P<other>{NUMBER})(?:{_UNIT})",
    ),
    (
        "C",
        rf"(?:(?P<same>同比|环比)|(?:相较于?|相比于?|较之?|比|与|同(?!比))(?P<other>[^，。；]{{1,16}}?))(?:相比)?"
        rf"(?:又|还|大幅|显著|明显|整整|足足)*(?P<change>(?!多[达于]){_CHANGE})"
        rf"(?:出现|提及|提到|使用)?了?(?P<number>{NUMBER})(?P<unit>{_UNIT}|字|%|％|倍)?",
    ),
    (
        "B",
        r"(?:与|同|和|较)(?P<other>[^，。；“]{2,20}?)相比|较(?P<other2>[^，。；：“]{0,12}?(?:报告|规划|文件|年|版|稿|届))(?=，)",
    ),
    ("0", r"(?P<zero>一次[也都]没有|没有一[次处]|无一[次处]|一次[也都]未|一次没有)"),
    (
        "X",
        rf"(?:是|为|相当于|达到?)(?P<other>[^，。；]{{1,20}}?)的(?P<number>(?:{NUMBER})倍)",
    ),
    (
        "D",
        rf"{_AT}(?P<doc>(?:{_MODIFIER})*{_PLAN}(?:{_STRONG}|{_WEAK})|(?:{_TIME}(?:版|的)?)?{_TITLE}){_IN}",
    ),
    (
        "Q",
        r"“(?P<a>[^“”]{1,40})”|「(?P<b>[^「」]{1,40})」|『(?P<c>[^『』]{1,40})』|‘(?P<d>[^‘’]{1,40})’"
        r"|\"(?P<e>[^\"]{1,40})\"|＂(?P<f>[^＂]{1,40})＂|【(?P<g>[^【】]{1,40})】|«(?P<h>[^«»]{1,40})»"
        r"|〝(?P<i>[^〝〞]{1,40})〞|”(?P<j>[^“”，。；：、\s0-9]{1,20})”|〈(?P<k>[^〈〉]{1,40})〉",
    ),
    (
        "Q",
        rf"(?<=[，。：；中里\s])(?![数文汉赤名一二两三四五六七八九十百千万几个])(?P<l>[{HAN}])字(?=一?共?[被出提仅]|\d)",
    ),
    ("Z", r"[“”「」『』\"＂‘’«»]{1,2}|�+(?![次处�])|[?□]+(?=[^\s次处，。?□])"),
    (
        "A",
        rf"(?<![最至顶不差])(?!多[达于])(?P<change>{_CHANGE})了?(?P<number>{NUMBER})(?P<unit>{_UNIT}|字|%|％)",
    ),
    (
        "%",
        rf"(?=[{_STARTS}半])(?P<number>{NUMBER}成[一二三四五六七八九半]?|(?:{HEDGE}){{0,3}}(?:一半|半数)"
        rf"|(?:{HEDGE}){{0,3}}(?:{HAN_NUMBER}分之{HAN_NUMBER}|[百千]分之{CHINESE_NUMBER})"
        rf"|{_NO_DIGIT_BEFORE}(?:(?:{HEDGE})\s?){{0,3}}[0-9０-９.．]+\s?[%％])",
    ),
    # Counts without a number: 数十次, 两三次, 几次; digits torn apart or lost: 4 5次, □□次.
    (
        "y",
        rf"(?<![十百千])(?:数|几|好几|若干)[十百千余多]*(?:{_UNIT})|[一二两三四五六七八九]{{2}}(?:{_UNIT})",
    ),
    ("Y", rf"[{_DIGIT}]+(?:\s+[{_DIGIT}]+)+\s?(?:{_UNIT})"),
    (
        "L",
        rf"(?:总?字数(?:约?为|是|达到?)?(?P<number>{NUMBER})(?P<unit>字)?"
        rf"|(?<!了)(?P<number2>(?=[^字]*?(?:[百千万]|[0-9０-９]{{3}}|[0-9],)){NUMBER})\s?(?P<unit2>个?汉?字符?)(?P<after>{AFTER})?(?![母节段眼号词典面]))",
    ),
    (
        "I",
        rf"(?!四项基本原则|八项规定)(?P<number>{NUMBER})(?:个|项|大项|大|条|点|类|种|款)(?P<item>{_ITEM})"
        rf"|(?P<number4>{NUMBER})(?P<item4>部分|方面|板块|领域|大类)"
        rf"|(?P<item2>[{HAN}]{{0,2}}(?:举措|措施|任务|条款))(?P<number2>{NUMBER})(?:项|条|个)"
        rf"|(?P<number3>{NUMBER})(?P<item3>[编章条节篇款项])"
        r"(?=[，。；、,;\s组构和与（(0-9一二三四五六七八九十百]|$)",
    ),
    ("m", rf"(?<=[用现说喊])了?(?P<number>{NUMBER})[个处](?=[“「『\"])"),
    (
        "N",
        rf"(?P<number>{NUMBER})\s?(?P<unit>{_UNIT})(?P<after>{AFTER})?",
    ),
    ("F", r"(?P<first>首次|第一次|首度)(?:被|在|明确|正式|系统|完整|地)*"),
    (
        "M",
        rf"(?:{HEDGE}){{0,3}}(?:[□■◻�?？×*＿_]+|\s+|(?<=[{HAN}”」』\"（(：:，、,－—–-]))"
        rf"(?<![{_NO_COUNT}])(?:{_UNIT})"
        rf"(?=[，。、；,;.和与至\s）)]|$|居|位列|之多|以上|左右|{'|'.join(VERBS.split())})",
    ),
    (
        "J",
        r"(?:共计?|共有|分为?|由|有|约|全文|近|超过?|多达|仅|长达|[章编篇])[个,.，多余]*(?:章|编|条|篇|节|万?字)"
        r"(?=[，。；、章条编篇节的组\s]|$)",
    ),
    (
        "R",
        r"(?:位列|位居|名列|高居|排名|排在|排行|位于|居|[列排](?=第))(?:[^，。“”\d]{0,6}?词[频汇]?榜?单?)?"
        rf"(?:(?P<rank>第(?:{CHINESE_NUMBER}))[位名]?|(?P<rank2>首位|榜首))|(?P<rank3>居首)"
        r"|(?:词频|频率|频次|次数|出现|提及|提到|使用)(?P<rank4>最高|最多|最频繁)的?"
        rf"(?:{WORD_NOUNS})?[是为]?",
    ),
    ("D", rf"{_AT}(?P<doc>{_NAMED}){_IN}"),
    ("d", rf"{_AT}(?P<doc>全文|通篇|全篇|文中|文内){_IN}"),
    (
        "0",
        r"(?P<says>只字未提|只字不提|未见|不见)|(?P<zero>没有|从未|未曾|未(?![有来必能成知免完]))(?:再|曾|明确)?",
    ),
    (">", r"(?P<relation>超过|多于|高于|大于|少于|低于)(?=[“「『\"])"),
    (
        "f",
        r"的?(?:出现|提及|使用|提到)?的?总?(?:次数|频次|频率|词频)则?|的(?:提及|出现|使用|提到)",
    ),
    ("g", r"分别被?|依次"),
    ("k", rf"(?:各自?|均|都)被?(?=提|出现|使用|[{_DIGIT}]|{HAN_NUMBER}次)"),
    ("V", _VERB),
    ("v", "进入|走进|列入|登上|收入|入选|单列"),
    ("z", r"占(?:比|到|了|据|全部)*"),
    (
        "e",
        rf"等(?:{NUMBER}个)?{_KIN}(?:(?P<only>[{HAN}])字(?!词|眼)|(?:{WORD_NOUNS}))"
        r"|等(?=共|合计|总计|累计|一共|在|被|出现)",
    ),
    (
        "w",
        rf"(?:这[个一些]?|那个|该)(?:{WORD_NOUNS})|(?<!第)[一二两三四五六七八九十\d]{{1,3}}个?(?:{WORD_NOUNS})"
        rf"|(?<=[”」』\"】’＂])(?:的?(?:提法|说法|表述|概念)|{WORD_NOUNS})(?!频)(?:的(?:词语?|字眼))?|(?<=[”」』\"】’＂])(?:一词|这[一个][{HAN}]{{2}})",
    ),
    (
        "h",
        r"(?:高频|热|关键|核心)[词字]汇?|词语|词汇|单字|一个(?=[“「『\"])|(?:带有|含有?|带)(?=[“「『\"])",
    ),
    ("T", _TIME),
    ("c", rf"、|以及|或者|(?<=[”」』\"】’＂{HAN}])(?:和|与|及|或|/|／)(?=[“「『\"【‘＂])"),
    (
        "c",
        rf"(?<=[{HAN}]{{2}})(?<![参普涉温缓饱])(?:和|与|及)(?![平谐睦解合会时其共])(?=[{HAN}]{{2}})",
    ),
    ("c", rf"(?<=[次处{_DIGIT}])(?:和|与|及)(?=[{_DIGIT}零一二三四五六七八九十百两])"),
    ("s", rf"(?:以|则|就|更|竟|的(?:地方|段落|句子)?)(?={NUMBER}(?:{_UNIT}))"),
    ("s", rf"被(?={NUMBER}(?:{_UNIT})|首次|首度|第一次)|[把将](?=[“「『\"])"),
    ("s", "更是|竟然?|已经|总共|一共|前后|先后|频频|屡屡|加起来|加在一起|合起来|合在一起"),
    (",", rf"[＞>](?=[{HAN}“「『\"])"),
    (":", r"[：:－—–-]+"),
    ("(", r"[（(]"),
    (")", r"[）)]"),
    (",", r"[，,；;]|(?<=[^\x00-\x7f\s])[ 　\t]+(?=[^\x00-\x7f\s])"),
    (".", r"[。！？!?….]"),
    ("n", rf"(?P<number>[为是达]?(?<![{_DIGIT}])[{_DIGIT}]+(?![{_DIGIT}]))"),
)

# Text that may follow a count without making it a count of things: 3次故障 is not a claim.
FOLLOWS = re.compile(
    r"之多|到(?=[“「『\"])|紧随|位居|位列|居|排|成为|贯穿|不等|有余|[的地]?[次频]|而|但|并|，|以及"
)
# Lead-ins that are not part of a term written without quotation marks.
LEAD_IN = re.compile(
    r"^.*(?:发现|显示|注意到|看到|指出|表明|认为|可知|统计|其中|此外|另外|同时|包括|例如|比如|特别是"
    rf"|尤其是|首先|以及|对于|关于)(?=.)|^(?:分别|依次)?[是为](?=[{HAN}]{{2}})"
)
NO_TERM = re.compile(
    r"^[二两三前后]者$|[的了这那该此是被把]|^在|^[一二两三]个|问题$|情况$|时$|^次数$|^[和与及有]$"
)
# “X”出现3次 counts words; “X”使用3次 does so only if words or a document are mentioned.
SAYING = re.compile("出现|提及|提到|谈及|谈到|讲到|说到|述及|论及|写到|写入|写进|提了|提过")
MENTIONS = re.compile("提及|提到|谈及|谈到|讲到|说到|强调|写到|点到|提|讲")
# Text allowed between a comma and a number that still counts the words before it.
GOES_ON = re.compile("(?:而|但|则|也|却|还|又|达到?了?|共|为|是|有|只有?|仅|出现了?|高|为数|整整)*")
LEADS = re.compile(
    "其中|而|如|像|包括|有|是|光|仅|还有|此外|另外|同时|依次[是为]|分别[是为]|例如|比如|特别是|尤其是|但|即"
)
LISTING = re.compile("词频|高频|热词|关键词|频率较高|前面的词|提及次数|出现次数")
TEXTUAL = re.compile("词|字|频|出现|提及|提到|谈及|谈到|讲到|写入|使用")
ENDS_IN_ZI = frozenset(["数字", "文字", "汉字", "名字", "赤字", "签字", "十字", "八字"])
JOINS = re.compile(r"^(?:以及|和|与|及|而|或)")
ISSUED = re.compile("印发|发布|出台|公布|发表|通过|下发|颁布|审议")
REPORTED = re.compile(
    "指出|显示|认为|表示|介绍|称|说[，：]|披露|数据|各地|各省|各市|各部门|[我全][国省市县区]|以来|[施发布行]后|期间"
)
_LAYS_OUT = "提出|包含|包括|部署|明确|分为|列出|确立|涵盖|推出"
LAYS_OUT = re.compile(rf"\s*(?:并|还|共|共计)?(?:{_LAYS_OUT})")
# “社会”319次，若不计“社会主义”，则为154次: the last number counts neither.
LEFT_OUT = re.compile("不计|不算|不含|不包括|剔除|除去|除了|扣除|排除|去掉|之外|以外")
ITEM_VERBS = re.compile(
    r"提出|涉及|包含|包括|部署|明确|分为|组成|列出|确立|规定|推出|围绕|开展|拟定|制定|安排|涵盖|聚焦|确定"
    r"|形成|突出|实施|遵循|倡导|(?:共|共计|共有|分|由|从|就|设|含|有|全文)\s*$|由[^，]{0,8}$"
)
# Signs that a count is not for one whole document: a part of it, several documents, an average.
PARTIAL = re.compile(
    rf"(?:^|[，；]|在|仅|光|》|报告|文件|全文)[^，。；“”《》]{{0,8}}?第(?:{_SMALL}|\d)+(?:部分|章|节|段|编|篇|条)"
    "|(?:开头|结尾|前言|引言|标题|摘要|导语|结语)[中里]?|[^一]半部分"
)
SEVERAL = re.compile(
    r"(?:[二三四五六七八九十两几]+|[2-9]|\d{2,3})[份部篇个](?:文件|报告|文本|白皮书|公报|法律|演讲|讲话)"
    "|历年|历次|历届|这些文件|这些报告|每年|[年届]来的|以来|[各多]类|各种|各个|一系列|不同场合"
    r"|(?:过去|近|这|连续)(?:[二三四五六七八九十两几]|\d)+年|年间"
)
AVERAGE = re.compile("平均|年均|均值")


_EXACT_WORDS = "|".join(map(re.escape, sorted(EXACT, key=len, reverse=True)))
EXACT_FIRST = re.compile(rf"(?:{_EXACT_WORDS})\s*")

# A sentence without these is not read.
_ANY_VERB = "|".join(VERBS.split())
_ANY_QUOTE = '[“”「」『』"‘’＂【】«»?�]'
_TEXT_WORD = f"(?:{_ANY_VERB}|{WORD_NOUNS}|{_ANY_QUOTE}|频|[提写用讲说][了过]|[合总]计|共|》)"
_FIRST = rf"(?:第(?:{_SMALL}|\d)|首|只字|没有|未|最[多高频]|占|超过|多于|少于|高于|低于)"
_MEASURE = "[个项大条点类种款编章节篇字部板领方]"
# Pairs of patterns: a sentence is read if both of a pair are found.
CUES = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        (
            r"(?<![此首每再其层批多])次|(?<=[0-9０-９十百千万几]多)次|处(?![理于置罚在境])|[遍回倍]|[（(]\d+[)）]|分别",
            _TEXT_WORD,
        ),
        (_FIRST, _ANY_QUOTE),
        (r"[用现说喊]了?[0-9０-９一二三四五六七八九十百两]+[个处][“「『\"]", ""),
        (
            f"》|全文|通篇|[该本]法|{_STRONG}|{_WEAK}",
            f"[0-9０-９一二三四五六七八九十百千万两].{{0,9}}?{_MEASURE}",
        ),
        (rf"(?:{_LAYS_OUT})了?(?:{_SMALL}|\d)", _MEASURE),
        ("首次|首度|第一次|字数", f"》|{_STRONG}|{_WEAK}"),
    )
)


# Every match of a row of this kind contains one of these characters, so most rows are skipped.
_NEEDS = {
    "D": "》" + "".join(head[-1] for head in (*STRONG_HEADS.split(), *WEAK_HEADS.split())),
    "Q": "“”「『‘\"＂【«〝〈字", "Z": "“”「」『』\"＂‘’«»�?□", "A": "增多升涨提减降少", "B": "比较",
    "C": "比较与同", "P": "增升降减提", "X": "倍", "%": "%％成半分", "L": "字", "N": "次处遍回",
    "m": "个处",
    "I": "项条大点类种款个编章节篇部方板领措任", "M": "次处遍回", "y": "次处遍回", "Y": "次处遍回",
    "J": "章编条篇节字", "R": "第首最", "F": "首第", "d": "全通文", "0": "没未只", "z": "占",
    ">": "超多高大少低", "f": "次频的", "g": "分依",
    "k": "各均都", "v": "进列登收入单", "e": "等", "r": "[",
    "(": "（(", ")": "）)",
}  # fmt: skip


@cache
def patterns() -> Rows:
    """Return the table, compiled."""
    return tuple(
        Row(kind, re.compile(pattern), frozenset(_NEEDS.get(kind, ""))) for kind, pattern in TABLE
    )
