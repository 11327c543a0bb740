"""Renders the calls of author functions in articles and in the words of the data.

Text is a Jinja template with :class:`~jinja2.StrictUndefined`; comments are ``{## … ##}``,
because ``{#id}`` names a heading. Every call carries its place in the file, so that all
faults of a text are reported in one run, each where it stands.
"""

from __future__ import annotations

import inspect
import marshal
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError

from explainer.data.facts import BrokenReference, FactError
from explainer.memo import Memo
from explainer.problems import Location, Problems, suggestion

Locate = Callable[[int, int], Location]
AuthorFunction = Callable[..., Any]


_PIECE = re.compile(r"[A-Za-z0-9_.-]+")
_KINDS = {"str": (str, "text"), "bool": (bool, "True or False")}
"""What arguments of author functions are checked for, by annotation."""


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
        compiled = _compile(text, frozenset(functions))
    except TemplateSyntaxError as error:
        what = error.message or "template syntax"
        problems.add(locate(error.lineno, 1), f"template syntax: {what}", "Mend the call")
        return text
    for name, at in compiled.unknown:
        problems.add(
            locate(*at),
            f'unknown name "{name}"{suggestion(name, functions)}',
            f"Author functions are {', '.join(sorted(functions))}",
        )
    for identifier, at in compiled.unquoted:
        problems.add(
            locate(*at), f'unknown name "{identifier}"', f'Ids are quoted: "{identifier}"'
        )
    for name, at in compiled.uncalled:
        problems.add(locate(*at), f'"{name}" is a function', f"Call it as {name}()")
    if compiled.unknown or compiled.unquoted or compiled.uncalled:
        return text
    guarded = {
        name: _guard(name, functions[name], locate, problems, on_call) for name in compiled.called
    }
    try:
        return compiled.template.render(guarded)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        what = f"no template {error}" if isinstance(error, TemplateNotFound) else str(error)
        problems.add(
            locate(_line_of(error), 1), f"cannot be rendered: {what}", "Mend the template"
        )
        return text


Place = tuple[int, int]
"""1-based line and column of a text."""
Named = tuple[str, Place]
"""A name and where it stands."""


@dataclass(frozen=True)
class _Compiled:
    """A text ready to render: the functions it calls; names that nobody knows, arguments that
    lack their quotation marks, and functions that are named but not called, each with its place."""

    template: Template
    called: frozenset[str]
    unknown: tuple[Named, ...]
    unquoted: tuple[Named, ...]
    uncalled: tuple[Named, ...]


_memo = Memo()


@contextmanager
def remembering(root: Path) -> Iterator[None]:
    """Compile no text again that was compiled for the site in a folder before, and keep what is
    compiled meanwhile."""
    global _memo
    _memo = Memo(root / ".cache" / "memo" / "texts.pickle")
    _compile.cache_clear()
    yield
    _memo.save()


@cache
def _compile(text: str, known: frozenset[str]) -> _Compiled:
    """Compile a text whose calls of known functions are told where they stand."""
    key = text, tuple(sorted(known))
    code, calls, unknown, unquoted, uncalled = _memo.get(key, partial(_parse, text, known))
    template = Template.from_code(_ENVIRONMENT, marshal.loads(code), {**_ENVIRONMENT.globals})
    return _Compiled(template, calls, unknown, unquoted, uncalled)


def _parse(
    text: str, known: frozenset[str]
) -> tuple[bytes, frozenset[str], tuple[Named, ...], tuple[Named, ...], tuple[Named, ...]]:
    """The fields of :class:`_Compiled`, with the code of the template in its stead."""
    tree = _ENVIRONMENT.parse(text)
    places = _places(text)
    calls: list[Any] = [
        call for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)
    ]
    called = {id(call.node) for call in calls}
    assigned = {n.name for n in tree.find_all(nodes.Name) if n.ctx in ("store", "param")}
    arguments = _arguments(call for call in calls if call.node.name in known) - called
    unknown, uncalled = [], []
    unquoted: dict[Named, None] = {}
    at: dict[int, Place] = {}
    for name in tree.find_all(nodes.Name):
        standing = places.get((name.name, name.lineno))
        place = standing.pop(0) if standing else (name.lineno, 1)
        at[id(name)] = place
        if name.ctx != "load" or name.name in assigned:
            continue
        whole = _whole(text, name.name, place) if id(name) in arguments else None
        if whole and (name.name not in known or whole[0] != name.name):
            unquoted[whole] = None
        elif name.name in known:
            if id(name) not in called:
                uncalled.append((name.name, place))
        elif name.name not in _ENVIRONMENT.globals:
            unknown.append((name.name, place))
    for call in calls:
        if call.node.name in known:
            at_place = nodes.Const(at[id(call.node)])
            call.kwargs.append(nodes.Keyword("_at", at_place, lineno=call.lineno))
    return (
        marshal.dumps(_ENVIRONMENT.compile(tree)),
        frozenset(call.node.name for call in calls if call.node.name in known),
        tuple(unknown), tuple(unquoted), tuple(uncalled),
    )


def _arguments(calls: Iterable[nodes.Call]) -> set[int]:
    """The nodes of all names in the arguments of calls."""
    given = (
        argument for call in calls for argument in (*call.args, *(k.value for k in call.kwargs))
    )
    return {id(n) for a in given for n in (a, *a.find_all(nodes.Name)) if isinstance(n, nodes.Name)}


def _whole(text: str, name: str, place: Place) -> Named:
    """What was typed in one piece around a name: ``net-loss.2020`` around ``net`` or ``loss``."""
    line, column = place
    for piece in _PIECE.finditer(text.split("\n")[line - 1]):
        if piece.start() < column <= piece.end() and name in piece[0]:
            return piece[0], (line, piece.start() + 1)
    return name, place


def _places(text: str) -> dict[tuple[str, int], list[Place]]:
    """Where each name stands in the calls of a text, in order, by name and line."""
    places: dict[tuple[str, int], list[Place]] = {}
    offset = 0
    for line, kind, value in _ENVIRONMENT.lex(text):
        start = text.find(value, offset)
        if start < 0:
            continue  # line ends that Jinja has normalised
        offset = start + len(value)
        if kind == "name":
            column = start - (text.rfind("\n", 0, start) + 1) + 1
            places.setdefault((value, line), []).append((line, column))
    return places


def _line_of(error: BaseException) -> int:
    """The line of the template an error comes from, as its rewritten traceback says."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 1 for f in reversed(frames) if f.filename == "<template>"), 1)


def _guard(
    name: str,
    function: AuthorFunction,
    locate: Locate,
    problems: Problems,
    on_call: Callable[[int], None],
) -> AuthorFunction:
    signature = _signature(function)

    def call(*args: Any, _at: tuple[int, int], **kwargs: Any) -> Any:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as error:
            problems.add(
                locate(*_at), f"{name}(): {error}", f"Call it as {name}{_readable(signature)}"
            )
            return ""
        on_call(_at[0])
        if fault := _wrong_argument(bound):
            problems.add(
                locate(*_at), f"{name}(): {fault}", f"Call it as {name}{_readable(signature)}"
            )
            return ""
        try:
            return function(*bound.args, **bound.kwargs)
        except BrokenReference:
            return ""  # reported where the record stands
        except (AuthorError, FactError) as error:
            problems.add(locate(*_at), f"{name}(): {error.what}", error.remedy)
            return ""

    return call


def _wrong_argument(bound: inspect.BoundArguments) -> str | None:
    """The first argument that is not of the kind its annotation names, in words."""
    for argument, given in bound.arguments.items():
        parameter = bound.signature.parameters[argument]
        wanted = _KINDS.get(str(parameter.annotation))
        many = parameter.kind is inspect.Parameter.VAR_POSITIONAL
        for value in given if many else (given,):
            if wanted and not isinstance(value, wanted[0]):
                return f"got {value!r}, expected {wanted[1]} for {argument}"
    return None


@cache
def _unbound_signature(function: AuthorFunction) -> inspect.Signature:
    return inspect.signature(function)


def _signature(function: AuthorFunction) -> inspect.Signature:
    """A function's signature; looking it up is slow, so methods share that of their function."""
    unbound = getattr(function, "__func__", None)
    if unbound is None:
        return _unbound_signature(function)
    whole = _unbound_signature(unbound)
    return whole.replace(parameters=list(whole.parameters.values())[1:])


def _readable(signature: inspect.Signature) -> str:
    plain = [
        p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()
    ]
    return str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))
