"""What pytest hands to all tests: sites, a browser, and the settings of hypothesis."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, ViewportSize
from tests.browser import build, launched, served
from tests.commanding import Briefs, Done
from tests.helpers import SITE, TESTS

from research_briefs.edges.command import main
from research_briefs.edges.config_file import find_settings
from research_briefs.site import Site, load_site

# The same examples in each run: a red test is red for everybody. To look for new ones, run
# `pytest --hypothesis-profile=explore`.
settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", settings.get_profile("same"), derandomize=False,
                          max_examples=5_000)  # fmt: skip
settings.load_profile("same")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be skipped, as in CI, a skipped test is a failure."""
    report = yield
    if report.skipped and os.environ.get("NOTHING_SKIPPED"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which may not be here: {report.longrepr}"
    return report


@pytest.fixture
def site_folder(tmp_path: Path) -> Path:
    """A copy of the fixture site, to change as a test likes."""
    return Path(shutil.copytree(SITE, tmp_path / "site"))


@pytest.fixture
def briefs(
    site_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Briefs:
    """The command, run in the folder of a copy of the fixture site."""
    monkeypatch.chdir(site_folder)

    def run(*arguments: str) -> Done:
        try:
            code = main(arguments)
        except SystemExit as end:  # how argparse leaves
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def site() -> Site:
    """The fixture site, read and checked."""
    return load_site(find_settings(SITE))


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture site, built with all that the theme can do, to look at only."""
    return build(Path(shutil.copytree(SITE, tmp_path_factory.mktemp("built") / "site")))


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own site, built from the records of this repository, to look at only."""
    root, home = tmp_path_factory.mktemp("own"), TESTS.parent
    for part in ("briefs", "docs"):
        shutil.copytree(home / part, root / part)
    (root / "hooks").mkdir()
    for file in ("mkdocs.yml", "hooks/mkdocs_hooks.py"):
        shutil.copy(home / file, root / file)
    return build(root)


@pytest.fixture(scope="module")
def origin(built_site: Path) -> Iterator[str]:
    """Where the fixture site is served."""
    with served(built_site) as origin:
        yield origin


@pytest.fixture(scope="module")
def own_origin(own_site: Path) -> Iterator[str]:
    """Where our own site is served."""
    with served(own_site) as origin:
        yield origin


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of a file."""
    with launched() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    """A tab on the site that is served."""
    with browser.new_context(base_url=origin, viewport=ViewportSize(width=1280, height=900)) as tab:
        yield tab.new_page()
