"""In VS Code, as this repository sets it up, a record is completed, explained and looked at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers import SITE, TESTS
from tests.language_server import Editor, editing, needs_editor

from research_briefs.edges.command import main

pytestmark = needs_editor

HOME = TESTS.parent

#: A new agreement; what is offered is asked for at the ends of its lines.
DRAFT = """\
title: Convention on Fog
form: treaty
parties:
  - who: [corland]
    role: party
    source: almanac-2024, para. 5
events:
  - date: 2015
    event: signed
    source: almanac-2024, para. 5
relations:
  - relation: enabled-by
    to: twin-lenses
    source: gazette-2023
topics:
  - fog-signals
checked: 2026-05-01
"""


def opened(root: Path, source: Path) -> Path:
    """A copy of a site as a contributor has it open, with the editor's settings of this one."""
    for part in ("briefs", "docs"):
        shutil.copytree(source / part, root / part)
    shutil.copy(source / "mkdocs.yml", root)
    (root / ".vscode").mkdir()
    shutil.copy(HOME / ".vscode" / "settings.json", root / ".vscode")
    # The reference of fields is the same for both sites.
    shutil.copy(HOME / "docs" / "fields.md", root / "docs")
    assert main(["--site", str(root), "schema"]) == 0
    return root


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """The fixture site in an editor."""
    with editing(opened(tmp_path_factory.mktemp("editor"), SITE)) as editor:
        yield editor


def offered_after(editor: Editor, beginning: str, text: str = DRAFT) -> dict[str, str]:
    """What is offered at the end of the first line that begins so."""
    path = editor.open(text)
    lines = text.split("\n")
    number = next(n for n, line in enumerate(lines) if line.strip(" -").startswith(beginning))
    return editor.offered(path, number, len(lines[number].rstrip("]")))


def test_fields_are_offered(editor: Editor) -> None:
    offered = offered_after(editor, "su", f"{DRAFT}su\n")
    assert {"summary", "binding", "questions", "former_ids"} <= set(offered)
    assert offered["summary"].startswith("Prose; each paragraph cites a source.")
    assert not {"title", "events"} & set(offered)  # those that are there
    assert not {"track", "sessions", "withdrawn"} & set(offered)  # those of other records
    offered = offered_after(editor, "pl", DRAFT.replace("relations:", "    pl\nrelations:"))
    assert offered["place"].startswith("Where it happened.")


def test_words_of_a_vocabulary_are_offered_with_their_meaning(editor: Editor) -> None:
    offered = offered_after(editor, "event:")
    assert offered["signed"] == "it is signed; the status is then “signed”"
    assert offered["amended"] == "it is amended; the status stays what it was"
    assert "contracted" not in offered  # what happens to projects alone
    offered = offered_after(editor, "relation:")
    assert offered["realises"] == "a real thing, of a proposal; the other page says “realised by”"


@pytest.mark.parametrize(
    ("line", "offered", "title", "not_offered"),
    [
        ("to:", "twin-lenses", "Twin lenses", "almanac-2024"),
        ("source:", "almanac-2024", "灯台年鑑: the lights of the Sound", "twin-lenses"),
        ("who:", "corland", "Corland", "fog-signals"),
        ("fog", "fog-signals", "Fog signals", "corland"),
    ],
)
def test_ids_of_what_there_is_are_offered(
    editor: Editor, line: str, offered: str, title: str, not_offered: str
) -> None:
    text = DRAFT.replace("[corland]", "[cor]").replace("- fog-signals", "- fog")
    found = offered_after(editor, line, text)
    assert found[offered] == title
    assert not_offered not in found
    assert "lightship-pact" not in found  # it was merged into another


def test_a_field_is_explained_with_a_way_to_its_documentation(editor: Editor) -> None:
    path = editor.open(DRAFT)
    said = editor.said(path, DRAFT.split("\n").index("    event: signed"), 5)
    assert "What sort of event it is.\n\nFor example `signed`." in said
    assert "* `signed`: it is signed; the status is then “signed”" in said
    page = editor.root / "docs" / "fields.md"
    assert f"[All about this field]({page.as_uri()}#L" in said
    line = int(said.split("fields.md#L")[1].split(")")[0])
    assert '<a id="events-event">' in page.read_text(encoding="utf-8").split("\n")[line - 1]


def test_an_id_that_nobody_knows_yet_is_no_fault(editor: Editor) -> None:
    """Ids are suggested; `briefs check` knows what is there, and a record may be still to come."""
    text = DRAFT.replace("[corland]", "[new-land]").replace("almanac-2024", "new-source")
    assert editor.problems(editor.open(text)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("form: treaty", "form: contrat", '2: Value is not accepted. Valid values: "treaty"'),
        ("checked: 2026-05-01", "checked: May 2026", "17: String is not a RFC3339 date."),
        ("date: 2015", "date: 12/2015", "8: String does not match the pattern"),
        ("to: twin-lenses", "to: The Twins", "13: String does not match the pattern"),
        ("title: Convention on Fog\n", "", '1: Missing property "title".'),
        ("form: treaty", "from: treaty", "2: Property from is not allowed."),
        ("date: 2015\n", "date: 2015\n    as_of: 2015\n", "8: Matches multiple schemas"),
    ],
)
def test_what_is_wrong_is_underlined(editor: Editor, right: str, wrong: str, message: str) -> None:
    found = editor.problems(editor.open(DRAFT.replace(right, wrong)))
    assert any(problem.startswith(message) for problem in found), found


def test_a_new_record_is_offered_as_soon_as_the_records_were_checked(editor: Editor) -> None:
    file = editor.root / "briefs" / "topics" / "new-lamps.yaml"
    text = DRAFT.replace("- fog-signals", "- new")
    assert "new-lamps" not in offered_after(editor, "new", text)
    file.write_text("title: New lamps\nchecked: 2026-05-01\n", encoding="utf-8")
    try:
        assert main(["--site", str(editor.root), "check"]) == 0
        editor.changed(".vscode/schema/ids.json")
        assert offered_after(editor, "new", text)["new-lamps"] == "New lamps"
    finally:
        file.unlink()


def test_no_record_of_this_repository_has_anything_underlined(tmp_path: Path) -> None:
    with editing(opened(tmp_path, HOME)) as editor:
        files = sorted((tmp_path / "briefs").glob("*/*.yaml"))
        paths = [
            editor.open(file.read_text(encoding="utf-8"), file.relative_to(tmp_path).as_posix())
            for file in files
        ]
        assert {path: found for path in paths if (found := editor.problems(path))} == {}
