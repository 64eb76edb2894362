"""How search sees a text: as words without case, accents and other marks, on both sides the same.

`theme/assets/briefs/search/folding.js` does the same to what a reader types; a test holds the two
against each other, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import category, normalize

#: Letters that Unicode does not take apart, with what they count as. A long vowel counts as short,
#: and what joins or parts characters unseen as nothing. With `+` as a word, `2+2` is one.
ALIKE = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "þ": "th",
    "ς": "σ",
    "ー": "",
    "+": "plus",
    "\u00ad": "",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
}

#: Scripts without spaces, of whose characters each pair is a word: Han and, folded, kana.
PAIRED = "々〇\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"

_FIRST, _LAST, _TO_HIRAGANA = 0x30A1, 0x30F6, 0x60


class _Folding(dict[int, str]):
    """What each character is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        apart = normalize("NFKD", chr(code))
        lower = "".join(c for c in apart if not category(c).startswith("M")).lower()
        self[code] = "".join(ALIKE.get(c, _hiragana(c)) for c in lower)
        return self[code]


def _hiragana(character: str) -> str:
    code = ord(character)
    return chr(code - _TO_HIRAGANA) if _FIRST <= code <= _LAST else character


_FOLDING = _Folding()
#: What more than small letters can change.
_OTHER = re.compile(r"[^\x00-\x7f]+|\+")

_LETTER = r"[^\W_]"
#: An acronym with full stops; it can only be where a full stop stands before a single letter.
_ACRONYM = re.compile(rf"(?<!{_LETTER})[a-z](?:\.[a-z])+(?!{_LETTER})")
_ITS_END = re.compile(rf"\.[a-z](?!{_LETTER})")
_RUN = re.compile(rf"{_LETTER}+")
_PAIRED = re.compile(f"[{PAIRED}]")
#: A run of paired characters, or of others.
_PART = re.compile(f"[{PAIRED}]+|[^{PAIRED}]+")


def folded(text: str) -> str:
    """A text without case, accents and other marks.

    >>> folded("Kōno Tarō, データ, Łódź")
    'kono taro, てた, lodz'
    """
    text = text.lower()
    if text.isascii() and "+" not in text:  # as most are; to look for others takes far longer
        return text
    return _OTHER.sub(lambda found: found[0].translate(_FOLDING), text)


def words(text: str) -> list[str]:
    """The words of a text, in their order.

    Hyphens and apostrophes part words. Scripts without spaces give each pair of characters, and the
    last character of a run, so that one character alone finds its words too.

    >>> words("U.S.-Japan: 半導体 (Tōkyō)")
    ['us', 'japan', '半導', '導体', '体', 'tokyo']
    """
    text = folded(text)
    if _ITS_END.search(text):
        text = _ACRONYM.sub(lambda found: found[0].replace(".", ""), text)
    runs: list[str] = _RUN.findall(text)
    return runs if text.isascii() or not _PAIRED.search(text) else list(_paired(runs))


def _paired(runs: Iterable[str]) -> Iterator[str]:
    """Words, with those of scripts without spaces cut into pairs."""
    for run in runs:
        if run.isascii():
            yield run
            continue
        for part in _PART.findall(run):
            if _PAIRED.match(part):
                yield from (part[at : at + 2] for at in range(len(part)))
            else:
                yield part
