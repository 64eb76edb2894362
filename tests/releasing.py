"""What the tests of releases share: a site in a repository of its own, released on any day."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from research_briefs.edges.command import main
from research_briefs.edges.config_file import find_settings
from research_briefs.site import Site, load_site

TREATY = "agreements/sound-lights-treaty"


@dataclass(frozen=True)
class Place:
    """A copy of the fixture site, and what one does with it."""

    root: Path

    def file(self, place: str) -> Path:
        return self.root / "briefs" / f"{place}.yaml"

    def version(self, place: str) -> Path:
        return self.root / "briefs" / ".versions" / f"{place}.json"

    def change(self, place: str, old: str, new: str) -> None:
        """Put another text into a record, where the old one stands once."""
        text = self.file(place).read_text(encoding="utf-8")
        assert text.count(old) == 1, (place, old)
        self.file(place).write_text(text.replace(old, new), encoding="utf-8")

    def write(self, place: str, text: str) -> None:
        self.file(place).write_text(text, encoding="utf-8")

    def git(self, *arguments: str) -> str:
        own = ["-c", "user.name=Keeper", "-c", "user.email=keeper@example.org"]
        command = ["git", "-C", str(self.root), *own, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "A change")

    def begin(self) -> None:
        """Put the site under version control."""
        self.git("init", "--quiet")
        self.commit()

    def release(self, day: str) -> int:
        return main(["--site", str(self.root), "release", "--date", day])

    def site(self) -> Site:
        return load_site(find_settings(self.root))

    def files(self) -> dict[str, bytes]:
        """All files beside the pages."""
        site = self.site()
        assert [str(issue) for issue in site.issues] == []
        return dict(site.files())

    def tree(self) -> dict[str, bytes]:
        """All that stands in the folder of versions."""
        folder = self.root / "briefs" / ".versions"
        return {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }


Printed = Callable[[], tuple[str, str]]


def printed(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """What the command printed since one last asked: on its output, and for the person."""
    found = capsys.readouterr()
    return found.out, found.err


def article(page: bytes) -> bytes:
    """The article within the page of a version."""
    return page.split(b"<article>\n")[1].split(b"\n</article>")[0]
