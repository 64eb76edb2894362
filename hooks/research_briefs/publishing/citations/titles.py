"""English titles in the letters of headlines, as Chicago and MLA want them and CSL defines it."""

from __future__ import annotations

import re
from functools import lru_cache

#: Words that stay small within a title: articles, conjunctions, prepositions.
_SMALL = frozenset(
    """
    a about above across afore after against al along alongside amid amidst among amongst an and
    anenst apropos apud around as aside astride at athwart atop barring before behind below beneath
    beside besides between beyond but by c ca circa d' de despite down during et except for
    forenenst from given in inside into lest like modulo near next nor notwithstanding of off on
    onto or out over per plus pro qua sans since so than the through throughout thruout till
    to toward towards under underneath until unto up upon v v. van versus via von vs vs. within
    vis-à-vis with without yet
    """.split()  # noqa: SIM905
)
_BETWEEN = re.compile(r"([‘’“”]| [\"']|[\"'\-–—/.,;?!:\[\]()])")
_SPACES = re.compile("([\u00a0 \u2000-\u200b\u205f\u3000]+)")
_OPENING, _CLOSING = ("‘", "“", ' "', " '"), ("’", "”", '"', "'")


@lru_cache(maxsize=256)  # two styles want each title, and many items stand in one newspaper
def headline(title: str) -> str:
    """`Agreement on the transfer of arms` → `Agreement on the Transfer of Arms`.

    A word with capitals of its own is left as it is; the first and last words are never small.
    """
    pieces = _BETWEEN.split(title)
    is_first, last, opened = True, -1, 0
    for index in range(0, len(pieces), 2):
        mark = pieces[index - 1] if index else ""
        opened += mark in _OPENING
        # What follows an apostrophe is the rest of a word.
        inside_word = mark == "’" and _is_apostrophe(pieces[index - 2], pieces[index])
        inside_word = inside_word or (mark in _CLOSING and not opened)
        opened -= bool(mark in _CLOSING and opened and not inside_word)
        if not pieces[index].strip():
            continue
        if inside_word:
            head, space, rest = pieces[index].partition(" ")
            pieces[index] = head + space + (_words(rest, always=False) if rest.strip() else rest)
        else:
            pieces[index] = _words(pieces[index], always=is_first or mark[-1:] in ("!", "?", ":"))
        is_first, last = False, -1 if inside_word else index
    if last >= 0:
        pieces[last] = _last(pieces[last])
    return "".join(pieces)


def _is_apostrophe(before: str, after: str) -> bool:
    return before[-1:].isalnum() and after[:1].isalnum()


def _words(text: str, always: bool) -> str:
    """The words of a piece; the first one is capitalised in any case if `always`."""
    words = _SPACES.split(text)
    for index in range(0, len(words), 2):
        word = words[index]
        if word:
            big = always or (len(word) > 1 and word.lower() not in _SMALL)
            words[index] = _capital(word) if big else word
            always = False
    return "".join(words)


def _last(text: str) -> str:
    words = _SPACES.split(text)
    index = next(n for n in range(len(words) - 1, -1, -1) if words[n].strip())
    if len(words[index]) > 1 and words[index] in _SMALL:
        words[index] = _capital(words[index])
    return "".join(words)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:] if word == word.lower() else word
