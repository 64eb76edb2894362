"""Says on what was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from pathlib import Path


def describe(versions: Mapping[str, str]) -> str:
    """The machine, Python, and the versions of what it is compared with, in one sentence."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = [f"{os.cpu_count()} processors{_model()}", platform.system(), python]
    return ", ".join([*machine, *(f"{name} {version}" for name, version in versions.items())]) + "."


def _model() -> str:
    """The processor's name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return f" ({name})" if (name := next(names, "")) else ""
