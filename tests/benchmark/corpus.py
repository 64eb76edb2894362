"""A whole site of made-up records: the same count and seed give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from . import briefs, others
from .files import write
from .layout import Fields, to_yaml
from .world import World, plan_world

#: The settings of a site of pages alone, and of one with the search besides.
PAGES_ALONE = "pages.yml"
SEARCHED = "searched.yml"

#: The site beside its records, with the settings of the real one that cost time.
_SITE = {
    "mkdocs.yml": """\
site_name: Benchmark
site_url: https://benchmark.example.org/
repo_url: https://github.com/example/benchmark
edit_uri: edit/main/docs/
strict: true
validation:
  omitted_files: warn
  absolute_links: warn
  unrecognized_links: warn
  anchors: warn
hooks:
  - hooks/mkdocs_hooks.py
theme:
  name: material
  font: false
  features:
    - content.action.edit
    - navigation.footer
    - navigation.path
    - navigation.tabs
plugins:
  - search
extra:
  scope: /
  briefs:
    publisher: Benchmark
    downloads: true
    licence: CC-BY-4.0
    licence_url: https://creativecommons.org/licenses/by/4.0/
    language: en
nav:
  - Home: index.md
  - Agreements: agreements/index.md
  - Projects: projects/index.md
  - Dialogues: dialogues/index.md
  - Policies: policies/index.md
  - Who:
      - Organisations: organisations/index.md
      - Countries: countries/index.md
      - People: people/index.md
  - Topics: topics/index.md
  - By state: status/index.md
  - By year: years/index.md
  - Sources: sources/index.md
  - About: about.md
""",
    PAGES_ALONE: """\
# The same pages and frames, and nothing else: no data, no citations, no search.
INHERIT: mkdocs.yml
plugins: []
extra:
  briefs:
    downloads: false
""",
    SEARCHED: """\
# Pages with their search, and nothing to download: neither data nor citations.
INHERIT: mkdocs.yml
extra:
  briefs:
    downloads: false
""",
    "docs/about.md": "# About\n\nMade-up records, to measure with.\n",
    "hooks/mkdocs_hooks.py": "from research_briefs.edges.mkdocs import *  # noqa: F403\n",
}

#: Where other programs get the same pages from, if the site is compared with theirs.
PEERS = "peers"

#: All that a folder holds before anything is built in it.
PARTS = frozenset({PEERS, "briefs", *(path.split("/")[0] for path in _SITE)})


def make(folder: Path, records: int, seed: int) -> World:
    """Write a site with so many briefs, and what they refer to besides, into an empty folder."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    world = plan_world(records, seed)
    for path, text in _SITE.items():
        write(folder / path, text)
    for kind, id, fields in _records(world):
        write(folder / "briefs" / kind / f"{id}.yaml", to_yaml(fields))
    return world


def _records(world: World) -> Iterator[tuple[str, str, Fields]]:
    """All records: kind, id and fields."""
    for plan in (*world.policies, *world.briefs):
        yield plan.kind, plan.id, briefs.fields(plan, world)
    for kind, made in (
        ("organisations", others.organisations(world)),
        ("people", others.people(world)),
        ("topics", others.topics(world)),
        ("countries", others.countries(world)),
        ("sources", others.sources(world)),
    ):
        for id, fields in made:
            yield kind, id, fields
