"""Chinese words, cut by jieba with the part of its dictionary that a site needs.

The dictionary holds half a million words, and reading it takes a second of every build. A word
can only be found in a text that has all its characters, so the words made of the characters of
a site's files cut all its texts as the whole dictionary does. They are few, and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from types import MethodType

import jieba

from explainer import files
from explainer.language.scripts import HAN_CHARACTER
from explainer.memo import Memo

_FOLDERS = ("data", "docs", "hooks", "overrides")
MAX_BYTES = 1024 * 1024
"""What is larger is no text of a site."""
_TEXTS = {".html", ".md", ".py", ".yml"}


def characters(folders: Iterable[Path]) -> frozenset[str]:
    """The Chinese characters of all texts in some folders."""
    found: set[str] = set()
    for folder in folders:
        for path in files.files(folder):
            if path.suffix in _TEXTS and path.stat().st_size <= MAX_BYTES:
                found.update(path.read_text("utf-8", "ignore"))
    return frozenset(c for c in found if HAN_CHARACTER.match(c))


def prepare(root: Path, tokenizer: jieba.Tokenizer = jieba.dt) -> None:
    """Limit jieba to what the site in a folder needs, from what was kept for it before, once it is
    asked for words: where no text has changed, nobody asks."""
    def begin(*_: object) -> None:
        memo = Memo(root / ".cache" / "memo" / "words.pickle")
        limit(characters(root / name for name in _FOLDERS), memo, tokenizer)
        memo.save()

    def first(self: jieba.Tokenizer, sentence: str) -> dict[int, list[int]]:
        begin()
        graph: dict[int, list[int]] = self.get_DAG(sentence)
        return graph

    tokenizer.initialized, tokenizer.initialize = False, begin
    tokenizer.get_DAG = MethodType(first, tokenizer)


def limit(known: frozenset[str], memo: Memo, tokenizer: jieba.Tokenizer = jieba.dt) -> None:
    """Have jieba know only words made of some Chinese characters. At the first text with another
    one it reads its whole dictionary after all."""
    jieba.setLogLevel("WARNING")  # it talks of its dictionary
    tokenizer.__dict__.pop("initialize", None)
    key = "words", "".join(sorted(known))
    tokenizer.FREQ, tokenizer.total = memo.get(key, partial(_words, known, tokenizer))
    tokenizer.initialized = True
    tokenizer.get_DAG = MethodType(partial(_found, known), tokenizer)


def _words(
    known: frozenset[str], tokenizer: jieba.Tokenizer
) -> tuple[dict[str, int], int]:
    """How often words of a dictionary occur, beginnings of words included, and all together."""
    with tokenizer.get_dict_file() as file:
        text = file.read().decode()
    other = "".join(c for c in set(text) - known if HAN_CHARACTER.match(c))
    words: dict[str, int] = {}
    for word, often in re.findall(rf"^([^ \n{other}]+) (\d+)", text, re.MULTILINE):
        words[word] = int(often)
        for end in range(1, len(word)):
            words.setdefault(word[:end], 0)
    return words, sum(map(int, re.findall(r"^\S+ (\d+)", text, re.MULTILINE)))


def _found(
    known: frozenset[str], tokenizer: jieba.Tokenizer, sentence: str
) -> dict[int, list[int]]:
    """jieba's graph of the words found in a sentence."""
    if not known.issuperset(HAN_CHARACTER.findall(sentence)):
        _read_all(tokenizer)
    graph: dict[int, list[int]] = type(tokenizer).get_DAG(tokenizer, sentence)
    return graph


def _read_all(tokenizer: jieba.Tokenizer) -> None:
    """Read the dictionary, and not by way of jieba's own cache: that is one file for all users
    of a machine, and nothing tells whether it is whole."""
    tokenizer.__dict__.pop("get_DAG", None)
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True

