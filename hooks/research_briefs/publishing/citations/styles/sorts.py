"""Sorts of items that styles treat alike, by their types in CSL."""

from __future__ import annotations


def sort(types: str) -> frozenset[str]:
    """A sort from its types, which stand apart by white space."""
    return frozenset(types.split())


#: What appears in a journal, a newspaper and the like.
SERIAL = sort(
    "article-journal article-magazine article-newspaper interview paper-conference post-weblog"
)
#: What is cited by its title, whoever made it.
LAWS = sort("bill hearing legislation regulation treaty")
