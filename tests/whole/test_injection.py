"""Programs put into every text field of every kind of record: refused where they stand, or text
like any other in every file of the site."""

from __future__ import annotations

import pytest
from injecting import TEXTS, all_fields, built, inject
from output_parsing import Parts, parts_of
from tiny_site import rich_site


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return parts_of(built(rich_site(tmp_path_factory.mktemp("harmless"))))


def test_every_text_field_of_the_model_is_tried():
    fields = list(all_fields())
    assert len(fields) > 150
    assert ("sources", ("title",)) in fields
    assert ("metrics", ("observations", 0, "alternatives", 0, "note", "zh")) in fields


def test_files_of_every_kind_are_read(harmless):
    assert harmless.faults == []
    assert {
        ".html", ".svg", ".json", ".csv", ".atom", ".xml", ".bib", ".ris", ".md", ".xlsx",
    } <= {*harmless.read}


@pytest.mark.parametrize(("names", "words"), [tuple(TEXTS), tuple(reversed(TEXTS))])
def test_a_program_in_a_text_is_refused_or_inert(tmp_path, harmless, names, words):
    root = rich_site(tmp_path)
    for text, plain in ((names, True), (words, False)):
        accepted, refused = inject(root, TEXTS[text], plain)
        assert accepted + refused > 40
    found = parts_of(built(root))
    assert found.faults == []
    assert found.elements - harmless.elements - {("span", "lang")} == set()
    assert found.heads == harmless.heads
    assert found.read == harmless.read
