"""What the theme writes into every page, moved to files: pages get smaller, the policy stricter.

Scripts are taken from the theme's templates alone, never from a page with records in it: what a
record might smuggle into a page stays where it is, and the policy keeps a browser from running it.
Icons become symbols of one picture. A fault that a screen reader would meet is mended on the way.
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
SCRIPTS = tuple(
    f"partials/javascripts/{name}.html"
    for name in ("announce", "base", "consent", "content", "palette")
)
ICONS = "assets/icons.svg"

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ICON = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="(0 0 [0-9]+ [0-9]+)">'
    r'((?:<path d="[-0-9a-zA-Z., ]+"/>)+)</svg>'
)
#: A dialogue needs a name.
_MENDED = (
    ('data-md-component="search" role="dialog"', 'data-md-component="search" role="dialog" '
     'aria-labelledby="__search_name"'),
    ('class="md-search__input" name="query"', 'class="md-search__input" name="query" '
     'id="__search_name"'),
)  # fmt: skip
_SYMBOL = '<symbol id="{id}" viewBox="{box}">{paths}</symbol>'
_SPRITE = '<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'


def set_scope(config: MkDocsConfig) -> None:
    """Give Material's first script the same text on pages of every depth, so that one file will do.

    The scope is the key under which it keeps a reader's choice of colours.
    """
    config.extra.setdefault("scope", urlsplit(config.site_url or "").path or "/")


class Inlined:
    """The inline scripts and icons of a theme and the files that they become."""

    def __init__(self, env: jinja2.Environment, config: MkDocsConfig) -> None:
        self._scripts = {script: _file_of(script) for script in _inline(env, config)}
        self._icons: dict[str, str] = {}

    def moved(self, html: str, base: str) -> str:
        """A page that loads them instead; `base` leads from it to the site's root."""

        def to_file(found: re.Match[str]) -> str:
            file = self._scripts.get(found[1])
            return f'<script src="{base}/{file}"></script>' if file else found[0]

        def to_symbol(found: re.Match[str]) -> str:
            box, paths = found.groups()
            id = "i" + _digest(box + paths)[:5]
            self._icons[id] = _SYMBOL.format(id=id, box=box, paths=paths)
            return f'<svg viewBox="{box}"><use href="{base}/{ICONS}#{id}"/></svg>'

        for fault, mended in _MENDED:
            html = html.replace(fault, mended)
        return _ICON.sub(to_symbol, _SCRIPT.sub(to_file, html))

    def write(self, site: Path) -> None:
        """Put the files into the site."""
        for script, file in self._scripts.items():
            _write(site / file, script + "\n")
        symbols = "".join(symbol for _, symbol in sorted(self._icons.items()))
        _write(site / ICONS, _SPRITE.format(symbols=symbols))


def _inline(env: jinja2.Environment, config: MkDocsConfig) -> Iterator[str]:
    context = {"config": config, "features": config.theme.get("features") or [], "base_url": "."}
    for name in SCRIPTS:
        yield from _SCRIPT.findall(env.get_template(name).render(context))


def _file_of(script: str) -> str:
    return f"assets/inline-{_digest(script)[:8]}.js"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
