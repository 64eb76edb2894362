"""Every message of the bank of broken records, read as by somebody who has never seen YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.helpers import CASES

BANK = [*(CASES / "checking").glob("*.md"), *(CASES / "reading").rglob("*.md"),
        CASES / "narratives" / "issues.md"]  # fmt: skip


def messages() -> Iterator[tuple[str, str]]:
    """Each issue of the bank as it is printed, with the case in which it stands."""
    for file in sorted(BANK):
        for section in file.read_text(encoding="utf-8").split("\n## ")[1:]:
            name, _, body = section.partition("\n")
            (printed,) = re.findall(r"```text\n(.*?)```", body, re.DOTALL)
            for message in re.split(r"\n(?! {4}[|:=] )", printed.rstrip()):
                if message not in ("no issues", ""):
                    yield f"{file.stem}: {name}", message


MESSAGES = list(messages())


def test_the_bank_is_large() -> None:
    assert len(MESSAGES) > 300


@pytest.mark.parametrize(("case", "message"), MESSAGES, ids=[case for case, _ in MESSAGES])
def test_every_message_says_where_what_and_what_to_do(case: str, message: str) -> None:
    head, *below = message.split("\n")
    assert re.match(r"[\w/.-]+\.(yaml|md)(:\d+:\d+)?: \S", head), case
    hints = [line for line in below if line.startswith("    = ")]
    assert len(hints) == 1, f"{case}: {message}"
    if ":" in head.partition(" ")[0].rstrip(":"):  # a line is meant, and an empty file has none
        assert any("^" in line for line in below) or "the file is empty" in head, case
