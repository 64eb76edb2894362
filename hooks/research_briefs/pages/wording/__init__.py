"""The words of the interface, gathered in one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

Wording = Mapping[str, Any]


@cache
def wording(language: str = "en") -> Wording:
    """The interface's words in a language; English where there is no file of that language."""
    file = files(__name__) / f"{language}.toml"
    if not file.is_file():
        file = files(__name__) / "en.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
