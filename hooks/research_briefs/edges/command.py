"""The `briefs` command: checks, tidies and shows records. It knows settings, but not MkDocs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from ..garbage import left_at_the_end
from ..settings import Settings
from .commands.part import MISUSED, WRONG, add_site, existing
from .config_file import ConfigError, find_settings

#: The parts of the command, each a module of its own, in the order in which its help lists them.
PARTS = (
    *("check", "new", "show", "rename", "fmt", "status", "review", "sources", "changes"),
    *("release", "schema", "export", "serve", "init"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(_named(given)).parse_args(given)
    try:
        settings = (
            find_settings(existing(options.site)) if options.on_a_site else Settings(Path(), "")
        )
        left_at_the_end()
        code: int = options.run(options, settings)
        sys.stdout.flush()
    except ConfigError as error:
        print(f"briefs: {error}", file=sys.stderr)
        return MISUSED
    except BrokenPipeError:  # the reader of our output has gone, for instance `briefs check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    return code


def _named(arguments: Sequence[str]) -> Sequence[str]:
    """The part of the command that is called, if that is plain to see; else all of them.

    Only its module is loaded: some need as long for that as `check` for a small site.
    """
    before = 2 if arguments[:1] == ["--site"] else 0
    called = arguments[before : before + 1]
    return called if called and called[0] in PARTS else PARTS


def _parser(names: Sequence[str] = PARTS) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="briefs", description=__doc__)
    add_site(parser, Path())
    parts = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in names:
        import_module(f".commands.{name}", __package__).add(parts)
    return parser
