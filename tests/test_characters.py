"""Characters that no text may hold, and those that look as if they could be such."""

from __future__ import annotations

import pytest
from tests.helpers import NOTHING_WRONG, read, shown

from research_briefs.records.characters import described, find_unfit

GOOD = {
    "ASCII": "Lamps, 12 %",
    "spaces of any width": "a\u00a0b\u3000c\u2003d",
    "accents that combine": "e\u0301 n\u0303",
    "a joiner after a virama, within a word and at its end": "क\u094d\u200dष अवन\u0d4d\u200d",
    "a non-joiner between letters": "می\u200cخواهم",
    "emoji joined to one": "👩\u200d🔧 🏳\ufe0f\u200d🌈 👍🏽",
    "a key": "1\ufe0f\u20e3 #\ufe0f\u20e3",
    "a variant of an ideograph": "葛\U000e0100",
    "a flag of two letters": "🇯🇵",
    "what Unicode may give a meaning to one day": "\U0003fff0",
}
BAD = {
    "a NUL": ("a\0b", 1),
    "a tab": ("a\tb", 1),
    "a line end": ("a\nb", 1),
    "an escape": ("\x1b[1m", 0),
    "a soft hyphen": ("a\xadb", 1),
    "a space of no width": ("a\u200bb", 1),
    "a byte order mark": ("\ufeffa", 0),
    "a mark of direction": ("a\u200fb", 1),
    "an override of direction": ("a\u202eb", 1),
    "an isolate": ("\u2066a\u2069", 0),
    "a line separator": ("a\u2028b", 1),
    "a tag": ("a\U000e0041", 1),
    "a filler of Hangul": ("a\u3164", 1),
    "a filler of Jamo": ("\u115f\u1160", 0),
    "a pattern of Braille without dots": ("\u2800", 0),
    "a joiner of graphemes": ("a\u034fb", 1),
    "a joiner in ASCII": ("a\u200db", 1),
    "a joiner at the end": ("é\u200d", 1),
    "a joiner before a space": ("é\u200d é", 1),
    "several joiners, of which one would do": ("क\u094d\u200d\u200dष", 3),
    "a selector at the start": ("\ufe0fa", 0),
    "a selector after a letter of ASCII": ("a\ufe0f", 1),
    "a selector after a space": ("a \ufe0f", 2),
    "two selectors": ("☃\ufe0f\ufe0f", 2),
    "for private use": ("a\ue000", 1),
    "no character at all": ("a\ufffe", 1),
    "half a character": ("a\ud800", 1),
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_what_can_be_seen_or_is_of_use_is_fit(text: str) -> None:
    assert find_unfit(text) == -1


@pytest.mark.parametrize(("text", "place"), BAD.values(), ids=BAD)
def test_what_nobody_sees_is_not(text: str, place: int) -> None:
    assert find_unfit(text) == place


def test_some_may_be_allowed() -> None:
    assert find_unfit("a\tb\nc", allowed="\t\n") == -1
    assert find_unfit("a\tb\x0bc", allowed="\t\n") == 3
    assert find_unfit("灯\n\u200b", allowed="\n") == 2


def test_a_character_is_described_by_its_number_and_its_name() -> None:
    assert described("\u3164") == "an invisible character, U+3164 (hangul filler)"
    assert described("\x07") == "an invisible character, U+0007 (a control character)"
    assert described("\ue000") == "an invisible character, U+E000 (a character without a meaning)"


@pytest.mark.parametrize(("text", "place"), BAD.values(), ids=BAD)
def test_an_escape_hides_nothing(text: str, place: int) -> None:
    """What may not stand in a file may not come in by its number either, but for white space."""
    escapes = "".join(f"\\U{ord(c):08X}" for c in text)
    printed = shown(read(f'title: "{escapes}"\nchecked: 2026-05-01\n')[1])
    if text in ("a\tb", "a\nb"):
        assert printed == NOTHING_WRONG
    elif text != "a\ud800":  # libyaml does not read it
        assert f"title: the text has {described(text[place])}" in printed
