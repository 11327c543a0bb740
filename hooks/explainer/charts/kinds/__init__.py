"""The kinds of charts: one module each, found by name.

``kind: diverging-bars`` in a chart's file is the module ``diverging_bars`` here, which
holds ``KIND``, an instance of :class:`explainer.charts.kinds.base.Kind`. Adding a kind is
adding a module; its docstring documents the YAML it needs.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from explainer.charts.kinds.base import Kind

NAMES: tuple[str, ...] = tuple(
    sorted(
        module.name.replace("_", "-")
        for module in pkgutil.iter_modules(__path__)
        if module.name != "base" and not module.name.startswith("_")
    )
)


def kind(name: str) -> Kind:
    """The kind of that name. Raises KeyError if there is none."""
    if name not in NAMES:
        raise KeyError(name)
    found: Kind = module(name).KIND
    return found


def module(name: str) -> ModuleType:
    """The module of a kind."""
    return importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
