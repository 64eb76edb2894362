"""What pytest hands to all tests: the fixture site, and the settings of hypothesis."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.helpers import SITE

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


@pytest.fixture(scope="session")
def site() -> Site:
    """The fixture site, read and checked."""
    return load_site(find_settings(SITE))
