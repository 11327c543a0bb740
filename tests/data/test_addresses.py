"""Addresses: the public ones, for ever, and how pages link to one another."""

from __future__ import annotations

import pytest

from explainer.data.addresses import Addresses, relative
from explainer.data.model import LanguageSettings

SETTINGS = {"tag": "en", "locale": "en_GB", "name": "x"}
LANGUAGES = {
    code: LanguageSettings.model_validate({"prefix": prefix, **SETTINGS})
    for code, prefix in (("zh", ""), ("en", "en/"))
}


@pytest.mark.parametrize(
    ("method", "arguments", "address"),
    [
        ("article", ["index"], ""),
        ("article", ["losses"], "losses/"),
        ("article", ["losses", "fair-value"], "losses/#fair-value"),
        ("article", ["index", "more"], "#more"),
        ("metric", ["net-loss"], "facts/net-loss/"),
        ("fact", ["net-loss.2020"], "facts/net-loss/#2020"),
        ("fact", ["net-loss.2018..2021-H1"], "facts/net-loss/#2018..2021-H1"),
        ("source", ["S03"], "sources/#S03"),
        ("claim", ["three-years"], "claims/#three-years"),
        ("term", ["preferred-shares"], "glossary/#preferred-shares"),
    ],
)
def test_everything_has_its_address_in_each_language(method, arguments, address):
    assert getattr(Addresses.of(LANGUAGES, "zh"), method)(*arguments) == address
    assert getattr(Addresses.of(LANGUAGES, "en"), method)(*arguments) == f"en/{address}"


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("losses/", "", "losses/"),
        ("losses/#cash", "", "losses/#cash"),
        ("losses/#cash", "losses/", "#cash"),
        ("losses/", "losses/", "./"),
        ("", "losses/", "../"),
        ("#more", "losses/", "../#more"),
        ("#more", "", "#more"),
        ("", "", "./"),
        ("facts/net-loss/#2018..2021-H1", "losses/", "../facts/net-loss/#2018..2021-H1"),
        ("en/facts/net-loss/", "en/losses/", "../facts/net-loss/"),
        ("losses/", "en/losses/", "../../losses/"),
        ("facts/net-loss.json", "losses/", "../facts/net-loss.json"),
    ],
)
def test_links_are_relative_so_that_the_site_works_anywhere(target, page, link):
    assert relative(target, page) == link
