"""What a site consists of beside its articles: made pages and files.

Everything that makes pages or files from the data offers them in these two forms; the
adapter writes them, and needs to know nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

from explainer.data.model import Language
from explainer.memo import Folded

Kind = Literal["article", "metric", "chart", "index"]


@dataclass(frozen=True)
class Page:
    """A page that no author wrote. ``name`` is its address without prefix and last slash
    (``facts/net-loss``); ``subject`` the id of the record it is about, if it is about one."""

    name: str
    language: Language
    title: str
    description: str
    summary: Markup
    """What searches should find."""
    html: Folded[Markup] = Folded(Markup)  # noqa: RUF009
    kind: Kind = "index"
    subject: str | None = None

    @property
    def told(self) -> Page:
        """What others say of it: all but its HTML, of which there is much."""
        return replace(self, html=Markup(""))


@dataclass(frozen=True)
class Output:
    """A file that is no page of the generator: data, a picture, a feed, a frame.

    ``address`` is relative to the site's root, such as ``charts/loss.svg``."""

    address: str
    content: bytes
