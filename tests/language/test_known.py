"""Languages as definitions: those with folders, those that Babel knows, sites' own settings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tiny_site import tiny_site

from explainer.checks import languages
from explainer.data.model import LanguageSettings, Unit
from explainer.data.periods import Period
from explainer.data.quantities import Quantity
from explainer.language.known import converter, definition, folders
from explainer.language.plurals import form as plural_form
from explainer.language.words import Words
from explainer.problems import Problems
from explainer.site import Site

PEOPLE = Unit.model_validate({
    "id": "people", "kind": "count", "name": {"fr": "personnes"},
    "after": {"fr": " personnes", "en": " people"}, "one": {"fr": " personne", "en": " person"},
})
RUPEES = Unit.model_validate({
    "id": "INR", "kind": "currency", "name": {"en": "rupees"}, "before": {"en": "₹"},
})


def settings(locale: str, **more: object) -> LanguageSettings:
    return LanguageSettings.model_validate(
        {"prefix": "", "tag": "en", "locale": locale, "name": "x", **more}
    )


def of(number: str) -> Quantity:
    value = Decimal(number)
    return Quantity.rounded(value, Decimal(1).scaleb(int(value.as_tuple().exponent)))


@pytest.mark.parametrize(("number", "said"), [
    ("0", "0 personne"), ("1", "1 personne"), ("1.5", "1,5 personne"), ("2", "2 personnes"),
    ("1500", "1\u202f500 personnes"), ("1500000000", "1,5 milliard de personnes"),
    ("2000000000", "2 milliards de personnes"),
])
def test_french_has_the_singular_below_two_and_de_after_a_scale(number, said):
    assert Words("fr").quantity(of(number), PEOPLE) == said


@pytest.mark.parametrize(("text", "long", "short"), [
    ("2021-06-01", "1er juin 2021", "1er juin 2021"),
    ("2018..2021-H1", "2018 au premier semestre 2021", "2018\N{EN DASH}S1 2021"),
    ("2021-07..2022-06", "l’exercice clos en juin 2022", "2021/22"),
    ("2021-Q3", "le troisième trimestre 2021", "T3 2021"),
])
def test_periods_in_french(text, long, short):
    words, period = Words("fr"), Period.parse(text)
    assert (words.period(period), words.period(period, "short")) == (long, short)


@pytest.mark.parametrize(("locale", "said"), [
    ("en_GB", "30 June 2021"), ("en_US", "June 30, 2021"), ("en_AU", "30 June 2021"),
])
def test_dates_are_those_of_the_sites_locale(locale, said):
    assert Words("en", settings(locale)).period(Period.parse("2021-06-30")) == said


def test_a_site_can_count_in_lakh_and_crore():
    words = Words("en", settings("en_IN", scales=[
        {"factor": 10**5, "word": " lakh"}, {"factor": 10**7, "word": " crore"},
    ]))
    assert words.quantity(of("125000000"), RUPEES) == "₹12.5 crore"
    assert words.quantity(of("250000"), RUPEES) == "₹2.5 lakh"
    assert words.number(1234567) == "12,34,567"


def test_a_language_without_a_folder_has_what_babel_knows():
    german = Words("de")
    assert german.number(1234567) == "1.234.567"
    assert german.period(Period.parse("2021-06-30")) == "30. Juni 2021"
    assert [scale.word for scale in german.definition.currency][-2:] == [" Millionen", ""]
    assert definition("xx").lacks == ("everything but English",)


@pytest.mark.parametrize(("language", "number", "form"), [
    ("en", 1, 0), ("en", 0, 1), ("fr", 0, 0), ("fr", 2, 1), ("zh", 1, 0), ("zh", 2, 1),
])
def test_which_of_two_forms_goes_with_a_number(language, number, form):
    assert plural_form(language, number, 2) == form


def test_a_language_with_more_forms_may_give_them_all():
    assert [plural_form("ru", number, 4) for number in (1, 2, 5)] == [0, 1, 2]


def test_traditional_chinese_is_made_from_simplified_with_the_words_of_its_place():
    assert converter("zh-hk", "zh")("软件里的信息") == "軟件裏的信息"
    assert converter("zh-tw", "zh")("软件里的信息") == "軟體裡的資訊"
    assert converter("fr", "zh") is None
    assert Words("zh-hk").definition.currency[1].word == "億"


def test_every_folder_is_a_language():
    assert {definition(code).code for code in folders()} == {*folders()}


def test_what_is_not_known_of_a_language_is_said(tmp_path):
    site = Site.read(tiny_site(tmp_path))
    problems = Problems()
    languages.check(site.data, problems)
    assert problems.warnings == []
    site.data.site.languages["cy"] = site.data.site.languages["en"]
    languages.check(site.data, problems)
    (warning,) = problems.warnings
    assert str(warning).partition("warning: ")[2] == (
        "languages.cy: the words of the interface, number words, rules for its texts not known, "
        "for which English stands in. Write hooks/explainer/language/cy, as HACKING.md says."
    )
