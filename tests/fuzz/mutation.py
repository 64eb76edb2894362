"""Inputs like others: what people and attackers do to a text, at random."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from random import Random

from pydantic import BaseModel
from tests.helpers import SITE

from research_briefs.records import words
from research_briefs.records.model import KINDS, Model, field_order

from .finds import CORPUS
from .targets import Target

#: The most characters of most inputs; those of the few that are to pass the limits of a text, and
#: of a file.
MOST, MOST_OF_TEXT, MOST_OF_FILE = 4_000, 25_000, 210_000

#: What means something to YAML, to prose, to citations, dates and amounts, or to a browser.
TOKENS = (
    *("\n", "\n\n", "\n  ", "\n    ", " ", "  ", "\t", "\r\n", "\r", ":", ": ", "- ", "\n- ", "#"),
    *(" # a", "|", "|\n  ", "|2-\n", ">\n  ", '"', "'", "''", "\\", "\\n", "\\U0001F680", "\\x00"),
    *("[", "]", "{", "}", ",", "&a ", "*a", "!a ", "!!str ", "? ", "---\n", "...\n", "%YAML 1.2\n"),
    *("<<: ", "~", "null", "NO", "1.10", "012", "@", "`", "=", "merged_into: ", "withdrawn: "),
    *("*", "**", "_", "__", "***a***", "1. ", "2) ", "+ ", "> ", "# ", "```\n", "![a](b)", "<b>"),
    *("[a](https://x.example)", "](", "<https://x.example>", "&amp;", "&#0;", "\\*", "|label]]"),
    *("[[lamps]]", "[[", "]]", "[[twin-lenses#a]]", "[[almanac-2024|x]]", "[@", "[@gazette-2023]"),
    *("[@almanac-2024, para. 3]", "[[twin-lenses|a [b] c]]", "https://", "javascript:", "data:,a"),
    *("gazette-2023", "almanac-2024, para. 3", "; ", ", ", "citing ", ", citing ministry-2021"),
    *("paras. ", "p. ", "pp. 3-5", "5-3", "–", "12:34", "iv", "0", "9" * 20, "9" * 5_000, "²", "٣"),
    *("2015-12-12", "2015-02-30", "2015-12", "2015~", "2015?", "/", "..", "../2025", "0000"),
    *("about ", "USD 35 million", "USD ", " to ", ".5", "lakh crore", "-1", "1e9", "1,000"),
    *("\x00", "\x1b[31m", "\x7f", "\x85", "\ufeff", "\u200b", "\u200d", "\u202e", "\u2028"),
    *("\ud800", "\udcff", "\ufffe", "\ue000", "\xad", "日本", "عربي", "e\u0301", "🚀", "ﬁ", "İ"),
    *("<script>", "</script>", "<img src=x onerror=a>", '" onclick="a', "{{ a }}", "{% a %}"),
    *("title: ", "checked: 2026-05-01\n", "# sources/almanac-2024\n", "# people/x\n", "../../x"),
)  # fmt: skip


@cache
def vocabulary() -> Sequence[str]:
    """The tokens, and the names of fields and words of the format itself."""
    named = (value for name, value in vars(words).items() if name.isupper())
    tables = (value for value in named if isinstance(value, Iterable))  # numbers are no words
    listed = (word for table in tables for word in table)
    return (*TOKENS, *(f"{name}: " for name in _field_names()), *dict.fromkeys(listed))


def _field_names() -> Iterator[str]:
    todo: list[type[Model]] = [*KINDS.values()]
    seen: set[type[BaseModel]] = set()
    while todo:
        model = todo.pop()
        if model not in seen:
            seen.add(model)
            yield from field_order(model)
            todo += [sub for sub in _models() if sub.__name__ in repr(model.model_fields)]


def _models() -> list[type[Model]]:
    found, todo = [], [Model]
    while todo:
        model = todo.pop()
        found.append(model)
        todo += model.__subclasses__()
    return found[1:]


def seeds(target: Target) -> list[bytes]:
    """What a search starts from: the corpus, and for whole records those of the fixture site."""
    found = [file.read_bytes() for file in sorted((CORPUS / target.name).glob("[!.]*"))]
    if target.suffix == ".yaml":
        for file in sorted((SITE / "briefs").glob("*/*.yaml")):
            place = f"# {file.parent.name}/{file.stem}\n"
            found.append(place.encode() + file.read_bytes())
    return found or [b""]


class Mutator:
    """Makes inputs of others for a target."""

    def __init__(self, target: Target, random: Random) -> None:
        self.most = MOST_OF_FILE if target.suffix == ".yaml" else MOST_OF_TEXT
        self._random = random
        self._tokens = vocabulary()

    def mutated(self, data: bytes, pool: Sequence[bytes]) -> bytes:
        """An input that is like one, with pieces of others in the pool."""
        text = _text(data)
        for _ in range(self._random.choice((1, 1, 1, 2, 2, 3, 5, 8))):
            change = self._random.choice(self._changes)
            text = change(self, text, pool)[:MOST]
        if self._random.random() < 0.003:
            text = self._repeated(text, self.most)[: self.most]
        return text.encode("utf-8", errors="surrogateescape" if _fits(text) else "replace")

    def _slice(self, text: str, most: int = 40) -> tuple[int, int]:
        start = self._random.randint(0, len(text))
        return start, min(len(text), start + self._random.randint(0, most))

    def _token(self) -> str:
        return self._random.choice(self._tokens)

    def _insert(self, text: str, _: Sequence[bytes]) -> str:
        at = self._random.randint(0, len(text))
        return text[:at] + self._token() + text[at:]

    def _replace(self, text: str, _: Sequence[bytes]) -> str:
        start, end = self._slice(text)
        return text[:start] + self._token() + text[end:]

    def _replace_value(self, text: str, _: Sequence[bytes]) -> str:
        """Put a token in the place of what stands after a colon, a dash or a comma."""
        starts = [n + 2 for n in range(len(text) - 1) if text[n : n + 2] in (": ", "- ", ", ")]
        if not starts:
            return text
        start = self._random.choice(starts)
        end = text.find("\n", start)
        return text[:start] + self._token() + (text[end:] if end > 0 else "")

    def _delete(self, text: str, _: Sequence[bytes]) -> str:
        start, end = self._slice(text)
        return text[:start] + text[end:]

    def _repeat(self, text: str, _: Sequence[bytes]) -> str:
        return self._repeated(text, self._random.choice((30, 300, 1_500)))

    def _rewrite(self, _: str, __: Sequence[bytes]) -> str:
        """A text of tokens alone."""
        joint = self._random.choice(("", "", " "))
        return joint.join(self._token() for _ in range(self._random.randint(2, 30)))

    def _repeated(self, text: str, most: int) -> str:
        """Say a piece many times."""
        start, end = self._slice(text, self._random.choice((1, 3, 10, 40)))
        piece = text[start:end] or self._token()
        times = self._random.randint(1, max(1, most // len(piece)))
        return text[:start] + piece * times + text[end:]

    def _change_line(self, text: str, _: Sequence[bytes]) -> str:
        """Leave out a line, say it twice, move it or indent it otherwise."""
        lines = text.split("\n")
        line = lines.pop(self._random.randrange(len(lines)))
        kept = self._random.choice(
            ([], [line, line], [line], [" " * self._random.randint(0, 6) + line.lstrip()])
        )
        at = self._random.randint(0, len(lines))
        return "\n".join([*lines[:at], *kept, *lines[at:]])

    def _splice(self, text: str, pool: Sequence[bytes]) -> str:
        other = _text(self._random.choice(pool)) if pool else ""
        start, end = self._slice(other, 400)
        at, to = self._slice(text, self._random.choice((0, 400)))
        return text[:at] + other[start:end] + text[to:]

    def _character(self, text: str, _: Sequence[bytes]) -> str:
        """Change one character to one beside it in Unicode, or to any other."""
        if not text:
            return self._token()
        at = self._random.randrange(len(text))
        near = (ord(text[at]) + self._random.choice((-1, 1, 32, 128))) % 0x110000
        code = self._random.choice((near, self._random.randrange(0x250), near))
        return text[:at] + chr(code) + text[at + 1 :]

    _changes: Sequence[Callable[[Mutator, str, Sequence[bytes]], str]] = (
        *(_insert, _insert, _replace, _replace_value, _delete, _repeat),
        *(_insert, _replace, _replace_value, _delete, _splice, _splice, _character),
        *(_change_line, _change_line, _change_line, _rewrite),
    )


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="surrogateescape")


def _fits(text: str) -> bool:
    """Whether a text has no surrogates but those that stand for a byte."""
    return not any("\ud800" <= c <= "\udc7f" or "\udd00" <= c <= "\udfff" for c in text)
