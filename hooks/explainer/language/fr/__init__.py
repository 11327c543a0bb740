"""French, as the Imprimerie nationale's rules and CLDR have it: thin spaces in numbers and before
signs, « guillemets », the singular below two, and « de » between a word like millions and a noun.
"""

from __future__ import annotations

import re
from decimal import Decimal

from babel.dates import format_date

from explainer.data.periods import Period
from explainer.language.definition import ONE, Definition, Numerals, Rule, Scale, Style

_SPACE = "\N{NARROW NO-BREAK SPACE}"
_WORDS = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    "vingts?|trente|quarante|cinquante|soixante|septante|octante|nonante|cents?|mille|millions?|"
    "milliards?|billions?|douzaines?|dizaines?|vingtaines?|centaines?|milliers?|moitiés?|"
    "demi(?:e|s|es)?|tiers|quarts?|dixièmes?"
)
_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|janv\\.|févr\\.|juil\\.|sept\\.|oct\\.|nov\\.|déc\\."
)
_THOUSAND_BILLION = Scale(Decimal(10**12), " billions", 2, one=" billion")
_BILLION = Scale(Decimal(10**9), " milliards", 2, one=" milliard")


def _period(period: Period, style: Style, locale: str) -> str:
    year, part, short = period.first.year, period.part, style == "short"
    ordinal = ("premier", "deuxième", "troisième", "quatrième")[((part or 1) - 1) % 4]
    match period.kind:
        case "year":
            return str(year)
        case "half":
            name = "premier" if part == 1 else "second"
            return f"S{part} {year}" if short else f"le {name} semestre {year}"
        case "quarter":
            return f"T{part} {year}" if short else f"le {ordinal} trimestre {year}"
        case "nine-months":
            return f"janv.\N{EN DASH}sept. {year}" if short else \
                f"les neuf premiers mois de {year}"
        case "month":
            return str(format_date(period.first, "MMM y" if short else "MMMM y", locale=locale))
    text = str(format_date(period.first, "d MMM y" if short else "d MMMM y", locale=locale))
    return f"1er{text[1:]}" if period.first.day == 1 else text


def _span(first: str, last: str) -> str:
    return f"{first} à {last}".replace(" à le ", " au ").replace(" à les ", " aux ")


def _with_unit(scale: str, unit: str) -> str:
    """« 3 millions de personnes », « 2 milliards d’euros », but « 3 personnes »."""
    noun = unit.lstrip()
    if not scale or not unit[:1].isspace() or not noun[:1].isalpha():
        return scale + unit
    return f"{scale} d’{noun}" if re.match(r"[aeiouyàâéèêëîïôöûùœh]", noun, re.IGNORECASE) else \
        f"{scale} de {noun}"


DEFINITION = Definition(
    code="fr", locale="fr_FR",
    currency=(_THOUSAND_BILLION, _BILLION,
              Scale(Decimal(10**6), " millions", 2, digits=4, one=" million"), ONE),
    count=(_THOUSAND_BILLION, _BILLION,
           Scale(Decimal(10**6), " millions", 2, whole=10**8, one=" million"), ONE),
    bounds={"exact": "{}", "about": "environ {}", "at_least": "au moins {}", "over": "plus de {}",
            "at_most": "au plus {}", "under": "moins de {}", "range": "{}"},
    fewer="moins de {}", to=" à ", times=("{} fois", "{} fois"),
    points=("{} point de pourcentage", "{} points de pourcentage"),
    missing={"not_found": "non trouvé", "not_disclosed": "non publié"},
    per_cent=f"{_SPACE}%", with_unit=_with_unit, periods=_period, span=_span,
    fiscal=lambda _, month: f"l’exercice clos en {month}",
    numerals=Numerals(
        digits=re.compile(
            r"[+\-−–]?\d+(?:[ \u00a0\u202f.]\d{3})*(?:,\d+)?(?:[\s\u00a0\u202f]?[%‰])?"
        ),
        quantity=re.compile(rf"\b(?:{_WORDS})\b", re.IGNORECASE),
        may_have=re.compile(rf"[0-9]|{_WORDS}"),
        year=re.compile(r"(?<![A-Za-z0-9.])(1[89]\d{2}|20\d{2})(?![A-Za-z0-9%])"),
        dates=re.compile(
            rf"(?:(?<![\d,.])(?:1er|\d{{1,2}})(?:(?: au | et |[-–])\d{{1,2}})? )?\b(?:{_MONTHS})"
            r"(?: \d{4}\b)?"
            r"|(?:premier|second|deuxième|troisième|quatrième|dernier|chaque) "
            r"(?:semestre|trimestre)s?\b"
            r"|\bannées \d0\b|(?<![\d,.])(?:1[89]|20)\d\d(?![\dA-Za-z]|[,.]\d|\s*%)",
            re.IGNORECASE,
        ),
        places=re.compile(
            r"\b(?:[Vv]olume|[Nn]uméro|[Cc]hapitre|[Pp]ages?|[Dd]ocument|[Pp]aragraphes?) [\d–-]+"
        ),
        small=re.compile(
            r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|demie?s?|moitié", re.IGNORECASE
        ),
    ),
    minute=195,  # words; Brysbaert (2019) gives 195 for French
    rules=(
        Rule(re.compile(r"(?<=[\wÀ-ÿ)»])[;!?](?=\s|$)"), "no space before {}",
             "Type a narrow no-break space (U+202F) before it"),
        Rule(re.compile(r"(?<=[\wÀ-ÿ)»]) [;:!?»]"), "an ordinary space before{}",
             "Type a no-break space there, so that the sign stays with its word"),
        Rule(re.compile(r"\"[^\"]*\"|“[^”]*”"), "{}: quotation marks that are not French",
             "Use « » with no-break spaces inside"),
        Rule(re.compile(r"(?<=[A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿ])"), "a straight apostrophe", "Use ’"),
    ),
    claimed=re.compile(
        r"\b(?:l’article|le texte)(?: dit| écrit| affirme)(?: que)?\s?:?\s«\s?([^«»]+?)\s?»",
        re.IGNORECASE,
    ),
    elided="’", quotation=("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"), inner=("“", "”"),
    cited="{author}, «\N{NO-BREAK SPACE}{title}\N{NO-BREAK SPACE}», {site}mis à jour le {day}, "
          "{url}",
    biblatex="french", chart_words=("graphique",),
    described=f"{{name}}{_SPACE}: {{period}}, {{value}}",
)
