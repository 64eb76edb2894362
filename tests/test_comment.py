"""The comment on a pull request: what its own code wrote is data, and refused if it is odd."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.helpers import TESTS

from research_briefs.catalogue.comparing import Statements, compare
from research_briefs.publishing.changed import markdown, told
from research_briefs.site import Site

SCRIPT = TESTS.parent / ".github" / "comment.py"
RUN = "https://github.com/example/lights/actions/runs/1"
SOUND = "1 new.\n\n**`horns`**: 1 new\n\n```diff\n@@ horns, new @@\n+ title: Horns\n```\n"


def commented(file: Path) -> tuple[int, str, str]:
    """What the script makes of a file: exit code, body, and what it says."""
    command = [sys.executable, "-I", str(SCRIPT), str(file), RUN]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def accepted(tmp_path: Path, text: str) -> str:
    (tmp_path / "changes.md").write_text(text, encoding="utf-8")
    code, body, said = commented(tmp_path / "changes.md")
    assert code == 0, said
    return body


def test_the_comment_has_the_list_and_the_way_to_the_preview(tmp_path: Path) -> None:
    assert accepted(tmp_path, SOUND) == (
        f"### Changed statements\n\n{SOUND}\n"
        "The site as this pull request makes it: “preview” among the "
        f"[artifacts of this run]({RUN}#artifacts).\n"
    )


def test_every_list_that_is_made_is_taken(tmp_path: Path, site: Site) -> None:
    state = told(site.catalogue)
    accepted(tmp_path, markdown(compare({}, state)))
    accepted(tmp_path, markdown(compare(state, {})))
    accepted(tmp_path, markdown(compare(state, state)))
    accepted(tmp_path, markdown(compare({}, state), most=3_000))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"@everyone\n{SOUND}", "line 1 stands in no list of changes"),
        (f"{SOUND}<img src=x>\n", "line 9 stands in no list of changes"),
        (SOUND.replace("1 new.", "1 new. See [here](https://evil.example.org)"), "line 1 stands"),
        (SOUND.replace("horns`**", "ho`@me`rns`**"), "line 3 stands in no list of changes"),
        # Indented as the end of a block may be.
        (SOUND.replace("+ title", "   ```\n@everyone\n+ title"), "line 7 stands in no list"),
        (SOUND.replace("+ title: Horns", "+ ```"), "line 7 stands in no list of changes"),
        (SOUND.replace("```diff", "~~~diff"), "line 5 stands in no list of changes"),
        (SOUND.removesuffix("\n```\n"), "the last block has no end"),
        (SOUND.replace("Horns", "Ho\u202erns"), "line 7 has a character that nobody sees"),
        (SOUND.replace("Horns", "Horns\r@me"), "line 7 has a character that nobody sees"),
        (SOUND.replace("Horns", "H" * 70_000), "the list is too long"),
        (SOUND.replace("Horns", "灯" * 200_000), "the list is too long"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "changes.md").write_bytes(text.encode())
    code, body, said = commented(tmp_path / "changes.md")
    assert (code, body) == (1, "")
    assert said.startswith(f"No comment: {message}")


def test_what_is_no_text_or_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    assert commented(tmp_path / "latin") == (1, "", "No comment: the list is no text.\n")
    assert commented(tmp_path / "none") == (1, "", "No comment: there is no list.\n")
    (tmp_path / "link").symlink_to("/etc/hostname")
    assert commented(tmp_path / "link") == (1, "", "No comment: there is no list.\n")
    assert commented(tmp_path) == (1, "", "No comment: there is no list.\n")


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=3))
def test_no_text_of_a_record_is_refused_or_gets_out(texts: list[str]) -> None:
    """The script is read as code here: to start it for each example takes long."""
    names: dict[str, object] = {"__name__": "comment"}
    exec(compile(SCRIPT.read_text(encoding="utf-8"), SCRIPT, "exec"), names)  # noqa: S102
    values = (" ".join(text.split()) for text in texts)
    said = {f"a{n}": {"field": "facts", "value": text} for n, text in enumerate(values)}
    state: Statements = {"fog-horn": said}
    comment = names["comment"]
    assert callable(comment)
    body = comment(markdown(compare({}, state)).encode(), RUN)
    tokens = [token.type for token in MarkdownIt("commonmark").parse(body)]
    assert tokens.count("fence") == 1
    assert tokens.count("inline") == 4
