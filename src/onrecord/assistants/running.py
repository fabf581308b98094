"""Runs the server for assistants: over standard input and output, or over HTTP on this machine."""

from __future__ import annotations

import asyncio
from typing import Any

from onrecord.graph.errors import MissingLibrary
from onrecord.store import Store

INSTALL = "pip install 'onrecord[mcp]'"


def run(store: Store, port: int | None = None, token: str | None = None) -> None:
    """Answer until the assistant closes standard input, or, over HTTP, until Ctrl-C.

    Args:
        store: open for reading.
        port: of HTTP on 127.0.0.1, at /mcp; None for standard input and output.
        token: what each request over HTTP has to bring along, as “Authorization: Bearer …”.

    Raises:
        MissingLibrary: the SDK is not installed.
    """
    try:
        from onrecord.assistants.server import make
    except ModuleNotFoundError as error:
        raise MissingLibrary("Answering assistants", error.name or "mcp", INSTALL) from None
    server = make(store)
    if port is None:
        server.run("stdio")
        return
    import uvicorn

    app = _Tokened(server.streamable_http_app(stateless_http=True, json_response=True), token or "")
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", server_header=False, ws="none")
    asyncio.run(uvicorn.Server(config).serve())


class _Tokened:
    """Lets through only what brings the token along; the SDK itself checks Host and Origin."""

    def __init__(self, app: Any, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        from starlette.datastructures import Headers
        from starlette.responses import PlainTextResponse

        from onrecord.pages.guard import same

        if scope["type"] == "http":
            given = Headers(scope=scope).get("authorization", "").removeprefix("Bearer ")
            if not same(given, self._token):
                refusal = PlainTextResponse("Send the token as “Authorization: Bearer …”.\n", 401)
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
