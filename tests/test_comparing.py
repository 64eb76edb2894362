"""Two states of the records are compared statement by statement."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from research_briefs.catalogue.comparing import RECORD, Change, Statements, compare

SIGNED = {"field": "events", "what": "signed", "date": "2015-12", "source": "almanac-2024"}
IN_FORCE = {"field": "events", "what": "in-force", "date": "2016", "source": "gazette-2023"}
LENGTH = {"field": "facts", "what": "Length", "value": "About 2,300 km", "source": "almanac-2024"}


def state(**anchors: dict[str, str]) -> Statements:
    return {"fog-horn": {anchor.replace("_", "-"): parts for anchor, parts in anchors.items()}}


def test_of_the_same_nothing_is_said() -> None:
    assert compare(state(signed=SIGNED), state(signed=dict(SIGNED))) == ()


def test_what_came_went_and_changed() -> None:
    longer = {**LENGTH, "value": "2,310 km", "locator": "para. 5"}
    changes = compare(
        state(signed=SIGNED, length=LENGTH), state(length=longer, in_force=IN_FORCE, other=IN_FORCE)
    )
    assert [(c.anchor, c.old is None, c.new is None) for c in changes] == [
        ("length", False, False),
        ("in-force", True, False),
        ("other", True, False),
        ("signed", False, True),
    ]
    assert changes[0].parts == (
        ("value", "About 2,300 km", "2,310 km"),
        ("locator", "", "para. 5"),
    )
    assert changes[0].field == "facts"
    assert changes[3].field == "events"


def test_a_statement_whose_anchor_moved_with_its_date_is_one_change() -> None:
    """An anchor is made of the content: `signed-2015-12` becomes `signed-2016-01`."""
    later = {**SIGNED, "date": "2016-01"}
    (change,) = compare(state(signed_2015_12=SIGNED), state(signed_2016_01=later))
    assert change == Change("fog-horn", "signed-2016-01", SIGNED, later, "signed-2015-12")
    assert change.parts == (("date", "2015-12", "2016-01"),)


def test_two_that_went_and_two_that_came_are_not_guessed_at() -> None:
    old, new = state(a=SIGNED, b=IN_FORCE), state(c=SIGNED, d=IN_FORCE)
    assert [(c.anchor, c.former) for c in compare(old, new)] == [(a, "") for a in "cdab"]


def test_a_record_that_came_and_what_it_says_outside_statements() -> None:
    (title, signed) = compare({}, {"horn": {RECORD: {"title": "Fog horn"}, "signed": SIGNED}})
    assert (title.anchor, title.field, title.parts) == ("", "", (("title", "", "Fog horn"),))
    assert signed.parts[0] == ("field", "", "events")


def test_another_id_alone_is_no_change() -> None:
    old, new = {"horn": {"signed": SIGNED}}, {"fog-horn": {"signed": SIGNED}}
    assert compare(old, new, renamed={"horn": "fog-horn"}) == ()
    assert len(compare(old, new)) == 2


words = st.sampled_from("abc")
states = st.dictionaries(
    words, st.dictionaries(words, st.dictionaries(st.sampled_from(["field", "date"]), words))
)


@given(states, states)
def test_the_changes_lead_from_one_state_to_the_other(old: Statements, new: Statements) -> None:
    state = {id: dict(told) for id, told in old.items()}
    for change in compare(old, new):
        told = state.setdefault(change.record, {})
        if change.old is not None:
            assert told.pop(change.former or change.anchor) == change.old
        if change.new is not None:
            told[change.anchor] = change.new
    filled = {id: told for id, told in state.items() if told}
    assert filled == {id: told for id, told in new.items() if told}
