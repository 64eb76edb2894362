"""`briefs init`: a new site on a subject of its own, from what the package carries."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date as Day
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from ...pages.wording import wording
from ...reading.files import why_no_id
from ...reading.scalars import inline
from ...records.model import Name
from ...records.shape import fields_of, parser_of
from ...records.wrong import Wrong
from ...settings import Settings
from ..config_file import ConfigError
from .asking import ask, can_ask
from .ids import suggested_id
from .part import OK, add_part

if TYPE_CHECKING:
    from .part import Parts

#: Names of files in the package that are others in the site.
_NAMES = {"gitignore": ".gitignore", "mkdocs_hooks": "mkdocs_hooks.py"}
_TOPIC = "briefs/topics/topic.yaml"


def add(parts: Parts) -> None:
    """Declare it."""
    example = 'briefs init lights --name "Lights of the Sound" --topic Lighthouses'
    parser = add_part(parts, "init", init, example, on_a_site=False)
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")
    parser.add_argument("--name", default="", help="what the site is called")
    parser.add_argument("--topic", default="", help="its first topic")
    parser.add_argument("--language", default="", help="the language of its pages, such as en")


def init(options: argparse.Namespace, _: Settings) -> int:
    """Make a new site: settings, a page, and an example of each kind that explains itself."""
    folder: Path = options.folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError(f"{options.folder} is not empty: name a new folder")
    name = _answer(options.name, "What is the site called?", "Research briefs")
    topic = _answer(options.topic, "What is its first topic?", "First topic")
    language = _answer(options.language, "In which language are its pages?", "en")
    _check_language(language)
    topic_id = suggested_id(topic) or "first-topic"
    if why_no_id(topic_id) or topic_id.startswith("example-"):
        topic_id = f"topic-{topic_id}"
    values = {
        "name": inline(name),
        "title": name,
        "description": inline(f"Sourced briefs on {topic}."),
        "language": language,
        "topic": topic,
        "topic_title": inline(topic),
        "topic_id": topic_id,
        "today": Day.today().isoformat(),
    }
    _make(folder, values)
    print(f"made {options.folder}; next: cd {options.folder} && briefs serve")
    if language != "en" and wording(language) == wording("en"):
        print(f"the interface has no words in “{language}” yet, so they will be English")
    return OK


def _answer(given: str, question: str, default: str) -> str:
    """One line, from a flag or a person; the default where there is neither."""
    answer = given or (ask(question, default) if can_ask() else default)
    line = " ".join(answer.split())
    if not line.isprintable() or not line:
        raise ConfigError(f"this cannot be written: {line.encode('unicode_escape').decode()}")
    return line


def _check_language(language: str) -> None:
    parser = parser_of(fields_of(Name)["lang"])
    try:
        assert parser is not None  # it is the field of a language
        parser.parse(language)
    except Wrong as error:
        raise ConfigError(f"{error}; {error.problems[0].hint}") from error


def _make(folder: Path, values: Mapping[str, str]) -> None:
    """Write all files beside the folder, and let them take its place: it is whole, or not there."""
    starter = files("research_briefs") / "starter"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            for place, text in _texts(starter):
                file = made / place.replace(_TOPIC, f"briefs/topics/{values['topic_id']}.yaml")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(Template(text).substitute(values), encoding="utf-8", newline="\n")
            made.chmod(0o755)
            _move(made, folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise ConfigError(f"{folder} cannot be made: {error.strerror}") from error


def _move(made: Path, folder: Path) -> None:
    """Put what was made in its place; a folder that is there stays, for somebody may be in it."""
    if not folder.exists():
        made.replace(folder)
        return
    for item in made.iterdir():
        item.replace(folder / item.name)


def _texts(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    """The files of the starter with their places."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        place = f"{above}{_NAMES.get(item.name, item.name)}"
        if item.is_dir():
            if item.name != "__pycache__":
                yield from _texts(item, f"{place}/")
        else:
            yield place, item.read_text(encoding="utf-8")
