"""The script that runs live charts in the reader's browser: Vega, bundled with Python alone.

vl-convert carries the modules of Vega. Its documented bundle holds all of Vega, Vega-Lite and
Vega-Embed; importing its modules one by one, which is undocumented and hangs on their names
in the pinned version, gives half of that. Where a module of these names is missing, the
documented bundle takes over; both export the same function ``open``.

Specifications are evaluated by the expression interpreter, so that no page has to allow eval.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
from dataclasses import dataclass

ADDRESS = "assets/javascripts/vega.{}.js"
KILOBYTES = 160
"""What it weighs compressed, with a chart: pages say so before it is made."""

_NPM = "/npm/{}/+esm"
_MODULES = {
    "View": "vega-view@6.1.0",
    "parse": "vega-parser@7.1.0",
    "transforms": "vega-dataflow@6.1.0",
    "expressionInterpreter": "vega-interpreter@2.0.0",
}
_TRANSFORMS = ("vega-encode@5.1.0", "vega-transforms@5.1.0", "vega-view-transforms@5.1.0")
"""What drawing is made of, and what compiled charts use. Left out are geography, forces,
hierarchies, regression and the like."""

# Vega asks for it, which Chromium has from 93 and Safari from 15.4.
_OLDER = "Object.hasOwn ??= (owner, name) => Object.prototype.hasOwnProperty.call(owner, name);"
_OPEN_PRUNED = f"""
{_OLDER}
export const open = (spec, container) => new View(parse(spec, {{}}, {{ast: true}}), {{
  container, expr: expressionInterpreter, hover: false, renderer: "svg",
}}).runAsync();
"""
_OPEN_DOCUMENTED = f"""
{_OLDER}
export const open = (spec, container) => vegaEmbed(container, spec, {{
  actions: false, ast: true, defaultStyle: false, mode: "vega", renderer: "svg", tooltip: false,
}}).then(result => result.view);
"""


@dataclass(frozen=True)
class Runtime:
    """The script, a module, and whether it holds only what live charts need."""

    script: str
    pruned: bool


@functools.cache
def address() -> str:
    """Where the script is published: named by what it is made from, so that pages can name
    it before it is made."""
    made_from = [_pruned(), _OPEN_DOCUMENTED, importlib.metadata.version("vl-convert-python")]
    return ADDRESS.format(hashlib.sha256("\0".join(made_from).encode()).hexdigest()[:12])


def bundle() -> Runtime:
    """Bundle the script, the documented way if the other fails."""
    import vl_convert

    try:
        return Runtime(vl_convert.javascript_bundle(_pruned()), True)
    except BaseException as error:  # what vl-convert raises on a missing module is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return Runtime(vl_convert.javascript_bundle(_OPEN_DOCUMENTED), False)


def _pruned() -> str:
    named = {f"{{{name}}}": module for name, module in _MODULES.items()}
    known = {f"known{number}": module for number, module in enumerate(_TRANSFORMS)}
    imports = [
        f'import {what} from "{_NPM.format(module)}";'
        for what, module in {**named, **{f"* as {k}": m for k, m in known.items()}}.items()
    ]
    return "\n".join([*imports, f"Object.assign(transforms, {', '.join(known)});", _OPEN_PRUNED])
