"""What becomes of an address: it lives, leads elsewhere, is kept from programs, or is gone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlsplit

from .asking import Answer
from .connecting import Trouble, Unreachable


class Verdict(StrEnum):
    """What was found at an address."""

    LIVE = "live"
    REDIRECTED = "redirected"
    BLOCKED = "blocked"
    DEAD = "dead"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict and the reason for it; `led_to` is the address where it ended, if another."""

    verdict: Verdict
    reason: str
    status: int | None = None
    led_to: str = ""
    #: What kept the host from being reached: another try may find it.
    trouble: Trouble | None = None


#: Answers by which a host keeps programs, strangers or a country out, not the page away. 999 is
#: what LinkedIn says.
_KEPT_OUT = frozenset((401, 402, 403, 407, 429, 451, 999))
_GONE = frozenset((404, 410))
_PERMANENT = frozenset((301, 308))

#: Headers and words of pages that ask whether somebody is human. Their services document them:
#: Cloudflare (cf-mitigated), AWS WAF, Imperva, DataDome, HUMAN, Akamai.
_WALL_HEADERS = ("cf-mitigated", "x-amzn-waf-action")
_WALL_WORDS = (
    b"<title>just a moment...</title>",
    b"<title>attention required! | cloudflare</title>",
    b"/cdn-cgi/challenge-platform/",
    b"/_incapsula_resource",
    b"<title>pardon our interruption",
    b"captcha-delivery.com",
    b"px-captcha",
    b"<title>access denied</title>",
)

#: Paths of the front page of a site, of a page for errors, and of one that asks who is there.
_HOME = re.compile(r"/?([a-z]{2}([-_][a-z]{2})?/?)?((home|index|default)(\.[a-z]{3,5})?/?)?", re.I)
_ERROR = re.compile(r"(^|[/_-])(404|error|not[-_]?found)([/._-]|$)", re.IGNORECASE)
_LOGIN = re.compile(r"/(log[-_]?in|sign[-_]?in|sso)([/.]|$)", re.IGNORECASE)


def judged(asked: str, answer: Answer, hops: list[tuple[int, str]]) -> Finding:
    """What an answer says of the address asked for; `hops` are redirections on the way to it.

    Each hop is its status and the address to which it led.
    """
    led_to = hops[-1][1] if hops else ""
    if is_wall(answer):
        return Finding(Verdict.BLOCKED, "asks whether we are human", answer.status, led_to)
    if answer.status in _KEPT_OUT:
        return Finding(Verdict.BLOCKED, _named(answer.status), answer.status, led_to)
    if answer.status in _GONE:
        return Finding(Verdict.DEAD, _named(answer.status), answer.status, led_to)
    if not 200 <= answer.status < 300:
        return Finding(Verdict.UNSURE, _named(answer.status), answer.status, led_to)
    return _elsewhere(asked, hops, answer.status)


def unreached(error: Unreachable, led_to: str = "") -> Finding:
    """What it says of an address that its host gives no answer."""
    is_dead = error.trouble in (Trouble.NO_SUCH_HOST, Trouble.REFUSED)
    verdict = Verdict.DEAD if is_dead else Verdict.UNSURE
    return Finding(verdict, str(error), led_to=led_to, trouble=error.trouble)


def is_wall(answer: Answer) -> bool:
    """Whether this is no page but a service that lets only people through."""
    if any(name in answer.headers for name in _WALL_HEADERS):
        return True
    body = answer.body.lower()
    return any(words in body for words in _WALL_WORDS)


def _elsewhere(asked: str, hops: list[tuple[int, str]], status: int) -> Finding:
    """Whether a page that answers is still the one that was asked for."""
    if not hops:
        return Finding(Verdict.LIVE, _named(status), status)
    led_to = hops[-1][1]
    before, after = urlsplit(asked), urlsplit(led_to)
    if _LOGIN.search(after.path) and not _LOGIN.search(before.path):
        return Finding(Verdict.BLOCKED, "asks who is there", status, led_to)
    if _ERROR.search(after.path) and not _ERROR.search(before.path):
        return Finding(Verdict.REDIRECTED, "to a page for errors", status, led_to)
    if _is_home(after.path, after.query) and not _is_home(before.path, before.query):
        return Finding(Verdict.REDIRECTED, "to the front page of a site", status, led_to)
    if all(code in _PERMANENT for code, _ in hops):
        return Finding(Verdict.REDIRECTED, "moved for good", status, led_to)
    return Finding(Verdict.LIVE, "by way of another address", status, led_to)


def _is_home(path: str, query: str) -> bool:
    return not query and bool(_HOME.fullmatch(path))


def _named(status: int) -> str:
    """`404 Not Found`; a number that has no name stands alone."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
