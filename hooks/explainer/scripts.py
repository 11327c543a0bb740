"""Which language a name is in, where it stands in text of another: for ``lang`` attributes."""

from __future__ import annotations

import re

from explainer.model import Language

_HAN = re.compile(r"[\u3400-\u9fff]")


def foreign(text: str, language: Language) -> str | None:
    """The BCP 47 tag of a name that a reader of ``language`` must be told of; None otherwise.

    Chinese characters in English text are Chinese, simplified or not. Latin names in Chinese
    text are not marked: every Chinese voice and font can take them.
    """
    return "zh" if language != "zh" and _HAN.search(text) else None
