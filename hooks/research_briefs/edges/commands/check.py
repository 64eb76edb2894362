"""`briefs check`: a build without the writing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...issues import render
from ...settings import Settings
from ...site import load_site
from ..editors import refresh
from .part import OK, WRONG, add_part, existing, relative, summary

if TYPE_CHECKING:
    from .part import Parts


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "check", check, "briefs check briefs/projects/lupex.yaml")
    parser.add_argument("files", nargs="*", type=Path, help="only what is wrong with these")


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Say everything that is wrong with the records, or with the files named."""
    site = load_site(settings)
    refresh(site.catalogue, settings)
    wanted = [relative(existing(file), settings) for file in options.files]
    issues = [i for i in site.issues if not wanted or _is_in(i.path, wanted)]
    for issue in issues:
        print(render(issue))
    print(summary(issues, len(site.catalogue.records)), file=sys.stderr)
    return WRONG if issues else OK


def _is_in(path: str, wanted: Sequence[str]) -> bool:
    return any(path == file or path.startswith(f"{file}/") for file in wanted)
