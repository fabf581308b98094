"""Which addresses may be connected to: public ones, unless the user says otherwise.

A page, a feed or a redirect may name a machine of the user's own network. So a name is resolved here, its addresses are
checked, and the connection is made to a checked address: a second resolution could give another one.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address

from onrecord.extract.errors import ExtractionError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # its last 32 bits are an IPv4 address


class PrivateAddressError(ExtractionError):
    """A host has no public address; the message says which ones it has."""


def resolved(host: str, port: int, is_allowed: Callable[[str], bool]) -> list[str]:
    """The addresses of a host that may be connected to, in the order to try them.

    Raises:
        PrivateAddressError: none of them is allowed.
        OSError: the host has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = [address for address in addresses if is_allowed(address)]
    if not allowed:
        at = "" if addresses == [host.strip("[]")] else f" ({', '.join(addresses)})"
        raise PrivateAddressError(f"{host} is in a private network{at}")
    return allowed


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    embedded = _embedded(ip)
    return ip.is_global and not ip.is_multicast and (embedded is None or is_public(str(embedded)))


def _embedded(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to, where it is made of one."""
    if isinstance(ip, IPv4Address):
        return None
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour
