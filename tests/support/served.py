"""Pages of a store, served over a real socket."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from onrecord import Store
from onrecord.pages.guard import Allowed, hosts
from onrecord.pages.server import Pages


@dataclass
class Served:
    """A server of pages and the store that it shows."""

    store: Store
    allowed: Allowed
    port: int

    def ask(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers and body of an answer; `headers` with an empty value are not sent."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            if value:
                connection.putheader(name, value)
        if body is not None and "Content-Length" not in sent:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


@contextmanager
def pages_of(
    store: Store, *, edit: bool = False, cypher: bool = False, token: str | None = None, by: str = ""
) -> Iterator[Served]:
    """Serve a store on a free port, in a thread."""
    allowed = Allowed(frozenset(), edit=edit, cypher=cypher, token=token)
    pages = Pages(store, allowed, by)
    config = uvicorn.Config(pages.app(), host="127.0.0.1", port=0, log_level="error", ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    allowed.hosts = hosts("127.0.0.1", port)
    try:
        yield Served(store, allowed, port)
    finally:
        server.should_exit = True
        thread.join()
        pages.close()
