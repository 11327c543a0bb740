"""What this story has published, and the labels of its data."""

from __future__ import annotations

from tiny_site import ROOT

from explainer.data import dataset
from explainer.lasting import ledger_file
from explainer.problems import Problems


def test_this_site_has_a_ledger_and_it_is_in_order():
    known = ledger_file.read(ROOT, Problems())
    assert known
    assert ledger_file.text(known) == (ROOT / "ledger.tsv").read_text("utf-8")


def test_no_label_of_the_data_says_more_than_was_read():
    data = dataset.read(ROOT, problems := Problems())
    assert data
    assert list(problems) == []
    labelled = [
        said for metric in data.metrics.values() for observation in metric.observations
        for said in (observation, *observation.alternatives) if said.origin
    ]
    assert len(labelled) > 400
    for said in labelled:
        source = data.sources[str(said.source)]
        assert said.origin in ("computed", source.origin)
        if said.origin == "primary":
            assert source.read in ("whole", "part")
            assert said.locator
