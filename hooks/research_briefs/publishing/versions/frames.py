"""The pages of versions: each version as it was released, and the differences between all of them.

They stand outside the theme, so that what is cited looks the same whatever becomes of the site, and
are no pages of the engine that publishes it: neither search nor navigation knows them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from ...lasting.changes import changes
from ...lasting.past import NO_TEXT, Past, Step
from ...pages import addresses
from ...pages.building import TEMPLATES
from ...pages.dates import written
from ...pages.page import relative
from ...pages.templates import environment
from ...records.dates import parse_day
from ...settings import Settings
from ..citations import styles
from ..citations.items import of_version
from ..metadata.licences import licences

#: A file: its address relative to the site's root, and its content.
File = tuple[str, bytes]

#: Versions hold no script; the pages around them have scripts and data of the site alone.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)


@dataclass(frozen=True)
class Frames:
    """Makes the pages of all versions."""

    past: Past
    settings: Settings

    def files(self) -> Iterator[File]:
        """Every version, and for each record the page of all differences with its data."""
        for id, steps in self.past.all.items():
            history, live = self.history_of(id), self._live(id)
            for place, step in enumerate(steps):
                previous = steps[place - 1] if place else None
                following = steps[place + 1] if place + 1 < len(steps) else None
                yield self._page(
                    "version",
                    step.address,
                    self.past.words["history"]["frame"]["title"].format(
                        title=step.title, number=step.number
                    ),
                    language=self.past.text(step.key)["language"],
                    step=step,
                    previous=previous,
                    next=following,
                    last=steps[-1],
                    history=history,
                    live=live,
                    cited=styles.apa(of_version(step, self.settings, self.past.words)),
                    article=Markup(self.past.releases.article(step.key)),  # noqa: S704 — checked when it is read
                    **self._now(id),
                )
            yield self._differences(history, live, steps)
            if len(steps) > 2:
                yield f"{history}versions.json", self._rows(steps)

    def history_of(self, id: str) -> str:
        """The address of the differences of a record, under its present id."""
        record = self.past.catalogue.records.get(id)
        kind = record.kind if record else self.past.steps(id)[-1].version.kind
        return addresses.of_versions(kind, id)

    def moved(self, old: str, new: str, title: str) -> File:
        """A page that leads from an old address to the new one."""
        words = self.past.words["history"]["frame"]
        return self._page(
            "moved",
            old,
            words["moved"].format(title=title),
            language=self.settings.language,
            leads_to=new,
        )

    def _differences(self, history: str, live: str, steps: Sequence[Step]) -> File:
        title = self.past.words["history"]["frame"]["all"].format(title=steps[-1].title)
        language = self.settings.language
        return self._page(
            "history", history, title, language=language, steps=steps, live=live
        )  # fmt: skip

    def _now(self, id: str) -> dict[str, Any]:
        """What has become of a record since its versions."""
        record = self.past.catalogue.records.get(id)
        heir = self.past.catalogue.records.get(getattr(record, "merged_into", None) or "")
        return {
            "record": record,
            "is_released": self.past.is_released(id),
            "checked": str(getattr(record, "checked", "")),
            "heir": addresses.of_record(heir) if heir else "",
            "heir_title": heir.title if heir else "",
        }

    def _live(self, id: str) -> str:
        record = self.past.catalogue.records.get(id)
        return addresses.of_record(record) if record else ""

    def _rows(self, steps: Sequence[Step]) -> bytes:
        """The rows of each version in words, for the script that compares any two."""
        found = {step.name: dict(self._told(step)) for step in steps}
        text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return f"{text}\n".encode()

    def _told(self, step: Step) -> Iterator[tuple[str, Any]]:
        told = self.past.told
        for change in changes(NO_TEXT, self.past.text(step.key)):
            values = [
                [told.value(each.name), told.text(each.name, each.new)]
                for each in change.differences
            ]
            yield (
                change.name,
                {
                    "label": told.label(change),
                    "place": told.place(change),
                    "values": values,
                },
            )

    def _page(self, template: str, address: str, title: str, **context: Any) -> File:
        def to(target: str) -> str:
            return relative(address, target)

        site = self.settings.site_url
        # A page that has moved is known by where it is now.
        own = context.get("leads_to", address)
        canonical = f"{site.rstrip('/')}/{own}" if site else to(own)
        drawn = self._environment.get_template(f"versions/{template}.html")
        page = drawn.render(title=title, to=to, canonical=canonical, **context)
        return f"{address}index.html", page.strip().encode() + b"\n"

    @cached_property
    def _environment(self) -> Environment:
        return environment(
            (TEMPLATES,),
            self.past.words,
            settings=self.settings,
            policy=POLICY,
            licences=licences(self.settings, self.past.words),
            past=self.past,
            day=self._day,
        )

    @cached_property
    def _day(self) -> Callable[[str], str]:
        made: dict[str, str] = {}

        def day(iso: str) -> str:
            if iso not in made:
                made[iso] = written(parse_day(iso), self.past.words) if iso else ""
            return made[iso]

        return day
