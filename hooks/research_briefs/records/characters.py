"""Characters that no text may hold: nobody sees them, or they change the order of all others.

However they are written, as themselves or as an escape in quotes, a reader of the page could not
tell that they are there.
"""

from __future__ import annotations

import re
import unicodedata

#: Invisible characters that scripts and emoji need between visible ones.
_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
#: What Unicode counts among letters, marks or symbols, and shows nothing all the same.
_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159"
#: They choose between looks of the character before them, such as that of an emoji.
_SELECTOR = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SUSPECT = re.compile(f"[{_BLANKS}]|{_SELECTOR.pattern}")
#: Not “Cn”: a script or emoji that Python does not know yet is not yet a mistake.
_UNSEEN = frozenset(("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))
#: What nearly all texts are made of, and needs no look.
_ASCII = bytes(range(ord(" "), ord("~") + 1))
#: The Canonical_Combining_Class of a virama, after which a joiner decides on the form of letters.
_VIRAMA = 9


def find_unfit(text: str, allowed: str = "") -> int:
    """Where the first character stands that a text may not hold; -1 if it has none."""
    # Bytes are left out far quicker than characters are looked at; even half a surrogate passes.
    data = text.encode("utf-8", "surrogatepass").translate(None, _ASCII + allowed.encode())
    rest = data.decode("utf-8", "surrogatepass")
    if rest.isprintable() and not _SUSPECT.search(rest):
        return -1
    places = (n for n, c in enumerate(text) if c not in allowed and _is_unfit(text, n))
    return next(places, -1)


def unfit_in(text: str, allowed: str = "") -> str:
    """The first character that a text may not hold, in words; empty if it has none."""
    place = find_unfit(text, allowed)
    return described(text[place]) if place >= 0 else ""


def described(character: str) -> str:
    """A character that a text may not hold, in words.

    >>> described(chr(0x200B))
    'an invisible character, U+200B (zero width space)'
    """
    is_control = unicodedata.category(character) == "Cc"
    default = "a control character" if is_control else "a character without a meaning"
    name = unicodedata.name(character, default).lower()
    return f"an invisible character, U+{ord(character):04X} ({name})"


def is_seen(character: str) -> bool:
    """Whether a character by itself shows something, if only that there is space."""
    category = unicodedata.category(character)
    return not (
        category in _UNSEEN
        or character in _BLANKS
        or _SELECTOR.match(character)
        or _is_no_character(character)
    )


def _is_unfit(text: str, place: int) -> bool:
    if is_seen(text[place]):
        return False
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if text[place] in _JOINERS:
        is_after_virama = before and unicodedata.combining(before) == _VIRAMA
        return not (is_after_virama or (_joins(before) and _joins(after)))
    if _SELECTOR.match(text[place]):
        is_keycap = after == "\N{COMBINING ENCLOSING KEYCAP}"
        return not (before and is_seen(before) and (before > "\x7f" or is_keycap))
    return True


def _joins(character: str) -> bool:
    """Whether a joiner beside the character may be of use: a letter, mark or symbol, not ASCII."""
    return character > "\x7f" and unicodedata.category(character)[0] in "LMS"


def _is_no_character(character: str) -> bool:
    """Whether Unicode promises never to give a meaning to a code point."""
    code = ord(character)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
