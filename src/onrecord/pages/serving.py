"""Starts a server of pages: what it may listen on, and who may read."""

from __future__ import annotations

import socket
from collections.abc import Callable
from urllib.parse import urlencode

from onrecord.errors import Error, UsageError
from onrecord.graph.errors import MissingLibrary
from onrecord.pages.written import INSTALL
from onrecord.store import Store

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ServingError(Error):
    """Pages cannot be served so; the message says how they can."""


class TokenNeeded(ServingError, UsageError):
    """Pages that other machines can reach are shown only to who knows a token."""


def serve(
    store: Store,
    host: str,
    port: int,
    token: str | None,
    ready: Callable[[str], object],
    *,
    edit: bool = False,
    cypher: bool = False,
    by: str = "",
) -> None:
    """Serve the pages of a store until Ctrl-C.

    Args:
        store: opened for reading.
        host, port: where to listen.
        token: what readers have to know; needed on a host that other machines reach.
        ready: called with the address to open.
        edit: whether pages can correct; for that the store is opened for writing, for as long as it takes.
        cypher: whether the store can be asked in Cypher, reading only.
        by: who corrects, as `Store.correct` takes it.

    Raises:
        ServingError: the host needs a token (TokenNeeded), or the port cannot be had.
        MissingLibrary: the libraries for it are not installed.
    """
    if host not in LOOPBACK and not token:
        raise TokenNeeded(f"{host} can be reached from other machines: give --token WORD, which readers have to know.")
    try:
        from onrecord.pages import guard, server
    except ModuleNotFoundError as error:
        raise MissingLibrary("Serving pages", error.name or "Starlette", INSTALL) from None
    _check_free(host, port)
    allowed = guard.Allowed(guard.hosts(host, port), edit=edit, cypher=cypher, token=token or None)
    pages = server.Pages(store, allowed, by)
    question = f"?{urlencode({'token': token})}" if token else ""
    server.serve(pages, host, port, lambda address: ready(address + question))


def _check_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise ServingError(f"{host}:{port}: {error.strerror or error}. Give another one with --port.") from None
