"""Make a comment of the list of changes that a pull request's own code has written.

    python3 -I .github/comment.py changes.md https://github.com/…/actions/runs/1 > body.md

The list is what `briefs changes` prints, or claims to be: whoever opens a pull request may have
changed the program. So it is read as data and refused (exit code 1) unless each line has the form
of such a list. What a record says can stand only inside a fenced block of code, which no line can
end early: there nothing mentions, links or is HTML. It needs nothing but Python itself.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

#: Bytes of the list: GitHub takes 65,536 characters in a comment.
MOST = 240_000
MOST_CHARACTERS = 62_000

_COUNTS = r"\d+ (changed|new|gone)(, \d+ (changed|new|gone))*"
#: A line outside of blocks: a count, a record's name with one, the last word, or nothing.
_OUTSIDE = re.compile(
    rf"|{_COUNTS}\.|\*\*`[a-z0-9]+(-[a-z0-9]+)*`\*\*: {_COUNTS}|No statement has changed\."
    r"|This is too much for one place; records that are not named: \d+\."
)
_FENCE = re.compile(r"(`{3,})diff")
#: A line inside: none can be taken for the end of its block, which is made of backticks alone.
_INSIDE = re.compile(r"@@ .*|[-+] [A-Za-z_-]+: .*|  [A-Za-z_-]+: .*")


class Refused(Exception):
    """Why a text is no list of changes."""


def comment(found: bytes, run: str) -> str:
    """The body of the comment. Raises Refused."""
    if len(found) > MOST:
        raise Refused("the list is too long")
    try:
        text = found.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("the list is no text") from error
    if len(text) > MOST_CHARACTERS:
        raise Refused("the list is too long")
    _check(text.split("\n"))
    return (
        f"### Changed statements\n\n{text.rstrip()}\n\n"
        f"The site as this pull request makes it: “preview” among the [artifacts of this run]({run}"
        "#artifacts).\n"
    )


def _check(lines: list[str]) -> None:
    fence = ""
    for number, line in enumerate(lines, 1):
        if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in line):
            raise Refused(f"line {number} has a character that nobody sees")
        if fence:
            if line == fence:
                fence = ""
            elif not _INSIDE.fullmatch(line):
                raise Refused(f"line {number} stands in no list of changes")
        elif opened := _FENCE.fullmatch(line):
            fence = opened[1]
        elif not _OUTSIDE.fullmatch(line):
            raise Refused(f"line {number} stands in no list of changes")
    if fence:
        raise Refused("the last block has no end")


def main(file: str, run: str) -> int:
    """Print the comment; the exit code."""
    path = Path(file)
    try:
        if path.is_symlink() or not path.is_file():
            raise Refused("there is no list")
        with path.open("rb") as opened:
            body = comment(opened.read(MOST + 1), run)
    except Refused as error:
        print(f"No comment: {error}.", file=sys.stderr)  # noqa: T201
        return 1
    sys.stdout.buffer.write(body.encode())
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: comment.py changes.md ADDRESS-OF-THE-RUN")
    sys.exit(main(*sys.argv[1:]))
