"""The few words charts need beside the author's: column heads and marks of standing."""

from __future__ import annotations

from explainer.data.facts import Standing
from explainer.data.model import Language

MARKS: dict[Standing, str] = {
    "reported": "", "computed": "*", "disputed": "†", "resting": "‡",
    "not_found": "?", "not_disclosed": "×",
}
"""Written after the label of a value that is not simply reported, or in its place if there is
none."""

_STANDINGS: dict[Standing, dict[Language, str]] = {
    "computed": {"zh": "本站计算", "en": "our calculation"},
    "disputed": {"zh": "来源说法不一", "en": "sources differ"},
    "resting": {"zh": "本站根据有分歧的数字计算",
                "en": "our calculation from a figure on which sources differ"},
    "not_found": {"zh": "未查到", "en": "not found"},
    "not_disclosed": {"zh": "未公布", "en": "not disclosed"},
}
TOLD: tuple[Standing, ...] = tuple(_STANDINGS)
"""The standings that a key explains, in its order."""

_PHRASES: dict[str, dict[Language, str]] = {
    "period": {"zh": "期间", "en": "Period"},
    "date": {"zh": "日期", "en": "Date"},
    "item": {"zh": "项目", "en": "Item"},
    "value": {"zh": "数值", "en": "Value"},
    "number": {"zh": "数字（以单位计）", "en": "Number, in the unit"},
    "unit": {"zh": "单位", "en": "Unit"},
    "note": {"zh": "说明", "en": "Note"},
    "event": {"zh": "事件", "en": "Event"},
    "kind": {"zh": "类别", "en": "Kind"},
    "chart": {"zh": "分图", "en": "Panel"},
    "verdict": {"zh": "核对结论", "en": "Verdict"},
    "count": {"zh": "条数", "en": "Statements"},
    "numbers": {"zh": "编号", "en": "Numbers"},
    "gap": {"zh": "差额", "en": "Gap"},
    "share": {"zh": "占比", "en": "Share"},
    "funding": {"zh": "融资", "en": "Funding"},
    "listing": {"zh": "上市与股价", "en": "Listing"},
    "people": {"zh": "人物", "en": "People"},
    "research": {"zh": "研究", "en": "Research"},
    "company": {"zh": "公司", "en": "Company"},
    "sanctions": {"zh": "制裁", "en": "Sanctions"},
    "product": {"zh": "产品", "en": "Products"},
    "context": {"zh": "背景", "en": "Context"},
    "industry": {"zh": "同行", "en": "Industry"},
    "step": {"zh": "步骤", "en": "Step"},
    "cash": {"zh": "现金", "en": "Cash"},
    "owed": {"zh": "欠投资人", "en": "Owed"},
    "loss": {"zh": "累计亏损", "en": "Loss so far"},
    "illustration": {
        "zh": "示意：数字取整，不是真实账目", "en": "Illustration: round figures, no real accounts",
    },
    "square": {"zh": "每格{}", "en": "One square: {}"},
    "colon": {"zh": "：", "en": ": "},
    "comma": {"zh": "，", "en": ", "},
    "stop": {"zh": "。", "en": ". "},
    "open": {"zh": "（", "en": " ("},
    "close": {"zh": "）", "en": ")"},
}

_CONTROLS: dict[str, dict[Language, str]] = {
    "close": {"zh": "返回原图", "en": "Close"},
    "all": {"zh": "全部", "en": "all"},
    "everything": {"zh": "显示全部", "en": "Showing everything"},
    "showing": {"zh": "只看：", "en": "Showing: "},
    "series": {"zh": "项目", "en": "Series"},
    "panel": {"zh": "哪一幅", "en": "Panel"},
    "period": {"zh": "期间", "en": "Period"},
    "year": {"zh": "年份", "en": "Year"},
    "category": {"zh": "类别", "en": "Kind"},
}


def phrase(name: str, language: Language) -> str:
    return _PHRASES[name][language]


def control(name: str, language: Language) -> str:
    """A word of the controls of a live chart."""
    return _CONTROLS[name][language]


def standing(value: Standing, language: Language) -> str:
    """The words for a standing that a reader must be told of; empty for the others."""
    return _STANDINGS[value][language] if value in _STANDINGS else ""


def bracketed(text: str, addition: str, language: Language) -> str:
    """``text (addition)`` with the brackets of the language; the text alone without one."""
    if not addition:
        return text
    return f"{text}{phrase('open', language)}{addition}{phrase('close', language)}"
