"""What is done otherwise under `mkdocs serve`, so that a change is seen at once.

Of a site that is served a few pages are looked at, then it is made anew: files that nobody asks for
(the data, the citations, the search) are made when somebody does, templates that did not change are
not compiled again, and changes are looked for more often.
"""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from jinja2.bccache import Bucket
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

#: How often changes are looked for, in seconds. MkDocs looks twice a second, which can be felt; it
#: asks for the state of each file, as other ways miss changes on the disks of other machines.
INTERVAL = 0.2

#: Makes files, each with its place in the site.
Make = Callable[[], Iterable[tuple[str, bytes]]]
#: A web application, as servers of Python's know it.
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class OnDemand:
    """Files of one build that are made when the first of them is asked for."""

    def __init__(self, *makers: Make) -> None:
        self._makers = makers
        self._lock = threading.Lock()
        self._files: Mapping[str, bytes] | None = None

    def __call__(self, place: str) -> bytes | None:
        """The file at a place in the site; None if there is none."""
        with self._lock:
            if self._files is None:
                self._files = {place: data for make in self._makers for place, data in make()}
        return self._files.get(place)


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


def prepare(
    server: LiveReloadServer, config: MkDocsConfig, later: Callable[[str], bytes | None]
) -> None:
    """Let a server give out also what is made `later`, and look more often for changes."""
    app = server.get_app()
    assert app is not None  # a server has one from the start
    server.set_app(_also(app, server.mount_path, later))
    watched = [path for path in (config.docs_dir, config.config_file_path) if path]
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=INTERVAL)
    for path in watched:
        server.watch(path)


def _also(app: App, mount_path: str, later: Callable[[str], bytes | None]) -> App:
    """An application that looks further where the other, which waits for a build, finds nothing."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun: list[Any] = []
        body = app(environ, lambda *arguments: begun.append(arguments))
        if begun and str(begun[-1][0]).startswith("404"):
            place = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            data = later(place.removeprefix(mount_path))
            if data is not None:
                sort = mimetypes.guess_type(place)[0] or "application/octet-stream"
                start_response("200 OK", [("Content-Type", sort)])
                return [data]
        start_response(*begun[-1])
        return body

    return answer
