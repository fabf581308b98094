"""How URLs are fetched, as users say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord import __version__

USER_AGENT: Final = f"onrecord/{__version__}"


@dataclass(frozen=True, slots=True)
class Fetching:
    """How URLs are fetched.

    Attributes:
        user_agent: what servers are told of who asks, and what robots.txt is asked for.
        allow_private: whether addresses of the machine itself and of private networks may be connected to.
        delay: the fewest seconds between two pages of a host, if its robots.txt asks for no longer ones.
        seconds: how long one answer may take in all.
        most_bytes: how long one answer may be, unpacked.
    """

    user_agent: str = USER_AGENT
    allow_private: bool = False
    delay: float = 1.0
    seconds: float = 120.0
    most_bytes: int = 100_000_000
