"""Checks mkdocs.yml: what the site cannot be built right without. The build itself would end in
a traceback, or leave out what is missing without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import yaml

from explainer import files
from explainer.data.model import Site
from explainer.data.validating import Origin
from explainer.data.yaml_faults import explained
from explainer.problems import Location, Problems

FILE = "mkdocs.yml"
HOOKS = (
    "hooks/facts.py", "hooks/languages.py", "hooks/charts.py", "hooks/kept.py",
    "hooks/publishing.py",
)
"""Each needs what those before it have made."""
_EXTENSIONS = ("attr_list", "md_in_html", "tables", "footnotes", "toc")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 30
_MODES = ("dark", "light")
Fault = tuple[yaml.Node, str, str]
"""Where, what is wrong, what to do."""


def check(root: Path, site: Site, origin: Origin, problems: Problems) -> None:
    """Report settings that are missing, or of another form or order than the build needs, and
    languages the theme does not have."""
    path = root / FILE
    if not path.exists() and not path.is_symlink():
        problems.add(Location(FILE), "missing", "Copy it from the project")
        return
    text = files.read(path, FILE, problems)
    if text is None:
        return
    try:
        if _too_deep(text):
            problems.add(Location(FILE), "nested too deep", "Write it flatter")
            return
        tree = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        line, column, what, remedy = explained(error, text)
        problems.add(Location(FILE, line + 1, column + 1), f"not valid YAML: {what}", remedy)
        return
    if not isinstance(tree, yaml.MappingNode):
        problems.add(Location(FILE), "no settings", "Copy them from the project")
        return
    for node, what, remedy in _faults(tree):
        mark = node.start_mark
        problems.add(Location(FILE, mark.line + 1, mark.column + 1), what, remedy)
    _check_languages(root, _text(_at(tree, "theme", "name")), site, origin, problems)


def _too_deep(text: str) -> bool:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            return True
    return False


def _faults(tree: yaml.MappingNode) -> Iterator[Fault]:
    yield from _hooks(tree)
    for path, wanted in ((("docs_dir",), "docs"), (("theme", "custom_dir"), "overrides")):
        node = _at(tree, *path)
        if _text(node) != wanted and not (node is None and wanted == "docs"):
            yield node or tree, f"{'.'.join(path)}: expected {wanted}", f"Write {wanted}"
    for name in ("sheets", "scripts", "parts", "later"):
        node = _at(tree, "extra", name)
        if not _entries(node):
            yield node or tree, f"extra.{name}: missing", "Copy it from the project"
    extensions = [_name(entry) for entry in _entries(_at(tree, "markdown_extensions"))]
    for name in _EXTENSIONS:
        if name not in extensions:
            node = _at(tree, "markdown_extensions") or tree
            yield node, f"markdown_extensions: {name} is missing", "Add it"
    if "search" not in [_name(entry) for entry in _entries(_at(tree, "plugins"))]:
        yield _at(tree, "plugins") or tree, "plugins: search is missing", "Add it"
    yield from _palette(tree)


def _hooks(tree: yaml.MappingNode) -> Iterator[Fault]:
    node = _at(tree, "hooks")
    given = [_text(entry) for entry in _entries(node)]
    missing = [hook for hook in HOOKS if hook not in given]
    order = f"List them in this order: {', '.join(HOOKS)}"
    if missing:
        yield node or tree, f"hooks: {' and '.join(missing)} missing", order
    elif [hook for hook in given if hook in HOOKS] != list(HOOKS):
        yield node or tree, "hooks: in another order, or one twice", order


def _palette(tree: yaml.MappingNode) -> Iterator[Fault]:
    """Each scheme has a switch whose name the languages know."""
    node = _at(tree, "theme", "palette")
    for entry in _entries(node) or [node or tree]:
        if _text(_at(entry, "toggle", "name")) not in _MODES:
            yield entry, "theme.palette: a scheme without toggle", (
                f"Give each a toggle with the name {' or '.join(_MODES)}"
            )


def _check_languages(
    root: Path, theme: str, site: Site, origin: Origin, problems: Problems
) -> None:
    """Report tags of languages that neither the theme nor the project has words for."""
    found = entry_points(group="mkdocs.themes", name=theme)
    spec = find_spec(next(iter(found)).value.partition(":")[0]) if found else None
    if spec is None or spec.origin is None:
        return
    home = Path(spec.origin).parent
    folders = [home, home / "templates", root / "overrides"]
    for language, own in site.languages.items():
        if themed(own.tag, folders) is None:
            problems.add(
                origin.locate(("languages", language, "tag")), f"tag: the theme {theme} has no "
                f"words for {own.tag}", "Write a tag it has, or add one to "
                "overrides/partials/languages",
            )


def themed(tag: str, folders: Iterable[Path | str]) -> str | None:
    """The tag nearest to one for which templates in some folders have words: en for en-US."""
    while tag:
        if any(Path(each, f"partials/languages/{tag}.html").is_file() for each in folders):
            return tag
        tag = tag.rpartition("-")[0]
    return None


def _at(node: yaml.Node | None, *path: str) -> yaml.Node | None:
    """The value at a path of keys; None if it is not there."""
    for key in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if _text(name) == key), None)
    return node


def _entries(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _name(node: yaml.Node) -> str:
    """The name of an entry that is a name, or a name with settings."""
    if isinstance(node, yaml.MappingNode) and node.value:
        return _text(node.value[0][0])
    return _text(node)
