"""What the words say, read back as an interval, holds the value, and has no digit too many.

Hypothesis makes the values: over all scales, bounds, ranges, signs and units, typed and
computed, in every language. ``MORE_EXAMPLES=50`` tries other and more values.
"""

from __future__ import annotations

import os
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from read_back import SCALES, Reading, read_back, read_number
from tiny_site import LANGUAGES, TINY

from explainer.data import strict_yaml
from explainer.data.model import Unit
from explainer.data.quantities import Quantity, total
from explainer.language.words import Words
from explainer.problems import Problems

D = Decimal
PLACE = {
    "id": "place", "kind": "measure", "name": {"zh": "名次", "en": "place"},
    "before": {"zh": "第", "en": "No. "}, "after": {"zh": "名"},
}
UNITS = [
    Unit.model_validate(unit)
    for unit in [
        *strict_yaml.parse(
            (TINY / "data/units/units.yml").read_bytes(), "units.yml", Problems()
        ).data,
        PLACE,
    ]
]
SCALED = [unit for unit in UNITS if unit.kind in ("currency", "count")]
COUNTED = next(unit for unit in UNITS if unit.id == "people")
MONEY = next(unit for unit in UNITS if unit.id == "CNY")
DOLLARS = next(unit for unit in UNITS if unit.id == "HKD")
PERCENT = next(unit for unit in UNITS if unit.kind == "percent")
LOWER, UPPER = ("at_least", "over"), ("at_most", "under")
MORE = int(os.environ.get("MORE_EXAMPLES", "1"))
WORDS = {language: Words(language) for language in LANGUAGES}



def settings(examples: int) -> hypothesis_settings:
    """The same values in every run: a test that fails fails for everybody."""
    return hypothesis_settings(
        max_examples=examples * MORE, deadline=None, database=None, derandomize=MORE == 1
    )


languages = st.sampled_from(LANGUAGES)
bounds = st.sampled_from(["exact", "about", *LOWER, *UPPER])


@st.composite
def numbers(draw: st.DrawFn, *, smallest: int = -4, largest: int = 14) -> tuple[Decimal, Decimal]:
    """A number as typed and what its last digit counts; often one next to a power of ten."""
    digits = draw(st.one_of(
        st.integers(0, 10**7),
        st.builds(
            lambda power, off: max(0, 10**power + off), st.integers(0, 9), st.integers(-60, 60)
        ),
    ))
    exponent = draw(st.integers(smallest, 8))
    value = D(digits).scaleb(exponent) * draw(st.sampled_from([1, 1, 1, -1]))
    assume(abs(value) < D(10) ** largest)
    coarser = draw(st.sampled_from([0, 0, 0, 1, 2]))
    step = D(1).scaleb(exponent + coarser)
    return (value / step).to_integral_value() * step, step


@st.composite
def typed(draw: st.DrawFn, **limits: int) -> Quantity:
    """A value as an observation types it."""
    value, step = draw(numbers(**limits))
    return Quantity.rounded(value, step, draw(bounds))


@st.composite
def computed(draw: st.DrawFn) -> Quantity:
    """A sum or difference of values as typed."""
    parts = [Quantity.rounded(*draw(numbers())) for _ in range(draw(st.integers(2, 5)))]
    parts += [parts[0]] * draw(st.sampled_from([0, 0, 0, 8, 80]))
    return total([part if draw(st.booleans()) else -part for part in parts])


@st.composite
def quotients(draw: st.DrawFn) -> Quantity:
    """One value as typed divided by another, in many cases of nearly the same size."""
    first, step = draw(numbers(smallest=-2, largest=9))
    second = draw(st.one_of(
        numbers(smallest=-2, largest=9).map(lambda number: number[0]),
        st.integers(-30, 30).map(lambda off: first + off * step),
    ))
    divisor = Quantity.rounded(second, step)
    assume(not divisor.low <= 0 <= divisor.high)
    return Quantity.rounded(first, step) / divisor


@st.composite
def ranges(draw: st.DrawFn) -> Quantity:
    (first, step), (second, other) = draw(numbers()), draw(numbers())
    low, high = sorted((first, second))
    return Quantity.between(low, high, min(step, other))


def says(reading: Reading, quantity: Quantity) -> None:
    """The text holds for the value, is close to it, and has no digit that is not known."""
    low, high = reading.interval(quantity.digit)
    assert low <= quantity.value <= high
    if quantity.bound in LOWER or quantity.bound in UPPER:
        assert reading.bound == quantity.bound
    else:
        # Where the two intervals are not one in the other, they lie around the same value.
        assert low <= quantity.high
        assert quantity.low <= high
    has_known_digits_only(reading, quantity)


def has_known_digits_only(reading: Reading, quantity: Quantity) -> None:
    for number in reading.numbers:
        assert number.value % quantity.digit == 0, f"{number.digits} has digits that say nothing"
        if number.has_decimals:
            assert number.place >= quantity.digit, f"{number.digits} has decimals too many"


def is_close(reading: Reading, quantity: Quantity, part: Decimal) -> None:
    off = abs(reading.number.value - quantity.value)
    assert off <= max(quantity.digit, part * abs(quantity.value))


@settings(200)
@example(Quantity.rounded(D(15000), D(1)), MONEY, "zh")
@example(Quantity.rounded(D(14900), D(1)), MONEY, "zh")
@example(Quantity.rounded(D(19999), D(1), "over"), MONEY, "zh")
@example(Quantity.rounded(D(99998000), D(1000), "over"), MONEY, "zh")
@example(Quantity.rounded(D("9999.6"), D("0.1"), "over"), MONEY, "zh")
@example(Quantity.rounded(D(10) ** 12 * 3 / 2, D(10) ** 11), MONEY, "en")
@example(Quantity.rounded(D(999950), D(10)), COUNTED, "en")
@example(Quantity.rounded(D(1), D(1)), COUNTED, "en")
@given(st.one_of(typed(), computed()), st.sampled_from(UNITS), languages)
def test_a_value_with_its_unit(quantity, unit, language):
    text = WORDS[language].quantity(quantity, unit)
    reading = read_back(text, unit, language)
    says(reading, quantity)
    bare = WORDS[language].quantity(quantity, unit, bare=True)
    assert read_back(bare, unit, language, bare=True) == reading
    within = D("0.005") if reading.bound in ("exact", "about") else D("0.01")
    is_close(reading, quantity, within)
    if unit in SCALED:
        fits_its_scale(reading, unit, language)


def fits_its_scale(reading: Reading, unit: Unit, language: str) -> None:
    """12.3亿, but neither 0.12亿 nor 12,000亿."""
    number = reading.number
    factors = sorted(SCALES[language].values())
    if number.factor > 1:
        assert abs(number.value) >= number.factor
        above = next((f for f in factors if f > number.factor), None)
        assert above is None or abs(number.value) < above
    else:
        # What is written out in full is short, or a count known to the last digits.
        assert abs(number.value) < (10**8 if unit.kind == "count" else factors[2])


@settings(150)
@given(ranges(), st.sampled_from(UNITS), languages)
def test_a_range(quantity, unit, language):
    reading = read_back(WORDS[language].quantity(quantity, unit), unit, language)
    low, high = reading.numbers[0].value, reading.numbers[-1].value
    assert low <= quantity.low <= quantity.high <= high
    for said, end in ((low, quantity.low), (high, quantity.high)):
        assert abs(said - end) <= max(quantity.digit, abs(end) / 100)
    has_known_digits_only(reading, quantity)


@settings(150)
@given(
    st.one_of(typed(), computed()), st.sampled_from(UNITS), languages,
    st.integers(0, 6),
)
def test_a_number_of_a_table_or_an_axis(quantity, unit, language, larger):
    words = WORDS[language]
    largest = abs(quantity.value) * 10**larger
    scale = words.table_scale(unit, largest)
    reading = read_number(words.cell(quantity, unit, scale), language, scale.factor)
    says(reading, quantity)
    shown = reading.number.value
    assert bool(shown) == bool(quantity.value) or quantity.low <= 0 <= quantity.high
    is_close(reading, quantity, D("0.1"))
    if larger == 0:  # the scale is that of the text
        text = read_back(words.quantity(quantity, unit), unit, language)
        if text.number.factor == scale.factor:
            assert shown == text.number.value


@settings(150)
@example(Quantity.rounded(D("0.0004"), D("0.0001")), "en")
@example(Quantity.rounded(D("0.9997"), D("0.0001")), "en")
@given(st.one_of(quotients(), typed(smallest=-4, largest=3)), languages)
def test_a_share(quotient, language):
    share = quotient.times(100)
    text = WORDS[language].percent(share)
    reading = read_back(text, PERCENT, language)
    low, high = reading.interval(share.digit)
    assert low <= share.value <= high
    has_known_digits_only(reading, share)
    shown = reading.number.value
    if share.low > 0 or share.high < 0:
        assert shown != 0 or reading.bound in (*LOWER, *UPPER), "little is not nothing"
    if -100 < share.low <= share.high < 100 and share.bound == "exact":
        assert abs(shown) != 100, "nearly all is not all"


@settings(200)
@given(quotients(), languages)
def test_a_multiple(quotient, language):
    text = WORDS[language].multiple(quotient)
    reading = read_number(text.removesuffix("倍").removesuffix(" times"), language)
    low, high = reading.interval(quotient.digit)
    assert low <= quotient.value <= high
    has_known_digits_only(reading, quotient)
    if quotient.low > 0:
        assert reading.number.value > 0


@settings(200)
@given(typed(largest=4), languages)
def test_percentage_points(difference, language):
    text = WORDS[language].percentage_points(difference)
    number = text.removesuffix("个百分点").removesuffix(" percentage points")
    reading = read_number(number.removesuffix(" percentage point"), language)
    says(reading, difference)
    if language == "en":
        assert text.endswith("point") == (reading.number.digits == "1")


def test_what_is_read_back_is_read_strictly():
    for wrong in ("1 people", "RMB 5", "1,0000 people", "−0 people", "05 people"):
        with pytest.raises(ValueError, match=r"does not|is no|is a|has one"):
            read_back(wrong, COUNTED, "en")
    assert read_back("more than HK$1.25 billion", DOLLARS, "en").interval() == (
        D(1250000000), D("Infinity"),
    )
    assert read_back("约1.5万元", MONEY, "zh").interval() == (D(14500), D(15500))
    assert read_back("RMB 5 to 6 billion", MONEY, "en").interval() == (D(5 * 10**9), D(6 * 10**9))
