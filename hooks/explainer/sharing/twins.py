"""Every article as plain Markdown beside its page, and ``llms.txt``, which lists them: for
programs that read text, with the permanent address of each figure and the sources behind it.

See https://llmstxt.org: a page's twin has its address with ``index.html.md`` after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial, wraps
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from lxml.html import fragment_fromstring
from markupsafe import Markup

from explainer import charts
from explainer.articles.authoring import AuthorVoice
from explainer.articles.edition import Edition, Rendered
from explainer.articles.rendering import render
from explainer.data import model
from explainer.data.facts import Fact
from explainer.data.model import Chart, Language
from explainer.pages.outputs import Output
from explainer.problems import Location, Problems
from explainer.sharing.commonmark import harmless
from explainer.sharing.datapackage import ARCHIVE, DESCRIPTOR
from explainer.sharing.openapi import FILE as OPENAPI
from explainer.sharing.workbook import WORKBOOK

FILE = "llms.txt"
_LEFT_OUT = (
    "svg", "script", "button", "input", "select", "form", "fieldset", "nav", "template",
)
"""What of a block is for eyes and hands alone."""
_LINKED = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"(?<=\]\()([^)\s]+)")
_HEADING_ID = re.compile(r"(?<=\S)[ \t]*\{[ \t]*#[^}\n]*\}[ \t]*$", re.MULTILINE)
_TAG_LINE = re.compile(r"^[ \t]*</?(?:div|details|summary)\b[^>\n]*>[ \t]*$", re.MULTILINE)
"""What only says how a part of the text is laid out."""
_BLANK = re.compile(r"\n{3,}")


def outputs(edition: Edition, site_url: str) -> Iterator[Output]:
    """The twins of all articles, and the list of them."""
    for (language, name), rendered in edition.rendered.items():
        twin, article = _Twin(edition, language, name, site_url), rendered.article
        given = site_url, article.front, article.body, rendered.uses
        text = edition.steps.get(("twin", language, name), given, partial(twin.text, rendered))
        yield Output(edition.addresses(language).twin(name), text.encode())
    yield Output(FILE, _listed(edition, site_url).encode())


def _listed(edition: Edition, site_url: str) -> str:
    """The site in short: what it is about, its articles in every language, its data."""
    site, first = edition.data.site, edition.data.languages[0]
    lines = [f"# {' / '.join(site.title[code] for code in site.codes)}", ""]
    lines += [f"> {site.description[code]}" for code in site.codes]
    for language in site.codes:
        lines += ["", f"## {site.languages[language].name}", ""]
        for name in site.articles:
            front = edition.articles[language, name].front
            url = urljoin(site_url, edition.addresses(language).twin(name))
            lines.append(f"- [{front.title}]({url}): {front.description}")
    known = edition.addresses(first)
    words = edition.voice(first, "", Problems()).labels
    lines += ["", f"## {words.data_title}", ""]
    lines += [f"- [{file}]({urljoin(site_url, file)})" for file in (
        OPENAPI, known.data_file(DESCRIPTOR), known.data_file(ARCHIVE), known.data_file(WORKBOOK),
        known.data_file("facts.csv"),
    )]
    return "\n".join([*lines, f"- {site.licence_url}", ""])


class _Spoken(AuthorVoice):
    """A voice whose links and figures in running text are Markdown."""

    def part(self, name: str, **values: Any) -> Markup:
        match name.rpartition("/")[2]:
            case "fact" | "term-link":
                return _link(values["text"], values["href"])
            case "source-link":
                return _link(values["source"]["publisher"], values["source"]["href"])
            case "claim-link":
                return _link(values["text"], values["href"]) + f" ({values['verdict_word']})"
            case "date":
                return Markup(values["text"])
            case "quote-inline":
                return Markup("“{}”").format(values["translation"] or values["words"])
        return super().part(name, **values)


def _link(text: str, href: str) -> Markup:
    return Markup("[{}]({})").format(Markup(text).striptags(), Markup(href))


class _Twin:
    """One article in one language, at its absolute address."""

    def __init__(self, edition: Edition, language: Language, name: str, site_url: str) -> None:
        self._edition, self._site_url = edition, site_url
        self._language, self._name = language, name
        known = edition.addresses(language)
        self._url = urljoin(site_url, known.article(name))
        self._voice = _Spoken(
            edition.data, language, known.article(name), edition.templates, Problems()
        )

    def text(self, rendered: Rendered) -> str:
        front, site, labels = rendered.article.front, self._edition.data.site, self._voice.labels
        functions = self._functions()
        body = render(
            rendered.article.body, functions, lambda *_: Location(""), Problems(),
            markdown=True, blocks=frozenset(functions),
        )
        data_to = labels.data_to.format(self._voice.words.period(site.data_to))
        parts = [
            f"# {front.title}", f"> {front.description}",
            f"{labels.permanent_address}{labels.colon}<{self._url}>  \n{data_to}  \n"
            f"{labels.licence.format(site.licence_url)}",
            _TAG_LINE.sub("", _HEADING_ID.sub("", body)),
            *self._figures(rendered), *self._sources(rendered),
        ]
        told = _BLANK.sub("\n\n", "\n\n".join(part.strip() for part in parts)) + "\n"
        return harmless(self._absolute(told))

    # -- calls ---------------------------------------------------------------------

    def _functions(self) -> Mapping[str, Callable[..., Any]]:
        own = {**self._voice.functions(), "chart": self._chart}
        return {name: self._as_markdown(function) for name, function in own.items()}

    def _as_markdown(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def called(*args: Any, **kwargs: Any) -> Markup:
            given = function(*args, **kwargs)
            block = isinstance(given, Markup) and "<" in given
            return Markup(_markdown(given) if block else given)

        return called

    def _chart(self, id: str) -> str:
        """A chart as its words and its table."""
        chart: Chart = self._voice.find(Chart, id)
        said = {name: str(self._voice.say(chart, (name,))) for name in ("subtitle", "takeaway")}
        title = _LINKED.sub(r"\1", str(self._voice.say(chart, ("title",))))  # is a link itself
        table = charts.table(chart, self._edition.data, self._voice.words)
        rows = [[row.label, *(cell.text for cell in row.cells)] for row in table.rows]
        href = urljoin(self._site_url, self._voice.addresses.chart(id))
        lines = [
            f"**[{title}]({href})**", "", f"{said['subtitle']}", "",
            _row(table.head), _row(["---"] * len(table.head)), *map(_row, rows), "",
            said["takeaway"],
        ]
        return "\n" + "\n".join(lines) + "\n"

    # -- links ---------------------------------------------------------------------

    def _absolute(self, text: str) -> str:
        """Links as they are from anywhere."""
        return _LINK.sub(lambda match: self._target(match[1]), text)

    def _target(self, target: str) -> str:
        path, mark, fragment = target.partition("#")
        if path.endswith(".md") and "/" not in path:
            known = self._edition.addresses(self._language)
            page = urljoin(self._site_url, known.article(path.removesuffix(".md")))
            return f"{page}{mark}{fragment}"
        return urljoin(self._url, target)

    # -- evidence ------------------------------------------------------------------

    def _figures(self, rendered: Rendered) -> Iterator[str]:
        """Every figure of the text with all that is said of it, and its address."""
        facts = {use.id: self._edition.data.facts.get(use.id)
                 for use in rendered.uses if use.kind == "fact"}
        if facts:
            labels = self._voice.labels
            yield f"## {labels.data_facts}"
            yield "\n".join(self._figure(fact) for fact in facts.values())

    def _figure(self, fact: Fact) -> str:
        first, *rest = self._voice.provenance(fact).split("\n")
        address = urljoin(self._site_url, self._voice.addresses.fact(fact.id))
        stop = self._voice.labels.clause
        said = stop.join([f"{self._voice.value(fact)}", *rest])
        return f"- [{first}]({address}){self._voice.labels.colon}{said}"

    def _sources(self, rendered: Rendered) -> Iterator[str]:
        """Every source of the text and its figures, with where it was read."""
        known = self._edition.data.sources
        used = [use.id for use in rendered.uses if use.kind == "source"]
        for use in rendered.uses:
            if use.kind == "fact":
                used += self._edition.data.facts.get(use.id).sources
        if used:
            yield f"## {self._voice.labels.sources}"
            yield "\n".join(self._source(known[name]) for name in dict.fromkeys(used))

    def _source(self, source: model.Source) -> str:
        labels = self._voice.labels
        name = self._voice.publisher_name(source.outlet)
        if source.published:
            name = labels.dated.format(name, self._voice.date_text(source.published))
        where = [f"<{url}>" for url in (source.url, source.archive_url) if url]
        said = labels.pause.join([name, labels.titled.format(source.title), *where])
        here = urljoin(self._site_url, self._voice.addresses.source(source.id))
        return f"- [{source.id}]({here}) {said}"


def _markdown(html: str) -> str:
    """HTML as Markdown, without what only eyes and hands can use."""
    tree = fragment_fromstring(html, create_parent="div")
    etree.strip_elements(tree, *_LEFT_OUT, with_tail=False)
    for element in tree.iter():
        element.attrib.pop("title", None)  # what notes say stands at the figures, below the text
    # What only builds need, and only where a text has changed: checks import this for a name.
    from bs4 import BeautifulSoup
    from markdownify import MarkdownConverter

    converter = MarkdownConverter(
        heading_style="ATX", bullets="-", escape_asterisks=False, escape_underscores=False,
        escape_misc=False)
    soup = BeautifulSoup(etree.tostring(tree, encoding="unicode"), "lxml")
    text: str = converter.convert_soup(soup).strip()
    return f"\n\n{text}\n\n" if "\n" in text else text


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
