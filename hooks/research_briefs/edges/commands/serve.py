"""`briefs serve`: the site while somebody writes it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from ...settings import Settings
from ..config_file import config_file
from .part import add_part

if TYPE_CHECKING:
    from .part import Parts


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "serve", serve, "briefs serve --dev-addr 127.0.0.1:8001")
    parser.add_argument(
        "--dev-addr",
        metavar="HOST:PORT",
        help="where it is served (default: what mkdocs.yml says, or 127.0.0.1:8000)",
    )


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """Show the site while you write: it follows each change of a record within seconds.

    A record with errors stops nothing; what is wrong stands on top of every page.
    """
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(config_file(settings.root))]
    if options.dev_addr:
        command += ["--dev-addr", options.dev_addr]
    if os.name == "posix":  # signals then reach the server itself
        os.execv(command[0], command)  # noqa: S606 — no shell is wanted
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 — our own words
    except KeyboardInterrupt:
        return 0
