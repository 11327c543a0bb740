"""Numbers that know how exact they are: intervals, bounds, and arithmetic on both."""

from __future__ import annotations

from decimal import Decimal

import pytest

from explainer.data.quantities import INFINITY, Quantity, total

D = Decimal


def rounded(value: str, step: str, bound: str = "exact") -> Quantity:
    return Quantity.rounded(D(value), D(step), bound)


def interval(quantity: Quantity) -> tuple[Decimal, Decimal]:
    return quantity.low, quantity.high


@pytest.mark.parametrize(
    ("value", "step", "bound", "low", "high"),
    [
        ("34.33", "0.01", "exact", D("34.325"), D("34.335")),
        ("4250", "10", "exact", D(4245), D(4255)),
        ("-34.3", "0.1", "exact", D("-34.35"), D("-34.25")),
        ("450", "1", "about", D("449.5"), D("450.5")),
        ("450", "1", "at_least", D("449.5"), INFINITY),
        ("450", "1", "over", D("449.5"), INFINITY),
        ("450", "1", "at_most", -INFINITY, D("450.5")),
        ("450", "1", "under", -INFINITY, D("450.5")),
    ],
)
def test_a_rounded_figure_stands_for_half_a_step_to_each_side(value, step, bound, low, high):
    quantity = rounded(value, step, bound)
    assert interval(quantity) == (low, high)
    assert (quantity.value, quantity.step, quantity.bound) == (D(value), D(step), bound)


def test_a_range_lies_between_its_ends():
    quantity = Quantity.between(D("3.85"), D("3.99"), D("0.01"))
    assert interval(quantity) == (D("3.85"), D("3.99"))
    assert (quantity.value, quantity.bound) == (D("3.92"), "range")


def test_a_whole_number_stands_for_itself():
    assert interval(Quantity.whole(61)) == (61, 61)


@pytest.mark.parametrize(
    ("left", "right", "meet"),
    [
        (("34.33", "0.01"), ("34.3", "0.1"), True),
        (("34.33", "0.01"), ("34.34", "0.01"), True),  # both may be 34.335
        (("34.33", "0.01"), ("34.35", "0.01"), False),
        (("34.33", "0.01", "over"), ("99", "1"), True),
        (("34.33", "0.01", "under"), ("99", "1"), False),
    ],
)
def test_two_figures_agree_when_their_intervals_meet(left, right, meet):
    a, b = rounded(*left), rounded(*right)
    assert a.overlaps(b) is meet
    assert b.overlaps(a) is meet


def test_a_sum_adds_the_uncertainties():
    result = total([rounded("100", "1"), rounded("20.5", "0.1"), rounded("3", "1")])
    assert interval(result) == (D("122.45"), D("124.55"))
    assert (result.value, result.step) == (D("123.5"), D(1))


def test_a_difference_adds_the_uncertainties_too():
    result = rounded("175", "1") - rounded("120.5", "0.1")
    assert interval(result) == (D("53.95"), D("55.05"))
    assert (result.value, result.step) == (D("54.5"), D(1))


def test_a_figure_less_itself_is_not_known_to_be_zero():
    assert interval(rounded("10", "1") - rounded("10", "1")) == (-1, 1)


@pytest.mark.parametrize(
    ("dividend", "divisor", "low", "high"),
    [
        (("10", "1"), ("2", "1"), D("9.5") / D("2.5"), D("10.5") / D("1.5")),
        (("-10", "1"), ("2", "1"), D("-10.5") / D("1.5"), D("-9.5") / D("2.5")),
        (("10", "1"), ("-2", "1"), D("10.5") / D("-1.5"), D("9.5") / D("-2.5")),
        (("0", "1"), ("2", "1"), D("-0.5") / D("1.5"), D("0.5") / D("1.5")),
        (("10", "1", "over"), ("2", "1"), D("9.5") / D("2.5"), INFINITY),
        (("10", "1"), ("2", "1", "over"), D(0), D("10.5") / D("1.5")),
    ],
)
def test_a_quotient_spans_all_that_the_operands_allow(dividend, divisor, low, high):
    assert interval(rounded(*dividend) / rounded(*divisor)) == (low, high)


@pytest.mark.parametrize("divisor", [("0", "1"), ("0.4", "1"), ("5", "1", "at_most")])
def test_dividing_by_what_may_be_zero_is_refused(divisor):
    with pytest.raises(ZeroDivisionError, match="the divisor's interval contains zero"):
        rounded("10", "1") / rounded(*divisor)


@pytest.mark.parametrize(
    ("divisor_step", "step"), [("0.001", "0.001"), ("0.1", "0.001"), ("1", "0.01"), ("20", "0.01")]
)
def test_a_quotient_has_no_more_digits_than_its_interval_allows(divisor_step, step):
    assert (rounded("50", "0.001") / rounded("200", divisor_step)).step == D(step)


SUMS = [
    ("exact", "exact", "exact"),
    ("exact", "about", "about"),
    ("about", "about", "about"),
    ("at_least", "exact", "at_least"),
    ("at_least", "at_least", "at_least"),
    ("at_least", "over", "over"),
    ("at_most", "exact", "at_most"),
    ("at_most", "under", "under"),
    ("at_least", "at_most", "about"),
    ("at_least", "about", "about"),
]


@pytest.mark.parametrize(("a", "b", "joint"), SUMS)
def test_a_sum_is_bounded_as_its_parts_are(a, b, joint):
    first, second = rounded("10", "1", a), rounded("5", "1", b)
    assert (first + second).bound == joint
    assert (second + first).bound == joint


@pytest.mark.parametrize(
    ("subtrahend", "bound"),
    [("exact", "exact"), ("at_least", "at_most"), ("over", "under"), ("at_most", "at_least"),
     ("under", "over"), ("about", "about")],
)
def test_taking_off_a_bound_turns_it_round(subtrahend, bound):
    assert (rounded("10", "1") - rounded("5", "1", subtrahend)).bound == bound


@pytest.mark.parametrize(
    ("dividend", "divisor", "bound"),
    [
        (("10", "1", "over"), ("2", "1"), "over"),
        (("10", "1", "under"), ("2", "1"), "under"),
        (("10", "1", "over"), ("-2", "1"), "under"),
        (("10", "1", "at_most"), ("-2", "1"), "at_least"),
        (("10", "1"), ("2", "1", "over"), "under"),
        (("-10", "1"), ("2", "1", "over"), "over"),
        (("10", "1"), ("-2", "1", "under"), "over"),
        (("-10", "1"), ("-2", "1", "under"), "under"),
        (("10", "1", "over"), ("2", "1", "over"), "about"),
        (("10", "1", "about"), ("2", "1"), "about"),
    ],
)
def test_a_quotient_is_bounded_on_the_side_where_its_interval_ends(dividend, divisor, bound):
    assert (rounded(*dividend) / rounded(*divisor)).bound == bound


def test_negation_swaps_the_ends_of_the_interval():
    assert interval(-rounded("450", "1", "over")) == (-INFINITY, D("-449.5"))
    assert (-rounded("450", "1", "over")).bound == "under"


def test_another_unit_scales_value_step_and_interval_alike():
    result = rounded("0.255", "0.001").times(100)
    assert interval(result) == (D("25.45"), D("25.55"))
    assert (result.value, result.step) == (D("25.5"), D("0.1"))


@pytest.mark.parametrize(
    ("value", "step", "times", "digit"),
    [("34.33", "0.01", 1, "0.01"), ("4250", "10", 1, "10"), ("34.33", "0.01", 4, "0.01"),
     ("34.33", "0.01", 11, "0.1"), ("4250", "5", 1, "1"), ("3", "1", 101, "100")],
)
def test_the_digits_of_a_sum_are_those_its_interval_leaves(value, step, times, digit):
    assert total([rounded(value, step)] * times).digit == D(digit)


def test_the_first_digit_of_what_cannot_be_nothing_is_kept():
    sure = Quantity(D("5.4"), D("0.1"), D("0.1"), D(11))
    unsure = Quantity(D("5.4"), D("0.1"), D("-0.1"), D(11))
    assert (sure.digit, unsure.digit) == (1, 10)


@pytest.mark.parametrize(
    ("share", "step"),
    [(("1", "2500"), "0.0001"), (("2499", "2500"), "0.0001"), (("1", "4"), "0.001")],
)
def test_next_to_nothing_and_to_all_a_share_has_more_digits(share, step):
    part, whole = (Quantity.rounded(D(number), D("0.001")) for number in share)
    assert (part / whole).step == D(step)
