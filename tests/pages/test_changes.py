"""The page of changes: what a value was and is, with the digits that tell them apart."""

from __future__ import annotations

import pytest
from tiny_site import tiny_site

from explainer.data import dataset
from explainer.data.model import Change
from explainer.pages import changes
from explainer.problems import Problems
from explainer.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    return Site.read(tiny_site(tmp_path_factory.mktemp("site")))


@pytest.mark.parametrize(("old", "new", "zh", "en"), [
    ("3.4058E+9 CNY", "3.4059E+9 CNY", ("34.058亿元", "34.059亿元"),
     ("RMB 3.4058 billion", "RMB 3.4059 billion")),
    ("12.158E+9 CNY", "12.158001E+9 CNY", ("121.58亿元", "121.58001亿元"),
     ("RMB 12.158 billion", "RMB 12.158001 billion")),
    ("150E+6 CNY", "152E+6 CNY", ("1.5亿元", "1.52亿元"), ("RMB 150 million", "RMB 152 million")),
    # No digit differs: how far they are rounded does, and the ledger shows it.
    ("3.41E+9 CNY", "3.4100E+9 CNY", ("3.41E+9 CNY", "3.4100E+9 CNY"),
     ("3.41E+9 CNY", "3.4100E+9 CNY")),
    ("about 3.4058E+9 CNY", "about 3.4059E+9 CNY", None,
     ("about 3.4058E+9 CNY", "about 3.4059E+9 CNY")),
    ("not-found", "150E+6 CNY", ("未查到", "1.5亿元"), ("not found", "RMB 150 million")),
])
def test_before_and_now_never_read_alike(site, old, new, zh, en):
    change = Change(id="x", date="2021-09-02", kind="correction", fact="revenue.2020", old=old,
                    new=new, reason={"zh": "更正。", "en": "Corrected."})
    origins = {**site.data.origins, ("changes", "x"): site.data.origins["site", "site"]}
    data = dataset.Dataset(site.data.site, site.data.records, origins)
    for language, wanted in (("zh", zh), ("en", en)):
        voice = site.voice(language, "changes/", Problems())
        voice.dataset = data
        made = changes.entry(voice, change)
        assert made.old != made.new
        if wanted:
            assert (made.old, made.new) == wanted
