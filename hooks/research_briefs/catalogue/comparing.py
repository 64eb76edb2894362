"""What differs between two states of the records, statement by statement: the one comparison.

Both states are plain data, so that one of them may come from records and the other from a file that
was published long ago. Each statement is its parts by their names, such as `{"field": "events",
"date": "2015-12", "source": "almanac-2024, para. 5"}`; what a record says outside its statements
(its title, its topics) stands under the anchor `""`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

#: The parts of one statement by their names; what is empty may be left out. `field` is the list of
#: the record in which it stands.
Parts = Mapping[str, str]
#: The statements of one record by their anchors.
Told = Mapping[str, Parts]
#: All statements, by the ids of their records.
Statements = Mapping[str, Told]

#: Under which anchor stands what a record says outside its statements.
RECORD = ""

_NONE: Parts = {}


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that came, went or says something else.

    `record` and `anchor` are those by which it is found now, or was found before it went;
    `former` is the anchor that it had before, where that is another one.
    """

    record: str
    anchor: str
    old: Parts | None
    new: Parts | None
    former: str = ""

    @property
    def field(self) -> str:
        """The list of the record in which it stands; empty for the record itself."""
        return (self.new or self.old or _NONE).get("field", "")

    @property
    def parts(self) -> tuple[tuple[str, str, str], ...]:
        """What differs: the name of each part, what it was and what it is, empty if it was not."""
        old, new = self.old or _NONE, self.new or _NONE
        names = dict.fromkeys((*new, *old))
        found = ((name, old.get(name, ""), new.get(name, "")) for name in names)
        return tuple(part for part in found if part[1] != part[2])


def compare(
    old: Statements, new: Statements, renamed: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """The changes from one state to another, by record, and in a record in the order of its page.

    `renamed` gives the present id of a record for a former one: a new id alone is no change.
    """
    before = {(renamed or {}).get(id, id): told for id, told in old.items()}
    return tuple(
        change
        for id in sorted({*before, *new})
        for change in _in_record(id, before.get(id, {}), new.get(id, {}))
    )


def _in_record(id: str, old: Told, new: Told) -> Iterator[Change]:
    moved = _moved(old, new)
    gone = set(moved.values())
    for anchor, parts in new.items():
        former = moved.get(anchor, "")
        was = old.get(former or anchor)
        change = Change(id, anchor, was, parts, former)
        if was is None or former or change.parts:
            yield change
    for anchor, parts in old.items():
        if anchor not in new and anchor not in gone:
            yield Change(id, anchor, parts, None)


def _moved(old: Told, new: Told) -> dict[str, str]:
    """The former anchors of statements whose content, of which an anchor is made, has changed.

    Where in one field just one statement went and just one came, these are taken for the same.
    """
    went, came = _alone(old, new), _alone(new, old)
    return {anchor: went[field] for field, anchor in came.items() if field in went}


def _alone(here: Told, there: Told) -> dict[str, str]:
    """The fields in which one statement, and no second, stands only here; and its anchor."""
    found: dict[str, list[str]] = {}
    for anchor, parts in here.items():
        if anchor not in there:
            found.setdefault(parts.get("field", ""), []).append(anchor)
    return {field: anchors[0] for field, anchors in found.items() if len(anchors) == 1}
