"""What all pictures are made of: places along the width, texts that fit, the frame around."""

from __future__ import annotations

from markupsafe import Markup

from ..markup import escaped, html

#: A picture is this many units wide; one is printed as a tenth of a percent.
WIDTH = 1_000
#: How many units a letter of a label takes on the narrowest page that we draw for, 288 pixels.
LETTER = 22


def percent(units: int) -> str:
    """A place along the width.

    >>> percent(412), percent(500), percent(0)
    ('41.2%', '50%', '0')
    """
    whole, tenth = divmod(units, 10)
    if tenth:
        return f"{whole}.{tenth}%"
    return f"{whole}%" if whole else "0"


def cut(text: str, most: int) -> str:
    """A text of at most so many letters, cut at a word where that leaves most of it."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    head = kept.rsplit(" ", 1)[0]
    return f"{head if 2 * len(head) > most else kept}…"


def frame(sort: str, height: int, title: str, says: str, body: str, below: str = "") -> Markup:
    """A picture with its title and description; `below` is safe HTML that stands under it.

    It is a group and not an image, because there are links in it.
    """
    name = f"<title>{escaped(title)}</title><desc>{escaped(says)}</desc>"
    svg = f'<svg class="rb-picture rb-{sort}" role="group" height="{height}">{name}{body}</svg>'
    return html(f"{svg}{below}\n")
