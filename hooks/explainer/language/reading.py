"""How long an article takes to read."""

from __future__ import annotations

import math
import re
from typing import Any

from lxml import html

from explainer.data.model import Language
from explainer.language.known import definition
from explainer.language.scripts import HAN_CHARACTER

_WORD = re.compile(r"[\w\u2019'.,%-]*\w")
_NOT_READ = "//figure | //table | //ol[@class='claims' or @class='timeline']"


def minutes(content: str, language: Language) -> int:
    """Whole minutes, at least one, for the HTML of an article without its charts and lists."""
    own = definition(language)
    tree: Any = html.fromstring(f"<div>{content}</div>")
    for element in tree.xpath(_NOT_READ):
        element.drop_tree()
    text = tree.text_content()
    number = len((HAN_CHARACTER if own.han else _WORD).findall(text))
    return max(1, math.ceil(number / own.minute))
