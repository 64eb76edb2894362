"""`briefs show`: what the page of a record says, in the terminal."""

from __future__ import annotations

import argparse
import shutil
import sys
from typing import TYPE_CHECKING

from ...settings import Settings
from ...site import Site, load_site
from ..config_file import ConfigError
from .paper import folded
from .part import OK, add_part, summary
from .progress import told_as_it_goes
from .reports import strong_for

if TYPE_CHECKING:
    from .part import Parts

#: No line is wider, so that it can be read, nor narrower, so that it makes sense.
WIDEST, NARROWEST = 100, 30


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "show", show, "briefs show lupex")
    parser.add_argument("id", help="the id of the record, or one that it had before")
    parser.add_argument("--width", type=int, help="columns of a line (default: the terminal's)")


def show(options: argparse.Namespace, settings: Settings) -> int:
    """Print what the page of a record will say: its statements with sources and marks, its ties."""
    with told_as_it_goes("reading the records"):
        site = load_site(settings)
    text = site.markdown(_known(options.id, site))
    if text is None:
        what = f"“{options.id}”, or a record that it names, cannot be read"
        raise ConfigError(f"{what}; see `briefs check`")
    width = options.width or shutil.get_terminal_size().columns
    for line in folded(text, max(NARROWEST, min(width, WIDEST)), strong_for(sys.stdout)):
        print(line)
    if site.issues:
        print(f"briefs: {summary(site.issues, 0)}; see `briefs check`", file=sys.stderr)
    return OK


def _known(id: str, site: Site) -> str:
    """The id that a record has now. Raises ConfigError if there is none, with the nearest."""
    catalogue = site.catalogue
    id = catalogue.former_ids.get(id, id)
    if id in catalogue.records or id in catalogue.unread:
        return id
    close = catalogue.spellings.of_records(()).nearest(id, cutoff=0.6)
    hint = f"; did you mean “{close}”?" if close else ""
    raise ConfigError(f"there is no record “{id}”{hint}")
