"""The MkDocs edge: the events that make pages of MkDocs out of the pages of the core.

A site's hook file imports everything from here; only events are exported. Broken data stops a
build before anything is cleaned. Under `mkdocs serve` it never does: a server that fails to
rebuild answers no more, so the last good state stays visible and a banner tells what is wrong.
"""

from __future__ import annotations

import logging
import os
import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from html import unescape
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import escape
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel, set_exclusions
from mkdocs.utils import CountHandler, get_relative_url

from research_briefs import garbage
from research_briefs.collection import Memory
from research_briefs.edges import editors, publication, search_index
from research_briefs.edges.assets import SCRIPT, SCRIPTS, STYLES, THEME, with_words
from research_briefs.edges.content_policy import CONTENT_POLICY
from research_briefs.edges.frames import frame_pages
from research_briefs.edges.generated_page import GeneratedPage, nav_titles
from research_briefs.edges.inlined import Inlined, set_scope
from research_briefs.edges.late import LatePages
from research_briefs.edges.links import address_of, broken_links
from research_briefs.edges.publication import Publication
from research_briefs.edges.serving import Batch, Compiled, Find, OnDemand, prepare
from research_briefs.edges.writing import write_files
from research_briefs.issues import Issue, render, sort
from research_briefs.pages import addresses
from research_briefs.pages.narratives import Telling
from research_briefs.pages.page import Page, address_taken, render_all
from research_briefs.pages.wording import wording
from research_briefs.settings import Settings, settings_from
from research_briefs.site import Site, load_site

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage

__all__ = [
    "on_build_error",
    "on_config",
    "on_env",
    "on_files",
    "on_nav",
    "on_page_content",
    "on_page_markdown",
    "on_post_build",
    "on_post_page",
    "on_post_template",
    "on_serve",
    "on_shutdown",
    "on_startup",
]

log = logging.getLogger("mkdocs.hooks.research_briefs")

#: Where Material's plugin of the search is defined.
_SEARCH = "material.plugins.search.plugin"

#: The date of all pages on a site without records: it has to be some day, and never today.
UNDATED = "1970-01-01"


LAST_GOOD = "The pages show the records as they last were without errors."
VALID_ONLY = "Records with errors are left out."


@dataclass
class Session:
    """What the edge knows from event to event and, under `serve`, from build to build."""

    serving: bool = False
    dirty: bool = False  # MkDocs keeps the old site and adds to it
    publication: Publication | None = None  # of the build that is running
    root: Path = Path()
    good: Site | None = None  # the last one without issues
    inlined: Inlined | None = None  # by the theme, in the build that is running
    shown: Site | None = None  # what the pages show
    notice: str = ""  # what the banner says of the pages
    pages: list[Page] = field(default_factory=list)
    tellings: dict[str, Telling] = field(default_factory=dict)  # pages by hand that name records
    issues: list[Issue] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory.lasting)  # of files that did not change
    compiled: dict[str, Compiled] = field(default_factory=dict)  # templates, by whose they are
    builds: int = 0
    nav: Navigation | None = None
    late: LatePages | None = None
    on_demand: OnDemand | None = None  # files of the newest build that somebody may ask for

    def start(self, serving: bool, dirty: bool) -> None:
        """Forget what was, as at the start of a command."""
        self.serving, self.dirty, self.good = serving, dirty, None
        self.memory, self.compiled = Memory.lasting(), {}
        self.nav = self.late = self.on_demand = None

    def end(self) -> None:
        """Leave the site as it is."""
        if self.publication:
            self.publication.end()
        self.publication = None

    @garbage.uncollected_until_next()
    def load(self, settings: Settings) -> None:
        """Read the data and take from it the pages to show."""
        site = self._read(settings)
        self.root, self.issues, self.tellings = settings.root, [], {}
        self.refuse(site.issues)
        if not site.issues:
            self.good, self.notice = site, ""
        else:
            self.notice = LAST_GOOD if self.good else VALID_ONLY
        self.shown = self.good or site
        self.pages = self.shown.pages()
        if self.serving:
            editors.refresh(site.catalogue, settings)
        else:
            render_all(self.pages)

    def _read(self, settings: Settings) -> Site:
        """The site; under `serve` what did not change is neither read nor compiled anew."""
        if not self.serving:
            return load_site(settings)
        compiled = self.compiled.setdefault(settings.language, Compiled())
        return load_site(settings, memory=self.memory, compiled=compiled)

    def refuse(self, issues: Iterable[Issue]) -> None:
        """Report issues; if there are any, the build ends here, except under `serve`."""
        found = self.report(issues, logging.ERROR)
        if found and not self.serving:
            raise Abort(_summary(found))

    def report(self, issues: Iterable[Issue], level: int) -> Sequence[Issue]:
        """Log issues; under `serve` quietly, and keep them for the banner."""
        found = sort(issues)
        for issue in found:
            log.log(logging.INFO if self.serving else level, "%s", render(issue))
        if self.serving:
            self.issues += found
        return found

    def make(self, place: str) -> bool:
        """Make a file of the newest build that somebody asks for; whether to look for it again."""
        return bool(self.on_demand and self.on_demand(place))

    @property
    def newest(self) -> str:
        """The newest day on any page, for pages without one: a build reads no clock."""
        return max((page.updated for page in self.pages if page.updated), default=UNDATED)


session = Session()


def on_startup(*, command: str, dirty: bool) -> None:
    """Begin a session: under `serve` it outlives many builds."""
    session.start(serving=command == "serve", dirty=dirty)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Set up the theme and read the data, before MkDocs cleans the site's folder."""
    if not config.use_directory_urls:
        raise Abort("Research briefs need 'use_directory_urls: true' in mkdocs.yml.")
    settings = settings_from(_root(config), config)
    _begin(config, settings)
    _add_theme(config)
    set_scope(config)
    _hear_warnings(config)
    if session.serving:
        _watch(config, settings.folder)
        _count_no_warnings()
    session.load(replace(settings, hidden=_hidden(config)))
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Put the generated pages among the files; what claims a place first has it."""
    titles, newest, is_shut = nav_titles(config.nav), session.newest, not _looked_at(config)
    taken = {file.dest_uri: file for file in files}
    root, pages, clashes = _relative(session.root, config.docs_dir), [], []
    for page in session.pages:
        file = _generated_file(page, config, root)
        if other := taken.get(file.dest_uri):
            clashes.append(_clash(page, other))
            continue
        title = titles.get(file.src_uri, "")
        late = session.serving
        GeneratedPage(
            page, file, config, nav_title=title, newest=newest, is_shut=is_shut, is_late=late
        )
        taken[file.dest_uri] = file
        files.append(file)
        pages.append(page)
    session.refuse(clashes)
    session.pages = pages
    _tell_words(files, settings_from(_root(config), config).language)
    return files


def on_nav(nav: Navigation, *, files: Files, **_: object) -> Navigation:
    """Tie the generated pages to their neighbours and to the navigation."""
    pages = {address_of(file): file.page for file in files if file.page}
    for page in nav.pages:
        if isinstance(page, GeneratedPage):
            page.is_in_nav = True
    for page in pages.values():
        if isinstance(page, GeneratedPage):
            page.connect(pages)
    session.nav = nav
    return nav


def on_page_markdown(markdown: str, *, page: MkDocsPage, **_: object) -> str:
    """Put into a hand-written page what stands for its links to records and its citations."""
    if isinstance(page, GeneratedPage) or session.shown is None:
        return markdown
    telling = session.shown.tell(page.file.src_uri, markdown)
    if telling is None:
        return markdown
    session.tellings[page.file.src_uri] = telling
    return telling.markdown


def on_page_content(html: str, *, page: MkDocsPage, **_: object) -> str:
    """Put the links, citations and references themselves into the page's HTML."""
    telling = session.tellings.get(page.file.src_uri)
    if telling is None or isinstance(page, GeneratedPage):
        return html
    if page.present_anchor_ids is not None:
        page.present_anchor_ids.update(telling.anchors)
    return telling.put_into(html)


def on_env(env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Check the links, now that all pages are rendered, and give the templates what they need."""
    newest, shown = session.newest, session.shown
    env.optimized = False  # to look for constants takes a tenth of compiling, and gains nothing
    for file in files:
        if file.page and not isinstance(file.page, GeneratedPage):
            _tidy(file.page, newest)
            title = unescape(str(file.page.title or ""))
            head = shown.head(address_of(file), title) if shown else ""
            file.page.meta["briefs_head"] = head
    env.globals["briefs_licences"] = shown.licences if shown else ""
    session.report(broken_links(files, session.tellings), logging.WARNING)
    env.globals["briefs_issues"] = [render(issue) for issue in session.issues]
    env.globals["briefs_notice"] = session.notice
    # A banner with issues needs the white space that is squeezed out of frames.
    if session.serving:
        env.bytecode_cache = session.compiled.setdefault("theme", Compiled())
    session.inlined = Inlined(env, config)
    frame_pages(env, session.inlined, squeezed=not session.issues, shared=not session.serving)
    # MkDocs writes a script of its own into pages that it serves.
    env.globals["briefs_policy"] = "" if session.serving else CONTENT_POLICY
    if session.serving and session.nav:
        write = partial(session.inlined.write, Path(config.site_dir))
        session.late = LatePages(config, session.nav, env, files, write)
    return env


def on_post_page(output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Take the theme's scripts out of hand-written pages; generated ones come without them."""
    if isinstance(page, GeneratedPage) or session.inlined is None:
        return output
    return session.inlined.moved(output, get_relative_url(".", page.url))


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Take the theme's scripts out of the page for addresses that do not exist."""
    if session.inlined is None or not template_name.endswith(".html"):
        return output
    return session.inlined.moved(output, urlsplit(config.site_url or "").path.rstrip("/"))


@event_priority(float("-inf"))  # after everybody who may still write to the site, or warn
def on_post_build(*, config: MkDocsConfig) -> None:
    """Make the generated pages searchable, and publish the site."""
    if session.inlined:
        session.inlined.write(Path(config.site_dir))
    if session.shown:
        _write_rest(config, session.shown)
    if session.publication:
        session.publication.publish()


def _write_rest(config: MkDocsConfig, shown: Site) -> None:
    """The files beside the pages; under `serve` they are made when somebody asks for one."""
    index = Path(config.site_dir, "search", "search_index.json")
    words = wording(settings_from(_root(config), config).language)
    if not index.is_file():
        log.info("No search index was written: the plugin 'search' is off.")
    if session.serving:
        session.builds += 1
        found: list[Find] = [session.late] if session.late else []
        if index.is_file():
            version = f"{os.getpid()}-{session.builds}"
            pages, catalogue = session.pages, shown.catalogue
            made = search_index.postpone(index, pages, catalogue, words, version)
            found.append(Batch(made, below="search/"))
        session.on_demand = OnDemand(Path(config.site_dir), *found, Batch(shown.files))
        return
    earlier = session.publication.site if session.publication else None
    with garbage.uncollected():
        if index.is_file():
            search = earlier and earlier / index.parent.name
            search_index.publish(index, session.pages, shown.catalogue, words, search)
        for page in session.pages:  # all are written: that is a quarter of the memory
            page.forget()
        garbage.returned()
        files = garbage.returned_behind_large(shown.files())
        left = write_files(config.site_dir, files, overwrite=session.dirty, earlier=earlier)
    for place in left:
        log.info("%s is written by hand, and stays.", place)


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, **_: object) -> LiveReloadServer:
    """Let the server follow changes at once."""
    prepare(server, config, session.make)
    return server


def on_build_error(*, error: Exception) -> None:
    """Leave the site as it was."""
    if session.publication:
        session.publication.give_up(error)


def on_shutdown() -> None:
    """Tidy up even when the build was interrupted from the keyboard, which is no error."""
    session.end()
    garbage.left_at_the_end()


def _begin(config: MkDocsConfig, settings: Settings) -> None:
    """Let the site be built where nobody sees it; under `serve` MkDocs has seen to that."""
    session.end()
    if session.on_demand:
        session.on_demand.end()
    if session.serving or session.dirty or not publication.POSSIBLE:
        publication.restore(settings.root if session.serving else Path(config.site_dir).parent)
        return
    session.publication = Publication(config)
    session.publication.begin(settings.root, settings.folder)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").absolute().parent


def _hidden(config: MkDocsConfig) -> frozenset[str]:
    """The hand-written files that the site leaves out: drafts, and what it excludes."""
    docs = Path(config.docs_dir)
    uris = (file.relative_to(docs).as_posix() for file in docs.rglob("*.m*") if file.is_file())
    files = [File(uri, config.docs_dir, config.site_dir, use_directory_urls=True) for uri in uris]
    set_exclusions(files, config)
    last = InclusionLevel.DRAFT.value
    return frozenset(file.src_uri for file in files if file.inclusion.value <= last)


def _add_theme(config: MkDocsConfig) -> None:
    """Let the package's templates and assets come before Material's."""
    config.theme.dirs.insert(0, str(THEME))
    if STYLES not in config.extra_css:
        config.extra_css.append(STYLES)
    if SCRIPT not in config.extra_javascript and (THEME / SCRIPT).is_file():
        config.extra_javascript.append(SCRIPT)


def _watch(config: MkDocsConfig, folder: Path) -> None:
    """Rebuild when a record changes; a folder that does not exist cannot be watched."""
    if folder.is_dir():
        config.watch.append(str(folder))


def _hear_warnings(config: MkDocsConfig) -> None:
    """Let `--strict` count what `--quiet` would keep from it: MkDocs counts what it logs."""
    logger = logging.getLogger("mkdocs")
    if config.strict:
        logger.setLevel(min(logger.level, logging.WARNING))


def _count_no_warnings() -> None:
    """Take `strict` back: a page whose record is broken leaves dead links in hand-written ones."""
    logger = logging.getLogger("mkdocs")
    for handler in list(logger.handlers):
        if isinstance(handler, CountHandler):
            logger.removeHandler(handler)


def _generated_file(page: Page, config: MkDocsConfig, root: str) -> File:
    """A file in memory, edited where its record is; out of the navigation unless named there.

    `root` is the way from the hand-written pages to the folder that holds the site.
    """
    uri, level = addresses.source_uri(page.address), InclusionLevel.NOT_IN_NAV
    file = File.generated(config, uri, content="", inclusion=level)
    if page.source:
        file.edit_uri = posixpath.normpath(f"{root}/{page.source}")
    return file


def _looked_at(config: MkDocsConfig) -> bool:
    """Whether a plugin may look at the contents of pages: one that is neither ours nor the search.

    The search leaves generated pages out, for they tell it so.
    """
    events = config.plugins.events
    methods = (*events["page_content"], *events["page_context"])
    owners = {type(getattr(method, "__self__", None)).__module__ for method in methods}
    hooks = {method.__module__ for method in methods if not hasattr(method, "__self__")}
    return bool(owners - {"builtins", _SEARCH} or hooks - {__name__})


def _tell_words(files: Files, language: str) -> None:
    """Give our scripts the words of the interface."""
    for file in files:
        if file.src_uri.startswith(SCRIPTS) and file.src_uri.endswith(".js"):
            file.content_string = with_words(file.content_string, language)


def _clash(page: Page, other: File) -> Issue:
    """MkDocs would let the later of two pages at one address overwrite the earlier."""
    if isinstance(other.page, GeneratedPage):
        name = other.page.origin.name
    else:
        name = _relative(other.abs_src_path, session.root) if other.abs_src_path else other.src_uri
    return address_taken(page, name)


def _relative(path: str | Path, start: str | Path) -> str:
    return PurePath(os.path.relpath(path, start)).as_posix()


def _tidy(page: MkDocsPage, newest: str) -> None:
    """Date a hand-written page by the data and escape its description for the attribute."""
    page.update_date = newest
    if description := page.meta.get("description"):
        page.meta["description"] = escape(unescape(str(description)))


def _summary(issues: Sequence[Issue]) -> str:
    count = f"{len(issues)} error{'s' if len(issues) > 1 else ''}"
    return f"{count} in the data: nothing was built."
