"""Settings for commands, read from `mkdocs.yml` without MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ..settings import Settings, settings_from

NAMES = ("mkdocs.yml", "mkdocs.yaml")


class ConfigError(Exception):
    """Why there are no settings; the message is for the person at the terminal."""


class _Tolerant(yaml.CSafeLoader):
    """Reads tags that only MkDocs knows (`!ENV`, `!!python/name:…`) as nothing."""


_Tolerant.add_multi_constructor("", lambda *_: None)


def find_settings(start: Path) -> Settings:
    """The settings of the site in a folder or in the nearest one above it."""
    for folder in (start, *start.parents):
        file = config_file(folder)
        if file.is_file():
            return read_settings(file)
    raise ConfigError(f"no mkdocs.yml in {start} or above it; run this in the folder of a site")


def config_file(folder: Path) -> Path:
    """The configuration file of a site's folder, whether or not there is one."""
    files = [folder / name for name in NAMES]
    return next((file for file in files if file.is_file()), files[0])


def read_settings(file: Path) -> Settings:
    """The settings in a configuration file."""
    return settings_from(file.parent.resolve(), read_values(file))


def read_values(file: Path) -> dict[str, Any]:
    """All that a configuration file says."""
    try:
        values: Any = yaml.load(file.read_text(encoding="utf-8"), Loader=_Tolerant)  # noqa: S506
    except (OSError, ValueError, yaml.YAMLError) as error:
        problem = " ".join(str(error).split())
        raise ConfigError(f"{file.name} cannot be read: {problem}") from error
    if not isinstance(values, dict):
        raise ConfigError(f"{file.name} is not a mapping of settings")
    return values
