"""Items as a list of references has them: APA 7, Chicago 17 (author–date) and MLA 9.

These are the official styles of CSL, written out for the fields that our items have. A processor
would read the styles themselves. But the one for Python takes 40 ms for an item in three styles,
half a minute for the bibliography of a site, and misreads them: it puts “Edition.” into each
article of a newspaper in Chicago style. A cache would only keep what is wrong. Tests hold every
item of ours against what citeproc-js, which Zotero and its kin use, makes of it with the official
styles.

The day of access of our own pages is not in them: a build knows no day, and the page's script adds
it. Sources have the day on which curators saw them, where the styles ask for one.
"""

from .apa import apa
from .chicago import chicago
from .mla import mla

__all__ = ["apa", "chicago", "mla"]
