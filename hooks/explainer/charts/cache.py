"""Keeps drawn pictures, keyed by everything that goes into them."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from explainer.charts.canvas import Width
from explainer.charts.kinds import kind
from explainer.charts.layout import sound
from explainer.charts.remarks import figures
from explainer.charts.rendering import draw
from explainer.data.dataset import Dataset
from explainer.data.model import Chart
from explainer.language.words import Words
from explainer.memo import kept

_HERE = Path(__file__).parent
_SHARED = (
    "data/facts.py", "data/illustrating.py", "data/notation.py", "data/periods.py",
    "data/quantities.py", "language/phrases.py", "language/words.py",
)
_PACKAGES = (
    "altair", "babel", "lxml", "pillow", "pylopdf-fonts-zh-cn", "uharfbuzz", "vl-convert-python",
)


class Cache:
    """Pictures in ``folder``, one file each, named by the hash of their inputs.

    A hit imports neither Altair nor vl-convert. Files appear whole or not at all. ``used``
    collects the names asked for, for :meth:`prune`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[str] = set()

    def draw(
        self,
        chart: Chart,
        dataset: Dataset,
        words: Words,
        width: Width,
        *,
        name: str,
        description: str = "",
    ) -> str:
        """The same as :func:`explainer.charts.draw`, from the folder if it is there. Raises
        LayoutError for a picture that readers should not see: none such is kept."""
        key = _key(chart, dataset, words, [width, name, description])

        def made() -> bytes:
            svg = draw(chart, dataset, words, width, name=name, description=description)
            return sound(svg, width).encode()

        return self._keep(f"{chart.id}-{words.language}-{width}-{key[:20]}.svg", made).decode()

    def export(
        self, chart: Chart, dataset: Dataset, words: Words, fmt: str, **texts: str
    ) -> bytes:
        """The same as :func:`explainer.charts.export`, from the folder if it is there. Raises
        LayoutError as :meth:`draw` does."""
        from explainer.charts.exports import MADE_OF, export, png_of

        key = _key(chart, dataset, words, [fmt, sorted(texts.items())])

        def made() -> bytes:
            if fmt in MADE_OF:  # without drawing anew what the SVGs have
                svgs = [self.export(chart, dataset, words, name, **texts).decode()
                        for name in MADE_OF[fmt]]
                return png_of(svgs, words.language, fmt)
            return export(chart, dataset, words, fmt, **texts)

        return self._keep(f"{chart.id}-{words.language}-{key[:20]}.{fmt}", made)

    def live(self, chart: Chart, dataset: Dataset, words: Words, width: Width) -> bytes:
        """The same as :func:`explainer.charts.live.live`, from the folder if it is there."""
        from explainer.charts.live import live

        key = _key(chart, dataset, words, ["live", width])
        name = f"{chart.id}-{words.language}-{width}-{key[:20]}.json"
        return self._keep(name, lambda: live(chart, dataset, words, width))

    def runtime(self) -> bytes:
        """The script that live charts need, from the folder if it is there."""
        from explainer.charts import runtime

        name = runtime.address().rpartition("/")[2]
        return self._keep(name, lambda: runtime.bundle().script.encode())

    def _keep(self, name: str, make: Callable[[], bytes]) -> bytes:
        self.used.add(name)
        return kept(self.folder / name, make)

    def prune(self) -> None:
        """Remove what was not asked for since the cache was made."""
        for path in self.folder.glob("*"):
            if path.name not in self.used:
                path.unlink(missing_ok=True)


def _key(chart: Chart, dataset: Dataset, words: Words, asked: list[Any]) -> str:
    made = kind(chart.kind)
    facts = [*made.facts(chart, dataset), *figures(chart, dataset)]
    names = {metric.id: metric for metric in (fact.metric for fact in facts)}
    inputs = [
        _code(), words.language, asked,
        chart.model_dump_json(),
        [(fact.id, repr(fact.quantity), fact.standing) for fact in facts],
        [(m.id, m.label(words.language), m.name[words.language]) for m in names.values()],
        [dataset.unit_of(m).model_dump_json() for m in names.values()],
        [record.model_dump_json() for record in made.records(chart, dataset)],
    ]
    return hashlib.sha256(json.dumps(inputs, ensure_ascii=False).encode()).hexdigest()


@functools.cache
def _code() -> str:
    """The code that draws and the versions of what it draws with. The font is named by its
    package's version, which is cheaper than its eight megabytes."""
    digest = hashlib.sha256()
    shared = [_HERE.parent / name for name in _SHARED]
    shared += (_HERE.parent / "language").rglob("*.yml")
    for path in sorted([*_HERE.rglob("*.py"), *shared]):
        digest.update(path.name.encode() + path.read_bytes())
    for package in _PACKAGES:
        digest.update(f"{package} {importlib.metadata.version(package)}".encode())
    return digest.hexdigest()
