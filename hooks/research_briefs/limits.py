"""How much a contributor may send: the one place for sizes, depths and counts.

They are far above what a record needs and far below what would make a build slow or large. Each
gives an issue that names it. `docs/format.md` lists them; a test holds the two together.
"""

from __future__ import annotations

#: Bytes in one file.
FILE_BYTES = 200_000
#: Files in all of `briefs/`.
FILES = 100_000
#: How deep lists and mappings may be nested in a file. (The format itself needs five.)
NESTING = 6
#: Items in one list.
ITEMS = 500
#: Characters in a line of text: a title, a label, a name, a place.
LINE = 1_000
#: Characters in a text of several lines: prose, a statement's text, a citation.
PROSE = 20_000
#: Characters in a web address.
URL = 2_000
#: Characters in an id.
ID = 100
#: How deep lists and emphasis may be nested in prose.
PROSE_NESTING = 8
#: Issues told of one file; of a file with more than that something else is wrong.
ISSUES = 100
