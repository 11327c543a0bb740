"""All checks of a site's data and texts, each reporting into one list of problems."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from explainer import charts, files
from explainer.articles import controls, folder, hypertext, pieces
from explainer.articles.edition import Rendered
from explainer.checks import (
    addresses,
    chronology,
    destinations,
    drafts,
    duplicates,
    formulas,
    identities,
    labelling,
    languages,
    links,
    markup,
    numbers,
    parity,
    plausibility,
    settings,
    testimony,
    translations,
    typography,
    unused,
)
from explainer.checks.order import InOrder
from explainer.data import model
from explainer.data.dataset import Dataset
from explainer.memo import Memo
from explainer.problems import Fault, Location, Problems


def check_files(root: Path, data: Dataset, problems: Problems) -> None:
    """What can be said of the files of a site, their names and the settings they are built with.
    """
    origin = data.origins["site", "site"]
    addresses.check(data.site, origin, problems)
    settings.check(root, data.site, origin, problems)
    folder.check(root, data.site, origin, problems)
    for path in files.within(root / "overrides"):
        if found := files.fault(path):
            problems.add(Location(path.relative_to(root).as_posix()), *found)


def check_data(data: Dataset, problems: Problems, memo: Memo | None = None) -> None:
    """What can be said of the data without any text. Charts with a fault are broken from then
    on: articles that show them say nothing more of it. ``memo`` keeps what is found in texts."""
    duplicates.check(data, problems)
    formulas.check(data, problems)
    chronology.check(data, problems)
    plausibility.check(data, problems)
    languages.check(data, problems)
    check_words(data, problems, memo or Memo())
    destinations.check(data, problems)
    identities.check(data, problems)
    labelling.check(data, problems)
    for chart in data.charts.values():
        before = len(problems)
        charts.check(chart, data, problems)
        if len(problems) > before:
            data.broken |= {("charts", chart.id)}


def check_words(data: Dataset, problems: Problems, memo: Memo) -> None:
    """What can be said of the words of all records without rendering them."""
    for origin, record in data.all_records():
        for path, words in model.words(record):
            for language in data.site.written:
                typed = words[language]
                for fault in memo.get(("words", typed), partial(_faults_of_words, typed)):
                    at = origin.locate((*path, language))
                    problems.add(at, fault.what, fault.remedy)


def _faults_of_words(typed: str) -> tuple[Fault, ...]:
    text = pieces.read(typed).masked(call=" ", comment=" ", mark=" ")
    return (*hypertext.check_words(text), *controls.faults(typed))


def check_texts(
    rendered: Mapping[tuple[str, str], Rendered], data: Dataset, root: Path, problems: Problems, *,
    drafting: bool = False, memo: Memo | None = None, known: InOrder | None = None,
) -> None:
    """What can be said of the articles once they are rendered. While ``drafting``, a
    translation may be older than its original: who writes sees the text first. ``memo`` keeps
    what is found in texts, and an article whose texts are ``known`` is not looked at again."""
    memo, known = memo or Memo(), known or InOrder()
    written = data.site.written
    articles = {key: text.article for key, text in rendered.items() if key[0] in written}
    known.unless_known("words", problems, partial(_check_records, data, memo))
    by_name: dict[str, dict[tuple[str, str], Rendered]] = {}
    for key, text in rendered.items():
        by_name.setdefault(key[1], {})[key] = text
    for texts in by_name.values():
        given = [(*key, text.article.front, text.article.body) for key, text in texts.items()]
        known.unless_known(given, problems, partial(_check_article, texts, data, memo))
    links.check(rendered, data, root / "docs", problems, memo)
    if not drafting:
        translations.check(articles, written, problems)
    # Both need to know everything that the data holds, but no number is in charts alone.
    if {collection for collection, _ in data.broken} | data.unread <= {"charts"}:
        numbers.check(list(articles.values()), data, problems, memo)
    if data.whole:
        unused.check(rendered, data, problems)


def _check_records(data: Dataset, memo: Memo, problems: Problems) -> None:
    testimony.check_records(data, problems)
    drafts.check_records(data, problems)
    typography.check_records(data, problems, memo)


def _check_article(
    texts: Mapping[tuple[str, str], Rendered], data: Dataset, memo: Memo, problems: Problems
) -> None:
    """What can be said of one article in all its languages, whatever the others say."""
    parity.check(texts, data, problems)
    articles = [text.article for (language, _), text in texts.items()
                if language in data.site.written]
    testimony.check(articles, data, problems)
    drafts.check(articles, problems)
    for article in articles:
        markup.check(article, problems)
    typography.check(articles, data, problems, memo)
