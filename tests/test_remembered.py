"""What is found out about a record is kept as long as all that it rests on is the same."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from random import Random

import pytest

from research_briefs.catalogue.catalogue import Catalogue, build_catalogue
from research_briefs.catalogue.checking import check, no_issues
from research_briefs.catalogue.remembered import Remembered
from research_briefs.catalogue.review import Grounds, grounds
from research_briefs.reading.files import Known, Reading, read_briefs


def catalogue_of(reading: Reading) -> Catalogue:
    documents = {entry.record.id: entry.document for entry in reading.entries}
    records = [entry.record for entry in reading.entries]
    return build_catalogue(records, documents=documents)


def title(id: str, catalogue: Catalogue) -> str:
    """The title of a record, and how many relate to it."""
    return f"{catalogue.records[id].title}: {len(catalogue.relations_to.get(id, ()))}"


def test_a_question_is_asked_anew_when_an_answer_on_the_way_would_be_another(
    site_folder: Path,
) -> None:
    folder, known = site_folder / "briefs", Known()
    asked: list[str] = []

    def look(id: str, catalogue: Catalogue) -> str:
        asked.append(id)
        return title(id, catalogue)

    remembered = Remembered[str]()
    ids = ("sound-lights-treaty", "fresnel-works")

    def ask() -> list[str]:
        asked.clear()
        question = remembered.of(catalogue_of(read_briefs(folder, known=known)))
        return [question(id, "a question", partial(look, id)) for id in ids]

    first = ask()
    assert asked == list(ids)
    assert (ask(), asked) == (first, [])

    file = folder / "organisations" / "fresnel-works.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Fresnel", "New Fresnel", 1), encoding="utf-8")
    assert ask() == [first[0], f"New {first[1]}"]
    assert asked == ["fresnel-works"]


def test_another_question_is_not_answered_with_the_same(site_folder: Path) -> None:
    catalogue = catalogue_of(read_briefs(site_folder / "briefs"))
    ask = Remembered[str]().of(catalogue)
    assert ask("fresnel-works", "one", lambda _: "1") == "1"
    assert ask("fresnel-works", "two", lambda _: "2") == "2"


def test_answers_that_are_not_to_be_kept_are_found_again(site_folder: Path) -> None:
    catalogue = catalogue_of(read_briefs(site_folder / "briefs"))
    remembered = Remembered[int](keeps=lambda found: found > 1)
    counter = iter(range(10))
    found = [
        remembered.of(catalogue)("fresnel-works", "of", lambda _: next(counter)) for _ in range(5)
    ]
    assert found == [0, 1, 2, 2, 2]


@pytest.mark.parametrize("part", [list, len])
def test_what_goes_through_all_records_cannot_be_remembered(
    site_folder: Path, part: type[list[str]]
) -> None:
    catalogue = catalogue_of(read_briefs(site_folder / "briefs"))
    ask = Remembered[object]().of(catalogue)
    with pytest.raises(TypeError, match="all records cannot be remembered of one"):
        ask("fresnel-works", "of", lambda noted: part(noted.records))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_remembered_is_what_would_be_found_out(site_folder: Path, seed: int) -> None:
    """After each of many edits: ids renamed, taken out and put back, broken and mended again."""
    chance = Random(seed)  # noqa: S311
    folder, known = site_folder / "briefs", Known()
    sound, wanting = no_issues(), Remembered[Grounds]()
    files = sorted(folder.glob("*/*.yaml"))
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    wrong = 0
    for _ in range(60):
        if chance.random() < 0.4:  # all is mended
            for file, text in texts.items():
                file.write_text(text, encoding="utf-8")
        else:
            file = chance.choice(files)
            file.write_text(_edited(texts, file, chance), encoding="utf-8")
        reading = read_briefs(folder, known=known)
        catalogue = catalogue_of(reading)
        issues = check(reading.entries, catalogue, sound)
        assert issues == check(reading.entries, catalogue)
        assert grounds(catalogue, wanting) == grounds(catalogue)
        wrong += bool(issues)
    assert 10 < wrong < 50  # some states had issues, and some none


def _edited(texts: dict[Path, str], file: Path, chance: Random) -> str:
    """What somebody might make of a file: a word or an id is another, or all is gone."""
    text = texts[file]
    here, there = (other.stem for other in chance.sample(sorted(texts), 2))
    return chance.choice(
        (
            text.replace("read: full", "read: excerpt"),
            text.replace("event: ", "event: no-", 1),
            text.replace("date: ", "date: 2", 1),
            text.replace(here, there),
            text.replace("para", "pag", 1),
            text.replace("  - id: ", "  - id: x", 1),
            "",
        )
    )


@pytest.mark.parametrize(
    ("what", "pattern", "instead"),
    [
        ("relates to it no more", r"relation: realises", "relation: enabled-by"),
        ("is a proposal itself", r"(?s)\nevents:.*?\n(?=\S)", "\nevents:\n  - date: 2005\n    "
         "event: proposed\n    source: gazette-2023\n"),
    ],
)  # fmt: skip
def test_a_proposal_is_told_of_when_what_realised_it(
    site_folder: Path, what: str, pattern: str, instead: str
) -> None:
    """It names the proposal, not the proposal it: what relates to a record is noted as well."""
    folder, known = site_folder / "briefs", Known()
    sound = no_issues()

    def told() -> list[str]:
        reading = read_briefs(folder, known=known)
        assert not reading.issues
        found = check(reading.entries, catalogue_of(reading), sound)
        return [issue.path for issue in found if issue.kind == "no-fate"]

    proposal = "briefs/projects/lens-exchange-proposal.yaml"
    file = folder / "projects" / "twin-lenses.yaml"
    text = file.read_text(encoding="utf-8")
    assert told() == []
    file.write_text(re.sub(pattern, instead, text), encoding="utf-8")
    assert proposal in told(), what
    file.write_text(text, encoding="utf-8")
    assert told() == []
