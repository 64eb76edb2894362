"""The `briefs` command: checks, tidies and shows records. It knows settings, but not MkDocs."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date as Day
from pathlib import Path

from ..issues import Issue, render
from ..pages.phrases import Phrases
from ..pages.wording import wording
from ..records.dates import parse_day
from ..records.wrong import Wrong
from ..settings import Settings
from ..site import load_site
from .config_file import ConfigError, find_settings

#: Exit codes: all well; something is wrong with the data; the command was called wrongly.
OK, WRONG, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        settings = find_settings(_existing(options.site))
        code: int = options.run(options, settings)
        sys.stdout.flush()
    except ConfigError as error:
        print(f"briefs: {error}", file=sys.stderr)
        return MISUSED
    except BrokenPipeError:  # the reader of our output has gone, for instance `briefs check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    return code


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Say everything that is wrong with the records, or with the files named."""
    site = load_site(settings)
    wanted = [_relative(_existing(file), settings) for file in options.files]
    issues = [i for i in site.issues if not wanted or _is_in(i.path, wanted)]
    for issue in issues:
        print(render(issue))
    print(_summary(issues, len(site.catalogue.records)), file=sys.stderr)
    return WRONG if issues else OK


def fmt(options: argparse.Namespace, settings: Settings) -> int:
    """Lay records out in the one canonical way."""
    from ..reading.rewriting import lay_out  # noqa: PLC0415

    for file in options.files:
        _existing(file)
    files = options.files or sorted(settings.folder.glob("*/*.yaml"))
    changed, issues = lay_out(files, settings.folder, check=options.check)
    for issue in issues:
        print(render(issue))
    for path in changed:
        print(f"{'would lay out' if options.check else 'laid out'} {_relative(path, settings)}")
    return WRONG if issues or (options.check and changed) else OK


def status(options: argparse.Namespace, settings: Settings) -> int:
    """Print the state of records on the day of their check, or on the day asked for."""
    site = load_site(settings, as_of=options.as_of)
    if site.issues:
        print(f"briefs: {_summary(site.issues, 0)}; see `briefs check`", file=sys.stderr)
        return WRONG
    catalogue = site.catalogue
    unknown = [id for id in options.ids if id not in catalogue.states]
    for id in unknown:
        print(f"briefs: there is no record “{id}”", file=sys.stderr)
    say = Phrases(catalogue, wording(settings.language))
    for record in catalogue.sorted(options.ids or catalogue.states):
        state = catalogue.states[record.id]
        if state is not None:
            since = say.state_since(state) if state.status else ""
            told = "; ".join(filter(None, (since, *say.states_during(record, state))))
            label = say.state_label(record, state.status)
            if state.replaced_by:
                label = f"{say.words['state']['replaced_by']} {state.replaced_by}"
            print("\t".join((record.id, label, told, state.day.isoformat())))
    return MISUSED if unknown else OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="briefs", description=__doc__)
    parser.add_argument(
        "--site", type=Path, default=Path(), help="the folder of the site (default: this one)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = _command(commands, "check", check, "briefs check briefs/projects/lupex.yaml")
    one.add_argument("files", nargs="*", type=Path, help="only what is wrong with these")
    one = _command(commands, "fmt", fmt, "briefs fmt briefs/projects/lupex.yaml")
    one.add_argument("files", nargs="*", type=Path, help="only these (default: all)")
    one.add_argument("--check", action="store_true", help="write nothing; exit 1 if it would")
    one = _command(commands, "status", status, "briefs status --as-of 2014-06-01 lupex")
    one.add_argument("ids", nargs="*", help="only these records (default: all with a state)")
    one.add_argument("--as-of", type=_day, help="the day, such as 2014-06-01")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: object,
    example: str,
) -> argparse.ArgumentParser:
    """A part of the command, described by the docstring of the function that runs it."""
    parser = commands.add_parser(
        name, help=run.__doc__, description=run.__doc__, epilog=f"example: {example}"
    )
    parser.set_defaults(run=run)
    return parser


def _day(text: str) -> Day:
    try:
        return parse_day(text).earliest
    except Wrong as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _existing(path: Path) -> Path:
    """A path given on the command line, made absolute, if there is something."""
    if not path.exists():
        raise ConfigError(f"there is no {path}")
    return path.resolve()


def _relative(file: Path, settings: Settings) -> str:
    """A file as issues call it."""
    try:
        return file.resolve().relative_to(settings.root).as_posix()
    except ValueError as error:
        raise ConfigError(f"{file} is not in the site {settings.root}") from error


def _is_in(path: str, wanted: Sequence[str]) -> bool:
    return any(path == file or path.startswith(f"{file}/") for file in wanted)


def _summary(issues: Sequence[Issue], records: int) -> str:
    if not issues:
        return f"{_counted(records, 'record')}, no issues"
    files = len({issue.path for issue in issues})
    return f"{_counted(len(issues), 'issue')} in {_counted(files, 'file')}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
