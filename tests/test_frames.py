"""Frames: pages that share one look as if the theme had rendered each of them by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from tests.helpers import SITE

from research_briefs.edges import frames
from research_briefs.edges.mkdocs import on_startup

Pages = dict[str, str]


@pytest.fixture(autouse=True)
def _session() -> Iterator[None]:
    yield
    on_startup(command="build", dirty=False)


@pytest.fixture
def renders(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages for which the theme's templates ran, one for each time."""
    found: list[str] = []
    whole = frames.Frames._whole

    def counted(self: frames.Frames, values: dict[str, object]) -> str:
        found.append(values["page"].url)  # type: ignore[attr-defined]
        return whole(self, values)

    monkeypatch.setattr(frames.Frames, "_whole", counted)
    return found


def built(folder: Path, footer: str = "", plugins: str = "") -> Pages:
    """The pages of the example site, with a footer and a hook of its owner's own."""
    root = Path(copytree(SITE, folder))
    config = root / "mkdocs.yml"
    if footer:
        own = root / "overrides" / "partials" / "copyright.html"
        own.parent.mkdir(parents=True)
        own.write_text(footer, encoding="utf-8")
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace("theme:\n", "theme:\n  custom_dir: overrides\n"))
    if plugins:
        (root / "own_hook.py").write_text(plugins, encoding="utf-8")
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace("hooks:\n", "hooks:\n  - own_hook.py\n"))
    mkdocs_build.build(load_config(config_file=str(config)))
    site = root / "site"
    return {
        file.parent.relative_to(site).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(site.rglob("index.html"))
    }


def bare(page: str) -> str:
    """A page without the white space between its elements: that is the squeezing's business."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r">\s+", ">", page)).strip()


def test_a_page_in_a_frame_is_the_page_that_the_theme_renders(
    tmp_path: Path, renders: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = built(tmp_path / "shared")
    count = len(renders)
    monkeypatch.setattr(frames, "_shape", lambda page: (page.url, *[0] * 9))  # a frame for each
    monkeypatch.setattr(frames.Frames, "_holds", lambda *_: False)  # and the theme's word counts
    alone = built(tmp_path / "alone")
    assert shared.keys() == alone.keys()
    for address in shared:
        assert bare(shared[address]) == bare(alone[address]), address
    assert count < len(shared)


def test_a_template_that_does_more_than_print_has_no_shared_frames(tmp_path: Path) -> None:
    pages = built(tmp_path / "site", footer="<b>Length: {{ page.content | length }}</b>")
    found = {page.partition("<b>Length: ")[2].partition("<")[0] for page in pages.values()}
    assert len(found) > len(pages) / 2


def test_a_plugin_that_gives_each_page_a_context_of_its_own_has_no_shared_frames(
    tmp_path: Path,
) -> None:
    hook = "def on_page_context(context, page, **_):\n    context['own'] = page.url\n"
    pages = built(tmp_path / "site", footer="<b>Own: {{ own }}</b>", plugins=hook)
    for address, page in pages.items():
        expected = "" if address == "." else f"{address}/"
        forwards = (
            'http-equiv="refresh"' in page
        )  # where a record had another id, without the theme
        assert forwards or f"<b>Own: {expected}</b>" in page


def test_the_theme_renders_as_often_for_many_records_as_for_few(
    tmp_path: Path, renders: list[str]
) -> None:
    built(tmp_path / "few")
    few = len(renders)
    many = Path(copytree(SITE, tmp_path / "many"))
    for number in range(50):
        (many / "briefs" / "topics" / f"made-{number:02}.yaml").write_text(
            f"title: Made {number:02}\nchecked: 2023-01-01\n", encoding="utf-8"
        )
    renders.clear()
    mkdocs_build.build(load_config(config_file=str(many / "mkdocs.yml")))
    assert len(renders) <= few + 3
