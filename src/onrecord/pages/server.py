"""The pages as a server gives them: one address for each look-up, as HTML and, with .json behind it, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from importlib.resources import files
from types import ModuleType
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import Error
from onrecord.graph.errors import CypherError, NotFound, StoreLocked
from onrecord.graph.filters import FilterError
from onrecord.graph.lookups import AmbiguousName, Entity, UnknownName
from onrecord.graph.lookups.namesakes import noted
from onrecord.graph.stores.start import instead
from onrecord.held import Busy, Held
from onrecord.pages import addresses, guard, views
from onrecord.pages.called import called
from onrecord.pages.describing import description
from onrecord.pages.drawn import Drawn
from onrecord.pages.guard import Allowed, Guard
from onrecord.pages.plain import plain
from onrecord.store import Store

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
JSON = "application/json"

LISTS: dict[str, Callable[..., views.View]] = {
    "/": views.start,
    "/search": views.search,
    "/named": views.named,
    "/compare": views.compare,
    "/topic": views.topic,
    "/network": views.network,
    "/documents": views.documents,
    "/corrections": views.corrections,
}
THINGS: dict[str, Callable[..., views.View]] = {
    "entity": views.entity,
    "article": views.article,
    "claim": views.claim,
}


class _Id(PathConvertor):
    """An id in an address; Starlette's own kind of path ends at a line break."""

    regex = r"[\s\S]*"


register_url_convertor("id", _Id())


class Pages:
    """The pages of one store.

    Args:
        store: open for reading.
        allowed: what the server lets in.
        by: who corrects, as `Store.correct` takes it.
    """

    def __init__(self, store: Store, allowed: Allowed, by: str = "") -> None:
        self._held = Held(store)
        self._allowed = allowed
        self._by = by
        self._lists = {**LISTS, **({"/cypher": views.cypher} if allowed.cypher else {})}
        self._drawn = Drawn(edit=allowed.edit, cypher=allowed.cypher, csrf=allowed.csrf)
        self._static = {
            path.name: (path.read_bytes(), TYPES[path.name[path.name.rindex(".") :]])
            for path in files("onrecord.pages").joinpath("static").iterdir()
            if path.name.endswith(tuple(TYPES))
        }

    def close(self) -> None:
        """Let go of the store."""
        self._held.close()

    def app(self) -> Guard:
        """The pages as an ASGI application, guarded."""
        routes = [Route("/static/{name}", self._file), Route("/openapi.json", self._openapi)]
        for path, view in self._lists.items():
            name = "index" if path == "/" else path.strip("/")
            routes.append(Route(path, self._page(name, view)))
            routes.append(Route(addresses.as_json(path), self._json(view)))
        for kind, view in THINGS.items():
            routes.append(Route(f"/{kind}/{{id:id}}", self._thing(kind, view)))
            routes.append(Route(f"/{kind}/{{id:id}}", self._changing(kind, view), methods=["POST"]))
        routes.append(Route("/corrections", self._changing("corrections", views.corrections), methods=["POST"]))
        app = Starlette(routes=routes, exception_handlers={HTTPException: self._missing})
        app.router.redirect_slashes = False
        return Guard(app, self._allowed)

    def _page(self, name: str, view: Callable[..., views.View]) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            return self._answer(request, name, view)

        return answer

    def _json(self, view: Callable[..., views.View]) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            return self._as_json(request, view)

        return answer

    def _thing(self, kind: str, view: Callable[..., views.View]) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            id: str = request.path_params["id"]
            if id.endswith(addresses.JSON):
                return self._as_json(request, view, id.removesuffix(addresses.JSON).removesuffix("/") or id)
            return self._answer(request, kind, view, _bare(id))

        return answer

    def _changing(self, name: str, view: Callable[..., views.View]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            form = await guard.form(request, self._allowed)
            if form is None:
                return PlainTextResponse("The page is of another start of this server: load it again.\n", 403)
            ids = [_bare(request.path_params["id"])] if "id" in request.path_params else []
            return await run_in_threadpool(self._change, request, name, view, form, *ids)

        return answer

    def _change(
        self, request: Request, name: str, view: Callable[..., views.View], form: dict[str, str], *ids: str
    ) -> Response:
        """Do what a form asks for; where it cannot be done, show its page again, with what was given and why not."""
        from onrecord.pages import correcting  # long to import, as all that changes a store

        try:
            with self._held.writing() as store:
                return RedirectResponse(correcting.FORMS[name](store, *ids, form, self._by), status_code=303)
        except Error as error:
            problem, candidates = str(error), _candidates(error)
        try:
            shown = self._asked(request, view, *ids)
        except Error as error:
            return self._error(request, error)
        shown |= {"problem": problem, "candidates": candidates, "given": form}
        return self._html(self._drawn.page(name, request, shown), 422)

    def _answer(self, request: Request, name: str, view: Callable[..., views.View], *ids: str) -> Response:
        try:
            shown = self._asked(request, view, *ids)
        except CypherError as error:
            if name != "cypher":
                return self._error(request, error)
            # The query stays to be mended.
            shown = {"q": request.query_params.get("query", ""), "columns": [], "rows": [], "more": False, "done": None}
            return self._html(self._drawn.page(name, request, {**shown, "problem": str(error)}), _status(error))
        except Error as error:
            return self._error(request, error)
        if name == "named" and len(shown["people"]) == 1:
            return RedirectResponse(addresses.entity(shown["people"][0].id), status_code=302)
        return self._html(self._drawn.page(name, request, shown))

    def _as_json(self, request: Request, view: Callable[..., views.View], *ids: str) -> Response:
        try:
            shown = plain(self._asked(request, view, *ids))
            del shown["done"], shown["called"]
        except Error as error:
            return Response(json.dumps({"error": str(error)}, ensure_ascii=False), _status(error), media_type=JSON)
        return Response(json.dumps(shown, ensure_ascii=False), media_type=JSON)

    def _asked(self, request: Request, view: Callable[..., views.View], *ids: str) -> views.View:
        question = dict(request.query_params)
        if view is views.cypher:  # it may take seconds, in which other pages are read
            with self._held.asking() as asked:
                table = view(asked, question)
            with self._held.reading() as store:
                return {**table, "done": None, "called": called(store, table)}
        with self._held.reading() as store, noted() as taken:
            shown = view(store, question, *ids)
            done = _done(store, question.get("done"))
            return {**shown, "taken": taken, "done": done, "called": called(store, shown)}

    def _error(self, request: Request, error: Error) -> Response:
        name = error.name if isinstance(error, AmbiguousName | UnknownName) else ""
        return self._html(self._drawn.error(request, str(error), _candidates(error), name), _status(error))

    def _missing(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return self._html(self._drawn.error(request, "There is no such page."), status)

    def _html(self, text: str, status: int = 200) -> Response:
        return Response(text.encode("utf-8", "replace"), status, media_type="text/html; charset=utf-8")

    def _file(self, request: Request) -> Response:
        content = self._static.get(request.path_params["name"])
        if content is None:
            return PlainTextResponse("There is no such file.\n", 404)
        return Response(content[0], media_type=content[1], headers={"cache-control": "max-age=3600"})

    def _openapi(self, request: Request) -> Response:
        return Response(json.dumps(description(self._lists, THINGS)), media_type=JSON)


def _done(store: Store, what: str | None) -> dict[str, Any] | None:
    """What a page tells of what was done, None where nothing was."""
    if not what:
        return None
    from onrecord.pages import correcting

    return correcting.done(store, what)


def _import_uvicorn() -> None:
    """Import what serves of Uvicorn without its own command line, which takes as long to import as the rest."""
    if "uvicorn" in sys.modules:
        return
    command_line = ModuleType("uvicorn.main")
    command_line.__dict__.update(Server=None, main=None, run=None)
    with instead({"uvicorn.main": command_line}):
        import uvicorn  # noqa: F401


def _bare(id: str) -> str:
    """The id of an address, which may have a slash behind it."""
    return id[:-1] if id.endswith("/") else id


def _candidates(error: Error) -> list[Entity]:
    """Whom a name that cannot be used may mean."""
    return error.candidates if isinstance(error, AmbiguousName | UnknownName) else []


def _status(error: Error) -> int:
    match error:
        case NotFound() | UnknownName():
            return 404
        case AmbiguousName():
            return 300
        case StoreLocked() | Busy():
            return 503
        case FilterError() | CypherError():
            return 400
        case _:
            return 500


def serve(pages: Pages, host: str, port: int, ready: Callable[[str], Any]) -> None:
    """Serve pages until Ctrl-C or a signal to end.

    Args:
        pages: those of a store.
        host, port: where to listen.
        ready: called with the address once it listens.
    """
    _import_uvicorn()
    from uvicorn.config import Config
    from uvicorn.server import Server

    class Announced(Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")

    config = Config(
        pages.app(),
        host=host,
        port=port,
        log_level="error",
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="off",
    )
    try:
        Announced(config).run()
    finally:
        pages.close()
