"""Writes the pages of a made-up site for all peers: `python -m tests.benchmark.preparing FOLDER`.

The site must have been built with pages alone: the frames of its pages become layouts of Hugo's.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import yaml

from research_briefs.edges.exported_config import configuration_of
from research_briefs.edges.exporting import export_of
from research_briefs.settings import settings_from

from . import hugo
from .corpus import PEERS
from .files import write
from .peers import BARE, EXPORTED, FRAMED

#: Of an export MkDocs and Zensical shall make pages and no search, which the other peers lack.
_NO_SEARCH = "plugins: []\n"


def main(folder: Path) -> None:
    """Write what each peer builds from."""
    values = yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    settings = replace(settings_from(folder, values), downloads=False)
    export = export_of(settings, configuration_of(folder))
    if export.issues:
        raise SystemExit(str(export.issues[0]))
    peers = folder / PEERS
    (peers / EXPORTED).mkdir(parents=True)
    export.write(peers / EXPORTED)
    config = peers / EXPORTED / "mkdocs.yml"
    write(config, config.read_text(encoding="utf-8") + _NO_SEARCH)
    site = {"name": settings.site_name, "site_url": settings.site_url}
    about = (folder / "docs" / "about.md").read_text(encoding="utf-8")
    hugo.bare(peers / BARE, export.pages, site)
    edit_url = f"{settings.repo_url.rstrip('/')}/edit/{settings.branch}/"
    hugo.framed(peers / FRAMED, export.pages, site, folder / "site", edit_url)
    for name in (BARE, FRAMED):
        write(peers / name / "content" / "about.md", hugo.by_hand("About", about))
        # What stands beside the pages: styles, and the pages at earlier addresses.
        no_page = shutil.ignore_patterns("*.md")
        docs, static = peers / EXPORTED / "docs", peers / name / "static"
        shutil.copytree(docs, static, ignore=no_page, dirs_exist_ok=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
