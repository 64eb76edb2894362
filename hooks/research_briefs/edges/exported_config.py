"""The settings of an export: those of the site, and a small file that inherits them.

The file takes back what needs our own engine, and adds what pages of Markdown need. Zensical joins
inherited lists where MkDocs replaces them: a list here is good for both. The site's file is copied
next to it, so that the folder can be moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .assets import SCRIPT, STYLES
from .config_file import NAMES, ConfigError, read_values

_HEAD = """\
# Made by `briefs export`: the site for another engine, from {name} of the site.
INHERIT: inherited.yml
docs_dir: docs
site_dir: site
hooks: [] # the pages are made already
watch: []
repo_url: null # a theme would ask that server for figures, for every reader
edit_uri: "" # pages are made from records, which they link to
validation:
  nav:
    omitted_files: ignore # the navigation names the index pages only
"""
_NO_OVERRIDES = """\
theme:
  custom_dir: null # templates of the site may ask for what an engine lacks
"""

Lists = Mapping[str, str]
#: What each list of settings needs besides its own.
_ADDED: Lists = {
    "markdown_extensions": "attr_list",
    "extra_css": STYLES,
    "extra_javascript": SCRIPT,
}


@dataclass(frozen=True)
class Configuration:
    """The settings of a site as an export has them: its files by their names.

    `hidden` are the patterns of pages that the site leaves out; `named` the pages that its
    navigation names, by their place in the folder of pages.
    """

    files: Mapping[str, str]
    hidden: tuple[str, ...]
    named: frozenset[str]


def configuration_of(root: Path) -> Configuration:
    """The settings of the site in a folder."""
    file = next(file for name in NAMES if (file := root / name).is_file())
    values = read_values(file)
    if "INHERIT" in values:
        raise ConfigError(f"{file.name} inherits settings itself: an export cannot take them along")
    text = file.read_text(encoding="utf-8")
    made = _HEAD.format(name=file.name) + "".join(_rest(values, text))
    patterns = [values.get(key) for key in ("exclude_docs", "draft_docs")]
    hidden = (line for text in patterns if isinstance(text, str) for line in text.splitlines())
    named = frozenset(_named(values.get("nav")))
    return Configuration({"mkdocs.yml": made, "inherited.yml": text}, tuple(hidden), named)


def _rest(values: Mapping[str, Any], text: str) -> Iterator[str]:
    theme = values.get("theme")
    if isinstance(theme, dict) and theme.get("custom_dir"):
        yield _NO_OVERRIDES
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert isinstance(root, yaml.MappingNode)
    given = {key.value: value for key, value in root.value}
    for name, added in _ADDED.items():
        yield _list(name, given.get(name), added)


def _list(name: str, given: yaml.Node | None, added: str) -> str:
    """A list of settings with one more entry; tags that only MkDocs knows stay as they are."""
    if isinstance(given, yaml.MappingNode):  # engines join mappings by themselves
        return f"{name}:\n  {added}: {{}}\n"
    entries = list(given.value) if isinstance(given, yaml.SequenceNode) else []
    if not any(entry.value == added for entry in entries):
        entries.append(yaml.ScalarNode("tag:yaml.org,2002:str", added))
    key = yaml.ScalarNode("tag:yaml.org,2002:str", name)
    sequence = yaml.SequenceNode("tag:yaml.org,2002:seq", entries, flow_style=False)
    whole = yaml.MappingNode("tag:yaml.org,2002:map", [(key, sequence)], flow_style=False)
    return str(yaml.serialize(whole, allow_unicode=True))


def _named(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, (list, dict)):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(item)
