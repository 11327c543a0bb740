"""What the built site asks of browsers, held against MDN's compatibility data (tests/node).

The floor stands in tests/node/compat.mjs: Chromium 88 (WeChat and other apps in China carry such),
Firefox 115, Safari 15. What is newer has a way back that the sheet itself shows (@supports around
it, a declaration of the same property before it), or is named in losses.yml, with where it stands
and what readers below go without. Rules for linters were tried and set aside: Stylelint's and
doiuse ask caniuse, which groups features coarsely; those of Baseline know years, not versions;
eslint-plugin-compat knows no methods.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from audit.budgets import PAGES
from others import answer

from .project import SITE

ASSETS = SITE / "assets"
OTHERS = re.compile(r"(?:bundle|vega|lunr|workers|tinyseg|wordcut).*\.js$")
"""What others have made: in shortened code nobody can tell what a name after a dot belongs to."""
LOSSES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("losses.yml").read_text("utf-8"))
Fault = dict[str, Any]


def built() -> dict[str, str]:
    """All style sheets and scripts of the site, those in pages too."""
    found = {}
    for path in sorted(ASSETS.rglob("*")):
        if path.suffix in (".css", ".js"):
            name = path.relative_to(ASSETS).as_posix()
            found[OTHERS.sub(lambda found: f"{found[0][:-3]}.min.js", name)] = path.read_text()
    scripts = {
        script for page in PAGES
        for script in re.findall(r"<script>([^<]+)</script>", (
            SITE / page.address / ("" if page.address.endswith(".html") else "index.html")
        ).read_text("utf-8"))
    }
    return {**found, **{f"page {at}.js": script for at, script in enumerate(sorted(scripts))}}


def known(fault: Fault) -> str | None:
    """The entry of losses.yml a fault belongs to, if any: its feature, and where."""
    places = LOSSES.get(fault["feature"], {}).get("in", ())
    found = [place for place in places if place in fault["where"] or place in fault["file"]]
    return f"{fault['feature']} in {found[0]}" if found else None


@pytest.fixture(scope="module")
def faults() -> list[Fault]:
    """What the site asks for that some on the floor lack."""
    return list(answer("floor.mjs", built()))


def test_what_is_too_new_has_a_way_back_or_is_a_known_loss(faults: list[Fault]) -> None:
    new = [fault for fault in faults if not known(fault)]
    assert not new, "\n".join(f"{one['file']}: {one['feature']} {one['lacking']}: {one['where']}"
                              for one in new)


@pytest.mark.story
def test_every_known_loss_is_still_there(faults: list[Fault]) -> None:
    named = {f"{name} in {place}" for name, loss in LOSSES.items() for place in loss["in"]}
    assert named == {found for fault in faults if (found := known(fault))}
    assert all(loss["why"] for loss in LOSSES.values())


PLANTED = {
    "css": """
        .a:has(b) { color: red }
        .a, .b:focus-visible { color: red }
        .a { text-wrap: pretty }
        .a { color: color-mix(in srgb, red, blue) }
        .a { color: var(--b); color: color-mix(in srgb, var(--b), blue) }
        .a { --b: color-mix(in srgb, red, blue) }
        .a { color: color-mix(in srgb, red, blue); color: red }
        .a { color: light-dark(red, blue) }
        .a { color: oklch(50% .2 20) }
        .a { color: rgb(from red r g b / .5) }
        .a { float: inline-end }
        .a { width: 10dvh }
        .a { width: 10cqi }
        .a { width: round(1px, 2px) }
        .a { overflow: clip }
        .a { translate: 0 1px }
        .a { text-decoration: underline solid red }
        .a { inset: 0; aspect-ratio: auto; scrollbar-gutter: stable }
        .a { content: "x" / "" }
        .a { content-visibility: auto }
        .a { grid-template-columns: subgrid }
        .a { all: revert-layer }
        .a { colour: red }
        .a { & b { color: red } }
        .a:nth-child(2 of .b) { color: red }
        .a:user-invalid { color: red }
        .a::details-content { color: red }
        @layer a { .a { color: red } }
        @scope (.a) { b { color: red } }
        @container (width > 1px) { .a { color: red } }
        @property --a { syntax: "*"; inherits: false }
        @media (width >= 60em) { .a { color: red } }
        @media (prefers-contrast: more) { .a { color: red } }
        @supports not (color: color-mix(in srgb, red, blue)) { .a { color: light-dark(red, blue) } }
        @supports not selector(:has(a)) { .a:has(b) { color: red } }
        @supports (display: grid) { .a:has(b) { color: red } }
        @font-face { font-family: a; src: url(a); size-adjust: 90% }
        @keyframes a { to { rotate: 1deg } }
    """,
    "js": """
        a.at(-1)
        [1, 2].findLast(b)
        a.toSorted()
        Object.hasOwn(a, b)
        window.structuredClone(a)
        structuredClone(a)
        Array.fromAsync(a)
        Promise.withResolvers()
        a.values().map(b)
        /(?<=a)b/.test(c)
        new RegExp(`(?<!${a})b`)
        new RegExp("(?<=a)b")
        /a/d.test(b)
        /[a--b]/v.test(b)
        a.ariaLabel = "b"
        a.role = "b"
        a.showPopover()
        a.inert = true
        addEventListener("scrollend", a)
        a.addEventListener("b", c, { signal: d })
        a.setAttribute("popover", "")
        class A { static { b() } }
        class B { #a; b(c) { return #a in c } }
        await a
        import a from "a" with { type: "json" }
        URL.canParse(a)
        AbortSignal.timeout(1)
        CSS.highlights.set(a, b)
        navigator.userActivation
        document.startViewTransition(a)
        new CompressionStream("gzip")
        reportError(a)
    """,
}
"""One a line, each too new for somebody."""
FINE = {
    "css": """
        @supports selector(:has(a)) { .a:has(b) { color: red } }
        @supports (color: color-mix(in srgb, red, red)) { .a { --b: color-mix(in srgb, red, red) } }
        @supports (text-wrap: pretty) { .a { text-wrap: pretty } }
        .a { color: red; color: color-mix(in srgb, red, blue) }
        .a { color: red } .b { margin: 0 } .a { color: oklch(50% .2 20) }
        .a { overflow: hidden; overflow: clip }
        .a { -webkit-mask: none; mask: none }
        .a { content: "x"; content: "x" / "" }
        .a { display: grid; gap: 1px; inset: 0; width: min(1px, 1em) }
        .a:is(.b, .c):not(.d, .e):focus-within::before { text-decoration: none }
        .a::-moz-focus-inner { border: 0 }
        @media (min-width: 60em) and (prefers-color-scheme: dark) { .a { color: rgb(0 0 0 / 50%) } }
        @keyframes a { to { transform: rotate(1deg) } }
    """,
    "js": """
        a?.b ?? c
        a ??= b
        a.map(b).flat().includes(c)
        a.replaceAll("b", "c")
        a.replaceChildren()
        "popover" in HTMLElement.prototype
        typeof structuredClone === "function"
        const at = 1, role = { at }
        class A { #b = 1; c() { return this.#b } }
        /(?<b>a)(?=c)\\p{L}/u.test(d)
        Object.values(a).map(b)
        addEventListener("scroll", a, { passive: true, once: true })
        Promise.any(a)
        export const load = () => import("a")
    """,
}


def said_of(lines: dict[str, str]) -> dict[str, list[str]]:
    """What is found in each line, by the line."""
    files = {f"{line.strip()}\n.{kind}": line.strip() for kind, text in lines.items()
             for line in text.splitlines() if line.strip()}
    found: dict[str, list[str]] = {line: [] for line in files.values()}
    for fault in answer("floor.mjs", files):
        found[files[fault["file"]]].append(fault["feature"])
    return found


def test_what_is_too_new_is_seen() -> None:
    assert [line for line, found in said_of(PLANTED).items() if not found] == []


def test_what_is_old_enough_or_has_a_way_back_is_not() -> None:
    assert {line: found for line, found in said_of(FINE).items() if found} == {}
