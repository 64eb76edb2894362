"""Sources out of bibliographies of others."""

from __future__ import annotations

import re
from pathlib import Path

from ...issues import printable
from ...reading.bibliographies import FORMATS, Imported, read_bibliography
from ...reading.drafts import draft
from ...reading.files import Reading
from ...reading.yaml_text import decode
from ...records.documentation import PAGE
from ...records.model import Source
from ...records.wrong import Wrong
from ...settings import Settings
from ..config_file import ConfigError
from .ids import Taken, suggested_id, taken_ids

#: The fields by which two sources are the same.
_TELLING = re.compile(r"(?m)^(?:DOI|URL): *(\S+) *$")


def imported(
    file: Path, reading: Reading, settings: Settings, given: str = "", plain: bool = False
) -> dict[Path, str]:
    """The files of the sources in a bibliography; one that is there already is left out.

    `given` is the id that a single source is to have. Raises ConfigError.
    """
    entries = _entries(file)
    if given and len(entries) > 1:
        raise ConfigError(f"--id: {file.name} has {len(entries)} entries, and each needs its own")
    own, taken = _own(settings), taken_ids(reading)
    made: dict[Path, str] = {}
    for entry in entries:
        twin = next((own[v] for n in ("DOI", "URL") if (v := entry.fields.get(n)) in own), "")
        if twin:
            print(f"{printable(entry.key)} is there already: {twin}")
            continue
        id = _id_of(entry, given, taken)
        path = settings.folder / "sources" / f"{id}.yaml"
        taken = Taken({**taken.files, id: path.name})
        own |= {entry.fields[n]: path.name for n in ("DOI", "URL") if n in entry.fields}
        made[path] = draft(Source, entry.fields, _notes_on(entry, settings), plain)
    return made


def _entries(file: Path) -> list[Imported]:
    form = FORMATS.get(file.suffix.lower())
    if form is None:
        raise ConfigError(f"{file.name}: its name should end in one of {', '.join(FORMATS)}")
    try:
        text, issues = decode(file.read_bytes(), file.name)
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}") from error
    if issues:
        raise ConfigError(printable(str(issues[0])))
    try:
        return read_bibliography(text, form)
    except Wrong as error:
        raise ConfigError(f"{file.name}: {printable(str(error))}") from error


def notes(settings: Settings) -> list[str]:
    """Where more is said of fields, if the site has such a page."""
    page = settings.pages / PAGE
    return [f"{settings.docs}/{PAGE} explains every field."] if page.is_file() else []


def _own(settings: Settings) -> dict[str, str]:
    """The addresses and DOIs of the sources that there are, finished or not, with their files."""
    found: dict[str, str] = {}
    for file in sorted((settings.folder / "sources").glob("*.yaml")):
        text = file.read_text(encoding="utf-8", errors="replace")
        place = file.relative_to(settings.root).as_posix()
        found |= {match[1].strip("\"'"): place for match in _TELLING.finditer(text)}
    return found


def _notes_on(entry: Imported, settings: Settings) -> list[str]:
    refused = f"Could not be taken over: {', '.join(entry.refused)}." if entry.refused else ""
    return [*notes(settings), *([refused] if refused else [])]


def _id_of(entry: Imported, given: str, taken: Taken) -> str:
    """The id of an imported source: the first author's name and the year, as is usual."""
    if given:
        wrong = taken.why_not(given)
        if wrong:
            raise ConfigError(f"--id: {wrong}")
        return given
    first: dict[str, str] = next(iter(entry.fields.get("author", ())), {})
    name = first.get("family") or first.get("literal") or entry.fields.get("title", "")
    year = str(entry.fields.get("issued", ""))[:4] or "nd"
    words = suggested_id(" ".join(name.split()[:3])) or suggested_id(entry.key) or "source"
    return taken.free(f"{words}-{year}")
