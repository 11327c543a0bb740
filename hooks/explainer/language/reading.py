"""How long an article takes to read."""

from __future__ import annotations

import math
import re
from typing import Any

from lxml import html

from explainer.data.model import Language
from explainer.language.scripts import HAN_CHARACTER

_A_MINUTE = {"zh": 400, "en": 238}
"""Characters of Chinese, a rule of thumb of its newspapers; words of English, the mean of silent
reading of non-fiction in Brysbaert (2019), doi:10.1016/j.jml.2019.104047."""
_WORD = re.compile(r"[\w\u2019'.,%-]*\w")
_NOT_READ = "//figure | //table | //ol[@class='claims' or @class='timeline']"


def minutes(content: str, language: Language) -> int:
    """Whole minutes, at least one, for the HTML of an article without its charts and lists."""
    tree: Any = html.fromstring(f"<div>{content}</div>")
    for element in tree.xpath(_NOT_READ):
        element.drop_tree()
    text = tree.text_content()
    number = len((HAN_CHARACTER if language == "zh" else _WORD).findall(text))
    return max(1, math.ceil(number / _A_MINUTE[language]))
