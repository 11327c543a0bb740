"""Numbers, units and dates in words, case by case in both languages.

Each file of ``cases/words`` is a list of cases for one wording; a case gives a value as the
data would and what must be read in Chinese and in English.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from tiny_site import LANGUAGES, TINY

from explainer.data import strict_yaml
from explainer.data.model import Observation, Unit
from explainer.data.model.sites import LanguageCode
from explainer.data.periods import Period
from explainer.data.quantities import Bound, Quantity
from explainer.language.words import Words
from explainer.problems import Problems

CASES = Path(__file__).parents[1] / "cases" / "words"
FORMS = {
    "value", "about", "at_least", "over", "at_most", "under", "range", "not_found", "looked",
    "rounded_to",
}


def read(path: Path) -> list[dict[str, Any]]:
    problems = Problems()
    cases = strict_yaml.parse(path.read_bytes(), path.name, problems).data
    assert not problems, problems.report()
    return cases


UNITS = {
    unit.id: unit for unit in map(Unit.model_validate, read(TINY / "data" / "units" / "units.yml"))
}


def quantity(case: dict[str, Any]) -> Quantity | None:
    said = {"source": "S01", "origin": "press"} if "not_found" not in case else {}
    forms = {key: value for key, value in case.items() if key in FORMS}
    observation = Observation.model_validate({"period": 2020, **said, **forms})
    return observation.quantity(case.get("scale", 1))


def cell(words: Words, case: dict[str, Any]) -> str:
    unit = UNITS[case["unit"]]
    scale = words.table_scale(unit, case["largest"])
    return words.cell(quantity(case), unit, scale)


def table_head(words: Words, case: dict[str, Any]) -> str:
    unit = UNITS[case["unit"]]
    return words.unit_at(unit, words.table_scale(unit, case["largest"]))


def number(words: Words, case: dict[str, Any]) -> str:
    options = {key: case[key] for key in ("fixed", "bound") if key in case}
    return words.number(case["value"], case["decimals"], **options)


def with_unit(words: Words, case: dict[str, Any]) -> str:
    return words.quantity(quantity(case), UNITS[case["unit"]])


WORDINGS: dict[str, Callable[[Words, dict[str, Any]], str]] = {
    "bounds": with_unit,
    "cells": cell,
    "multiples": lambda words, case: words.multiple(quantity(case)),
    "numbers": number,
    "percentage-points": lambda words, case: words.percentage_points(quantity(case)),
    "percents": lambda words, case: words.percent(quantity(case)),
    "periods": lambda words, case: words.period(Period.parse(str(case["period"]))),
    "quantities": with_unit,
    "ranges": with_unit,
    "table-heads": table_head,
}


def cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, language, id=f"{path.stem}-{case['en']}-{language}")
        for path in sorted(CASES.glob("*.yml"))
        for case in read(path)
        for language in LANGUAGES
    ]


@pytest.mark.parametrize(("wording", "case", "language"), cases())
def test_wording_is_what_a_reader_expects(wording, case, language):
    assert WORDINGS[wording](Words(language), case) == case[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", read(CASES / "periods.yml"), ids=lambda case: str(case["period"]))
def test_short_periods_fit_axes(case, language):
    period = Period.parse(str(case["period"]))
    assert Words(language).period(period, "short") == case["short"][language]


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "121.58亿"), ("en", "12.16 billion")]
)
def test_bare_quantities_keep_the_scale_and_lose_the_unit(language, text):
    given = quantity({"value": 12158, "scale": 1000000})
    assert Words(language).quantity(given, UNITS["CNY"], bare=True) == text



def is_language(code: str) -> bool:
    try:
        TypeAdapter(LanguageCode).validate_python(code)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_a_source_may_have_has_a_name(language):
    codes = [a + b for a in ascii_lowercase for b in ascii_lowercase]
    allowed = [code for code in codes if is_language(code)]
    assert len(allowed) > 150
    assert all(Words(language).language_name(code) for code in allowed)


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [("zh", "中文", "Chinese"), ("de", "德语", "German"), ("nb", "书面挪威语", "Norwegian Bokmål")],
)
def test_languages_are_named_in_the_language_of_the_page(code, zh, en):
    assert (Words("zh").language_name(code), Words("en").language_name(code)) == (zh, en)


def test_labels_choose_the_form_that_goes_with_a_count():
    label = "Where the {0:figure comes|{0} figures come} from, of {n} {n:source|sources}"
    words = Words("en")
    read = [label.format(words.count(n), n=words.count(n)) for n in (0, 1, 2, 1200)]
    assert read == [
        "Where the 0 figures come from, of 0 sources",
        "Where the figure comes from, of 1 source",
        "Where the 2 figures come from, of 2 sources",
        "Where the 1,200 figures come from, of 1,200 sources",
    ]


@pytest.mark.parametrize(("code", "said"), [("zh", "12月9日"), ("en", "9 Dec")])
def test_a_day_of_a_year_that_is_known(code: LanguageCode, said: str) -> None:
    assert Words(code).day_and_month(date(2021, 12, 9)) == said


@pytest.mark.parametrize(("value", "step", "bound", "said"), [
    ("3409673000", "100000000", "under", "<35亿元"),  # 34亿 would claim more than is known
    ("3409673000", "100000000", "at_most", "≤35亿元"),
    ("1796000000", "100000000", "over", ">17亿元"),
    ("1796000000", "100000000", "at_least", "≥17亿元"),
    ("1796000000", "100000000", "about", "≈18亿元"),
])
def test_a_sign_for_a_bound_stays_as_true_as_the_words(
    value: str, step: str, bound: Bound, said: str
) -> None:
    given = Quantity.rounded(Decimal(value), Decimal(step), bound)
    assert Words("zh").signed().quantity(given, UNITS["CNY"]) == said
    assert said[1:] in Words("zh").quantity(given, UNITS["CNY"])
