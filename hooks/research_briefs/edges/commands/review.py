"""`briefs review`: what is due for a check today, or on any day, and what stands on weak ground."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import TYPE_CHECKING, Any

from ...catalogue.catalogue import Catalogue
from ...catalogue.review import Due, Ground, due, grounds, is_assessed, unarchived
from ...catalogue.statements import Statement
from ...collection import read_collection
from ...issues import printable
from ...pages.phrases import Phrases
from ...pages.wording import wording
from ...settings import Settings
from .part import OK, WRONG, add_part, counted, day, is_sound

if TYPE_CHECKING:
    from .part import Parts

#: What can be asked for, the most urgent first.
DUE, DEAD = "due", "dead"
GROUPS = (DUE, DEAD, *map(str, Ground))


def add(parts: Parts) -> None:
    """Declare it."""
    parser = add_part(parts, "review", review, "briefs review --only due --as-of 2027-06-01")
    parser.add_argument("--as-of", type=day, help="the day, such as 2027-06-01 (default: today)")
    parser.add_argument(
        "--only", choices=GROUPS, action="append", help="only this; may be given several times"
    )
    parser.add_argument("--json", action="store_true", help="as JSON")


def review(options: argparse.Namespace, settings: Settings) -> int:
    """List what curators should look at next; exit 1 if a record is due for a check."""
    collection = read_collection(settings)
    if not is_sound(collection):
        return WRONG
    today = options.as_of or Day.today()
    asked = options.only or GROUPS
    look = _Look(
        collection.catalogue, Phrases(collection.catalogue, wording(settings.language)), today
    )
    found = {group: list(items) for group, items in look.groups().items() if group in asked}
    if options.json:
        print(json.dumps({"as_of": str(today), **found}, ensure_ascii=False, indent=1))
    else:
        _print(found, settings.briefs)
        records = due(collection.catalogue)
        over = sum(one.day <= today for one in records)
        print(f"{over} of {counted(len(records), 'record')} due on {today}", file=sys.stderr)
    return WRONG if found.get(DUE) else OK


#: What is said of one record, statement or source, by name.
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Look:
    """What a catalogue has to review on a day."""

    catalogue: Catalogue
    say: Phrases
    today: Day

    def groups(self) -> Mapping[str, Iterable[Item]]:
        """All that wants a look, in the order of `GROUPS`."""
        found = grounds(self.catalogue)
        return {
            DUE: self._due(),
            DEAD: self._dead(),
            **{str(ground): map(self._statement, found[ground]) for ground in Ground},
        }

    def _due(self) -> Iterator[Item]:
        for one in due(self.catalogue):
            if one.day <= self.today:
                yield {**self._record(one.record.id), **self._when(one)}

    def _when(self, one: Due) -> Item:
        return {
            "status": one.status,
            "checked": one.record.checked.text,
            "due": str(one.day),
            "days_over": (self.today - one.day).days,
        }

    def _dead(self) -> Iterator[Item]:
        """Sources whose address is gone and of which no copy is known."""
        for source in unarchived(self.catalogue):
            if source.dead:
                uses = len(self.catalogue.uses.get(source.id, ()))
                dead = {"dead": source.dead.text, "address": source.address, "statements": uses}
                yield {**self._record(source.id), **dead}

    def _statement(self, statement: Statement) -> Item:
        item = self._record(statement.record)
        item |= {"anchor": statement.anchor, "says": self.say.gist(statement)}
        if statement.sourcing:
            item["sources"] = list(dict.fromkeys(c.source for c in statement.sourcing))
        if statement.field == "questions":
            item["assessed"] = is_assessed(statement)
        return item

    def _record(self, id: str) -> Item:
        record = self.catalogue.records[id]
        return {"kind": record.kind, "id": id, "title": record.title}


def _print(groups: Mapping[str, list[Item]], folder: str) -> None:
    """Each group under its heading: the file first, so that a terminal or editor can open it."""
    for group, items in groups.items():
        if items:
            print(f"{group}: {counted(len(items), _COUNTED[group])}")
        for item in items:
            print(f"  {folder}/{item['kind']}/{item['id']}.yaml{printable(_said(item))}")


def _said(item: Item) -> str:
    if "due" in item:
        state = item["status"] or "no state"
        days = f"due since {item['due']}, {counted(item['days_over'], 'day')}"
        return f": {state}, checked {item['checked']}, {days}"
    if "dead" in item:
        rests = f"{counted(item['statements'], 'statement')} on it"
        return f": found gone on {item['dead']}, {rests}: {item['address']}"
    assessed = " (assessed)" if item.get("assessed") else ""
    return f"#{item['anchor']}: {item['says']}{assessed}"


#: What a group counts.
_COUNTED = {
    DUE: "record",
    DEAD: "source",
    Ground.SOURCES_DIFFER: "question",
    Ground.DOUBTFUL: "question",
    Ground.OPEN: "question",
    Ground.WEAK: "statement",
    Ground.NOT_VERIFIED: "statement",
}
