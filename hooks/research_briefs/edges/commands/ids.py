"""Which ids are in use, and which one a new record may have."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...catalogue.statements import slug
from ...reading.files import Reading, why_no_id


@dataclass(frozen=True)
class Taken:
    """The ids that are in use, former ones too, with the file of each."""

    files: Mapping[str, str]

    def why_not(self, id: str) -> str:
        """Why a new record cannot have this id; empty if it can."""
        wrong = why_no_id(id)
        if wrong:
            return "; ".join(filter(None, wrong))
        return f"the id “{id}” is taken by {self.files[id]}" if id in self.files else ""

    def free(self, id: str) -> str:
        """The id itself, or the first free one with a number behind it."""
        number, found = 1, id
        while found in self.files:
            number += 1
            found = f"{id}-{number}"
        return found


def taken_ids(reading: Reading) -> Taken:
    """All ids that are in use, also of files that cannot be read."""
    files = {Path(issue.path).stem: issue.path for issue in reading.issues}
    for entry in reading.entries:
        former = getattr(entry.record, "former_ids", ())
        files |= dict.fromkeys((*former, entry.record.id), entry.path)
    return Taken(files)


def suggested_id(title: str) -> str:
    """An id made of the words of a title; empty if it has letters that no id can have."""
    folded = unicodedata.normalize("NFKD", title)
    if any(c.isalnum() and not c.isascii() for c in folded):
        return ""
    return slug(title)
