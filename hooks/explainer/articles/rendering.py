"""Renders the calls of author functions in articles and in the words of the data.

What a text may hold is :mod:`explainer.articles.pieces`. Nothing of it is evaluated: functions are
called with the constants that were read. Every call carries its place in the file, so that all
faults of a text are reported in one run, each where it stands.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from explainer.articles import pieces
from explainer.articles.calls import Call
from explainer.articles.inert import inert
from explainer.articles.pieces import place, placed
from explainer.data.facts import BrokenReference, FactError
from explainer.problems import Location, Problems, suggestion

Locate = Callable[[int, int], Location]
AuthorFunction = Callable[..., Any]

_KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "text"), "str | None": ((str, type(None)), "text"),
    "bool": ((bool,), "True or False"), "str | list[str]": ((str, list), "a list or a text"),
}
"""What arguments of author functions are checked for, by annotation."""


class AuthorError(LookupError):
    """An author function cannot answer: what is wrong and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


_BRACES = {ord(c): f"&#{ord(c)};" for c in "{}"}


def render(
    text: str,
    functions: Mapping[str, AuthorFunction],
    locate: Locate,
    problems: Problems,
    on_call: Callable[[int], None] = lambda line: None,
    *,
    markdown: bool = False,
    blocks: frozenset[str] = frozenset(),
) -> str:
    """Render a text; what cannot be rendered is reported and left out.

    ``functions`` are the names a text may call; ``locate`` turns a line and column of the
    text into a place in its file; ``on_call`` is told the line before each call. In
    ``markdown``, what functions give is text and HTML, and no Markdown; those in ``blocks``
    give blocks of HTML, which Markdown does not read.
    """
    reading = pieces.read(text, markdown)
    for at, fault in placed(text, reading.faults):
        problems.add(locate(*at), fault.what, fault.remedy)
    parts = []
    for piece in reading.pieces:
        typed = text[piece.start : piece.end]
        if piece.call:
            at = place(text, piece.call.offset)
            given = str(escape(_called(piece.call, at, functions, locate, problems, on_call)))
            if markdown and piece.call.name not in blocks:
                given = inert(given).translate(_BRACES)
            parts.append(given)
        elif piece.kind == "raw":
            parts.append(typed.translate(_BRACES))
        elif piece.kind in ("text", "code", "fence"):
            parts.append(typed)
    return "".join(parts)


def _called(
    call: Call,
    at: tuple[int, int],
    functions: Mapping[str, AuthorFunction],
    locate: Locate,
    problems: Problems,
    on_call: Callable[[int], None],
) -> Any:
    """What a call gives; nothing, and a problem, if it cannot be answered."""
    name = call.name
    if name not in functions:
        problems.add(
            locate(*at), f'unknown name "{name[:60]}"{suggestion(name[:60], functions)}',
            f"Author functions are {', '.join(sorted(functions))}",
        )
        return Markup("")
    function = functions[name]
    signature = _signature(function)
    try:
        bound = signature.bind(*call.args, **call.kwargs)
    except TypeError as error:
        problems.add(locate(*at), f"{name}(): {error}", _usage(name, signature))
        return Markup("")
    on_call(at[0])
    if fault := _wrong_argument(bound):
        problems.add(locate(*at), f"{name}(): {fault}", _usage(name, signature))
        return Markup("")
    try:
        return function(*bound.args, **bound.kwargs)
    except BrokenReference:
        pass  # reported where the record stands
    except (AuthorError, FactError) as error:
        problems.add(locate(*at), f"{name}(): {error.what}", error.remedy)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        said = str(error).split("\n")[0]
        what = f"{name}() cannot be answered: {said}"
        problems.add(locate(*at), what, _usage(name, signature))
    return Markup("")


def _wrong_argument(bound: inspect.BoundArguments) -> str | None:
    """The first argument that is not of the kind its annotation names, in words."""
    for argument, given in bound.arguments.items():
        parameter = bound.signature.parameters[argument]
        annotation = str(parameter.annotation)
        wanted = _KINDS.get("str" if annotation.startswith("Literal[") else annotation)
        many = parameter.kind is inspect.Parameter.VAR_POSITIONAL
        for value in given if many else (given,):
            if wanted and not _fits(value, wanted[0]):
                return f"got {value!r}, expected {wanted[1]} for {argument}"
    return None


def _fits(value: Any, kinds: tuple[type, ...]) -> bool:
    """Whether a value is of some kinds; a list must be one of texts."""
    return isinstance(value, kinds) and not (
        isinstance(value, list) and not all(isinstance(item, str) for item in value)
    )


def _signature(function: AuthorFunction) -> inspect.Signature:
    """A function's signature; looking it up is slow, so methods share that of their function."""
    unbound = getattr(function, "__func__", None)
    return _own_signature(function, False) if unbound is None else _own_signature(unbound, True)


@cache
def _own_signature(function: AuthorFunction, of_method: bool) -> inspect.Signature:
    """A function's signature; that of a method without what it belongs to."""
    whole = inspect.signature(function)
    return whole.replace(parameters=list(whole.parameters.values())[of_method:])


def _usage(name: str, signature: inspect.Signature) -> str:
    """How a function is called."""
    plain = [
        p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()
    ]
    shown = signature.replace(parameters=plain, return_annotation=inspect.Signature.empty)
    return f"Call it as {name}{shown}"
