"""A whole site of made-up records: the same count and seed give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from . import briefs, others
from .layout import Fields, to_yaml
from .world import World, plan_world

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
    "docs/about.md": "# About\n\nMade-up records, to measure with.\n",
    "hooks/mkdocs_hooks.py": "from research_briefs.edges.mkdocs import *  # noqa: F403\n",
}


def make(folder: Path, records: int, seed: int) -> World:
    """Write a site with so many briefs, and what they refer to besides, into an empty folder."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    world = plan_world(records, seed)
    for path, text in _SITE.items():
        _write(folder / path, text)
    for kind, id, fields in _records(world):
        _write(folder / "briefs" / kind / f"{id}.yaml", to_yaml(fields))
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


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
