"""YAML as text."""
from __future__ import annotations

import pytest
from tests.helpers import Case, cases, read, shown


@pytest.mark.parametrize("case", cases("reading"), ids=str)
def test_a_case_prints_what_it_says(case: Case) -> None:
    _, issues = read(case.data, case.path)
    case.assert_prints(shown(issues))
