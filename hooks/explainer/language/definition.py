"""What a language consists of, beside the words of its interface.

Each folder of this room that holds a ``DEFINITION`` is a language; :mod:`.known` finds it. What a
definition leaves out is Babel's, or English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from explainer.data.model import Language, State
from explainer.data.periods import Period
from explainer.data.quantities import Bound

Style = Literal["long", "short"]
Periods = Callable[[Period, Style, str], str]
"""``periods(period, style, locale)`` says a period that is no span in words."""


@dataclass(frozen=True)
class Scale:
    """A word that multiplies, and how many decimals read well with it.

    ``digits`` is how many digits are enough: from then on decimals are dropped (12.35, 123.5,
    1,235). Below ``whole`` a number is rather written out in full than rounded to the scale.
    ``one`` is the word after a number that goes with the singular, where that is another.
    """

    factor: Decimal
    word: str
    decimals: int
    digits: int = 15
    whole: int = 0
    one: str = ""

    def unit_of_last_digit(self, value: Decimal) -> Decimal:
        """What the last digit counts for a value of this scale, in base units."""
        before = max(1, (value / self.factor).adjusted() + 1) if value else 1
        return self.factor.scaleb(-max(0, min(self.decimals, self.digits - before)))


ONE = Scale(Decimal(1), "", 30)
"""No word: the number keeps the digits it has."""


@dataclass(frozen=True)
class Numerals:
    """How numbers look in texts that people type, as patterns."""

    digits: re.Pattern[str]
    quantity: re.Pattern[str]
    """Number words that state how many."""
    may_have: re.Pattern[str]
    """Found in every lower-case text with a number, and quick to look for."""
    year: re.Pattern[str]
    """A year, its digits as the first group: no figure, unless it counts something."""
    dates: re.Pattern[str]
    """A date is no figure: a day, a month, a part of a year, a year, a decade."""
    places: re.Pattern[str]
    """Nor is a place in a document."""
    small: re.Pattern[str]
    """Words for small numbers, unless they say how large a part or a sum is."""
    counted: str = r"\d"
    """What a scale or unit comes after that is a figure's, for a class of characters."""
    ordinal: str = ""
    """The character before digits that makes them say which, not how many."""



@dataclass(frozen=True)
class Rule:
    """What must not stand in a text, what is wrong with it (``{}`` is the text), and what to do.

    What is not ``certain`` may be a name or a quotation: it is warned of, unless data/exceptions
    allows it. ``right_in`` are the locales in which it is right.
    """

    pattern: re.Pattern[str]
    what: str
    remedy: str
    certain: bool = True
    right_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Script:
    """By which characters words of a language are told in a text of another one, as classes."""

    letters: str
    signs: str = ""
    """Signs that belong to it, between and after letters."""
    shared: str = ""
    """Signs that other languages have too: its own between its letters."""
    opening: str = ""
    """Signs that belong to it before letters."""

    @cached_property
    def letter(self) -> re.Pattern[str]:
        """One of its letters."""
        return re.compile(f"[{self.letters}]")

    @property
    def run(self) -> str:
        """A stretch of it with its signs, as a pattern that Python and browsers read alike."""
        opening = f"[{self.opening}]?" if self.opening else ""
        inside = f"[{self.letters}{self.signs}{self.shared}]*[{self.letters}{self.signs}]"
        return f"{opening}[{self.letters}](?:{inside})?"



@dataclass(frozen=True)
class Definition:
    """A language. Texts with ``{}`` are filled in."""

    code: Language
    locale: str
    """Babel's name of it, unless the site names another."""

    # Numbers.
    currency: tuple[Scale, ...]
    """The scales of sums of money, the largest first and :data:`ONE` last."""
    count: tuple[Scale, ...]
    """The same for things that are counted."""
    bounds: Mapping[Bound, str]
    fewer: str
    """Less than so many things that are counted."""
    to: str
    """Between the ends of a range."""
    times: tuple[str, str]
    """A multiple: of what goes with the singular, and of others. ``points`` likewise."""
    points: tuple[str, str]
    missing: Mapping[State, str]
    numerals: Numerals
    per_cent: str = "%"
    """What follows the number; a space included."""
    with_unit: Callable[[str, str], str] = field(default=lambda scale, unit: scale + unit)
    """The word of a scale (``""`` without one) with what follows of the unit."""

    # Days.
    periods: Periods | None = None
    """Absent: as Babel has it."""
    span: Callable[[str, str], str] = field(default=lambda first, last: f"{first} to {last}")
    """From one period to another one."""

    fiscal: Callable[[Period, str], str] | None = None
    """``fiscal(period, month)`` says twelve months that are no calendar year, whose last month in
    words is ``month``; absent: from the first month to the last."""
    fiscal_short: str = "{}/{}"
    """The same on axes and in tables, of the years: 2021/22."""

    # Texts.
    script: Script | None = None
    """What tells it in texts of other languages, where something does."""
    han: bool = False
    """Whether it is written in Chinese characters, without spaces between words."""
    minute: int = 238
    """How many words, or Chinese characters, are read in a minute; 238 are the mean of silent
    reading of non-fiction in English in Brysbaert (2019), doi:10.1016/j.jml.2019.104047."""
    rules: tuple[Rule, ...] = ()
    """How its texts must not be typed."""
    claimed: re.Pattern[str] | None = None
    """How it says that words are another's: the first group holds them."""
    elided: str = ""
    """What stands before a name without a space, for a class of characters."""
    quotation: tuple[str, str] = ("“", "”")
    inner: tuple[str, str] = ("‘", "’")
    cited: str = "{author}, “{title}”, {site}updated {day}, {url}"
    """How something is cited in a sentence; ``site`` is empty or ends in ``cited_site``."""
    cited_site: str = "{}, "
    biblatex: str = ""
    """What BibLaTeX calls it."""
    chart_words: tuple[str, ...] = ()
    """Further words under which a chart is looked for."""
    described: str = "{name}: {period}, {value}"
    """A metric with its latest figure."""
    gap: str = ", "
    """Between the names in the title of an entry of the search."""
    stop_words: bool = False
    """Whether the search leaves out the words that are common in English."""

    # What it is made from, and by which conversion of OpenCC.
    made_from: Language | None = None
    conversion: str = ""
    lacks: tuple[str, ...] = ()
    """What is not known of it, in the words of messages."""
