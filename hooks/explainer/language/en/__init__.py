"""English. Dates are British unless the site's locale is another."""

from __future__ import annotations

import re
from decimal import Decimal

from babel.dates import format_date, format_skeleton

from explainer.data.periods import Period
from explainer.language.definition import ONE, Definition, Numerals, Rule, Scale, Style

_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    "hundreds?|thousands?|millions?|billions?|trillions?|twice|dozens?|half|thirds?|quarters?|"
    "tenths?"
)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_TRILLION, _BILLION = Scale(Decimal(10**12), " trillion", 2), Scale(Decimal(10**9), " billion", 2)

_OUR = ("arbor|ardor|armor|behavior|clamor|color|demeanor|endeavor|favor|flavor|harbor|honor|humor|"
        "labor|neighbor|odor|parlor|rancor|rumor|savior|splendor|tumor|valor|vapor|vigor")
_RE = "caliber|center|fiber|liter|luster|maneuver|meager|somber|specter|theater"
_LL = ("cancel|channel|counsel|dial|duel|equal|fuel|label|level|marvel|model|panel|parcel|pencil|"
       "quarrel|rival|shovel|signal|spiral|total|travel|tunnel|unravel")
_OTHER = ("aluminum|cozy|enroll|fulfill|gotten|gray|installment|jewelry|mold|mustache|pajamas|"
          "percent|plow|skeptic|skeptical|skillful|sulfur|willful")


def _american(pattern: str, remedy: str) -> Rule:
    """A spelling that is wrong in Britain and in most countries with its English, and right in the
    United States. Names have it too: those with a capital are let pass."""
    return Rule(
        re.compile(rf"(?<![-\w“‘/.@])(?:{pattern})(?![-\w/@])"), "{}: spelt as in America",
        f"{remedy}, or allow the phrase in data/exceptions", certain=False,
        right_in=("en_US", "en_PH"),
    )


def _period(period: Period, style: Style, locale: str) -> str:
    year, part, short = period.first.year, period.part, style == "short"
    ordinal = ("first", "second", "third", "fourth")[((part or 1) - 1) % 4]
    match period.kind:
        case "year":
            return str(year)
        case "half":
            return f"H{part} {year}" if short else f"the {ordinal} half of {year}"
        case "quarter":
            return f"Q{part} {year}" if short else f"the {ordinal} quarter of {year}"
        case "nine-months":
            return f"Jan\N{EN DASH}Sep {year}" if short else f"the first nine months of {year}"
        case "month":
            return str(format_date(period.first, "MMM y" if short else "MMMM y", locale=locale))
    if short:
        return str(format_skeleton("yMMMd", period.first, locale=locale))
    return str(format_date(period.first, "long", locale=locale))


DEFINITION = Definition(
    code="en", locale="en_GB",
    currency=(_TRILLION, _BILLION, Scale(Decimal(10**6), " million", 2, digits=4), ONE),
    count=(_TRILLION, _BILLION, Scale(Decimal(10**6), " million", 2, whole=10**8), ONE),
    bounds={"exact": "{}", "about": "about {}", "at_least": "at least {}", "over": "more than {}",
            "at_most": "at most {}", "under": "less than {}", "range": "{}"},
    fewer="fewer than {}", to=" to ", times=("{} times", "{} times"),
    points=("{} percentage point", "{} percentage points"),
    missing={"not_found": "not found", "not_disclosed": "not disclosed"},
    periods=_period, fiscal=lambda _, month: f"the year to {month}",
    numerals=Numerals(
        digits=re.compile(r"[+\-−–]?\d+(?:,\d+)*(?:\.\d+)?(?:\s?[%％‰])?"),
        quantity=re.compile(rf"\b(?:{_WORDS})\b", re.IGNORECASE),
        may_have=re.compile(rf"[0-9]|{_WORDS}"),
        year=re.compile(r"(?<![A-Za-z0-9.])(1[89]\d{2}|20\d{2})s?(?![A-Za-z0-9%])"),
        dates=re.compile(
            rf"(?:(?<![\d,.])\d{{1,2}}(?:(?: to | and |[-–])\d{{1,2}})? )?\b(?:{_MONTHS})\b"
            r"(?: \d{4}\b)?"
            r"|(?:first|second|third|fourth|last|each|every|of the) (?:half|quarter)s?\b"
            r"|(?<![\d,.])(?:1[89]|20)\d0s\b"
            r"|(?<![\d,.A-Za-z])(?:1[89]|20)\d\d(?![\dA-Za-z]|[,.]\d|\s*%)"
        ),
        places=re.compile(
            r"\b(?:[Vv]olume|[Ii]ssue|[Cc]hapter|[Pp]ages?|[Dd]ocument|[Pp]aragraphs?) [\d–-]+"
        ),
        small=re.compile(
            r"two|three|four|five|six|seven|eight|nine|ten|twice|half", re.IGNORECASE
        ),
    ),
    rules=(
        # Not what a call or a block of another Markdown has left: ids, names of files.
        Rule(re.compile(r"(?:^|(?<=[\s(\[—–]))(?<!= )\"(?![^\"\s]*\.[^\"\s]+\")"
                        r"[^\"<>{}|=\0]+\"(?=[\s.,;:!?)\]—–]|$)"),
             "straight quotation marks: {}", "Use “ ”"),
        Rule(re.compile(r"(?<=[^\W_])'|'(?=[^\W_])"), "a straight apostrophe", "Use ’"),
        _american(rf"(?:{_OUR})(?:s|ed|ing|able|al|er|ers|ful|hood|hoods|ite|ites|less|ly)?",
                  "Write -our"),
        _american(rf"(?:{_RE})(?:s|ed|ing|able)?", "Write -re, as in centre"),
        _american(rf"(?:{_LL})(?:ed|er|ers|ing)", "Write -ll-"),
        _american(r"(?!(?:cap|down|out|over|re|under)?siz|priz|seiz|maiz)[a-z]+iz"
                  r"(?:able|ation|ations|e|ed|er|ers|es|ing)", "Write -is-"),
        _american(r"[a-z]+lyz(?:e|ed|er|ers|es|ing)", "Write -lys-"),
        _american(r"(?:defens|offens|pretens)es?", "Write -ence"),
        _american(rf"(?:{_OTHER})(?:s|ed|ing|ly)?", "Spell it as in Britain"),
    ),
    claimed=re.compile(
        r"\b(?:article|piece|text)(?:’s words(?: are| were)?| says| said| writes| wrote| reads)"
        r"(?: that)?[,:]? “([^“”]+)”", re.IGNORECASE,
    ),
    biblatex="british", stop_words=True,
)
