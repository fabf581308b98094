"""An HTTP client that keeps to what a site allows, and to limits of time and size."""

from __future__ import annotations

import http
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from protego import Protego
from urllib3.exceptions import HTTPError, LocationParseError, NewConnectionError, SSLError, TimeoutError
from urllib3.util import parse_url

from onrecord.extract.errors import ExtractionError
from onrecord.extract.reading.online.addresses import PrivateAddressError, is_public, resolved
from onrecord.extract.reading.online.fetching import Fetching

_ROBOTS_BYTES = 500_000  # RFC 9309: at least so much of a robots.txt is to be minded
_REDIRECTS = 10
_CONNECT_SECONDS, _READ_SECONDS = 10.0, 30.0
_LONGEST_WAIT = 30.0  # for a server that says when to come again
_BUSY = (http.HTTPStatus.TOO_MANY_REQUESTS, http.HTTPStatus.SERVICE_UNAVAILABLE)
_CHUNK = 65_536
_PORTS = {"http": 80, "https": 443}


class FetchError(ExtractionError):
    """A URL cannot be fetched; the message says why, and what to do where something can be done."""

    is_lasting = True
    """Whether it will not be fetched later on, either."""


class UnreachableError(FetchError):
    """A URL cannot be fetched now."""

    is_lasting = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        url: where it came from, after redirects.
        data: the content, unpacked; empty if it is `unchanged`.
        type: its content type, in small letters and without parameters; empty if not stated.
        charset: the character encoding that the server states, if any.
        etag, modified: by which the server can be asked whether it has changed.
        unchanged: whether the server says that it is what these stood for.
    """

    url: str
    data: bytes
    type: str
    charset: str | None
    etag: str | None
    modified: str | None
    unchanged: bool


@dataclass(slots=True)
class _Host:
    """What is known of one server: what it allows, where it is, and when it was last asked."""

    pools: list[urllib3.HTTPConnectionPool]
    robots: Protego | None = None
    asked: float | None = None


@dataclass(slots=True)
class Client:
    """Fetches URLs one at a time.

    Args:
        settings: see `Fetching`.
        pause: waits for so many seconds.
        is_public: whether an IP address may be connected to where private ones may not.
    """

    settings: Fetching = field(default_factory=Fetching)
    pause: Callable[[float], object] = time.sleep
    is_public: Callable[[str], bool] = is_public
    _hosts: dict[tuple[str, str], _Host] = field(default_factory=dict)

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Fetch a URL, through redirects.

        Args:
            url: begins with http:// or https://.
            etag, modified: as an earlier answer had them; if nothing has changed since, the answer says so.

        Raises:
            FetchError: it may not or cannot be fetched, or the answer is none that can be read.
        """
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        return self._followed(url, {name: value for name, value in known.items() if value}, self.settings.most_bytes)

    def _followed(self, url: str, headers: Mapping[str, str], most_bytes: int, *, robots: bool = True) -> Answer:
        for _ in range(_REDIRECTS):
            parts = _split(url)
            host = self._host(parts)
            if robots:
                self._mind_robots(host, parts, url)
            answer = self._asked(host, parts, url, headers, most_bytes)
            if isinstance(answer, Answer):
                return answer
            try:
                url = urljoin(url, answer)
            except ValueError:
                raise FetchError(_no_url(answer)) from None
        raise FetchError(f"it is redirected over {_REDIRECTS} times")

    def _asked(
        self, host: _Host, parts: SplitResult, url: str, headers: Mapping[str, str], most_bytes: int
    ) -> Answer | str:
        """What the server answers, or where it redirects to."""
        until = time.monotonic() + self.settings.seconds
        response = self._response(host, parts, headers)
        if response.status in _BUSY and (wait := _retry_after(response)) is not None:
            response.close()
            self.pause(wait)
            until += wait
            response = self._response(host, parts, headers)
        return self._answer(response, url, most_bytes, until)

    def _answer(self, response: urllib3.BaseHTTPResponse, url: str, most_bytes: int, until: float) -> Answer | str:
        with response:
            location = response.headers.get("Location")
            if response.status in (301, 302, 303, 307, 308) and location:
                return location
            if response.status not in (200, 304):
                raise StatusError(response.status)
            type, charset = _content_type(response.headers.get("Content-Type", ""))
            return Answer(
                url,
                _content(response, most_bytes, until) if response.status == 200 else b"",
                type,
                charset,
                response.headers.get("ETag"),
                response.headers.get("Last-Modified"),
                response.status == 304,
            )

    def _response(self, host: _Host, parts: SplitResult, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        host.asked = time.monotonic()
        sent = {
            "User-Agent": self.settings.user_agent,
            "Accept-Encoding": "gzip, deflate",
            "Host": parts.netloc.rpartition("@")[2],
            **headers,
        }
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        failure: HTTPError | None = None
        for pool in host.pools:
            try:
                return pool.urlopen(
                    "GET",
                    target,
                    headers=sent,
                    redirect=False,
                    retries=False,
                    preload_content=False,
                    timeout=urllib3.Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS),
                )
            except HTTPError as error:
                failure = failure or error
        raise UnreachableError(_reason(failure))

    def _host(self, parts: SplitResult) -> _Host:
        name = str(parts.hostname)
        port = parts.port or _PORTS[parts.scheme]
        key = (parts.scheme, f"{name}:{port}")
        if key not in self._hosts:
            try:
                addresses = resolved(name, port, self._is_allowed)
            except PrivateAddressError as error:
                raise FetchError(f"{error}: --allow-private allows it") from None
            except (OSError, UnicodeError):
                raise UnreachableError(f"there is no host {name}, or it cannot be found now") from None
            self._hosts[key] = _Host([_pool(parts.scheme, name, address, port) for address in addresses])
        return self._hosts[key]

    def _is_allowed(self, address: str) -> bool:
        return self.settings.allow_private or self.is_public(address)

    # What a site allows

    def _mind_robots(self, host: _Host, parts: SplitResult, url: str) -> None:
        """Wait as long as the site asks between two pages.

        Raises:
            FetchError: the site does not allow it.
        """
        if host.robots is None:
            host.robots = self._robots(parts)
            host.asked = None
        if not host.robots.can_fetch(url, self.settings.user_agent):
            raise FetchError("the site's robots.txt does not allow it")
        delay = max(host.robots.crawl_delay(self.settings.user_agent) or 0.0, self.settings.delay)
        if host.asked is not None and (wait := host.asked + delay - time.monotonic()) > 0:
            self.pause(wait)

    def _robots(self, parts: SplitResult) -> Protego:
        try:
            answer = self._followed(f"{parts.scheme}://{parts.netloc}/robots.txt", {}, _ROBOTS_BYTES, robots=False)
        except StatusError as error:
            if error.status < 500:
                return Protego.parse("")
            raise UnreachableError(f"the site's robots.txt cannot be read ({error}): try it later") from None
        return Protego.parse(answer.data.decode("utf-8-sig", "replace"))


class StatusError(FetchError):
    """A server answered with another status than 200."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.is_lasting = status < 500 and status != http.HTTPStatus.TOO_MANY_REQUESTS
        try:
            phrase = f" ({http.HTTPStatus(status).phrase})"
        except ValueError:
            phrase = ""
        super().__init__(f"the server answered {status}{phrase}")


def _split(url: str) -> SplitResult:
    """The parts of a URL, its host and path as they are sent."""
    try:
        parts = urlsplit(parse_url(url).url)
        if parts.scheme in _PORTS and parts.hostname and (parts.port is None or parts.port > 0):
            return parts
    except (LocationParseError, ValueError):
        pass
    raise FetchError(_no_url(url))


def _no_url(text: str) -> str:
    return f"{text[:200]} is no URL that can be fetched: it has to be http:// or https:// and a host"


def _pool(scheme: str, name: str, address: str, port: int) -> urllib3.HTTPConnectionPool:
    """Connections to one address of a host, whose certificate has to be that of the host's name."""
    if scheme == "http":
        return urllib3.HTTPConnectionPool(address, port)
    context = ssl.create_default_context()
    return urllib3.HTTPSConnectionPool(address, port, ssl_context=context, server_hostname=name)


def _content(response: urllib3.BaseHTTPResponse, most_bytes: int, until: float) -> bytes:
    data = bytearray()
    try:
        while chunk := response.read1(_CHUNK, decode_content=True):
            data += chunk
            if len(data) > most_bytes:
                raise FetchError(f"it is over {most_bytes / 1_000_000:g} MB")
            if time.monotonic() > until:
                raise UnreachableError("the answer takes too long")
    except (HTTPError, OSError) as error:
        raise UnreachableError(f"the answer breaks off ({_reason(error)})") from None
    return bytes(data)


def _content_type(header: str) -> tuple[str, str | None]:
    from email.message import Message

    message = Message()
    message["Content-Type"] = header
    return message.get_content_type() if header else "", message.get_content_charset()


def _retry_after(response: urllib3.BaseHTTPResponse) -> float | None:
    """The seconds that a busy server asks to wait, None if it says none, or too many."""
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isascii() and text.isdigit() and float(text) <= _LONGEST_WAIT else None


def _reason(error: Exception | None) -> str:
    match error:
        case NewConnectionError():
            return "the server cannot be reached"
        case TimeoutError():
            return "the server does not answer in time"
        case SSLError():
            return f"the connection is not safe ({error.args[0] if error.args else error})"
        case _:
            return f"the connection fails ({error})"
