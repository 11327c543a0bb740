"""Traditional Chinese for Hong Kong, made from Simplified Chinese by OpenCC."""

from __future__ import annotations

from dataclasses import replace

from explainer.language.zh import DEFINITION as _SIMPLIFIED

DEFINITION = replace(
    _SIMPLIFIED, code="zh-hk", locale="zh_Hant_HK", made_from="zh", conversion="s2hk"
)
