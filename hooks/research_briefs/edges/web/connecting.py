"""Connections to hosts that records name, which strangers write: never into a private network.

A name is resolved once, its addresses are looked at, and the connection goes to one of these: a
name server that answers otherwise the second time gains nothing.
"""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Sequence
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: How many addresses of a host are tried.
_TRIES = 3
#: Addresses of IPv6 that stand for one of IPv4: https://www.rfc-editor.org/rfc/rfc6052
_TRANSLATED = ip_network("64:ff9b::/96")


class Trouble(StrEnum):
    """Why there is no answer."""

    NO_SUCH_HOST = "no such host"
    REFUSED = "connection refused"
    NO_NETWORK = "no way there"
    TIMEOUT = "no answer in time"
    PRIVATE = "in a private network"
    INSECURE = "no secure connection"
    NOT_HTTP = "no answer in HTTP"


#: What also happens to a machine that has no network.
LIKE_OFFLINE = frozenset(
    (Trouble.NO_SUCH_HOST, Trouble.REFUSED, Trouble.NO_NETWORK, Trouble.TIMEOUT)
)


class Unreachable(Exception):
    """There is no answer; the message says more than the kind of trouble where that helps."""

    def __init__(self, trouble: Trouble, details: str = "") -> None:
        super().__init__(f"{trouble}: {details}" if details else str(trouble))
        self.trouble, self.details = trouble, details


def connect(host: str, port: int, end: float, local: Sequence[Network] = ()) -> socket.socket:
    """A connection to a host, made before `end` on the monotonic clock. Raises Unreachable.

    `local` are networks that may be asked though they are not public.
    """
    troubles: list[Unreachable] = []
    for address in _public(host, _resolved(host, port), local)[:_TRIES]:
        try:
            return socket.create_connection((str(address), port), timeout=_left(end))
        except OSError as error:
            troubles.append(Unreachable(_trouble_of(error)))
    # Where a machine has no IPv6, that one of the addresses cannot be reached says little.
    raise next((t for t in troubles if t.trouble is not Trouble.NO_NETWORK), troubles[-1])


def is_public(address: Address) -> bool:
    """Whether an address is anybody's to ask, even as it is told in IPv6."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _translated(address)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _translated(address: IPv6Address) -> IPv4Address | None:
    return IPv4Address(address.packed[-4:]) if address in _TRANSLATED else None


def _public(host: str, found: list[Address], local: Sequence[Network]) -> list[Address]:
    public = [a for a in found if is_public(a) or any(a in network for network in local)]
    if not public:
        raise Unreachable(Trouble.PRIVATE, f"{host} is {found[0]}")
    return public


def _resolved(host: str, port: int) -> list[Address]:
    """The addresses of a host, each once; at least one."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [ip_address(address) for address in dict.fromkeys(str(f[4][0]) for f in found)]
    except socket.gaierror as error:
        raise Unreachable(_trouble_of(error), host) from error
    except ValueError as error:  # a name that can be none; an address with a zone
        raise Unreachable(Trouble.NO_SUCH_HOST, host) from error


def _left(end: float) -> float:
    """The seconds that are left; never none, which to a socket means for ever."""
    return max(0.001, end - time.monotonic())


_UNKNOWN_NAMES = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))


def _trouble_of(error: OSError) -> Trouble:
    if isinstance(error, socket.gaierror):
        return Trouble.NO_SUCH_HOST if error.errno in _UNKNOWN_NAMES else Trouble.NO_NETWORK
    if isinstance(error, ConnectionRefusedError):
        return Trouble.REFUSED
    if isinstance(error, TimeoutError) or error.errno == errno.ETIMEDOUT:
        return Trouble.TIMEOUT
    return Trouble.NO_NETWORK
