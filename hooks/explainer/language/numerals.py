"""How numbers look in texts that people type, as patterns: digits, number words, dates."""

from __future__ import annotations

import re

from babel import Locale

DIGITS = re.compile(r"[+\-−–]?\d+(?:,\d+)*(?:\.\d+)?(?:\s?[%％‰])?")
HAN_NUMERALS = "一二两三四五六七八九十百千万亿"
# Counting words: a Chinese numeral before one of these states a quantity.
_MEASURES = (
    "年|个月|天|日|次|家|条|个|人|名|位|项|轮|倍|成|种|件|张|座|笔|篇|款|块|元|亿|万|美元|港元"
    "|分之|季度|半年|国|城|所|台|步|页|段|类|股|份|岁"
)
# A year of the data is no figure, unless it counts something: 2020年, but not 2020家.
YEAR = re.compile(
    r"(?<![A-Za-z0-9.])(1[89]\d{2}|20\d{2})s?(?![A-Za-z0-9%])"
    rf"(?!{_MEASURES.removeprefix('年|')})"
)
HAN_QUANTITY = re.compile(
    rf"(?<![第{HAN_NUMERALS}])(?:[二两三四五六七八九十百千万亿][{HAN_NUMERALS}]*|"
    rf"[一][二三四五六七八九十百千万亿][{HAN_NUMERALS}]*)"
    rf"[多几余来]?(?:{_MEASURES})"
)
_ENGLISH_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    "hundreds?|thousands?|millions?|billions?|trillions?|twice|dozens?|half|thirds?|quarters?|"
    "tenths?"
)
ENGLISH = re.compile(rf"\b(?:{_ENGLISH_WORDS})\b", re.IGNORECASE)
MAY_HAVE = re.compile(rf"[0-9{HAN_NUMERALS}]|{_ENGLISH_WORDS}")
"""Found in every lower-case text with a number, and quick to look for."""
INSIDE_NAME = re.compile(r"[A-Za-z]")
_MONTHS = "|".join(
    name for width in ("wide", "abbreviated")
    for name in Locale("en").months["format"][width].values()
)
# A date is no figure: a day, a month, a part of a year, a year, a decade.
DATES = re.compile(
    rf"(?:(?<![\d,.])\d{{1,2}}(?:(?: to | and |[-–])\d{{1,2}})? )?\b(?:{_MONTHS})\b(?: \d{{4}}\b)?"
    r"|(?:first|second|third|fourth|last|each|every|of the) (?:half|quarter)s?\b"
    r"|(?<![\d,.])(?:1[89]|20)\d0s\b|(?<![\d,.A-Za-z])(?:1[89]|20)\d\d(?![\dA-Za-z]|[,.]\d|\s*%)"
    r"|(?:(?:1[89]|20)\d\d年|[当次同去今本]年(?:的)?|年)?(?:1[0-2]|[1-9])月(?:[1-3]?\d日)?(?:至[1-3]?\d日)?"
    r"|(?:1[89]|20)\d\d年|\d0、\d0年代|\d0年代|20世纪|第?[一二三四前]季度|前[三九]个?季度"
)
# Nor is a place in a document, nor the word for per cent.
PLACES = re.compile(
    r"\b(?:[Vv]olume|[Ii]ssue|[Cc]hapter|[Pp]ages?|[Dd]ocument|[Pp]aragraphs?) [\d–-]+"
    r"|文件号[\d–-]+|\d+–\d+页|百分之几"
)
# Words for small numbers, unless they say how large a part or a sum is.
SMALL = re.compile(
    r"two|three|four|five|six|seven|eight|nine|ten|twice|half"
    rf"|[两二三四五六七八九十](?!成|倍|元|[亿万]|[美港]元|分之)(?:{_MEASURES})", re.IGNORECASE,
)
