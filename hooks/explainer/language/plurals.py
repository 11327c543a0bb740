"""Which form of a word goes with a number, after CLDR."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.plural import PluralRule

from explainer.data.model import Language, tells_one


def form(language: Language, number: int, forms: int) -> int:
    """Which of some forms goes with a number: of two the first with the singular, of as many as
    the language has the one of its kind; the last otherwise."""
    of = rule(language)
    kinds = [kind for kind in _KINDS if kind in of.tags or kind == "other"]
    if forms == len(kinds) > 2:
        return kinds.index(of(number))
    one = number == 1 if not tells_one(language) else of(number) == "one"
    return 0 if one else forms - 1


_KINDS = ("zero", "one", "two", "few", "many", "other")


@cache
def rule(language: Language) -> PluralRule:
    """The rule of a language; of one that Babel does not know, that there is one form."""
    try:
        return Locale.parse(language, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        return Locale.parse("root").plural_form
