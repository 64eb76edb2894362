"""`briefs status`: what the events of records say of them, on any day."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ...catalogue.status import State
from ...collection import read_collection
from ...pages.phrases import Phrases
from ...pages.wording import wording
from ...records.model import Record
from ...settings import Settings
from .part import MISUSED, OK, WRONG, add_part, day, is_sound

if TYPE_CHECKING:
    from .part import Parts


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "status", status, "briefs status --as-of 2014-06-01 lupex")
    parser.add_argument("ids", nargs="*", help="only these records (default: all with a state)")
    parser.add_argument("--as-of", type=day, help="the day, such as 2014-06-01")


def status(options: argparse.Namespace, settings: Settings) -> int:
    """Print the state of records on the day of their check, or on the day asked for."""
    collection = read_collection(settings, as_of=options.as_of)
    if not is_sound(collection):
        return WRONG
    catalogue = collection.catalogue
    unknown = [id for id in options.ids if id not in catalogue.states]
    for id in unknown:
        print(f"briefs: there is no record “{id}”", file=sys.stderr)
    say = Phrases(catalogue, wording(settings.language))
    for record in catalogue.sorted(options.ids or catalogue.states):
        state = catalogue.states[record.id]
        if state is not None:
            print("\t".join((record.id, *_told(say, record, state), state.day.isoformat())))
    return MISUSED if unknown else OK


def _told(say: Phrases, record: Record, state: State) -> tuple[str, str]:
    """A state by its name, and since when it holds."""
    since = say.state_since(state) if state.status else ""
    told = "; ".join(filter(None, (since, *say.states_during(record, state))))
    if state.replaced_by:
        return f"{say.words['state']['replaced_by']} {state.replaced_by}", told
    return say.state_label(record, state.status), told
