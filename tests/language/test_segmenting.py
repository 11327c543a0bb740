"""Cutting Chinese into words: with a part of the dictionary as with the whole of it."""

from __future__ import annotations

import marshal
import tempfile
from pathlib import Path

import jieba
import pytest

from explainer.language import segmenting
from explainer.memo import Memo

ROOT = Path(__file__).parents[2]
WORDS = Memo()
TEXTS = [path.read_text("utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))]


@pytest.fixture
def limited() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    segmenting.limit(segmenting.characters([ROOT / "docs"]), WORDS, tokenizer)
    return tokenizer


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    return tokenizer


def test_nothing_is_read_from_what_all_users_may_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "jieba.cache").write_bytes(marshal.dumps(({"公": 1}, 1)))
    tokenizer = jieba.Tokenizer()
    segmenting.limit(frozenset("公允价值"), Memo(), tokenizer)
    assert tokenizer.lcut("公允价值") == ["公允", "价值"]
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]


@pytest.mark.parametrize("guessing", [True, False])
def test_texts_of_known_characters_are_cut_as_with_all_words(
    limited: jieba.Tokenizer, whole: jieba.Tokenizer, guessing: bool
) -> None:
    for text in TEXTS:
        assert limited.lcut(text, HMM=guessing) == whole.lcut(text, HMM=guessing)
    assert len(limited.FREQ) < len(whole.FREQ) / 2


def test_another_character_brings_the_whole_dictionary(
    limited: jieba.Tokenizer, whole: jieba.Tokenizer
) -> None:
    other = "饕餮盛宴魑魅魍魉"
    assert limited.lcut(other) == whole.lcut(other)
    assert len(limited.FREQ) == len(whole.FREQ)


def test_the_words_are_kept_while_the_characters_stay(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere.txt")
    for known, dictionary in (("公允价值", None), ("公允价值", nowhere), ("公允价值损", None)):
        memo, tokenizer = Memo(tmp_path / "words.pickle"), jieba.Tokenizer(dictionary)
        segmenting.limit(frozenset(known), memo, tokenizer)
        memo.save()
        assert tokenizer.lcut("公允价值") == ["公允", "价值"]
        assert tokenizer.FREQ.keys() >= {"公允", "价值"}
    with pytest.raises(FileNotFoundError):
        segmenting.limit(frozenset("允"), Memo(), jieba.Tokenizer(nowhere))


def test_a_site_reads_words_when_somebody_asks(tmp_path: Path, whole: jieba.Tokenizer) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("公允价值", "utf-8")
    tokenizer, kept = jieba.Tokenizer(), tmp_path / ".cache" / "memo" / "words.pickle"
    for text in ("公允价值变动", "公允"):
        segmenting.prepare(tmp_path, tokenizer)
        assert not tokenizer.FREQ or kept.exists()
        assert tokenizer.lcut(text) == whole.lcut(text)
    segmenting.prepare(tmp_path, tokenizer)
    assert tokenizer.lcut("公允价值") == whole.lcut("公允价值")
    assert len(tokenizer.FREQ) < len(whole.FREQ)
