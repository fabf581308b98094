"""The pages as JSON, described by OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from onrecord.pages import addresses

ASKED = {
    "/search": ("q", "by", "about"),
    "/named": ("name",),
    "/compare": ("one", "other", "about"),
    "/topic": ("q",),
    "/network": ("of",),
    "/cypher": ("query",),
}
NARROWED = {
    "since": "first day of publication, YYYY-MM-DD",
    "until": "last day of publication, YYYY-MM-DD",
    "kind": "direct, mixed or indirect",
    "act": "what the speaker does by it: say, deny, accuse …",
    "confidence": "least probability that the claim is right, 0 to 1",
    "page": "a page of a long list, from 1",
}
NEEDED = {("/named", "name"), ("/compare", "one"), ("/compare", "other"), ("/network", "of")}


def description(lists: Mapping[str, Callable[..., Any]], things: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    """The OpenAPI document of these views, by their paths and kinds."""
    paths: dict[str, Any] = {}
    for path, view in lists.items():
        asked = [_parameter(name, "", (path, name) in NEEDED) for name in ASKED.get(path, ())]
        paths[addresses.as_json(path)] = _get(view, [*asked, *_narrowed()])
    for kind, view in things.items():
        id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
        paths[f"/{kind}/{{id}}.json"] = _get(view, [id, *_narrowed()])
    about = {"title": "onrecord", "version": "1", "description": "Who said what about whom, and where."}
    return {"openapi": "3.1.0", "info": about, "paths": paths}


def _narrowed() -> list[dict[str, Any]]:
    return [_parameter(name, meaning, False) for name, meaning in NARROWED.items()]


def _parameter(name: str, meaning: str, required: bool) -> dict[str, Any]:
    described = {"description": meaning} if meaning else {}
    return {"name": name, "in": "query", "required": required, "schema": {"type": "string"}, **described}


def _get(view: Callable[..., Any], parameters: list[dict[str, Any]]) -> dict[str, Any]:
    object_ = {"application/json": {"schema": {"type": "object"}}}
    answers = {
        "200": {"description": "what the page shows", "content": object_},
        "300": {"description": "the name fits several, which `error` lists", "content": object_},
        "400": {"description": "the question cannot be asked so", "content": object_},
        "404": {"description": "nobody and nothing is called that", "content": object_},
    }
    summary = (view.__doc__ or "").strip().splitlines()[0]
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}
