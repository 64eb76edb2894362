"""What CI installs: every requirement of `pyproject.toml`, pinned, with hashes, from anywhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.helpers import TESTS

ROOT = TESTS.parent
LOCK = ROOT / ".ci" / "requirements.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

#: The extra from which the lock is made, as its head says.
EXTRA = "dev"


def required(extra: str | None = None) -> Iterator[Requirement]:
    """The requirements of the project, and of an extra with all extras that this one names."""
    extras = PROJECT["optional-dependencies"]
    for text in PROJECT["dependencies"] if extra is None else extras[extra]:
        requirement = Requirement(text)
        if requirement.name == PROJECT["name"]:
            for inner in sorted(requirement.extras):
                yield from required(inner)
        else:
            yield requirement


def locked(text: str) -> Mapping[str, list[Requirement]]:
    """The pins of a lock by name; there are several of one where systems differ."""
    found: dict[str, list[Requirement]] = {}
    for entry in entries(text):
        requirement = Requirement(entry.split(" --hash=")[0])
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def entries(text: str) -> list[str]:
    """The entries of a lock, each on one line, without comments."""
    lines = [line for line in text.split("\n") if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [" ".join(line.split()) for line in joined.split("\n") if line.strip()]


@pytest.fixture(scope="module")
def lock() -> str:
    return LOCK.read_text(encoding="utf-8")


REQUIRED = [*required(), *required(EXTRA)]
DECLARED = sorted({str(r) for extra in PROJECT["optional-dependencies"] for r in required(extra)})


@pytest.mark.parametrize("requirement", REQUIRED, ids=str)
def test_the_lock_has_a_version_that_the_project_takes(requirement: Requirement, lock: str) -> None:
    pins = locked(lock)[canonicalize_name(requirement.name)]
    assert pins
    for pin in pins:
        (specifier,) = pin.specifier
        assert requirement.specifier.contains(specifier.version)


@pytest.mark.parametrize("text", [*PROJECT["dependencies"], *DECLARED])
def test_the_project_takes_a_range_that_ends(text: str) -> None:
    """A version that nobody has tried is not installed; stubs of types cannot break a site."""
    requirement = Requirement(text)
    operators = {specifier.operator for specifier in requirement.specifier}
    assert ">=" in operators
    assert "<" in operators or requirement.name.startswith("types-")


def test_every_entry_is_a_version_with_hashes(lock: str) -> None:
    version = re.compile(r"[a-z0-9-]+==[\w.!+]+( ; [^#]+?)?( --hash=sha256:[0-9a-f]{64})+")
    assert entries(lock)
    assert [entry for entry in entries(lock) if not version.fullmatch(entry)] == []


def test_the_lock_names_no_host_and_no_path(lock: str) -> None:
    """It is the same for whoever installs from a mirror of their own."""
    assert re.findall(r"://|\bfile:|@ |--(?:extra-)?index-url [^-]|--find-links|-e ", lock) == []
    assert re.findall(r"(?<![\w.])[./~]+/[\w/.-]+|[A-Z]:\\", lock) == []


def test_the_lock_is_made_from_the_extra_that_ci_uses(lock: str) -> None:
    assert ".ci/lock" in lock.split("\n", maxsplit=1)[0]
    command = (ROOT / ".ci" / "lock").read_text(encoding="utf-8")
    assert f"--extra {EXTRA} " in command
    assert "--generate-hashes" in command
    assert LOCK.relative_to(ROOT).as_posix() in command
    used = re.findall(r"\[([a-z,]+)\]'?(?: |$)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert used
    names = {requirement.name for requirement in required(EXTRA)}
    for extras in used:
        for extra in extras.split(","):
            assert {requirement.name for requirement in required(extra)} <= names
