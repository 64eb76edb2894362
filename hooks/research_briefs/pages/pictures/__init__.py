"""Pictures of the data as inline SVG: when things happened, and what hangs together with what.

Pure functions of the catalogue, drawn on a page's canvas, which notes their links. Widths are
percentages and heights are pixels, so that a picture fills a phone and a desk alike without its
text growing or shrinking; looks are classes, which the site's style sheet knows.
"""

from .columns import of_all
from .graph import neighbours
from .reading import shapes
from .rows import of_country, of_topic
from .timeline import of_record
from .together import LEAST, together

__all__ = [
    "LEAST",
    "neighbours",
    "of_all",
    "of_country",
    "of_record",
    "of_topic",
    "shapes",
    "together",
]
