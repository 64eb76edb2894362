"""`briefs export`: the site as pages of Markdown."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ...issues import render
from ...settings import Settings
from ..config_file import ConfigError
from ..exported_config import configuration_of
from ..exporting import check_target, export_of, replaced
from .part import OK, WRONG, add_part, counted, summary

if TYPE_CHECKING:
    from .part import Parts


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "export", export, "briefs export ../exported")
    parser.add_argument("folder", type=Path, help="a new folder, or an earlier export to replace")


def export(options: argparse.Namespace, settings: Settings) -> int:
    """Write the site as Markdown, for Zensical or MkDocs without this package."""
    folder = options.folder.resolve()
    try:
        return _export(folder, settings)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ConfigError(f"{folder} cannot be written: {error.strerror}") from error


def _export(folder: Path, settings: Settings) -> int:
    check_target(folder, settings)
    made = export_of(settings, configuration_of(settings.root))
    if made.issues:
        for issue in made.issues:
            print(render(issue))
        print(summary(made.issues, 0), file=sys.stderr)
        return WRONG
    made.check_navigation()
    with replaced(folder) as new:
        made.write(new)
    print(f"{counted(len(made.pages) + made.told, 'page')} in {folder}")
    return OK
