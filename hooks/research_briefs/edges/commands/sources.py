"""`briefs sources check`: whether the addresses of sources still lead anywhere.

It is the only part of the command that reaches the network.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date as Day
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_network
from typing import TYPE_CHECKING

from ...collection import Collection, read_collection
from ...issues import printable, render
from ...reading.rewriting import set_fields
from ...records.fields import most_like, nearest
from ...records.model import Source
from ...records.prose import parse_url
from ...records.wrong import Wrong
from ...settings import Settings
from ..web.archive import WAYBACK, Archive
from ..web.asking import Asker, Manners
from ..web.checking import Asked, Checker, Offline
from ..web.connecting import Network
from ..web.looking import Looker
from ..web.verdicts import Finding, Verdict
from .found import Progress, Told, Written
from .part import INTERRUPTED, MISUSED, OK, UNABLE, WRONG, add_part, day, is_sound, relative

if TYPE_CHECKING:
    from .part import Parts

#: For which sources the archive is asked for a copy: for those that do not answer as they should,
#: for all that have none, for none.
COPIES = ("gone", "all", "none")
#: The most seconds that a request, or a pause between two, may last.
_LONGEST = 600


def add(parts: Parts) -> None:
    """Declare it."""
    about = "Look after the sources."
    example = "briefs sources check --write gahir-2025"
    parser = parts.add_parser(
        "sources", help=about, description=about, epilog=f"example: {example}"
    )
    inner = parser.add_subparsers(required=True, metavar="COMMAND")
    check = add_part(inner, "check", check_sources, example)
    check.add_argument("ids", nargs="*", help="only these sources (default: all)")
    check.add_argument(
        "--write", action="store_true", help="put `archived` and `dead` into the records"
    )
    check.add_argument(
        "--copies",
        choices=COPIES,
        default="gone",
        help="ask the archive for a copy of what does not answer as it should (default: gone), "
        "of all that have none, or of none",
    )
    check.add_argument("--json", action="store_true", help="as JSON, with what is live")
    check.add_argument("--as-of", type=day, help="the day to write as `dead` (default: today)")
    check.add_argument(
        "--timeout", type=_some_seconds, default=20, help="seconds for a request (default: 20)"
    )
    check.add_argument(
        "--pause", type=_seconds, default=1, help="seconds between requests to a host (default: 1)"
    )
    check.add_argument(
        "--local",
        type=_network,
        action="append",
        default=[],
        metavar="NETWORK",
        help="ask this private address or network too, such as 10.0.0.0/8; otherwise none is",
    )
    check.add_argument(
        "--archive",
        type=_address,
        default=WAYBACK,
        metavar="ADDRESS",
        help=f"where the archive answers (default: {WAYBACK})",
    )


def check_sources(options: argparse.Namespace, settings: Settings) -> int:
    """Ask the web whether the addresses of sources still lead to them.

    Exit 1 if one is newly found gone or moved, 3 if there is no network.
    """
    collection = read_collection(settings)
    if not is_sound(collection):
        return WRONG
    sources = _sources(collection, options.ids)
    if sources is None:
        return MISUSED
    checker = _checker(options, settings)
    code = _run(checker, [_asked(source) for source in sources.values() if source.address])
    if code == UNABLE:
        return code
    told = Told(list(checker.results.values()), sources, options.as_of or Day.today())
    written = _write(told, settings) if options.write and code == OK else []
    if text := told.as_json(written) if options.json else told.as_text(settings.briefs):
        print(text)
    told.sum_up(may_write=not options.write)
    failed = any(issue for _, issue in written)
    return code or (WRONG if failed or told.is_news else OK)


def _sources(collection: Collection, ids: Sequence[str]) -> dict[str, Source] | None:
    """The sources asked for, by id; None if there is not one of them, which is told."""
    found = {r.id: r for r in collection.catalogue.records.values() if isinstance(r, Source)}
    unknown = [id for id in ids if id not in found]
    for id in unknown:
        hint = nearest(id, found) if most_like(id, found) else ""
        print(
            f"briefs: there is no source “{printable(id)}”{hint and f'; {hint}'}", file=sys.stderr
        )
    if unknown:
        return None
    return {id: found[id] for id in dict.fromkeys(ids or found)}


def _asked(source: Source) -> Asked:
    seen = source.accessed.earliest if source.accessed else None
    return Asked(source.id, source.address, seen, has_copy=bool(source.archived))


def _checker(options: argparse.Namespace, settings: Settings) -> Checker:
    """What looks at addresses, with the manners asked for."""
    home = settings.repo_url or settings.site_url
    agent = f"research-briefs/{_version()}" + (f" (+{home})" if home else "")
    # A header takes what can be printed in ASCII.
    agent = "".join(c for c in agent if c.isascii() and c.isprintable())
    asker = Asker(Manners(agent, options.timeout, options.pause, options.local))
    archive = Archive(asker, options.archive)

    def wants_copy(finding: Finding) -> bool:
        is_asked = {"all": True, "none": False}
        return is_asked.get(options.copies, finding.verdict is not Verdict.LIVE)

    return Checker(Looker(asker), archive, wants_copy)


def _run(checker: Checker, asked: Sequence[Asked]) -> int:
    """Look at all addresses; what was found stays in the checker. Gives an exit code."""
    progress = Progress(len(asked))
    try:
        for result in checker.run(asked):
            progress.tell(result)
    except Offline:
        progress.end()
        hosts = "neither the sources nor the archive could be reached"
        print(f"briefs: no network: {hosts}, so nothing is said of any source", file=sys.stderr)
        return UNABLE
    except KeyboardInterrupt:
        progress.end()
        print("briefs: interrupted; this was found so far, nothing was written", file=sys.stderr)
        return INTERRUPTED
    progress.end()
    return OK


def _write(told: Told, settings: Settings) -> list[Written]:
    """Put into the records what is new; each file as a whole or not at all."""
    done: list[Written] = []
    for id, fields in told.to_write():
        file = settings.folder / "sources" / f"{id}.yaml"
        issues = set_fields(file, settings.folder, fields)
        for issue in issues:
            print(render(issue), file=sys.stderr)
        if not issues:
            print(f"wrote {' and '.join(fields)}: {relative(file, settings)}", file=sys.stderr)
        done.append((id, bool(issues)))
    return done


def _version() -> str:
    try:
        return version("research-briefs")
    except PackageNotFoundError:  # run from a folder, without being installed
        return "0"


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= _LONGEST:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of seconds up to {_LONGEST}")
    return seconds


def _some_seconds(text: str) -> float:
    if not (seconds := _seconds(text)):
        raise argparse.ArgumentTypeError("a request needs more than no time")
    return seconds


def _network(text: str) -> Network:
    try:
        return ip_network(text, strict=False)
    except ValueError as error:
        message = f"“{text}” is no address or network, such as 127.0.0.1 or 10.0.0.0/8"
        raise argparse.ArgumentTypeError(message) from error


def _address(text: str) -> str:
    try:
        return parse_url(text)
    except Wrong as error:
        raise argparse.ArgumentTypeError(str(error)) from error
