"""What the site's owner sets, once, in `mkdocs.yml`: no other place repeats it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

#: The licence of this generator, which a site states beside that of its records, and its address.
CODE_LICENCE = ("MIT", "https://opensource.org/license/mit")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that the core needs; how they are read is the edges' business.

    `root` is the folder that holds `mkdocs.yml`; `briefs` the folder of records inside it and
    `docs` that of the pages written by hand, which may lie elsewhere; `hidden` are those of them
    that the site does not show, such as drafts. With `downloads` the site offers citations and data
    as files beside its pages; `sheet` is how the Markdown of a record is called there.
    """

    root: Path
    site_name: str
    site_description: str = ""
    site_url: str = ""
    repo_url: str = ""
    briefs: str = "briefs"
    docs: str = "docs"
    hidden: frozenset[str] = frozenset()
    branch: str = "main"
    language: str = "en"
    publisher: str = ""
    licence: str = ""
    licence_url: str = ""
    code_licence: str = CODE_LICENCE[0]
    code_licence_url: str = CODE_LICENCE[1]
    downloads: bool = False
    sheet: str = "index.md"

    @property
    def folder(self) -> Path:
        """The folder of records."""
        return self.root / self.briefs

    @property
    def pages(self) -> Path:
        """The folder of the pages written by hand."""
        return self.root / self.docs

    def source_url(self, path: str) -> str:
        """Where a file of the site is read on the web; empty if the site has no repository."""
        return f"{self.repo_url.rstrip('/')}/blob/{self.branch}/{path}" if self.repo_url else ""


def settings_from(root: Path, values: Mapping[str, Any]) -> Settings:
    """Settings from the top level of `mkdocs.yml` as a mapping.

    Takes what the file says under `site_name`, `site_description`, `site_url`, `repo_url`,
    `docs_dir` and `extra.briefs`; anything of another type than text counts as not set.
    """
    extra = values.get("extra")
    own = extra.get("briefs") if isinstance(extra, Mapping) else None
    own = own if isinstance(own, Mapping) else {}

    def text(mapping: Mapping[str, Any], key: str, default: str = "") -> str:
        value = mapping.get(key)
        return value if isinstance(value, str) else default

    return Settings(
        root=root,
        site_name=text(values, "site_name", "Research briefs"),
        site_description=text(values, "site_description"),
        site_url=text(values, "site_url"),
        repo_url=text(values, "repo_url"),
        briefs=text(own, "folder", "briefs"),
        docs=_relative(root / text(values, "docs_dir", "docs"), root),
        branch=text(own, "branch", "main"),
        language=text(own, "language", "en"),
        publisher=text(own, "publisher"),
        licence=text(own, "licence"),
        licence_url=text(own, "licence_url"),
        code_licence=text(own, "code_licence", CODE_LICENCE[0]),
        code_licence_url=text(own, "code_licence_url", CODE_LICENCE[1]),
        downloads=own.get("downloads") is True,
    )


def _relative(folder: Path, root: Path) -> str:
    """A folder by its way from the root: MkDocs names its own absolutely."""
    return PurePath(os.path.relpath(folder, root)).as_posix()
