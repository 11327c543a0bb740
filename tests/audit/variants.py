"""What pages are compared with: fewer charts, and their text in the plain theme."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import yaml
from browser.project import DEFAULT, LANGUAGES, SITE
from lxml import html

from .budgets import Audited
from .visits import Cost

_FIGURE = re.compile(rb'<figure class="chart".*?</figure>', re.DOTALL)
_KEPT = ("h2", "h3", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a",
         "strong", "em", "blockquote", "dl", "dt", "dd", "br")


def file_of(page: Audited) -> str:
    """The file of a page, relative to the site's folder."""
    return page.address if page.address.endswith(".html") else f"{page.address}index.html"


def with_charts(page: Audited, charts: int) -> dict[str, bytes]:
    """A page with only its first charts."""
    built = (SITE / file_of(page)).read_bytes()
    figures = list(_FIGURE.finditer(built))
    if len(figures) < charts:
        raise ValueError(f"{page} has {len(figures)} charts, not {charts}: see budgets.yml")
    for figure in reversed(figures[charts:]):
        built = built[: figure.start()] + built[figure.end():]
    return {file_of(page): built}


def charts_cost(with_: Cost, without: Cost) -> dict[str, float]:
    """What a page weighs and asks for more with its charts."""
    return {"kilobytes": round(with_.kilobytes - without.kilobytes, 1),
            "requests": with_.requests - without.requests}


def plain_site(folder: Path, name: str) -> Path:
    """A site of the theme as it comes, with the text of a page in every language."""
    docs, site = folder / "docs", folder / "site"
    docs.mkdir(parents=True)
    for language in LANGUAGES:
        text = _text(SITE / file_of(Audited(name, language)))
        (docs / f"{'index' if language is DEFAULT else language}.md").write_text(text, "utf-8")
    settings = {
        "site_name": "Plain", "site_url": "https://example.org/", "docs_dir": "docs",
        "theme": {"name": "material", "language": DEFAULT.code, "font": False},
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)],
        cwd=folder, capture_output=True, text=True, check=False, timeout=300,
    )
    if done.returncode:
        raise RuntimeError(f"The plain page could not be built:\n{done.stdout}{done.stderr}")
    return site


def _text(file: Path) -> str:
    """The text of a built page as HTML that Markdown leaves alone, without its charts."""
    page = html.fromstring(_FIGURE.sub(b"", file.read_bytes()).decode())
    (article,) = page.xpath("//article")
    title = article.find(".//h1")
    heading = title.text_content().strip().rstrip("¶")
    for element in article.xpath(".//h1 | .//script | .//template | .//svg | .//button"):
        element.drop_tree()
    for element in list(article.iterdescendants()):
        if not isinstance(element.tag, str):
            element.drop_tree()
        elif element.tag in _KEPT:
            href = element.get("href") if element.tag == "a" else None
            element.attrib.clear()
            if href:
                element.set("href", "https://example.org/" if "//" not in href else href)
        else:
            element.drop_tag()
    inner = "".join(html.tostring(child, encoding="unicode") for child in article)
    flat = re.sub(r"\s*\n\s*", " ", inner)
    return f"# {heading}\n\n<div>{flat}</div>\n"
