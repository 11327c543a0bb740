"""Frames: a chart alone, as a page for other sites to embed, and the code that embeds it.

A frame shows its chart without any script. Its own script only chooses the scheme its address
asks for (``?dark=auto``, ``true`` or ``false``) and tells the page around it how high it is.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import urljoin

from markupsafe import Markup

from explainer import policy
from explainer.articles.figures import Figure
from explainer.articles.voice import Voice, plain
from explainer.charts.typesetting import wrap
from explainer.pages import icons

WIDTH = 700
"""The width a frame is made for; in wider ones the figure stays as it is."""
HEIGHT_SCRIPT = "assets/javascripts/embed.js"
_STYLES = ("tokens", "figures", "frame")
_SCRIPTS = ("frame", "figures", "explore", "steps")
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
"""What the page around it lets a frame do: run its script, and open links as any page would. It
has no storage, and the page around it is out of its reach."""
# The sizes of frame.css and figures.css, in pixels; a bold line of 18 is as wide as one of 19.
_PADDING, _TITLE, _SUBTITLE, _SMALL = 12, (19, 25.2), (14, 21), (12.8, 19.9)
_BAR, _APART = 36, 6
_STAGE, _CONTROL = (15.2, 24.4), 340
_TIGHT = 0.9  # of the room, for wide fonts and the gaps between Chinese and Latin
_NO_PICTURE = 400
_WIDTHS = range(620, WIDTH + 1, 20)


def frame(voice: Voice, figure: Figure, site_url: str) -> bytes:
    """The page at the chart's address for embedding; ``voice`` speaks there, and the figure's
    links lead from there."""
    site, live = voice.dataset.site, figure["live"] is not None
    html = voice.templates.get_template("embed.html").render(
        labels=voice.labels, tag=site.languages[voice.language].tag, figure=figure,
        title=plain(figure["title"]), site=site.title[voice.language],
        policy=policy.frame(live=live), referrer=policy.REFERRER,
        styles=[voice.href(f"assets/stylesheets/{name}.css") for name in _STYLES],
        script={name: voice.href(f"assets/javascripts/{name}.js") for name in _SCRIPTS},
        icon=voice.href(icons.FAVICON), credit=credit(voice),
        canonical=urljoin(site_url, voice.addresses.chart(figure["id"])),
    )
    lines = (line for line in html.splitlines() if line.strip())
    return ("\n".join(lines) + "\n").encode()


def code(voice: Voice, figure: Figure, site_url: str) -> str:
    """The element to paste into another page. Its height is right where it has the width it
    is made for; narrower ones scroll, unless :func:`height_script` is there too."""
    return str(Markup(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" '
        'sandbox="{}" style="width:100%;border:0"></iframe>'
    ).format(
        urljoin(site_url, voice.addresses.frame(figure["id"])), WIDTH, height(voice, figure),
        plain(figure["title"]), SANDBOX,
    ))


def height_script(site_url: str) -> str:
    """The element that gives all frames of a page the height they ask for."""
    return str(Markup('<script src="{}" async></script>').format(
        urljoin(site_url, HEIGHT_SCRIPT)
    ))


def height(voice: Voice, figure: Figure) -> int:
    """How high the frame must be at :data:`WIDTH` and a little below it, in pixels, with some
    room to spare. In a narrower one the picture is lower, but there may be more lines."""
    return max(_height(voice, figure, width) for width in _WIDTHS)


def credit(voice: Voice) -> str:
    """The words of the link to the chart's page: whose chart it is, and what is there."""
    site = voice.dataset.site.title[voice.language]
    return site + voice.labels.title_separator + voice.labels.frame_more


def _height(voice: Voice, figure: Figure, width: int) -> int:
    room = width - 2 * _PADDING
    drawn = figure["sizes"]["wide"]
    picture = float(drawn[1]) * room / float(drawn[0]) if drawn else _NO_PICTURE
    marks = " ".join(word for _, word in figure["marks"])
    texts = [
        (figure["title"], _TITLE), (figure["subtitle"], _SUBTITLE), (marks, _SMALL),
        (figure["note"] or "", _SMALL),
    ]
    lines = sum(
        len(_lines(Markup(text).striptags(), size, room)) * leading
        for text, (size, leading) in texts
    )
    lines += _lines_of_foot(voice, figure, room) * _SMALL[1]
    lines += _height_of_steps(figure, room)
    bar, apart = _BAR if figure["live"] else 0, _APART if figure["note"] else 0
    return round(2 * _PADDING + lines + picture + bar + apart + 32)


def _height_of_steps(figure: Figure, room: int) -> float:
    """What the words of an illustration need, four beside each other, and its control. Lines so
    short leave room at their ends anyway."""
    size, leading = _STAGE
    stages = [plain(text) for text in figure["stages"]]
    column = round(room / 4 - room * 0.029)
    rows = [stages[i:i + 4] for i in range(0, len(stages), 4)]
    return sum(
        max(len(_lines(text, size, column, 1)) for text in row) * leading + 20 for row in rows
    ) + (_CONTROL if figure["control"] else 0)


def _lines_of_foot(voice: Voice, figure: Figure, room: int) -> int:
    """The link at the end begins a line of its own unless the last one has room for it."""
    size = _SMALL[0]
    foot = _lines(plain(figure["credit"]), size, room) or ("",)
    together = len(_lines(f"{foot[-1]} {credit(voice)}", size, room)) == 1
    return len(foot) + (0 if together else len(_lines(credit(voice), size, room)))


@cache
def _lines(text: str, size: float, room: int, tight: float = _TIGHT) -> tuple[str, ...]:
    return tuple(wrap(text, size, room * tight))
