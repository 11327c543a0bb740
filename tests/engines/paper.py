"""What is painted on the pages of a PDF."""

from __future__ import annotations

import io
import re
from collections import Counter

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

_PARTS = re.compile(
    rb"\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f\s]*>"  # texts, which may say anything
    rb"|([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)\s+(?:(rg|scn?)|(RG|SCN?))(?=\s|$)"
    rb"|(?<=\s)(?:(q|Q|f\*?|F|S|s|[Bb]\*?)|/(\S+)\s+Do)(?=\s|$)"
)
"""Of a page's content: colours, and the operators that keep and give back a colour, paint a path
or another content (ISO 32000-2, annex A)."""
_BYTE = 255
Colour = tuple[int, ...]


def painted(pdf: bytes) -> Counter[Colour]:
    """How many shapes are painted in each colour, as red, green and blue from 0 to 255."""
    found: Counter[Colour] = Counter()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        content = page.get_contents()
        if content is not None:
            _read(content.get_data(), page["/Resources"], (), (), found)
    return found


def _read(
    content: bytes, resources: DictionaryObject, fill: Colour, stroke: Colour,
    found: Counter[Colour],
) -> None:
    kept: list[tuple[Colour, Colour]] = []
    for part in _PARTS.finditer(b" " + content):
        operator = part[6]
        if part[4]:
            fill = _colour(part)
        elif part[5]:
            stroke = _colour(part)
        elif operator == b"q":
            kept.append((fill, stroke))
        elif operator == b"Q" and kept:
            fill, stroke = kept.pop()
        elif operator in (b"S", b"s"):
            found[stroke] += 1
        elif operator and operator[:1] in b"fF":
            found[fill] += 1
        elif operator and operator[:1] in b"Bb":
            found.update({fill, stroke})
        elif part[7]:
            form = resources["/XObject"].get(f"/{part[7].decode()}")
            form = form and form.get_object()
            if isinstance(form, StreamObject) and form["/Subtype"] == "/Form":
                inner = form.get("/Resources", resources).get_object()
                _read(form.get_data(), inner, fill, stroke, found)


def _colour(part: re.Match[bytes]) -> Colour:
    return tuple(round(float(one) * _BYTE) for one in part.group(1, 2, 3))
