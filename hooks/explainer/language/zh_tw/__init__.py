"""Traditional Chinese for Taiwan, with its words, made from Simplified Chinese by OpenCC."""

from __future__ import annotations

from dataclasses import replace

from explainer.language.zh import DEFINITION as _SIMPLIFIED

DEFINITION = replace(
    _SIMPLIFIED, code="zh-tw", locale="zh_Hant_TW", made_from="zh", conversion="s2twp"
)
