"""How to cite a page, a chart, a figure or a claim of the site, in the usual forms.

Everything cited here is of one kind: something on a dated web site by a corporate author, so
each form is one line of rules, taken from

- GB/T 7714—2015, 8.5 (electronic resources) and table B.1 (EB, DS);
- GB/T 7714—2025, 8.11 (web pages) and 8.14 (data sets): dates of creation in full-width
  brackets, the publisher of a data set before them, names no longer in capitals;
- APA, *Publication Manual*, 7th edition, 10.9 (data sets), 10.14 (visual works), 10.16 (pages);
- *The Chicago Manual of Style*, 17th edition 14.207 and 18th edition 14.104 (bibliographies);
- BibTeX (``@misc`` with ``url`` and ``langid``, which biblatex reads too), RIS (2011) and
  CSL-JSON 1.0.

The day of access is the reader's, whom no build knows. APA and Chicago ask for it only where
a page has no date of its own; these have one, and leave it out. GB/T 7714 always asks for it:
the text holds :data:`Citation.accessed`, a placeholder in words, in its place, which the page's
script replaces by today's date. Files for reference managers have none: those programs add it.

citeproc with the official CSL styles was tried and set aside: it put a stop after a title's
question mark, wrote corporate authors in capitals and Chinese months into English forms, needs
90 MB of styles, and those have no GB/T 7714—2025.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from babel.dates import format_date

from explainer.data.model import Language
from explainer.language.scripts import in_han

Form = Literal["page", "chart", "data", "fact", "claim"]

_DATA = ("data", "fact")
_BRACKETS = {"chart": " [Chart]", "data": " [Data set]", "fact": " [Data set]"}
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})
_CODES = {"zh": "zh-CN", "en": "en-GB"}
_LANGID = {"zh": "chinese", "en": "british"}


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

    def plain(self) -> str:
        """In a sentence's words, for those who need no style."""
        if in_han(self.language):
            day = f"{self.date.year}年{self.date.month}月{self.date.day}日"
            site = f"{self._container}，" if self._container else ""
            title = _inner(self.title, "《》", "〈〉")
            return f"{self.author}：《{title}》，{site}{day}更新，{self.url}"
        day = _day(self.date, "d MMMM y", "en_GB")
        site = f"{self._container}, " if self._container else ""
        return f"{self.author}, “{_inner(self.title)}”, {site}updated {day}, {self.url}"

    def gbt_2025(self) -> str:
        """GB/T 7714—2025."""
        kind, publisher = ("DS", self.site) if self.form in _DATA else ("EB", "")
        return f"{self.author}. {self.title}[{kind}/OL]. {publisher}（{self.date}）" \
            f"[{self.accessed}]. {self.url}."

    def gbt_2015(self) -> str:
        """GB/T 7714—2015."""
        title = f"{self.title}[{'DS' if self.form in _DATA else 'EB'}/OL]"
        return f"{self.author}. {title}. ({self.date})[{self.accessed}]. {self.url}."

    def apa(self) -> str:
        """APA, 7th edition. Data sets carry the year alone (10.9)."""
        pattern = "y" if self.form in _DATA else "y, MMMM d"
        day = _day(self.date, pattern, "en_US")
        title = self.title + _BRACKETS.get(self.form, "")
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
                ("author", self.author), ("title", self.title), ("howpublished", self.site),
            )},
            "year": f"{{{self.date.year}}}",
            "month": _day(self.date, "MMM", "en_US").lower(),
            "date": f"{{{self.date}}}", "url": f"{{{self.url}}}",
            "langid": f"{{{_LANGID[self.language]}}}",
        }
        lines = [f"  {name} = {value}," for name, value in fields.items()]
        return "\n".join([f"@misc{{{self.key},", *lines, "}"])

    def ris(self) -> str:
        """One record of a .ris file."""
        fields = [
            ("TY", "DATA" if self.form in _DATA else "ELEC"), ("AU", self.author),
            ("TI", self.title), ("T2", self.site), ("PB", self.site), ("PY", str(self.date.year)),
            ("DA", f"{self.date:%Y/%m/%d}/"), ("UR", self.url),
            ("LA", _CODES[self.language]), ("ID", self.key), ("ER", ""),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)

    def csl(self) -> dict[str, Any]:
        """One item of CSL-JSON."""
        day = self.date
        return {
            "id": self.key, "type": "dataset" if self.form in _DATA else "webpage",
            **({"genre": "Chart"} if self.form == "chart" else {}),
            "title": self.title, "author": [{"literal": self.author}],
            "publisher" if self.form in _DATA else "container-title": self.site,
            "issued": {"date-parts": [[day.year, day.month, day.day]]},
            "URL": self.url, "language": _CODES[self.language],
        }

    @property
    def _container(self) -> str:
        """The site, unless it is what is cited."""
        return "" if self.title == self.site else self.site

    def styles(self) -> list[tuple[str, str]]:
        """Every form for reading, with its name."""
        return [
            ("GB/T 7714—2025", self.gbt_2025()), ("GB/T 7714—2015", self.gbt_2015()),
            ("APA 7", self.apa()), ("Chicago 17/18", self.chicago()),
        ]


def bib_file(citations: Iterable[Citation]) -> bytes:
    """A BibTeX database."""
    return ("\n\n".join(citation.bibtex() for citation in citations) + "\n").encode()


def ris_file(citations: Iterable[Citation]) -> bytes:
    """Records for reference managers, apart by an empty line."""
    return "\r\n".join(citation.ris() for citation in citations).encode()


def csl_file(citations: Iterable[Citation]) -> bytes:
    """A list of CSL-JSON items."""
    items = [json.dumps(citation.csl(), ensure_ascii=False) for citation in citations]
    return "[\n{}\n]\n".format(",\n".join(items)).encode()


FILES = {"bib": bib_file, "ris": ris_file, "json": csl_file}


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
