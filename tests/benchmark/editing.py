"""Changes a file as somebody does who edits it, and undoes that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .measure import BUILD, Figures, Run, build, forget, run

#: Before the first words of a record's summary, which is a statement.
SUMMARY = "summary: |\n  "


@dataclass(frozen=True)
class Edit:
    """A file that is edited again and again, always in one place."""

    file: Path
    text: str
    after: str

    def save(self, number: int) -> str:
        """Put a new word into the file, and return it."""
        word = f"Edited-{number}"
        self.file.write_text(
            self.text.replace(self.after, f"{self.after}{word} ", 1), encoding="utf-8"
        )
        return word


@contextmanager
def edited(file: Path, after: str) -> Iterator[Edit]:
    """Edit a file right after some text of it; in the end it is what it was."""
    text = file.read_text(encoding="utf-8")
    if after not in text:
        raise SystemExit(f"{file} has no {after!r}")
    try:
        yield Edit(file, text, after)
    finally:
        file.write_text(text, encoding="utf-8")


def measure_edit(folder: Path, brief: str, runs: int) -> Figures:
    """Change one statement of a brief, given by its address, and build again, several times.

    What the build before has left may be of use to the next.
    """
    forget(folder)
    run(BUILD, folder)
    found: list[Run] = []
    page = folder / "site" / brief / "index.html"
    with edited(folder / "briefs" / f"{brief.rstrip('/')}.yaml", SUMMARY) as edit:
        for number in range(1, runs + 1):
            word = edit.save(number)
            found.append(build(folder))
            if word not in page.read_text(encoding="utf-8"):
                raise SystemExit(f"{page} does not show what was edited")
    return Figures("edit", tuple(found))
