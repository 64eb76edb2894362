"""`briefs new`: files of new records, with blanks to fill in and comments that say how."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date as Day
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...reading.drafts import blanks, draft
from ...reading.files import read_briefs
from ...reading.rewriting import create
from ...records.fields import BLANK
from ...records.model import KINDS, Source
from ...records.shape import fields_of, model_of, parser_of, vocabulary
from ...records.wrong import Wrong
from ...settings import Settings
from ..config_file import ConfigError
from .asking import ask, can_ask
from .ids import Taken, suggested_id, taken_ids
from .importing import imported, notes
from .part import OK, add_part, counted, existing

if TYPE_CHECKING:
    from .part import Parts

#: The kinds by what one record of each is called.
SINGULAR = {model.singular: kind for kind, model in KINDS.items()}
_EXAMPLE = 'briefs new agreement "Treaty on the Lights of the Sound" --form treaty'


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "new", new, _EXAMPLE)
    parser.add_argument("kind", choices=SINGULAR, metavar="KIND", help=", ".join(SINGULAR))
    parser.add_argument("title", nargs="?", default="", help="its title")
    parser.add_argument("--id", default="", help="its id (default: made from the title)")
    parser.add_argument("--plain", action="store_true", help="a file without comments")
    parser.add_argument(
        "--from",
        dest="bibliography",
        type=Path,
        metavar="FILE",
        help="sources from a file of BibTeX, RIS or CSL-JSON",
    )
    for name in _flags():
        parser.add_argument(f"--{name}", default="", help=f"its `{name}`, if the kind has one")


def _flags() -> dict[str, None]:
    """The fields for which there is a flag: those that a kind needs, but for lists."""
    return dict.fromkeys(name for kind in KINDS for name in _needed(kind) if name != "title")


def _needed(kind: str) -> list[str]:
    """The fields with one text that records of a kind must have, but for the day of the check."""
    return [
        name
        for name, field in fields_of(KINDS[kind]).items()
        if field.is_required() and model_of(field.annotation) is None and name != "checked"
    ]


def new(options: argparse.Namespace, settings: Settings) -> int:
    """Make a file for a new record: it asks, or takes flags, and leaves blank what is not known.

    The day of the check is today; write another when you hold the record against its sources later.
    """
    kind = SINGULAR[options.kind]
    reading = read_briefs(settings.folder)
    if options.bibliography:
        if options.kind != Source.singular:
            raise ConfigError("--from makes sources: say `briefs new source --from FILE`")
        file = existing(options.bibliography)
        made = imported(file, reading, settings, options.id, options.plain)
    else:
        known = _known(options, kind)
        id = _id(options, known.get("title", ""), taken_ids(reading))
        text = draft(KINDS[kind], known, notes(settings), options.plain)
        made = {settings.folder / kind / f"{id}.yaml": text}
    _write(made, settings)
    return OK


def _known(options: argparse.Namespace, kind: str) -> dict[str, Any]:
    """The fields that are given by flags, or by answers."""
    fields = fields_of(KINDS[kind])
    known: dict[str, Any] = {}
    for name in _needed(kind):
        value = str(getattr(options, name.replace("-", "_"))).strip()
        wrong = _wrong(fields[name], value) if value else ""
        if wrong:
            raise ConfigError(f"--{name}: {wrong}" if name != "title" else wrong)
        if not value and can_ask():
            means = f"{name}: {fields[name].description}"
            words = vocabulary(fields[name])
            value = ask(means, "", words, partial(_wrong, fields[name]))
        if value:
            known[name] = value
    for name in _flags():
        if getattr(options, name) and name not in _needed(kind):
            raise ConfigError(f"--{name}: {_a(options.kind)} has no field `{name}`")
    if known.get("read") == "full":
        known["extent"] = BLANK
    if "checked" in fields:
        known["checked"] = Day.today().isoformat()
    return known


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _wrong(field: Any, value: str) -> str:
    """What is wrong with the value of a field; empty if nothing is."""
    parser = parser_of(field)
    try:
        if parser:
            parser.parse(value)
    except Wrong as error:
        return "; ".join(filter(None, (error.problems[0].message, error.problems[0].hint)))
    return ""


def _id(options: argparse.Namespace, title: str, taken: Taken) -> str:
    """The id that is given, or one from the title, which must have letters for it."""
    if options.id:
        wrong = taken.why_not(options.id)
        if wrong:
            raise ConfigError(f"--id: {wrong}")
        return str(options.id)
    suggested = suggested_id(title)
    if can_ask():
        free = taken.free(suggested) if suggested else ""
        answer = ask("id: lower-case words and figures joined by hyphens", free, (), taken.why_not)
        if answer:
            return answer
    if not suggested:
        raise ConfigError("give it an --id: none can be made from the title")
    wrong = taken.why_not(suggested)
    if wrong:
        raise ConfigError(f"{wrong}; give another with --id, such as {taken.free(suggested)}")
    return suggested


def _write(made: Mapping[Path, str], settings: Settings) -> None:
    for file, text in made.items():
        try:
            create(file, text.encode())
        except OSError as error:
            raise ConfigError(f"{file} cannot be written: {error.strerror}") from error
        place = file.relative_to(settings.root).as_posix()
        left = blanks(text)
        todo = f"fill in {counted(left, 'blank')} (“{BLANK}”), " if left else ""
        print(f"made {place}: {todo}then `briefs check {place}`" if todo else f"made {place}")
