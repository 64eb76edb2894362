"""What GitHub runs and asks: valid by its own schemas, and safe by the rules of an auditor.

The schemas are those that check-jsonschema carries, zizmor audits what is safe; both come whole
from their wheels. (actionlint would know more of expressions, but its package fetches a program.)
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.helpers import TESTS

from research_briefs.edges.command import _parser
from research_briefs.pages.reporting import MISSING, WRONG

GITHUB = TESTS.parent / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
#: The one workflow that may do more than read and publish, and runs nothing of a pull request.
WRITING = "comment.yml"


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path(sysconfig.get_path("scripts"), name)
    command = [str(program), *arguments]
    return subprocess.run(command, cwd=GITHUB.parent, capture_output=True, text=True, check=False)


def loaded(file: Path) -> dict[Any, Any]:
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def jobs(file: Path) -> Iterator[dict[str, Any]]:
    yield from loaded(file)["jobs"].values()


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(file):
        yield from job["steps"]


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("github-workflows", "workflows/*.yml"),
        ("github-issue-forms", "ISSUE_TEMPLATE/[!c]*.yml"),
        ("github-issue-config", "ISSUE_TEMPLATE/config.yml"),
        ("dependabot", "dependabot.yml"),
    ],
)
def test_each_file_is_what_github_reads(schema: str, pattern: str) -> None:
    files = [str(file) for file in GITHUB.glob(pattern)]
    assert files
    done = tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files)
    assert done.returncode == 0, done.stdout


def test_an_auditor_has_nothing_to_say() -> None:
    done = tool("zizmor", "--offline", "--no-progress", "--persona", "auditor", ".github")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_auditor_would_say_it(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text(
        "on: pull_request_target\njobs: {a: {runs-on: x, steps: [{uses: actions/checkout@v4}]}}\n"
    )
    done = tool("zizmor", "--offline", "--no-progress", str(tmp_path / "bad.yml"))
    assert done.returncode != 0
    assert "dangerous-triggers" in done.stdout


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_each_action_is_pinned_by_its_commit_with_the_version_beside(file: Path) -> None:
    used = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+", action)


def test_one_action_is_pinned_alike_everywhere() -> None:
    used = {use for file in WORKFLOWS for use in re.findall(r"uses: (.*)", file.read_text())}
    assert len(used) == len({use.split("@")[0] for use in used})


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_whatever_runs_the_code_of_forks_can_only_read(file: Path) -> None:
    text, workflow = file.read_text(encoding="utf-8"), loaded(file)
    assert "secrets." not in text
    assert "pull_request_target" not in text
    triggers = workflow[True]  # `on`, which YAML 1.1 reads so
    if file.name == WRITING:
        assert set(triggers) == {"workflow_run"}
        assert workflow["permissions"] == {}
        return
    assert "workflow_run" not in triggers
    assert workflow["permissions"] == {"contents": "read"}
    if "pull_request" in triggers:
        assert not any("permissions" in job for job in jobs(file))


def test_what_may_write_runs_nothing_of_a_pull_request() -> None:
    """It checks out main (no `ref`), installs nothing, and gives no expression to a shell."""
    file = GITHUB / "workflows" / WRITING
    for step in steps(file):
        assert not {"ref", "repository"} & set(step.get("with", {}))
        assert "${{" not in step.get("run", "")
        assert "pip" not in step.get("run", "")
    assert "name: changes" in (GITHUB / "workflows" / "preview.yml").read_text()


def test_only_the_job_that_runs_nothing_of_ours_may_publish() -> None:
    build, deploy = jobs(GITHUB / "workflows" / "pages.yml")
    assert "permissions" not in build
    assert not any("run" in step for step in deploy["steps"])


def test_each_call_of_our_command_is_one() -> None:
    lines = [line for file in WORKFLOWS for step in steps(file) for line in shell(step)]
    calls = [shlex.split(line.split(">")[0])[1:] for line in lines if line.startswith("briefs ")]
    assert len(calls) == 3
    for call in calls:
        _parser().parse_args(call)


def shell(step: dict[str, Any]) -> list[str]:
    return [line.strip() for line in str(step.get("run", "")).split("\n")]


@pytest.mark.parametrize("form", [WRONG, MISSING])
def test_the_forms_to_which_pages_lead_are_there(form: str) -> None:
    assert (GITHUB / "ISSUE_TEMPLATE" / form).is_file()


def test_the_script_of_the_comment_needs_nothing_but_python() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(GITHUB / "comment.py"), "none", "run"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "No comment: there is no list.\n")
