"""Ways to report an error: links to forms of the site's repository, already filled in.

The forms are ``.github/ISSUE_TEMPLATE/*.yml``. A query fills a form's fields by their ids, after
“Creating an issue from a URL query” in GitHub's documentation.
"""

from __future__ import annotations

import os
from typing import Literal
from urllib.parse import quote, urlencode

from explainer.data.model import Language, Site

Form = Literal["wrong-fact", "stale-translation", "broken-source"]


def repository(site: Site) -> str | None:
    """Where the site's code is: as ``data/site.yml`` has it, or else as the deployment says
    (``GITHUB_SERVER_URL`` and ``GITHUB_REPOSITORY``, which GitHub sets in every workflow)."""
    if site.repository:
        return site.repository
    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    return f"{server}/{name}" if server and name else None


def report_url(
    site: Site, form: Form, subject: str, address: str, shown: str | None = None
) -> str | None:
    """The address of a form filled in with what it is about: the id of a fact or source (or
    the title of a page), where it stands, and what is shown there. None without a repository.
    """
    home = repository(site)
    if home is None:
        return None
    field = {"wrong-fact": "fact", "stale-translation": "section", "broken-source": "source"}[form]
    values = {
        "template": f"{form}.yml", "title": f"{subject}: ", field: subject, "page": address,
        "shown": shown,
    }
    query = urlencode({k: v for k, v in values.items() if v}, quote_via=quote)
    return f"{home.rstrip('/')}/issues/new?{query}"


def page_reports(
    site: Site, language: Language, title: str, address: str
) -> dict[str, str | None]:
    """Where to report what is wrong with a page, and that its translation is out of date."""
    translated = language != site.codes[0]
    return {
        "fact": report_url(site, "wrong-fact", title, address),
        "translation": report_url(site, "stale-translation", title, address)
        if translated else None,
    }
