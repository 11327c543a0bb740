"""Renders the calls of author functions in articles and in the words of the data.

Text is a Jinja template with :class:`~jinja2.StrictUndefined`; comments are ``{## … ##}``,
because ``{#id}`` names a heading. Every call carries its place in the file, so that all
faults of a text are reported in one run, each where it stands.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateRuntimeError, UndefinedError

from explainer.facts import FactError
from explainer.problems import Location, Problems, suggestion

Locate = Callable[[int, int], Location]
AuthorFunction = Callable[..., Any]


class AuthorError(LookupError):
    """An author function cannot answer: what is wrong and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def environment() -> Environment:
    """The Jinja environment of articles."""
    return Environment(
        undefined=StrictUndefined,
        autoescape=True,
        keep_trailing_newline=True,
        comment_start_string="{##",
        comment_end_string="##}",
    )


_ENVIRONMENT = environment()


def render(
    text: str,
    functions: Mapping[str, AuthorFunction],
    locate: Locate,
    problems: Problems,
    on_call: Callable[[int], None] = lambda line: None,
) -> str:
    """Render a text; what cannot be rendered is reported and left out.

    ``functions`` are the names a text may call; ``locate`` turns a line and column of the
    text into a place in its file; ``on_call`` is told the line before each call.
    """
    if "{" not in text:
        return text
    try:
        tree = _ENVIRONMENT.parse(text)
    except TemplateSyntaxError as error:
        what = error.message or "template syntax"
        problems.add(locate(error.lineno, 1), f"template syntax: {what}", "Mend the call")
        return text
    places = _Places(text)
    known = {**functions, **dict.fromkeys(_ENVIRONMENT.globals)}
    for name in _unknown_names(tree, known):
        problems.add(
            locate(*places.next(name.name, name.lineno)),
            f'unknown name "{name.name}"{suggestion(name.name, functions)}',
            f"Author functions are {', '.join(sorted(functions))}",
        )
        return text
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in functions:
            at = places.next(call.node.name, call.lineno)
            call.kwargs.append(nodes.Keyword("_at", nodes.Const(at), lineno=call.lineno))
    guarded = {
        name: _guard(name, function, locate, problems, on_call)
        for name, function in functions.items()
    }
    try:
        return _ENVIRONMENT.from_string(tree, globals=guarded).render()
    except (UndefinedError, TemplateRuntimeError, TypeError) as error:
        problems.add(locate(1, 1), f"cannot be rendered: {error}", "Mend the template")
        return text


class _Places:
    """Finds, call by call, the line and column at which a name stands in a text."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._seen: dict[tuple[str, int], int] = {}

    def next(self, name: str, line: int) -> tuple[int, int]:
        number = self._seen.get((name, line), 0)
        self._seen[name, line] = number + 1
        if line > len(self._lines):
            return line, 1
        matches = list(re.finditer(rf"\b{re.escape(name)}\b\s*\(?", self._lines[line - 1]))
        calls = [m for m in matches if m.group().endswith("(")] or matches
        return (line, calls[min(number, len(calls) - 1)].start() + 1) if calls else (line, 1)


def _unknown_names(tree: nodes.Template, known: Mapping[str, Any]) -> list[nodes.Name]:
    assigned = {n.name for n in tree.find_all(nodes.Name) if n.ctx in ("store", "param")}
    return [
        name for name in tree.find_all(nodes.Name)
        if name.ctx == "load" and name.name not in known and name.name not in assigned
    ]


def _guard(
    name: str,
    function: AuthorFunction,
    locate: Locate,
    problems: Problems,
    on_call: Callable[[int], None],
) -> AuthorFunction:
    signature = inspect.signature(function)

    def call(*args: Any, _at: tuple[int, int], **kwargs: Any) -> Any:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            problems.add(
                locate(*_at), f"{name}(): {error}", f"Call it as {name}{_readable(signature)}"
            )
            return ""
        on_call(_at[0])
        try:
            return function(*bound.args, **bound.kwargs)
        except (AuthorError, FactError) as error:
            problems.add(locate(*_at), f"{name}(): {error.what}", error.remedy)
            return ""

    return call


def _readable(signature: inspect.Signature) -> str:
    plain = [
        p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()
    ]
    return str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))
