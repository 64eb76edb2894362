"""What the theme writes into every page, moved to files: pages get smaller, the policy stricter.

Scripts are taken from the theme's templates alone, never from a page with records in it: what a
record might smuggle into a page stays where it is, and the policy keeps a browser from running it.
With them goes what works only with script: the search box, the choice of colours, the settings that
the scripts read. A reader's browser puts these in where they stood, before it shows the page. The
page's title in the header, which only a script shows, is made by `briefs.js` of that in the head.
Icons become symbols of one picture. A fault that a screen reader would meet is mended on the way.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig

#: The templates of Material that write a script into a page; two only if the owner asks for them.
SCRIPTS = ("announce", "base", "consent", "content", "palette")
#: The templates of what works only with script.
_PALETTE, _SEARCH = "partials/palette.html", "partials/search.html"
#: What opens the search on a phone stands before it, and has its first icon.
_OPENER = '<label class="md-header__button md-icon" for="__search">', "</label>"
_FIRST_ICON = re.compile("<svg.*?</svg>", re.DOTALL)
#: The title in the header.
_TITLE = re.compile('<div [^>]*data-md-component="header-topic">.*?</div>', re.DOTALL)
ICONS = "assets/icons.svg"
#: What answers behind the search box.
_WORKER = "assets/briefs/search/worker.js"

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ICON = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" viewBox="(0 0 [0-9]+ [0-9]+)">'
    r'((?:<path d="[-0-9a-zA-Z., ]+"/>)+)</svg>'
)
_GAP = re.compile(r">\s+<")
#: A dialogue needs a name.
_MENDED = (
    ('data-md-component="search" role="dialog"', 'data-md-component="search" role="dialog" '
     'aria-labelledby="__search_name"'),
    ('class="md-search__input" name="query"', 'class="md-search__input" name="query" '
     'id="__search_name"'),
)  # fmt: skip
_SYMBOL = '<symbol id="{id}" viewBox="{box}">{paths}</symbol>'
_SPRITE = '<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n'
#: Where the root of the site stands in what a script puts in.
_BESIDE = "\0"
#: Such a picture needs no `viewBox`: the style sheet knows that it is a square.
_SQUARE = re.compile("0 0 ([0-9]+) \\1")
#: Only content with tabs asks for the script behind them.
_TABS = 'name="__tabbed_'

#: The files lie beside the icons, below the root of the site. The braces keep names to themselves.
_PUT_IN = """\
{{
  const here = document.currentScript;
  const icons = new URL("icons.svg", here.src).href;
  here.outerHTML = {html};
}}
"""
_TELL = """
{{
  const root = new URL("..", document.currentScript.src).href;
  const told = document.createElement("script");
  told.id = "__config";
  told.type = "application/json";
  told.textContent = JSON.stringify({{ ...{settings}, base: root, search: `${{root}}{worker}` }});
  document.head.append(told);
}}"""


def set_scope(config: MkDocsConfig) -> None:
    """Give Material's first script the same text on pages of every depth, so that one file will do.

    The scope is the key under which it keeps a reader's choice of colours.
    """
    config.extra.setdefault("scope", urlsplit(config.site_url or "").path or "/")


class Inlined:
    """What is moved out of the pages of a theme, and the files that it becomes."""

    def __init__(self, env: jinja2.Environment, config: MkDocsConfig) -> None:
        self._icons: dict[str, str] = {}
        context = _context(env, config)
        found = {name: _scripts_of(env, name, context) for name in SCRIPTS}
        self._for_tabs = found["content"]
        #: What stands in the files, by the scripts in a page.
        self._scripts = {script: script for scripts in found.values() for script in scripts}
        for script in found["base"][:1]:
            self._scripts[script] += _settings(env, context)
        self._built = [self._put_in(_with_opener(env.get_template(_SEARCH).render(context)), [])]
        if isinstance(config.theme.get("palette"), list):
            palette = env.get_template(_PALETTE).render(context)
            self._built.append(self._put_in([palette], found["palette"]))

    def moved(self, html: str, base: str) -> str:
        """A page that loads them instead; `base` leads from it to the site's root."""

        def to_file(found: re.Match[str]) -> str:
            script = self._scripts.get(found[1])
            return found[0] if script is None else _loading(script, base)

        for script in self._for_tabs if _TABS not in html else ():
            html = html.replace(f"<script>{script}</script>", "")
        for part, script in self._built:
            html = part.sub(_loading(script, base), html)
        html = _TITLE.sub("", html, count=1)
        return self._with_symbols(_SCRIPT.sub(to_file, _mended(html)), base)

    def write(self, site: Path) -> None:
        """Put the files into the site."""
        for script in (*self._scripts.values(), *(script for _, script in self._built)):
            _write(site / _file_of(script), script + "\n")
        symbols = "".join(symbol for _, symbol in sorted(self._icons.items()))
        _write(site / ICONS, _SPRITE.format(symbols=symbols))

    def _put_in(self, html: list[str], behind: list[str]) -> tuple[re.Pattern[str], str]:
        """How a part of a page looks there, with the scripts behind it, and the script for all."""
        stripped = [part.strip() for part in html]
        parts = (*stripped, *(f"<script>{script}</script>" for script in behind))
        there = re.compile(r"\s*".join(map(re.escape, parts)))
        tidied = _GAP.sub("><", self._with_symbols(_mended("".join(stripped)), _BESIDE))
        pieces = tidied.split(f"{_BESIDE}/{ICONS}")
        text = _PUT_IN.format(html=" + icons + ".join(map(_in_script, pieces)))
        return there, text + "".join(behind)

    def _with_symbols(self, html: str, base: str) -> str:
        def to_symbol(found: re.Match[str]) -> str:
            box, paths = found.groups()
            id = "i" + _digest(box + paths)[:5]
            self._icons[id] = _SYMBOL.format(id=id, box=box, paths=paths)
            shape = "" if _SQUARE.fullmatch(box) else f' viewBox="{box}"'
            return f'<svg{shape}><use href="{base}/{ICONS}#{id}"/></svg>'

        return _ICON.sub(to_symbol, html)


def _context(env: jinja2.Environment, config: MkDocsConfig) -> dict[str, Any]:
    """What the theme's templates know of the site, and of no page."""
    context = {
        "config": config,
        "features": config.theme.get("features") or [],
        "base_url": ".",
        "page": None,
    }
    return {**context, "lang": env.get_template("partials/language.html").make_module(context)}


def _with_opener(search: str) -> list[str]:
    """The search box, after what opens it on a phone."""
    icon = _FIRST_ICON.search(search)
    begin, end = _OPENER
    return [begin, icon[0], end, search] if icon else [search]


def _scripts_of(env: jinja2.Environment, name: str, context: Mapping[str, Any]) -> list[str]:
    return _SCRIPT.findall(env.get_template(f"partials/javascripts/{name}.html").render(context))


def _settings(env: jinja2.Environment, context: dict[str, Any]) -> str:
    """A script that tells the theme's what its `config` block tells them in the page."""
    template = env.get_template("base.html")
    block = "".join(template.blocks["config"](template.new_context(context)))
    settings = json.loads(block[block.index("{") : block.rindex("}") + 1])
    return _TELL.format(settings=_in_script(settings), worker=_WORKER)


def _in_script(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _mended(html: str) -> str:
    for fault, mended in _MENDED:
        html = html.replace(fault, mended)
    return html


def _loading(script: str, base: str) -> str:
    return f'<script src="{base}/{_file_of(script)}"></script>'


def _file_of(script: str) -> str:
    return f"assets/inline-{_digest(script)[:8]}.js"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
