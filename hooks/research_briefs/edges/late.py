"""Generated pages that are rendered only when a reader asks for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from mkdocs.commands.build import get_context

from research_briefs.edges.generated_page import TEMPLATE, GeneratedPage

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation


class LatePages:
    """The late pages of one build, each rendered as MkDocs would have done it.

    They are taken from among the `files`, so that MkDocs does not do it. `rendered` is called after
    each of them.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        nav: Navigation,
        env: jinja2.Environment,
        files: Files,
        rendered: Callable[[], None],
    ) -> None:
        self._config, self._nav, self._env, self._rendered = config, nav, env, rendered
        self._lock = threading.Lock()  # what a page changes on its way is the whole build's
        self._documents = list(files.documentation_pages())
        self._pages: dict[str, GeneratedPage] = {}
        for file in list(files):
            if isinstance(file.page, GeneratedPage) and file.page.is_late:
                self._pages[file.dest_uri] = file.page
                files.remove(file)

    def __call__(self, place: str) -> bytes | None:
        """The page at a place in the site; None if there is none."""
        page = self._pages.get(place)
        if page is None:
            return None
        with self._lock:
            page.tell()
            page.active = True  # so does MkDocs tell the theme what to highlight
            try:
                output = self._output(page)
            finally:
                page.active = False
            self._rendered()
        return output.encode("utf-8", errors="xmlcharrefreplace")

    def _output(self, page: GeneratedPage) -> str:
        config, plugins = self._config, self._config.plugins
        context = get_context(self._nav, self._documents, config, page)
        template = self._env.get_template(TEMPLATE)
        context = plugins.on_page_context(context, page=page, config=config, nav=self._nav)
        output = template.render(context)
        return str(plugins.on_post_page(output, page=page, config=config))
