"""The policies that pages carry: what they allow, and that it is the templates' own."""

from __future__ import annotations

import pytest

from explainer import policy

OURS = "<script>first()</script>\n<script>second('&')</script>"


def directives(text: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in text.split("; "))}


def test_a_page_runs_the_scripts_of_its_templates_and_of_the_site_alone():
    rules = directives(policy.page(OURS))
    assert rules["script-src"] == [
        "'self'", policy.hashed("first()"), policy.hashed("second('&')"),
    ]
    assert policy.hashed("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


def test_scripts_of_other_kinds_are_not_allowed_by_the_way():
    assert directives(policy.page('<script src="x.js"></script><b>x</b>'))["script-src"] == [
        "'self'",
    ]


@pytest.mark.parametrize("rules", [
    policy.page(OURS), policy.frame(live=True), policy.frame(live=False), policy.REDIRECT,
])  # fmt: skip
def test_every_policy_begins_with_nothing_and_allows_no_script_or_style_of_the_page(rules):
    found = directives(rules)
    assert found["default-src"] == ["'none'"]
    assert found["base-uri"] == found["form-action"] == ["'none'"]
    assert found["require-trusted-types-for"] == ["'script'"]
    assert "unsafe" not in rules
    assert "http" not in rules.replace("http-equiv", "")
    assert '"' not in rules


def test_only_a_site_that_is_served_for_its_author_runs_the_script_that_reloads_it():
    assert directives(policy.page(OURS, reloading=True))["script-src"] == [
        "'self'", "'unsafe-inline'",
    ]
