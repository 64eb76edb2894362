"""Why a value is not what its field takes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong within a value: `fragment` is the very part of it, or '' for all of it.

    Where the value is a mapping, `field` is the field of it that is missing or should not be there.
    """

    message: str
    fragment: str = ""
    hint: str = ""
    field: str = ""


class Wrong(ValueError):
    """A value that its parser refuses, with everything that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def wrong(message: str, fragment: str = "", hint: str = "") -> Wrong:
    """A refusal for one reason."""
    return Wrong(Problem(message, fragment, hint))
