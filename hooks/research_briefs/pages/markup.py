"""Text and HTML, quickly: a page is put together from thousands of pieces.

Both do what MarkupSafe does, without its questions: most texts hold nothing to escape, and what is
made here is known to be HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from markupsafe import Markup, escape

_special = re.compile("[&<>\"']").search

#: Safe HTML, made of constants and of texts that were escaped on the spot.
html: Callable[[str], Markup] = partial(str.__new__, Markup)


def escaped(value: object) -> str:
    """A value as it stands in HTML: escaped, unless it is safe. What comes out is no `Markup`.

    >>> escaped("Lamps & <oil>"), escaped(Markup("<b>lamps</b>"))
    ('Lamps &amp; &lt;oil&gt;', Markup('<b>lamps</b>'))
    """
    if type(value) is Markup or (type(value) is str and not _special(value)):
        return value
    return escape(value)
