"""Amounts: in the source's own unit, never converted, and comparable within a currency."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.helpers import problems

from research_briefs.records.amounts import CURRENCIES, PATTERN, UNITS, Amount, parse_amount
from research_briefs.records.wrong import Wrong

WAYS = [
    # text                        currency  low               high              about
    ("USD 35 million", "USD", "35000000", "35000000", False),
    ("about USD 35 million", "USD", "35000000", "35000000", True),
    ("USD 110 to 133 million", "USD", "110000000", "133000000", False),
    ("about EUR 1.5 to 2 billion", "EUR", "1500000000", "2000000000", True),
    ("JPY 64.4 billion", "JPY", "64400000000", "64400000000", False),
    ("INR 1072 crore", "INR", "10720000000", "10720000000", False),
    ("INR 3 lakh crore", "INR", "3000000000000", "3000000000000", False),
    ("INR 2 lakh", "INR", "200000", "200000", False),
    ("XAF 012 thousand", "XAF", "12000", "12000", False),
    ("USD 1 trillion", "USD", "1000000000000", "1000000000000", False),
    ("USD 0.50", "USD", "0.5", "0.5", False),
    ("USD 5 to 5", "USD", "5", "5", False),
]


@pytest.mark.parametrize(("text", "currency", "low", "high", "about"), WAYS)
def test_an_amount_says_its_currency_bounds_and_doubt(
    text: str, currency: str, low: str, high: str, about: bool
) -> None:
    amount = parse_amount(text)
    assert amount == Amount(text, currency, Decimal(low), Decimal(high), about)
    assert str(amount) == text


def test_the_ways_above_show_every_unit() -> None:
    shown = {unit for unit in UNITS for text, *_ in WAYS if text.endswith(f" {unit}")}
    assert shown | {""} == set(UNITS)


# How these are told: cases/reading/fields/amounts.md
@pytest.mark.parametrize(
    "text",
    [
        *("", "USD", "35", "USD  35", "USD 35 ", "USD 35 Million", "USD 35 millions", "USD -35"),
        *("USD 35\n", "USD ٣٥", "US$ 35", "About USD 35", "USD 1 million to 2 million"),
        "USD 133 to 110 million",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        parse_amount(text)


@pytest.mark.parametrize("code", ["XXX", "XAU", "XTS", "ABC", "USN"])
def test_codes_for_other_things_than_money_of_states_are_refused(code: str) -> None:
    with pytest.raises(Wrong):
        parse_amount(f"{code} 5")


FIGURES = st.from_regex(r"[0-9]{1,6}(\.[0-9]{1,3})?", fullmatch=True)


@st.composite
def amounts(draw: st.DrawFn) -> str:
    about = draw(st.sampled_from(["", "about "]))
    figures = draw(st.lists(FIGURES, min_size=1, max_size=2).map(sorted_by_size))
    unit = draw(st.sampled_from([f" {unit}" if unit else "" for unit in UNITS]))
    return f"{about}{draw(st.sampled_from(sorted(CURRENCIES)))} {' to '.join(figures)}{unit}"


def sorted_by_size(figures: list[str]) -> list[str]:
    return sorted(figures, key=Decimal)


@given(amounts())
def test_every_amount_written_by_the_rules_is_read(text: str) -> None:
    amount = parse_amount(text)
    assert str(amount) == text
    assert amount.low <= amount.high
    assert re.search(PATTERN, text)


@given(st.text() | st.text("USDINR 0123456789.tocrakh", max_size=30) | amounts().map(str.lower))
def test_no_text_makes_the_reader_fail_but_by_refusing(text: str) -> None:
    if not problems(parse_amount, text):
        assert str(parse_amount(text)) == text
        assert re.search(PATTERN, text)
