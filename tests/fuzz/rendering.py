"""The pages of many sites that differ in one record, as fast as can be."""

from __future__ import annotations

from collections.abc import Iterator

import jinja2
from jinja2.bccache import Bucket

from research_briefs.catalogue.catalogue import Catalogue
from research_briefs.edges.generated_page import content
from research_briefs.pages.building import TEMPLATES, Builder
from research_briefs.pages.page import relative
from research_briefs.publishing.citations.citations import Citations
from research_briefs.publishing.metadata.heads import Heads
from research_briefs.settings import Settings

_MOST_SEEN = 100_000


class _Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates from one site to the next."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()
_seen: set[int] = set()


def render_pages(catalogue: Catalogue, settings: Settings) -> Iterator[str]:
    """The HTML of all pages of the site, but for those that were like this before."""
    builder = Builder(catalogue, settings, relative, (TEMPLATES,))
    builder.cite = Citations(builder.say, settings)
    builder.heads = Heads(builder.cite)
    builder.environment.bytecode_cache = _compiled
    for page in builder.pages():
        html = content(page)
        if hash(html) not in _seen:
            yield html
            # Reached only if nothing was wrong with it.
            if len(_seen) < _MOST_SEEN:
                _seen.add(hash(html))
