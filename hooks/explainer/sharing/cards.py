"""Cards for sharing: the picture others show with a link to a page (1200×630 PNG).

A card has the page's title and below it a chart (chart pages, and articles with charts; the
home page's with what it finds), a figure (a home page without one: the first in the text) or
the page's description, and at its foot the site's name and to when the data runs. The pages of
metrics show the home page's: a card with a figure of theirs would spread the latest one under
the address of another year's. The same input gives the same bytes.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, astuple, replace
from functools import partial
from pathlib import Path

from explainer.articles.edition import Edition
from explainer.articles.figures import picture, said
from explainer.articles.voice import plain
from explainer.charts import tokens
from explainer.charts.layout import LayoutError
from explainer.charts.typesetting import typed
from explainer.data.facts import Fact
from explainer.data.model import Chart, Language
from explainer.language.interface import labels
from explainer.language.phrases import bracketed
from explainer.memo import kept as sealed
from explainer.pages.descriptions import HOME, Described
from explainer.pages.outputs import Output, kept
from explainer.problems import InvalidInput, Location, Problems
from explainer.sharing.painting import HEIGHT, WIDTH, Card, draw, faults, fits

__all__ = ["HEIGHT", "WIDTH", "Cache", "Card", "alternative", "card", "outputs"]


def outputs(edition: Edition, pages: Iterable[Described], folder: Path) -> Iterator[Output]:
    """The card of every page that has its own, kept in ``folder`` by the hash of its input.
    Raises InvalidInput where one cannot be read."""
    cache, problems = Cache(folder), Problems()
    left: set[str] = set()
    for page in pages:
        if page.has_files:
            given = page, shown(edition, page), edition.draw is not None
            for each in kept(edition, ("card", page.language, page.name), given,
                             partial(_files, edition, page, cache, problems)):
                if each.known:
                    left.add(cache.named(each.address))
                yield each
    cache.prune(left)
    if problems:
        raise InvalidInput(problems)


def _files(
    edition: Edition, page: Described, cache: Cache, problems: Problems
) -> Iterator[Output]:
    """The card of a page; none that cannot be read."""
    address, words = page.addresses(edition).card(page.name), card(edition, page)
    if chart := _chart(edition, page):
        words = replace(words, picture=_picture(edition, page, chart))
    try:
        yield Output(address, cache.draw(_typed(words, page.language), address))
    except LayoutError as error:
        problems.add(
            _place(edition, page), f"the card for sharing cannot be read: {error}",
            "Choose other words, or shorter ones",
        )


def shown(edition: Edition, page: Described) -> tuple[str | None, str | None]:
    """The ids of the chart and of the figure that the card of a page shows, if it does."""
    chart, fact = _chart(edition, page), _fact(edition, page)
    return chart.id if chart else None, fact.id if fact else None


def _place(edition: Edition, page: Described) -> Location:
    """Where the words of a card come from: a chart, an article, or the site."""
    data = edition.data
    if page.kind == "chart" and page.subject:
        return data.origin(data.charts[page.subject]).locate(("title", page.language))
    if rendered := edition.rendered.get((page.language, page.name)):
        return Location(rendered.article.path)
    return data.origins["site", "site"].locate()


def _typed(words: Card, language: Language) -> Card:
    """A card as the font should draw it."""
    return Card(**{
        name: typed(text, language, markup=name == "picture")
        for name, text in asdict(words).items()
    })


def card(edition: Edition, page: Described) -> Card:
    """What the card of a page says, without a picture."""
    voice = edition.voice(page.language, page.address(edition), Problems())
    words = edition.data.site
    data_to = voice.labels.data_to.format(voice.words.period(words.data_to))
    name = words.title[page.language]
    common = {"site": "" if page.title == name else name, "foot": data_to}
    if chart := _chart(edition, page):
        finding, caption = (plain(voice.say(chart, (key,))) for key in ("title", "subtitle"))
        kicker = "" if page.kind == "chart" else page.title
        return Card(finding, kicker=kicker, caption=caption, **common)
    fact = _fact(edition, page)
    if fact and fits(value := voice.value(fact)):
        period = voice.words.period(fact.period)
        company = edition.data.company(fact.metric.company)
        about = [each.name[page.language] for each in (company, fact.metric) if each]
        caption = voice.labels.pause.join([*about, period])
        return Card(page.title, caption=caption, figure=value, **common)
    return Card(page.title, caption=page.description, **common)


def alternative(edition: Edition, page: Described) -> str:
    """The card of a page in words, for those who do not see it."""
    words, words_of = card(edition, page), labels(page.language)
    shown = words.caption
    if words.figure:
        shown = bracketed(words.figure, words.caption, page.language)
    if chart := _chart(edition, page):
        voice = edition.voice(page.language, page.address(edition), Problems())
        shown = plain(voice.say(chart, ("alt",)))
    title = words_of.colon.join(part for part in (words.kicker, words.title) if part)
    between = words_of.stop if words.kicker else words_of.colon
    return f"{title}{between}{shown}" if shown else title


class Cache:
    """Cards in a folder, one file each, named by the hash of what they say and of the code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()

    def path(self, card: Card, name: str) -> Path:
        """Where a card is kept."""
        key = hashlib.sha256(repr((_code(), astuple(card))).encode()).hexdigest()[:20]
        return self.folder / f"{self.named(name)}-{key}.png"

    @staticmethod
    def named(name: str) -> str:
        """How a card's file is called, without the hash."""
        return name.removesuffix(".png").replace("/", "-")

    def draw(self, card: Card, name: str) -> bytes:
        """The same as :func:`draw`, from the folder if it is there. Raises LayoutError for one
        that cannot be read."""
        path = self.path(card, name)
        self.used.add(path.name)
        return sealed(path, partial(_drawn, card))

    def prune(self, left: Collection[str] = ()) -> None:
        """Remove what was not asked for since the cache was made, but what is ``left``: names
        without their hash."""
        for path in self.folder.glob("*.png"):
            if path.name not in self.used and path.name.rpartition("-")[0] not in left:
                path.unlink(missing_ok=True)


def _drawn(card: Card) -> bytes:
    if found := faults(card):
        raise LayoutError(found)
    return draw(card)


def _chart(edition: Edition, page: Described) -> Chart | None:
    """The chart a page is about, or the first of an article."""
    if page.kind == "chart" and page.subject:
        return edition.data.charts[page.subject]
    rendered = edition.rendered.get((page.language, page.name))
    if not rendered:
        return None
    first = next((use.id for use in rendered.uses if use.kind == "chart"), None)
    return edition.data.charts[first] if first else None


def _fact(edition: Edition, page: Described) -> Fact | None:
    """The first figure of the home page's text."""
    uses = edition.rendered[page.language, page.name].uses if page.name == HOME else ()
    return next((edition.data.facts.get(use.id) for use in uses if use.kind == "fact"), None)


def _picture(edition: Edition, page: Described, chart: Chart) -> str:
    """The chart as the page has it, with plain colours."""
    voice = edition.voice(page.language, page.address(edition), Problems())
    return tokens.plain(picture(voice, chart, "wide", **said(voice, chart)))


@functools.cache
def _code() -> str:
    """The code that draws and the versions of what it draws with."""
    here = Path(__file__).parents[1]
    names = (
        "charts/drawing.py", "charts/outlining.py", "charts/quantising.py", "charts/tokens.py",
        "language/linebreaking.py", "sharing/painting.py",
    )
    files = [here / name for name in names]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    for package in ("pillow", "pylopdf-fonts-zh-cn", "uharfbuzz", "vl-convert-python"):
        digest.update(f"{package} {importlib.metadata.version(package)}".encode())
    return digest.hexdigest()
