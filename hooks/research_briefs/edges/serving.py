"""What is done otherwise under `mkdocs serve`, so that a change is seen at once.

Of a site that is served a few pages are looked at, then it is made anew: what nobody asks for
(pages, data, citations, the search) is made when somebody does, templates that did not change are
not compiled again, and changes are heard of sooner.
"""

from __future__ import annotations

import posixpath
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache

from research_briefs.edges.watching import observer_for
from research_briefs.edges.writing import write_files

if TYPE_CHECKING:
    from jinja2.bccache import Bucket
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

#: How often an address is looked for: before and after it is made, twice in case of a new build.
_ATTEMPTS = 4

#: Makes files, each with its place in the site.
Make = Callable[[], Iterable[tuple[str, bytes]]]
#: The file at a place in the site; None if there is none.
Find = Callable[[str], bytes | None]
#: A web application, as servers of Python's know it.
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Batch:
    """Files that are all made when the first of them is asked for."""

    def __init__(self, make: Make, below: str = "") -> None:
        self._make, self._below = make, below
        self._lock = threading.Lock()
        self._files: Mapping[str, bytes] | None = None

    def __call__(self, place: str) -> bytes | None:
        """The file at a place in the site, if it is `below` that folder; None if there is none."""
        if not place.startswith(self._below):
            return None
        with self._lock:
            if self._files is None:
                self._files = dict(self._make())
        return self._files.get(place)


class OnDemand:
    """Puts files of one build into the site's folder when they are asked for."""

    def __init__(self, folder: Path, *sources: Find) -> None:
        self._folder, self._sources = folder, sources
        self._lock = threading.Lock()
        self._written: list[Path] = []
        self._is_over = False

    def __call__(self, place: str) -> bool:
        """Make the file at a place; whether the server should look for it again."""
        for source in self._sources:
            for name in (place, posixpath.join(place, "index.html")):
                if (data := source(name)) is not None:
                    return self._put(name, data)
        return self._is_over  # the server waits for the build that is going on

    def end(self) -> None:
        """Take away what was made, since a new build begins."""
        with self._lock:
            self._is_over = True
            for file in self._written:
                file.unlink(missing_ok=True)

    def _put(self, name: str, data: bytes) -> bool:
        with self._lock:
            if not self._is_over:
                write_files(self._folder, [(name, data)], overwrite=True)
                self._written.append(self._folder / name)
        return True


class Compiled(BytecodeCache):
    """Compiled templates, which Jinja tells from others by their source."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja what it compiled before; it looks whether that is still right."""
        code = self._code.get(bucket.key)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what Jinja has compiled."""
        self._code[bucket.key] = bucket.bytecode_to_string()


def prepare(server: LiveReloadServer, config: MkDocsConfig, make: Callable[[str], bool]) -> None:
    """Let a server `make` what is asked for and not there, and hear of changes sooner."""
    app = server.get_app()
    assert app is not None  # a server has one from the start
    server.set_app(_also(app, server.mount_path, make))
    watched = [path for path in (config.docs_dir, config.config_file_path) if path]
    for path in watched:
        server.unwatch(path)
    server.observer = observer_for([*watched, *config.watch])  # type: ignore[assignment]  # any will do
    for path in watched:
        server.watch(path)


def _also(app: App, mount_path: str, make: Callable[[str], bool]) -> App:
    """An application that asks the other again when what it did not find has been made.

    The other waits while a build is going on. That build may come in between, so there is more than
    one attempt.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        place = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        place = posixpath.normpath("/" + place.removeprefix(mount_path)).lstrip("/")
        for _ in range(_ATTEMPTS):
            begun: list[Any] = []
            body = app(environ, lambda *arguments: begun.append(arguments))  # noqa: B023
            if not str(begun[-1][0]).startswith("404") or not make(place):
                break
        start_response(*begun[-1])
        return body

    return answer
