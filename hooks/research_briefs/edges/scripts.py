"""The theme's inline scripts, moved to files: pages get smaller, and the policy stricter.

The scripts are taken from the theme's templates alone, never from a page with records in it: what a
record might smuggle into a page stays where it is, and the policy keeps a browser from running it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig

#: The templates of Material that write a script into a page; two only if the owner asks for them.
INLINE = tuple(
    f"partials/javascripts/{name}.html"
    for name in ("announce", "base", "consent", "content", "palette")
)

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def set_scope(config: MkDocsConfig) -> None:
    """Give Material's first script the same text on pages of every depth, so that one file will do.

    The scope is the key under which it keeps a reader's choice of colours.
    """
    config.extra.setdefault("scope", urlsplit(config.site_url or "").path or "/")


class Scripts:
    """The inline scripts of a theme and the files that they become, named by what is in them."""

    def __init__(self, env: jinja2.Environment, config: MkDocsConfig) -> None:
        self._files = {script: _file_of(script) for script in _inline(env, config)}

    def moved(self, html: str, base: str) -> str:
        """A page that loads the scripts instead; `base` leads from it to the site's root."""

        def to_file(found: re.Match[str]) -> str:
            file = self._files.get(found[1])
            return f'<script src="{base}/{file}"></script>' if file else found[0]

        return _SCRIPT.sub(to_file, html)

    def write(self, site: Path) -> None:
        """Put the files into the site."""
        for script, file in self._files.items():
            place = site / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(script + "\n", encoding="utf-8", newline="\n")


def _inline(env: jinja2.Environment, config: MkDocsConfig) -> Iterator[str]:
    context = {"config": config, "features": config.theme.get("features") or [], "base_url": "."}
    for name in INLINE:
        yield from _SCRIPT.findall(env.get_template(name).render(context))


def _file_of(script: str) -> str:
    return f"assets/briefs/inline-{hashlib.sha256(script.encode()).hexdigest()[:12]}.js"
