"""Which requests a server of pages refuses, and the headers that keep its pages from doing more than they show.

A browser lets any page that is open in it send requests to a server on the same machine. So the name that the request
was sent to (Host) has to be the server's own, against names that are made to lead here; what changes the store has to
come from a page of this server (Origin) and bring its token along (CSRF); and a server that others can reach asks for
a token before it shows anything.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A form of a page that tells nobody where it comes from ("no-referrer") comes from the Origin "null" in Chromium.
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
LONGEST_ADDRESS = 8_000  # bytes of path and question
LONGEST_QUERY_ADDRESS = 12_000  # bytes of one with a query in Cypher; HTTP libraries take 16,000 with all headers
LARGEST_BODY = 100_000  # bytes
COOKIE = "onrecord"
CSRF = "token"  # the field of a form


@dataclass
class Allowed:
    """What a server lets in.

    Attributes:
        hosts: the names that it goes by, each with its port where that is not the usual one.
        edit: whether the store may be changed.
        cypher: whether it may be asked in Cypher.
        token: what a reader has to know; None where everybody who can reach the server may read.
        csrf: what a form has to bring along.
    """

    hosts: frozenset[str]
    edit: bool = False
    cypher: bool = False
    token: str | None = None
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))


def hosts(host: str, port: int) -> frozenset[str]:
    """The names by which a server on this address may be asked."""
    names = {host, "127.0.0.1", "localhost", "[::1]"} if host in ("127.0.0.1", "localhost", "::1") else {host}
    bracketed = {f"[{name}]" if ":" in name and not name.startswith("[") else name for name in names}
    return frozenset(f"{name}:{port}" for name in bracketed) | (bracketed if port == 80 else frozenset())


class Guard:
    """Lets through what is allowed, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, allowed: Allowed) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page opens a socket
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, guarded)
        else:
            await self._app(scope, _limited(receive), guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to what must not be asked; None for the rest."""
        headers, allowed = Headers(scope=scope), self._allowed
        listed = headers.getlist("host")
        if len(listed) != 1 or listed[0].lower() not in allowed.hosts:
            return _refused(421, "This server is not called that.")
        is_query = scope["path"].startswith("/cypher")
        if (long := len(scope["raw_path"] or b"") + len(scope["query_string"])) > (
            longest := LONGEST_QUERY_ADDRESS if is_query else LONGEST_ADDRESS
        ):
            return _refused(414, _too_long(long, longest, is_query))
        if b"\x00" in scope["path"].encode("utf-8", "surrogateescape"):
            return _refused(400, "The address holds a NUL.")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _refused(405, "Pages are read by GET, and changed by POST.", {"allow": "GET, HEAD, POST"})
        # A query may take seconds: no other site's page shall have it asked.
        if is_query and headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _refused(403, "Another site's page leads here: open the address by hand to have it asked.")
        if (answer := self._asked_for_token(scope, headers)) is not None:
            return answer
        return self._change_refused(headers) if scope["method"] == "POST" else None

    def _change_refused(self, headers: Headers) -> Response | None:
        allowed = self._allowed
        if not allowed.edit:
            return _refused(403, "This server only shows: start it with --edit to correct.")
        origin = urlsplit(headers.get("origin", ""))
        if origin.scheme not in ("http", "https") or origin.netloc.lower() not in allowed.hosts:
            return _refused(403, "Corrections come from this server's own pages.")
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _refused(403, "Corrections come from this server's own pages.")
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return _refused(413, "The form is too large, or does not tell how large it is.")
        return None

    def _asked_for_token(self, scope: Scope, headers: Headers) -> Response | None:
        """Ask for the token, or set it as a cookie where the address brings it along."""
        wanted = self._allowed.token
        if wanted is None:
            return None
        question = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = next((value for name, value in question if name == "token"), None)
        if scope["method"] == "GET" and given is not None and same(given, wanted):
            rest = urlencode([(name, value) for name, value in question if name != "token"])
            path = scope["raw_path"].decode("latin-1").partition("?")[0]
            address = "/" + path.lstrip("/") + (f"?{rest}" if rest else "")
            answer = RedirectResponse(address, status_code=303)
            answer.set_cookie(COOKIE, wanted, httponly=True, samesite="strict")
            return answer
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if same(bearer, wanted) or same(_cookie(headers), wanted):
            return None
        return _refused(401, "Open the address with ?token=… that the server printed when it started.")


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that tells nothing of them."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


async def form(request: Request, allowed: Allowed) -> dict[str, str] | None:
    """The fields of a form that one of our pages sent; None where it does not bring the token of ours along."""
    fields = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    return fields if same(fields.pop(CSRF, ""), allowed.csrf) else None


def _cookie(headers: Headers) -> str:
    try:
        cookie = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return cookie[COOKIE].value if COOKIE in cookie else ""


def _limited(receive: Receive) -> Callable[[], Awaitable[Message]]:
    """What is received, as far as a form may be large."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        return message if read <= LARGEST_BODY else {"type": "http.disconnect"}

    return limited


def _too_long(long: int, longest: int, is_query: bool) -> str:
    """What to say of an address that is too long."""
    why = f"The address has {long:,} bytes, and {longest:,} are taken."
    if not is_query:
        return why
    return (
        f"{why} In an address blanks and signs take 3 bytes each, and letters beyond a to z 6 to 12. Shorten the "
        "query, or ask it by “onrecord cypher”, which takes any length."
    )


def _refused(status: int, why: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(why + "\n", status, headers)
