"""The core needs no MkDocs, and its parts know only those above them in the house."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers import SITE

import research_briefs

PACKAGE = Path(research_briefs.__file__).parent

#: The parts of the house, in the order in which `docs/architecture.md` lists them: each may import
#: itself and what stands before it.
HOUSE = ("limits", "garbage", "issues", "settings", "records", "reading", "catalogue", "pages",
         "lasting", "collection", "publishing", "site", "edges")  # fmt: skip

MODULES = sorted(PACKAGE.rglob("*.py"))


def part(module: Path) -> str:
    """The part of the house to which a module belongs."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def part_of_edge(module: Path) -> str:
    """The module or folder of the edges to which a module belongs."""
    return module.relative_to(PACKAGE).parts[1].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    """The full names of all that a module imports, wherever in it."""
    package = ("research_briefs", *module.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *filter(None, (node.module,))))
            yield from (f"{base}.{alias.name}" for alias in node.names)


def test_every_part_of_the_package_has_its_place_in_the_house() -> None:
    assert {part(module) for module in MODULES} - {"__init__"} <= set(HOUSE)


def test_relative_imports_are_understood() -> None:
    """So that the tests below look at what they mean."""
    names = set(imports(PACKAGE / "site.py"))
    assert "research_briefs.catalogue.catalogue.build_catalogue" in names
    names = set(imports(PACKAGE / "pages" / "building.py"))
    assert {"research_briefs.pages.addresses", "research_briefs.settings.Settings"} <= names


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_stands_before_it(module: Path) -> None:
    if part(module) == "__init__":
        assert not list(imports(module))
        return
    known = HOUSE[: HOUSE.index(part(module)) + 1]
    for name in imports(module):
        first, *rest = name.split(".")
        assert first != "research_briefs" or rest[0] in known, name


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(PACKAGE).as_posix())
def test_only_the_edge_of_mkdocs_imports_it(module: Path) -> None:
    engine = [name for name in imports(module) if name.split(".")[0] in ("mkdocs", "material")]
    assert not engine or part(module) == "edges"
    assert not engine or part_of_edge(module) not in ("command", "commands", "config_file")


BUILD = """
import sys
from pathlib import Path
from research_briefs.edges.config_file import find_settings
from research_briefs.site import load_site

site = load_site(find_settings(Path(sys.argv[1])))
assert not site.issues
print(len([page.content for page in site.pages()]))
engine = {"mkdocs", "material", "pymdownx", "markdown"}
print(*sorted(name for name in sys.modules if name.split(".")[0] in engine))
"""


def test_a_whole_site_is_checked_and_rendered_without_mkdocs() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(SITE)], capture_output=True, text=True, check=True
    )
    pages, loaded = done.stdout.splitlines()
    assert int(pages) > 60
    assert loaded == ""
