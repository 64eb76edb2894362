"""Amounts of money in the source's own unit and currency, never converted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from ..limits import LINE
from .wrong import wrong

#: The words after a figure and what they multiply it by.
UNITS = {
    "": 1,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "lakh crore": 10**12,
    "trillion": 10**12,
}

#: Active codes of ISO 4217 for currencies of states and of the European Union.
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
    KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
    TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR
    ZMW ZWG
    """.split()  # noqa: SIM905 — a table to read, not a list to edit
)

_FIGURE = r"\d+(?:\.\d+)?"
_WORDS = "|".join(sorted((word for word in UNITS if word), key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(about )?([A-Z]{{3}}) ({_FIGURE})(?: to ({_FIGURE}))?(?: ({_WORDS}))?", re.ASCII
)

_WAYS = (
    "write a code, a figure without commas, a unit: USD 35 million, about JPY 64.4 billion, "
    "USD 110 to 133 million, INR 1072 crore"
)

#: The pattern of an amount, for the JSON Schema.
PATTERN = f"^{_AMOUNT.pattern.replace('(?:', '(')}$"


@dataclass(frozen=True, slots=True)
class Amount:
    """`text` as written; `low` and `high` in whole units of the currency (equal if no range)."""

    text: str
    currency: str
    low: Decimal
    high: Decimal
    about: bool

    def __str__(self) -> str:
        return self.text


def parse_amount(text: str) -> Amount:
    """Read `USD 35 million`, `about INR 1072 crore`, `USD 110 to 133 million`. Raises Wrong."""
    match = _AMOUNT.fullmatch(text)
    if not match:
        meant = _meant(text)
        raise wrong(f"“{text}” is not an amount", hint=f"did you mean {meant}?" if meant else _WAYS)
    about, currency, low, high, unit = match.groups()
    if currency not in CURRENCIES:
        hint = "write its three capitals, such as USD, JPY, INR"
        raise wrong(f"“{currency}” is not a currency of ISO 4217", currency, hint)
    factor = UNITS[unit or ""]
    with localcontext(prec=2 * LINE):  # exact, however many figures there are
        bounds = Decimal(low) * factor, Decimal(high or low) * factor
    if bounds[1] < bounds[0]:
        hint = f"the smaller one comes first: {high} to {low}"
        raise wrong(f"the range runs from more ({low}) to less ({high})", f"{low} to {high}", hint)
    return Amount(text, currency, *bounds, about=bool(about))


#: What people write, and how it is written here.
_OTHER_WAYS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"(?<=\d),(?=\d{3})", ""),
    (r"^(?:approx(?:imately|\.)?|circa|ca?\.|around|roughly|~) ?", "about "),
    (r"(?<=\d) ?(?:-|–|and) ?(?=\d)", " to "),
    (r"(?<=\d) ?(?:m|mn|mio)\b\.?", " million"),
    (r"(?<=\d) ?(?:b|bn)\b\.?", " billion"),
    (r"(?<=\d) ?(?:k)\b", " thousand"),
    (r"(?<=\d) ?(?:cr)\b\.?", " crore"),
    (r"€ ?", "EUR "),
    (r"£ ?", "GBP "),
    (r"₹ ?", "INR "),
    (r"^(about )?([\d.].*?) ?([A-Za-z]{3})$", r"\1\3 \2"),
    (r"^(about )?([a-z]{3})(?= \d)", lambda match: (match[1] or "") + match[2].upper()),
)


def _meant(text: str) -> str:
    """An amount that is written in another way, as it would be written here; empty if none."""
    for pattern, way in _OTHER_WAYS:
        text = re.sub(pattern, way, text, flags=re.ASCII)
    match = _AMOUNT.fullmatch(text)
    return text if match and match[2] in CURRENCIES else ""
