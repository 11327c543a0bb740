"""Live charts in a browser: loaded on demand, in the picture's box, under a strict policy."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Locator, Page, Request, expect

from explainer import policy

from .fixtures import OpenPage
from .looking import DESKTOP, PHONE
from .project import CHARTED, DEFAULT, LANGUAGES, Language, address
from .serving import Served

POLICY = policy.frame(live=True)
STIRRED = 1
"""Pixels a box may move when the live view takes the picture's place."""
SWAYED = 4
"""Pixels a text may, because the reader's font measures another way than ours."""

_BOXES = """figure => [
  figure, ...figure.querySelectorAll(":scope > *, .chart__wide, .chart__narrow")
].filter(e => e.getClientRects().length)
  .map(e => e.getBoundingClientRect()).map(r => [r.left, r.top + scrollY, r.width, r.height])"""
_TEXTS = """figure => Object.fromEntries(
  [...figure.querySelectorAll(".chart__picture svg text")]
    .filter(e => e.getBoundingClientRect().width)
    .filter(e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}))
    .map(e => [e.textContent, e.getBoundingClientRect()])
    .map(([text, r]) => [text, [r.left, r.top + scrollY]]))"""
_WATCH_SHIFTS = """() => {
  window.shifted = 0
  new PerformanceObserver(list => list.getEntries().forEach(e => { window.shifted += e.value }))
    .observe({type: "layout-shift"})
}"""
_OPACITIES = """figure => [...figure.querySelectorAll(".chart__live svg path")]
  .map(e => e.__data__).filter(item => item?.description)
  .map(({datum, opacity}) => [datum.series ?? datum.category ?? datum.panel, opacity ?? 1])"""


@pytest.fixture(scope="session")
def live_charts(site: Served) -> dict[str, str]:
    """The article of each live chart, by the id of its figure."""
    found: dict[str, str] = {}
    for article in CHARTED:
        path = site.folder / address(DEFAULT, article) / "index.html"
        for figure in html.fromstring(path.read_bytes()).xpath("//figure[@data-live]"):
            found.setdefault(figure.get("id"), article)
    assert len(found) >= 5
    return found


@pytest.fixture
def shown(
    open_page: OpenPage, live_charts: dict[str, str]
) -> Callable[..., Locator]:
    """Opens the page of a live chart and gives its figure."""

    def show(chart: str, language: Language = DEFAULT, **window: object) -> Locator:
        page = open_page(address(language, live_charts[chart]), **window)
        figure = page.locator(f"#{chart}")
        figure.scroll_into_view_if_needed()
        return figure

    return show


def explore(figure: Locator) -> None:
    figure.locator(".chart__explore").click()
    expect(figure.locator(".chart__live svg")).to_be_visible()


def errors_of(page: Page) -> list[str]:
    """What goes wrong from now on."""
    errors: list[str] = []
    page.on("console", lambda m: (
        m.type in ("error", "warning") and not m.location["url"].endswith("/favicon.ico")
        and errors.append(m.text)
    ))
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


LOOKS = list(product(LANGUAGES, (PHONE, DESKTOP)))


@pytest.mark.story
@pytest.mark.parametrize(("language", "width"), LOOKS, ids=str)
def test_the_live_view_stands_exactly_where_the_picture_stood(
    language: Language, width: int, shown: Callable[..., Locator], live_charts: dict[str, str]
) -> None:
    faults = []
    for chart in live_charts:
        figure = shown(chart, language, width=width)
        errors = errors_of(figure.page)
        figure.page.evaluate(_WATCH_SHIFTS)
        boxes, texts = figure.evaluate(_BOXES), figure.evaluate(_TEXTS)
        explore(figure)
        after, written = figure.evaluate(_BOXES), figure.evaluate(_TEXTS)
        faults += [f"{chart}: {error}" for error in errors]
        faults += [f"{chart}: {move}" for move in _moved(boxes, after)]
        faults += [
            f"{chart}: {text} moved" for text in texts.keys() & written.keys()
            if max(abs(texts[text][i] - written[text][i]) for i in (0, 1)) > SWAYED
        ]
        if len(texts.keys() & written.keys()) < len(texts) / 2:
            faults.append(f"{chart}: only {sorted(written)} of {sorted(texts)} are written")
        if (shift := figure.page.evaluate("shifted")) > 0:
            faults.append(f"{chart}: a layout shift of {shift}")
        figure.page.context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.story
def test_nothing_is_loaded_before_the_reader_asks(
    shown: Callable[..., Locator], live_charts: dict[str, str]
) -> None:
    chart = next(iter(live_charts))
    figure = shown(chart)
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(request.url.rpartition("/")[2])

    figure.page.on("request", note)
    loaded = figure.page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert not [url for url in loaded if "vega" in url or ".live." in url]
    figure.hover()
    figure.locator(".chart__explore").focus()
    assert requests == []
    figure.page.keyboard.press("Enter")
    expect(figure.locator(".chart__live")).to_be_visible()
    assert [url.partition(".")[0] for url in sorted(requests)] == [
        "live", chart.removeprefix("chart-"), "vega",
    ]


@pytest.mark.story
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_picking_dims_the_others_and_says_so(
    scheme: str, shown: Callable[..., Locator], live_charts: dict[str, str]
) -> None:
    for chart in live_charts:
        figure = shown(chart, scheme=scheme)
        explore(figure)
        picked = _pick_first(figure)
        expect(figure.locator("[role=status]")).to_contain_text(picked)
        dimmed = figure.evaluate(_OPACITIES)
        assert {opacity for what, opacity in dimmed if what == picked} == {1}
        assert {opacity < 0.5 for what, opacity in dimmed if what != picked} == {True}
        spoken = figure.locator(".chart__live [data-tip]").count()
        assert spoken == sum(what == picked for what, _ in dimmed)
        figure.page.context.close()


def _pick_first(figure: Locator) -> str:
    buttons = figure.locator(".chart__pick")
    if not buttons.count():
        select = figure.locator("select.chart__choose").first
        select.select_option(index=1)
        return select.input_value()
    button = buttons.first
    button.focus()
    figure.page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-pressed", "true")
    return button.inner_text()


@pytest.mark.story
def test_escape_returns_to_the_picture(
    shown: Callable[..., Locator], live_charts: dict[str, str]
) -> None:
    figure = shown(next(iter(live_charts)))
    button = figure.locator(".chart__explore")
    words = button.inner_text()
    boxes = figure.evaluate(_BOXES)
    explore(figure)
    assert button.inner_text() != words
    expect(button).to_have_attribute("aria-expanded", "true")
    _pick_first(figure)
    figure.page.keyboard.press("Escape")
    expect(figure.locator(".chart__live")).to_have_count(0)
    expect(figure.locator("svg[role=img]:visible")).to_have_count(1)
    expect(button).to_have_text(words)
    expect(button).to_be_focused()
    assert figure.evaluate(_BOXES) == boxes


@pytest.mark.story
def test_arrow_keys_read_the_live_view_too(
    shown: Callable[..., Locator], live_charts: dict[str, str]
) -> None:
    figure = shown(next(iter(live_charts)))
    explore(figure)
    figure.locator(".chart__picture").focus()
    figure.page.keyboard.press("ArrowRight")
    first = figure.locator(".chart__live [data-tip]").first.get_attribute("data-tip")
    expect(figure.locator(".chart__tip")).to_have_text(first or "nothing")
    figure.page.keyboard.press("Escape")
    expect(figure.locator(".chart__live")).to_be_visible()


@pytest.mark.story
def test_another_scheme_repaints_the_live_view(
    shown: Callable[..., Locator], live_charts: dict[str, str]
) -> None:
    figure = shown(next(iter(live_charts)))
    explore(figure)
    fills = "f => [...f.querySelectorAll('.chart__live path')].map(e => getComputedStyle(e).fill)"
    light = figure.evaluate(fills)
    figure.page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    assert figure.evaluate(fills) != light


@pytest.mark.story
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_controls_are_accessible(
    width: int, shown: Callable[..., Locator], live_charts: dict[str, str]
) -> None:
    faults = []
    for chart in live_charts:
        figure = shown(chart, width=width)
        explore(figure)
        name = figure.locator(".chart__live").get_attribute("aria-label")
        assert name
        found = Axe().run(figure.page, context=f"#{chart}").response["violations"]
        faults += [f"{chart}: {violation['id']}: {violation['nodes']}" for violation in found]
        figure.page.context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.story
def test_a_failing_network_leaves_the_picture(
    shown: Callable[..., Locator], live_charts: dict[str, str]
) -> None:
    figure = shown(next(iter(live_charts)))
    figure.page.route("**/*.live.*.json", lambda route: route.abort())
    figure.locator(".chart__explore").click()
    failed = figure.get_attribute("data-failed")
    expect(figure.locator("[role=status]")).to_have_text(failed or "nothing")
    expect(figure.locator("svg[role=img]:visible")).to_have_count(1)


@pytest.mark.story
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_frames_are_live_under_a_strict_policy(
    scheme: str, live_charts: dict[str, str], language: Language,
    chromium: Browser, site: Served,
) -> None:
    for chart in live_charts:
        page = chromium.new_page(color_scheme=scheme, viewport={"width": 700, "height": 900})
        page.add_init_script(
            "window.broken = []; document.addEventListener('securitypolicyviolation', "
            "event => window.broken.push(event.violatedDirective + ' ' + event.blockedURI))"
        )
        errors = errors_of(page)
        frame = f"{language.prefix}embed/{chart.removeprefix('chart-')}/"
        page.goto(f"{site.url}{frame}?dark={str(scheme == 'dark').lower()}")
        rules = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
        assert rules == POLICY
        figure = page.locator("figure.chart")
        boxes = figure.evaluate(_BOXES)
        explore(figure)
        assert _moved(boxes, figure.evaluate(_BOXES)) == []
        _pick_first(figure)
        assert page.evaluate("broken") == []
        assert errors == []
        assert page.locator("style").count() == 0
        page.close()


def _moved(before: list[list[float]], after: list[list[float]]) -> list[str]:
    return [
        f"{a} became {b}" for a, b in zip(before, after, strict=True)
        if max(abs(x - y) for x, y in zip(a, b, strict=True)) > STIRRED
    ]
