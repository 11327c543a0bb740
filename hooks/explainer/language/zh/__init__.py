"""Simplified Chinese."""

from __future__ import annotations

import re
from decimal import Decimal

from babel.dates import format_date

from explainer.data.periods import Period
from explainer.language.definition import ONE, Definition, Numerals, Rule, Scale, Script, Style
from explainer.language.scripts import HAN

_NUMERALS = "一二两三四五六七八九十百千万亿"
# Counting words: a Chinese numeral before one of these states a quantity.
_MEASURES = (
    "年|个月|天|日|次|家|条|个|人|名|位|项|轮|倍|成|种|件|张|座|笔|篇|款|块|元|亿|万|美元|港元"
    "|分之|季度|半年|国|城|所|台|步|页|段|类|股|份|岁"
)
_HUNDRED_MILLION = Scale(Decimal(10**8), "亿", 2)
_MILLION_MILLION = Scale(Decimal(10**12), "万亿", 2)


def _period(period: Period, style: Style, locale: str) -> str:
    year, part, short = period.first.year, period.part, style == "short"
    match period.kind:
        case "year":
            return str(year) if short else f"{year}年"
        case "half":
            return f"{year}{'' if short else '年'}{'上下'[(part or 1) - 1]}半年"
        case "quarter":
            return f"{year}{'' if short else '年'}第{'一二三四'[(part or 1) - 1]}季度"
        case "nine-months":
            return f"{year}年前9个月"
        case "month":
            return f"{year}年{part}月"
    return str(format_date(period.first, "y年M月d日", locale=locale))


DEFINITION = Definition(
    code="zh", locale="zh_Hans_CN",
    currency=(_MILLION_MILLION, _HUNDRED_MILLION,
              Scale(Decimal(10**4), "万", 2, digits=4, whole=10**5), ONE),
    count=(_MILLION_MILLION, _HUNDRED_MILLION,
           Scale(Decimal(10**4), "万", 2, whole=10**8), ONE),
    bounds={"exact": "{}", "about": "约{}", "at_least": "至少{}", "over": "超过{}",
            "at_most": "至多{}", "under": "不到{}", "range": "{}"},
    fewer="不到{}", to="至", times=("{}倍", "{}倍"), points=("{}个百分点", "{}个百分点"),
    missing={"not_found": "未查到", "not_disclosed": "未公布"},
    fiscal_short="{}/{}年度", periods=_period, span=lambda first, last: f"{first}至{last}",
    numerals=Numerals(
        digits=re.compile(r"[+\-−–]?\d+(?:,\d+)*(?:\.\d+)?(?:\s?[%％‰])?"),
        quantity=re.compile(
            rf"(?<![第{_NUMERALS}])(?:[二两三四五六七八九十百千万亿][{_NUMERALS}]*|"
            rf"[一][二三四五六七八九十百千万亿][{_NUMERALS}]*)[多几余来]?(?:{_MEASURES})"
        ),
        may_have=re.compile(rf"[0-9{_NUMERALS}]"),
        year=re.compile(
            r"(?<![A-Za-z0-9.])(1[89]\d{2}|20\d{2})s?(?![A-Za-z0-9%])"
            rf"(?!{_MEASURES.removeprefix('年|')})"  # 2020年, but not 2020家
        ),
        dates=re.compile(
            r"(?<![\d,.])(?:1[89]|20)\d0s\b|(?<![\d,.A-Za-z])(?:1[89]|20)\d\d"
            r"(?![\dA-Za-z]|[,.]\d|\s*%)"
            r"|(?:(?:1[89]|20)\d\d年|[当次同去今本]年(?:的)?|年)?(?:1[0-2]|[1-9])月"
            r"(?:[1-3]?\d日)?(?:至[1-3]?\d日)?"
            r"|(?:1[89]|20)\d\d年|\d0、\d0年代|\d0年代|20世纪|第?[一二三四前]季度|前[三九]个?季度"
        ),
        places=re.compile(r"文件号[\d–-]+|\d+–\d+页|百分之几"),
        small=re.compile(
            rf"[两二三四五六七八九十](?!成|倍|元|[亿万]|[美港]元|分之)(?:{_MEASURES})"
        ),
        counted=rf"\d{_NUMERALS}几数多上余来", ordinal="第",
    ),
    script=Script(HAN, signs="\u3000-\u303f\uff00-\uffef", shared="·—…“”‘’", opening="《（「『“"),
    han=True,
    minute=400,  # characters, a rule of thumb of newspapers
    rules=(
        Rule(re.compile(rf"(?<=[{HAN}）》”])(?:[,;:?]|!(?!\[)|\.(?![A-Za-z0-9]))"
                        rf"|(?<=[A-Za-z0-9%）》”])[,;:?!](?=[{HAN}《“])"),
             "half-width {} in Chinese text", "Use the full-width form"),
        Rule(re.compile(
            rf"(?<=[{HAN}])[ \t]+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])[ \t]+(?=[{HAN}])"),
             "a space typed between Chinese and Latin text",
             "Remove it; the style sheet sets the gap"),
        Rule(re.compile(rf"\"[^\"]*[{HAN}][^\"]*\""), "straight quotation marks around Chinese",
             "Use “ ”"),
        Rule(re.compile(rf"\([^()]*[{HAN}][^()]*\)"), "half-width brackets around Chinese: {}",
             "Use （ ）", certain=False),
    ),
    claimed=re.compile(
        r"(?:原文|文章)里?(?:写|说|称|写道|写的是|说的是|的话是)[：:，]?“([^“”]+)”"
    ),
    quotation=("《", "》"), inner=("〈", "〉"),
    cited="{author}：《{title}》，{site}{day}更新，{url}",
    cited_site="{}，", biblatex="chinese", chart_words=("图",),
    described="{name}：{period}{value}", gap=" ",
)
