"""A web server on this machine, in a thread, that answers as a test says and keeps what it was asked."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(slots=True)
class Page:
    """An answer.

    Attributes:
        content: its body.
        type: its content type; none is stated if it is empty.
        status, headers: as they are sent.
        packed: send it as gzip.
        cut: send only so many bytes of what the length promises.
        slowly: seconds between two bytes.
        etag: answer 304 to who has this one.
    """

    content: str | bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    packed: bool = False
    cut: int | None = None
    slowly: float = 0.0
    etag: str | None = None

    @property
    def body(self) -> bytes:
        data = self.content.encode() if isinstance(self.content, str) else self.content
        return gzip.compress(data) if self.packed else data


@dataclass(slots=True)
class Site:
    """A server and what it was asked: paths with their headers, and when, robots.txt left out."""

    pages: dict[str, Page | Callable[[], Page]]
    host: str
    port: int = 0
    scheme: str = "http"
    asked: list[tuple[str, Message]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serving(
    pages: dict[str, Page | Callable[[], Page]] | None = None,
    host: str = "127.0.0.1",
    safe: ssl.SSLContext | None = None,
) -> Iterator[Site]:
    """Serve pages by their paths, queries included; 404 for all others; with `safe` as https."""
    site = Site(pages if pages is not None else {}, host, scheme="https" if safe else "http")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            page = site.pages.get(self.path, Page("nothing here", status=404))
            page = page() if callable(page) else page
            if self.path != "/robots.txt":
                site.asked.append((self.path, self.headers))
                site.times.append(time.monotonic())
            self._send(page)

        def _send(self, page: Page) -> None:
            is_known = page.etag is not None and self.headers.get("If-None-Match") == page.etag
            body = b"" if is_known else page.body
            self.send_response(304 if is_known else page.status)
            headers = {"Content-Type": page.type, "ETag": page.etag, **page.headers}
            if page.packed:
                headers["Content-Encoding"] = "gzip"
            for name, value in headers.items():
                if value:
                    self.send_header(name, value)
            if not is_known:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                if page.slowly:
                    for at in range(len(body)):
                        self.wfile.write(body[at : at + 1])
                        time.sleep(page.slowly)
                elif page.cut is not None:
                    self.wfile.write(body[: page.cut])
                    self.close_connection = True
                else:
                    self.wfile.write(body)
            except OSError:
                self.close_connection = True  # the reader had enough

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing of readers that had enough."""

    server = Server((host, 0), Handler)
    server.daemon_threads = True
    if safe:
        server.socket = safe.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def article(title: str, *sentences: str, date: str | None = None, canonical: str | None = None) -> str:
    """A page with one article, as papers make them."""
    head = f"<title>{title}</title>"
    if date:
        head += f'<meta property="article:published_time" content="{date}T08:00:00Z">'
    if canonical:
        head += f'<link rel="canonical" href="{canonical}">'
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in (*sentences, *FILLING))
    return (
        f"<!doctype html><html><head>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


FILLING = (
    "The harbour has been closed since the storm of last winter, and the boats use the northern quay instead.",
    "The works are expected to begin in the autumn, and they will take two years if the weather allows it.",
    "Eleven companies from the region have offered to build the new breakwater since the call was published.",
)
