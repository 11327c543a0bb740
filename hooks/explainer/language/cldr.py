"""Periods in any language, as CLDR has them."""

from __future__ import annotations

from babel.dates import format_date, format_skeleton

from explainer.data.periods import Period


def period(when: Period, style: str, locale: str) -> str:
    """A period as CLDR has it; halves and nine months, which it lacks, as tables do."""
    year = when.first.year
    match when.kind:
        case "year":
            return str(format_skeleton("y", when.first, locale=locale))
        case "half":
            return f"H{when.part} {year}"
        case "quarter":
            return str(format_skeleton("yQQQ", when.first, locale=locale))
        case "nine-months":
            return "\N{EN DASH}".join(
                str(format_skeleton("yMMM" if day is when.last else "MMM", day,
                                    locale=locale))
                for day in (when.first, when.last)
            )
        case "month":
            return str(format_skeleton("yMMM" if style == "short" else "yMMMM", when.first,
                                       locale=locale))
    return str(format_date(when.first, "medium" if style == "short" else "long",
                           locale=locale))
