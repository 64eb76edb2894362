"""Where readers report what is wrong or missing: forms of the site's repository, filled in."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from ..records.model import Record
from ..settings import Settings

#: The hosts whose forms can be filled in by an address, see
#: https://docs.github.com/en/issues/tracking-your-work-with-issues/creating-an-issue
_HOSTS = frozenset(("github.com", "www.github.com"))

#: The forms in `.github/ISSUE_TEMPLATE/`; their fields have the names of the parameters.
WRONG, MISSING = "wrong-fact.yml", "something-missing.yml"


@dataclass(frozen=True, slots=True)
class Reporting:
    """Addresses of the forms; empty where the site has no repository that knows such forms."""

    settings: Settings

    def wrong(self, record: Record) -> str:
        """The form for a fact that is wrong; a script adds `statement`, `value` and `source`."""
        return self._form(WRONG, title=f"Wrong: {record.id}", record=record.id)

    def missing(self, kind: str) -> str:
        """The form for something that no record of a kind tells."""
        return self._form(MISSING, kind=kind)

    def _form(self, template: str, **fields: str) -> str:
        home = self.settings.repo_url.rstrip("/")
        if urlsplit(home).hostname not in _HOSTS:
            return ""
        return f"{home}/issues/new?{urlencode({'template': template, **fields})}"
