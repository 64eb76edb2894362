"""How templates are read: small pages and fast ones need a little done before Jinja sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import escape

from .wording import Wording

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_WORD = re.compile(r"\{\{ words((?:\.\w+)+) \}\}")


class Prepared(Extension):
    """Takes the indentation of templates away, and puts fixed words of the interface in place.

    A page prints hundreds of them: to look each one up takes a tenth of the time of a page.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """The source of a template as Jinja gets it; lines stay where they were."""
        return _WORD.sub(self._word, _INDENTATION.sub("", source))

    def _word(self, found: re.Match[str]) -> str:
        word: Any = self.environment.globals["words"]
        for key in found[1].split(".")[1:]:
            if key not in word:
                return found[0]  # Jinja says what is wrong, and where
            word = word[key]
        return str(escape(word))


def environment(folders: Sequence[Path], words: Wording, **names: object) -> Environment:
    """The environment of templates in these folders, the first of which come first."""
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Prepared],
    )
    made.globals.update(names, words=words)
    return made
