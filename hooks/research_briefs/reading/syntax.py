"""What libyaml says of a text that it cannot read, in words for those who do not know YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from .. import limits

Lines = tuple[str, ...]

#: A line of a record: its indentation and dashes, the name of its field if it has one, its text.
_LINE = re.compile(r"[ -]*(?P<name>[\w-]+: +)?(?P<text>.*)")
_LONGEST_EXAMPLE = 60

_COLUMN = "what belongs together begins in the same column"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong at a place; line and column count from 0."""

    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Wording:
    """A message and hint, and whether they are about the start of what libyaml was reading.

    `{char}` becomes the character there and `{quoted}` its line as it would be in quotes.
    """

    message: str
    hint: str
    at_start: bool = False


#: What is said of lists in lists in lists, whoever notices it.
TOO_DEEP = f"this is nested deeper than {limits.NESTING}, which is the limit"
FLATTER = "take out dashes or brackets; quote a text that begins with them"

_AT = "the id of a source has no @ here; quote any other text that begins with one"
_BRACKET = "close it with “]”; quote a text that begins with “[”"
_WORDINGS = (
    # libyaml from 0.2.6 on has a limit of its own, and meets it before we see how deep it is.
    (r"maximum nesting depth", _Wording(TOO_DEEP, FLATTER)),
    (r"directive|incompatible",
     _Wording("“%” means something at the start of a line", "delete it, or indent a text that "
              "goes on", True)),
    (r"unexpected end of stream|unexpected document indicator",
     _Wording("a quote is opened here and not closed", "close it, or take it away", True)),
    (r"escape c|hexdecimal",
     _Wording("“\\” means something in double quotes", "write “\\\\”, or use single quotes")),
    (r"cannot start any token|mapping keys|node content",
     _Wording("a text cannot begin with “{char}”", "{quoted}")),
    (r"alphabetic or numeric|tag|expected '[>!]'",
     _Wording("“{char}” means something at the start of a text", "{quoted}", True)),
    (r"expected ',' or '\]'", _Wording("a list in brackets is not closed", _BRACKET, True)),
    (r"expected ',' or '}'",
     _Wording("fields in braces", "write one field a line; quote a text with braces", True)),
    (r"comment or line break|indentation indicator",
     _Wording("text after “|” begins on the next line", "begin a new line, or quote the text")),
    (r"expected '-' indicator",
     _Wording("this belongs to no item of the list above", "indent it as the fields of its item")),
    (r"block sequence entries",
     _Wording("a list cannot begin on this line", "begin it on the next; or {quoted}")),
    (r"document start", _Wording("more text after the end, “...”", "delete the “...”")),
)  # fmt: skip


def explain(error: yaml.YAMLError, lines: Lines) -> Trouble:
    """What is wrong where, of all that libyaml refuses."""
    problem = getattr(error, "problem", None) or "no reason is known"
    line, column = _place(getattr(error, "problem_mark", None), lines)
    start = _place(getattr(error, "context_mark", None), lines)
    if "mapping values are not allowed" in problem:
        return Trouble(line, column, *_colon(lines[line], column))
    if "expected ':'" in problem:
        return Trouble(*start, *no_field(lines[start[0]]))
    if "did not find expected key" in problem:
        return Trouble(line, column, *_left_over(lines[line][:column]))
    for pattern, wording in _WORDINGS:
        if re.search(pattern, f"{problem} {getattr(error, 'context', '')}"):
            line, column = start if wording.at_start else (line, column)
            char = lines[line][column : column + 1]
            quoted = in_quotes(lines[line]) if char != "@" else _AT
            hint = wording.hint.format(char=char, quoted=quoted)
            return Trouble(line, column, wording.message.format(char=char), hint)
    return Trouble(line, column, f"this is not YAML: {problem}", "compare it with docs/format.md")


def _place(mark: yaml.Mark | None, lines: Lines) -> tuple[int, int]:
    if mark is None:
        return 0, 0
    return min(mark.line, len(lines) - 1), mark.column


def in_quotes(line: str) -> str:
    """A hint that shows a line with its text in quotes."""
    match = _LINE.fullmatch(line)
    text = match["text"].rstrip() if match else ""
    mark = next((mark for mark in "\"'" if mark not in text), "")
    if not match or not mark or "\\" in text or len(line) > _LONGEST_EXAMPLE:
        return "quote the text"
    return f"quote the text: {match['name'] or ''}{mark}{text}{mark}"


def no_field(line: str) -> tuple[str, str]:
    """What is wrong with a line that should be a field and has no colon that counts."""
    name = re.match(r"[ -]*[\w-]+", line)
    after = line[name.end() :] if name else ""
    if after.startswith(":") and not after[1:2].isspace():
        return "there is no space after the colon", f"write: {name[0].strip()}: …" if name else ""
    if after.startswith(":"):
        return "the space after the colon is not an ordinary one", "type it anew"
    if after.startswith("："):
        return "“：” is not the colon that is needed", "type “:” and a space"
    hint = "a field is `name: value`; text that goes on is indented further than its field"
    return "this line is not a field", hint


def _colon(line: str, column: int) -> tuple[str, str]:
    """What is wrong with a colon in a text."""
    if re.search(r":\s", line[:column]):
        return "“: ” stands twice on this line", in_quotes(line)
    hint = "indent it as the fields around it; or, if it is a part of the text, quote all of that"
    return "this line goes on with the text above, and has a colon in it", hint


def _left_over(before: str) -> tuple[str, str]:
    """What is wrong with something that belongs to nothing, by what stands before it."""
    before = before.rstrip()
    if before.endswith(('"', "'")):
        hint = "quote all of the text, in the sort of quotes that it does not have"
        return f"the text ends with the {before[-1]} before this", hint
    if before.endswith("]"):
        return "the list ends with the “]” before this", "quote a text that begins with “[”"
    if before.endswith("}"):
        return "text after braces", "quote a text that begins with “{”"
    return "this line is not indented as those around it", _COLUMN
