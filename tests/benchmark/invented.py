"""Names and sentences that sound like the subject and say nothing, the same for the same seed."""

from __future__ import annotations

from random import Random

_CONSONANTS = "bdghjkmnrstvyz"
_VOWELS = "aeiou"
_SYLLABLES = tuple(c + v for c in _CONSONANTS for v in _VOWELS)
_NAMES = len(_SYLLABLES) ** 3
#: Prime to the number of names, so that each number has a name of its own.
_STEP = 104_729

_FIELDS = (
    *("Quantum", "Optical", "Satellite", "Undersea", "Semiconductor", "Battery", "Biomedical"),
    *("Nuclear", "Maritime", "Hydrogen", "Robotic", "Spectrum", "Cloud", "Cryptographic"),
    *("Rare-earth", "Hypersonic", "Seismic", "Polar", "Agricultural", "Aviation"),
)
_BRANCHES = (
    *("sensing", "networks", "materials", "supply chains", "standards", "research"),
    *("security", "manufacturing", "testing", "skills", "finance", "safety"),
)
TOPICS = len(_FIELDS) * len(_BRANCHES)

COUNTRIES = (
    *(("Japan", "JP", "日本"), ("India", "IN", "インド"), ("United States", "US", "アメリカ")),
    *(("Australia", "AU", "豪州"), ("France", "FR", "フランス"), ("Germany", "DE", "ドイツ")),
    *(("Norway", "NO", "ノルウェー"), ("Italy", "IT", "イタリア"), ("Spain", "ES", "スペイン")),
    *(("Singapore", "SG", "シンガポール"), ("Indonesia", "ID", "インドネシア")),
    *(("Vietnam", "VN", "ベトナム"), ("Philippines", "PH", "フィリピン"), ("Brazil", "BR", "伯")),
    *(("Canada", "CA", "カナダ"), ("Mexico", "MX", "メキシコ"), ("Kenya", "KE", "ケニア")),
    *(("Egypt", "EG", "エジプト"), ("Israel", "IL", "イスラエル"), ("Poland", "PL", "波")),
    *(("Finland", "FI", "フィンランド"), ("Netherlands", "NL", "オランダ")),
    *(("United Kingdom", "GB", "英国"), ("South Korea", "KR", "韓国")),
)
PLACES = ("Tokyo", "New Delhi", "Washington, D.C.", "Osaka", "Bengaluru", "Canberra", "Paris")

_KANJI = (
    *("防衛", "技術", "海底", "通信", "宇宙", "半導体", "量子", "電池", "経済", "安全", "研究"),
    *("開発", "情報", "産業", "人材", "国際", "次世代", "戦略", "共同", "標準"),
)
_KANJI_ENDS = ("協定", "覚書", "計画", "対話", "構想", "機構", "会合", "宣言", "基金", "協力")

_ADJECTIVES = (
    *("joint", "national", "industrial", "technical", "annual", "regional", "bilateral", "early"),
    *("cautious", "modest", "public", "private", "strategic", "scientific", "formal", "shared"),
)
_NOUNS = (
    *("programme", "framework", "ministry", "committee", "supplier", "laboratory", "export rule"),
    *("budget", "consortium", "timetable", "prototype", "licence", "working level", "grant"),
    *("standard", "contractor", "assessment", "agreement", "demonstration", "security review"),
)
_VERBS = (
    *("supports", "delays", "frames", "limits", "follows", "shapes", "extends", "replaces"),
    *("precedes", "reflects", "funds", "complicates"),
)
_ENDS = (
    *("before the next summit", "within the first two years", "on both sides", "since the start"),
    *("without further conditions", "after long talks", "for want of skilled staff", "as planned"),
    *("under the rules of the time", "in the words of its own report", "at the working level"),
)
_FRAMES = (
    "The {a} {n} {v} the {b} {m} {e}",
    "Officials hold that the {a} {n} {v} every {m} of the kind {e}",
    "By that account the {n} {v} some {b} {m}, and the {a} side agrees {e}",
    "What the {a} {n} {v} is the {m}, not the {b} part of the work {e}",
    "One {b} {m} {v} the {n} {e}, and the {a} parties say so",
    "Of the {n} little is known {e}, though it {v} the {a} {m}",
    "Neither the {a} {n} nor the {b} {m} changed {e}",
    "The parties expect that one {b} {n} {v} the {m} {e}",
)


def name(number: int, seed: int) -> str:
    """The made-up word of a number: different numbers have different words.

    >>> name(1, 1) != name(2, 1)
    True
    """
    rest = (number * _STEP + seed * 7_907) % _NAMES
    syllables = []
    for _ in range(3):
        rest, digit = divmod(rest, len(_SYLLABLES))
        syllables.append(_SYLLABLES[digit])
    return "".join(syllables).capitalize()


def topic(number: int) -> str:
    """The title of a topic."""
    branch, field = divmod(number, len(_FIELDS))
    return f"{_FIELDS[field]} {_BRANCHES[branch % len(_BRANCHES)]}"


def japanese(rng: Random) -> str:
    """A name in Japanese."""
    return "".join([*rng.sample(_KANJI, 3), rng.choice(_KANJI_ENDS)])


def sentence(rng: Random) -> str:
    """A sentence without its full stop."""
    adjectives, nouns = rng.sample(_ADJECTIVES, 2), rng.sample(_NOUNS, 2)
    return rng.choice(_FRAMES).format(
        a=adjectives[0],
        b=adjectives[1],
        n=nouns[0],
        m=nouns[1],
        v=rng.choice(_VERBS),
        e=rng.choice(_ENDS),
    )


def phrase(rng: Random) -> str:
    """A few words that can be a value or a label."""
    return f"{rng.choice(_ADJECTIVES).capitalize()} {rng.choice(_NOUNS)} {rng.choice(_ENDS)}"


def slug(text: str) -> str:
    """The id that a title gives."""
    words = "".join(c if c.isalnum() and c.isascii() else " " for c in text.lower())
    return "-".join(words.split())
