"""A call of an author function as it is typed: ``name("id", key=True)``.

Arguments are constants: texts, numbers, ``True``, ``False``, ``None`` and lists of these. Reading
takes time in proportion to the text, never recurses and evaluates nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from explainer.problems import Fault

Constant = str | int | float | bool | None
Argument = Constant | list[Constant]
MAX_CALL = 1000
"""The most characters of a call."""
_FORM = 'Write {{ name("id") }}: a function with texts, numbers, True, False or lists of these'
SHOW = "To show braces, put them between backticks, or write {% raw %} … {% endraw %}"


@dataclass(frozen=True)
class Call:
    """A call: which name, where it stands in the text, and what with."""

    name: str
    offset: int
    args: tuple[Argument, ...]
    kwargs: dict[str, Argument]


class Wrong(Exception):
    """A call cannot be read: why, and where."""

    def __init__(self, offset: int, what: str, remedy: str = _FORM) -> None:
        super().__init__(what)
        self.fault = Fault(offset, what, remedy)


_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_KEY = re.compile(r"([A-Za-z_]\w*)\s*=(?!=)")
_WHOLE = re.compile(r"[^\s,()\[\]{}=\"'“”‘’，（）]+")
"""What an author has typed in one piece: ``net-loss.2020``."""
_ENDS = re.compile(r"\}\}|\{\{|\n")
"""Where a call ends, or another one begins, or the line is over."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_WORDS: dict[str, Constant] = {
    "True": True, "true": True, "False": False, "false": False, "None": None, "none": None,
}
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_CURLY = {"“": '"', "”": '"', "‘": "'", "’": "'", "（": "(", "）": ")", "，": ",", "＝": "=",
          "｝": "}", "「": '"', "」": '"', "＂": '"', "：": "="}
_AFTER = {
    ".": "an attribute", "|": "a filter", "[": "a subscript", "(": "a call of what a call gives",
    **dict.fromkeys("+-*/%~<>=!&^@", "an operator"),
    **dict.fromkeys(("if", "else"), "a condition"),
    **dict.fromkeys(("and", "or", "not", "in", "is"), "an operator"),
}


class Parser:
    """Reads one call, from after its opening braces."""

    def __init__(self, text: str, offset: int, limit: int) -> None:
        self.text, self.offset, self.limit = text, offset, limit

    def call(self) -> Call:
        """The call; ``offset`` is then after its closing braces."""
        self.space()
        start = self.offset
        name = _NAME.match(self.text, start, self.limit)
        if not name:
            raise self.no_call()
        self.offset = name.end()
        self.space()
        if not self.takes("("):
            raise self.uncalled(start)
        args, kwargs = self.arguments(name[0])
        end = self.offset
        self.space()
        if not self.takes("}}"):
            if "\n" in self.text[end : self.offset]:  # what stands on another line is another thing
                self.offset = end
            raise self.goes_on(name[0])
        return Call(name[0], start, tuple(args), kwargs)

    def arguments(self, name: str) -> tuple[list[Argument], dict[str, Argument]]:
        args: list[Argument] = []
        kwargs: dict[str, Argument] = {}
        while True:
            self.space()
            if self.takes(")"):
                return args, kwargs
            start, key = self.offset, self.key()
            value = self.argument(name)
            if key is None and kwargs:
                raise Wrong(start, f"{name}(): an argument without a name after one with",
                             "Put it first")
            if key is None:
                args.append(value)
            elif key in kwargs:
                raise Wrong(start, f"{name}(): {key} is given twice", "Keep one of the two")
            else:
                kwargs[key] = value
            self.space()
            if not self.takes(",") and not self.sees(")"):
                raise self.unclosed(f"{name}()", ")")

    def key(self) -> str | None:
        """The name of an argument that has one."""
        name = _KEY.match(self.text, self.offset, self.limit)
        if name:
            self.offset = name.end()
            self.space()
        return name[1] if name else None

    def argument(self, name: str) -> Argument:
        start = self.offset
        if not self.takes("["):
            return self.constant(name)
        items: list[Constant] = []
        while True:
            self.space()
            if self.takes("]"):
                return items
            if self.sees("["):
                raise Wrong(self.offset, f"{name}(): a list within a list", "Write one list")
            items.append(self.constant(name))
            self.space()
            if not self.takes(",") and not self.sees("]"):
                if self.sees(")", "}}", ""):
                    raise Wrong(start, f"{name}(): [ is not closed", "Write ] where it ends")
                raise self.unclosed(f"the list of {name}()", "]")

    def constant(self, name: str) -> Constant:
        start = self.offset
        if string := _STRING.match(self.text, start, self.limit):
            if "\\" in string[0]:
                raise Wrong(start + string[0].index("\\"), f"{name}(): a backslash in a text",
                             "Write the characters themselves")
            self.offset = string.end()
            return string[0][1:-1]
        if self.sees('"', "'"):
            raise Wrong(start, f"{name}(): {self.text[start]} is not closed",
                         f"Write {self.text[start]} where the text ends, on the same line")
        whole = _WHOLE.match(self.text, start, self.limit)
        if not whole:
            raise self.no_argument(name)
        if whole[0] in _WORDS or _NUMBER.fullmatch(whole[0]):
            self.offset = whole.end()
            return _WORDS[whole[0]] if whole[0] in _WORDS else _number(whole[0])
        if _SPACE.sub("", self.text[whole.end() : whole.end() + 9]).startswith("("):
            raise Wrong(start, f"{whole[0][:40]}() inside {name}(): an argument is a text, a "
                         "number, True, False or a list of these",
                         "Give each call braces of its own")
        if re.search(r"[A-Za-z0-9]", whole[0]) and re.fullmatch(r"[\w.-]+", whole[0]):
            raise Wrong(start, f'unknown name "{whole[0][:60]}"',
                         f'Ids are quoted: "{whole[0][:60]}"')
        raise self.no_argument(name)

    # -- what is wrong -------------------------------------------------------------

    def no_call(self) -> Wrong:
        """No name where a call should begin."""
        start = self.offset
        if self.sees("}}"):
            return Wrong(start, "braces with nothing in them", f"Remove them. {SHOW}")
        if start >= self.limit:
            return Wrong(start, "{{ is not closed", _FORM)
        typed = _STRING.match(self.text, start, self.limit) or _WHOLE.match(self.text, start)
        got = typed[0] if typed else self.text[start]
        got = got if len(got) <= 40 else f"{got[:40]} …"
        return Wrong(start, f"got {got}, expected a call of an author function", _FORM)

    def uncalled(self, start: int) -> Wrong:
        """A name without a bracket after it."""
        name = _NAME.match(self.text, start)
        assert name
        if self.sees("}}"):
            return Wrong(start, f'"{name[0]}" is no call')
        if (typed := self.text[self.offset : self.offset + 1]) in _CURLY:
            return self.curly(typed)
        return self.goes_on(name[0]) if self.offset < self.limit \
            else Wrong(start, f"{name[0]}() is not closed", "Write }} where it ends")

    def goes_on(self, name: str) -> Wrong:
        """More than a call."""
        rest = self.text[self.offset : self.limit]
        word = _NAME.match(rest)
        shown = (_WHOLE.match(rest) or [rest[:1]])[0]
        ended = _ENDS.search(rest)
        told = rest[:1] in _CURLY or (word[0] if word else rest[:1]) in _AFTER
        if not rest or rest[0] in "\n}" or not (told or (ended and ended[0] == "}}")):
            return Wrong(self.offset, f"the call of {name}() is not closed", "Write }} after it")
        if rest[0] in _CURLY:
            return self.curly(rest[0])
        kind = _AFTER.get(word[0] if word else rest[0], "more than a call")
        shown = shown if len(shown) <= 40 else f"{shown[:40]} …"
        return Wrong(self.offset, f"{kind} after {name} ({shown}): only a call is read here", _FORM)

    def unclosed(self, what: str, mark: str) -> Wrong:
        """No comma and no end after an argument."""
        start, typed = self.offset, self.text[self.offset : min(self.offset + 1, self.limit)]
        end = len(self.text[:start].rstrip())
        if "\n" in self.text[end:start] and self.sees("{{"):
            return Wrong(end, f"{what} is not closed", f"Write {mark} after the last argument, and "
                         "}} after it")
        if typed in _CURLY and typed:
            return self.curly(typed)
        word = _NAME.match(self.text, start, self.limit)
        if kind := _AFTER.get(word[0] if word else typed):
            return Wrong(start, f"{kind} in an argument of {what} ({word[0] if word else typed})")
        got = "the end" if not typed or self.sees("}}") else word[0][:40] if word else typed
        return Wrong(start, f"{what} is not closed (got {got}, expected a comma or {mark})",
                      f"Write {mark} after the last argument, and commas between them")

    def no_argument(self, name: str) -> Wrong:
        whole = _WHOLE.match(self.text, self.offset, self.limit)
        one = self.text[self.offset : min(self.offset + 1, self.limit)]
        typed = whole[0][:40] if whole else one
        for character in typed:
            if character in _CURLY:
                self.offset += typed.index(character)
                return self.curly(character)
        if not typed or self.sees("}}"):
            return self.unclosed(f"{name}()", ")")
        return Wrong(self.offset, f"{name}(): got {typed}, expected a text, a number, True, False "
                      "or a list of these")

    def curly(self, typed: str) -> Wrong:
        return Wrong(self.offset, f"{typed} in a call (expected {_CURLY[typed]})",
                      "Type it as on a plain keyboard")

    # -- reading ------------------------------------------------------------------

    def space(self) -> None:
        found = _SPACE.match(self.text, self.offset, self.limit)
        self.offset = found.end() if found else self.offset

    def sees(self, *marks: str) -> bool:
        """Whether one of some marks comes next; ``""`` is the end."""
        return any(
            self.text.startswith(mark, self.offset, self.limit) if mark
            else self.offset >= self.limit for mark in marks
        )

    def takes(self, mark: str) -> bool:
        """Whether a mark comes next; if so, it is passed."""
        found = self.text.startswith(mark, self.offset, self.limit)
        self.offset += len(mark) if found else 0
        return found


def _number(typed: str) -> int | float:
    return float(typed) if "." in typed else int(typed)
