"""`onrecord mcp`, asked by the SDK's own client as a process: ten questions, answered as the store has it."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.types import TextContent
from support.articles import BOTH, document, speaker, target, triple
from support.command_line import COMMAND, environment, onrecord

import onrecord as package
from onrecord import Store
from onrecord.assistants.answers import MOST_CHARACTERS, MOST_ROWS, statements

TOOLS = {
    "find", "said", "about", "between", "compare", "contradictions", "search", "show", "timeline", "network",
}  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mcp") / "test.lbug"
    texts = [f"Lee Park said no {number} times. {'x' * 900}" for number in range(70)]
    many = document("\n".join(texts), "many", "2024-06-01", url="https://quay.example/many", publisher="The Quay")
    found = [
        triple(many, speaker("Lee Park"), f"no {number} times. {'x' * 900}", target("Ana Ruíz"), confidence=0.6)
        for number in range(70)
    ]
    with package.open(path) as store:
        assert [*store.engine.load([*BOTH, (many, found)])]
    return path


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[Store]:
    with package.open(path, read_only=True) as store:
        yield store


def asked(path: Path, questions: Callable[[Client], Awaitable[Any]]) -> Any:
    """What a client is told that starts the command as a process."""

    async def ask() -> Any:
        started = StdioServerParameters(
            command=COMMAND[0], args=[*COMMAND[1:], "mcp", "--store", str(path)], env=environment(None)
        )
        async with Client(stdio_client(started)) as client:
            return await questions(client)

    return asyncio.run(asyncio.wait_for(ask(), 240))


def content(result: Any) -> Any:
    assert not result.is_error, result.content
    return result.structured_content


def test_the_tools_only_read_and_tell_what_they_are_for(path: Path) -> None:
    async def questions(client: Client) -> Any:
        tools = await client.list_tools()
        prompts, templates = await client.list_prompts(), await client.list_resource_templates()
        schema = await client.read_resource("onrecord://schema")
        whole = await client.read_resource("onrecord://document/harbour-1")
        return tools.tools, prompts.prompts, templates.resource_templates, schema.contents, whole.contents

    tools, prompts, templates, schema, whole = asked(path, questions)
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    assert prompts
    assert templates
    assert "Claim" in schema[0].text
    assert json.loads(whole[0].text)["text"].startswith("“The harbour will stay open,”")


def test_ten_questions_are_answered_as_the_store_has_it(path: Path, store: Store) -> None:
    harbour = store.said("Ruíz")[0]

    async def questions(client: Client) -> list[Any]:
        ask: list[tuple[str, dict[str, Any]]] = [
            ("find", {"name": "Ruiz"}),
            ("said", {"speaker": "Ruiz"}),
            ("said", {"speaker": "Ruiz", "about": "Norsk Havn"}),
            ("about", {"target": "Norsk Havn"}),
            ("between", {"one": "Lee Park", "other": "Ruiz", "limit": 3}),
            ("search", {"words": "harbour"}),
            ("show", {"claim": harbour.id}),
            ("timeline", {"name": "Ruiz"}),
            ("network", {"name": "Ruiz"}),
            ("contradictions", {}),
        ]
        return [content(await client.call_tool(name, given)) for name, given in ask]

    found, said, of, about, between, search, show, timeline, network, against = asked(path, questions)
    assert [row["id"] for row in found["rows"]] == [each.id for each in store.find("Ruiz")]
    assert [row["id"] for row in said["rows"]] == [each.id for each in store.said("Ruiz")]
    assert [row["claim"] for row in of["rows"]] == [each.claim for each in store.said("Ruiz", "Norsk Havn")]
    assert [row["id"] for row in about["rows"]] == [each.id for each in store.about("Norsk Havn")]
    assert len(between["rows"]) == 3
    assert {row["id"] for row in search["rows"]} == {each.id for each in store.search("harbour")}
    assert show["sentence"] == store.show(harbour.id).sentence
    assert [row["by"] for row in timeline["rows"]] == [each.by for each in store.timeline("Ruiz")]
    assert sum(row["claims"] for row in network["rows"] if row["speaker"] == "Lee Park") == 70
    assert len(against["rows"]) == len(store.contradictions())
    row = next(row for row in said["rows"] if row["id"] == harbour.id)
    assert row["speaker"] == "Ana Ruíz"
    assert row["cue"] == "said"
    assert row["claim"] == "“The harbour will stay open,”"
    assert row["date"] == "2024-05-01"
    assert row["publisher"] == "The Daily Quay"
    assert row["link"].startswith("https://quay.example/harbour#:~:text=")


def test_rows_say_what_people_corrected(tmp_path: Path) -> None:
    article = document("Ana Ruiz said that Lee Park lied.", "a")
    found = triple(article, speaker("Ana Ruiz"), "that Lee Park lied")
    with package.open(tmp_path / "test.lbug") as store:
        assert [*store.engine.load([(article, [found])])]
        store.correct(found.claim.id, speaker="")
        [told] = statements(store)([*store.claims()])
        assert (told["speaker"], told["corrected"]) == ("no speaker", "corrected")


HOLD = """
import sys, onrecord
with onrecord.open(sys.argv[1]) as store:
    store.correct(sys.argv[2], act="warn")
    print("changed", flush=True)
    sys.stdin.readline()
"""


def test_the_store_is_let_go_of_while_an_assistant_has_it_open(tmp_path: Path) -> None:
    """Other commands change the store between two questions, and during them: each is answered as the store is then."""
    path = tmp_path / "test.lbug"
    with package.open(path) as store:
        assert [*store.engine.load(BOTH)]
        [first, *_] = store.said("Ruíz")

    async def questions(client: Client) -> list[Any]:
        async def act() -> str:
            found: str = content(await client.call_tool("show", {"claim": first.id}))["act"]
            return found

        acts = [await act()]
        done = await asyncio.to_thread(onrecord, "correct", first.id, "--act", "deny", store=str(path))
        assert done.returncode == 0, done.stderr
        acts.append(await act())
        holding = await asyncio.create_subprocess_exec(
            sys.executable, "-c", HOLD, str(path), first.id, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert holding.stdout is not None
        assert await holding.stdout.readline() == b"changed\n"
        acts.append(await act())  # the other process still has the store open for writing
        await holding.communicate(b"\n")
        done = await asyncio.to_thread(onrecord, "correct", first.id, "--undo", store=str(path))
        assert done.returncode == 0, done.stderr
        for _ in range(120):  # the copy that was read meanwhile is read on for some seconds
            if (last := await act()) != "warn":
                break
            await asyncio.sleep(0.5)
        return [*acts, last]

    assert asked(path, questions) == ["say", "deny", "warn", "deny"]
    assert not Path(f"{path}.wanted").exists()


def test_long_answers_come_in_parts_that_are_whole_together(path: Path, store: Store) -> None:
    async def questions(client: Client) -> list[Any]:
        parts = [content(await client.call_tool("said", {"speaker": "Lee Park", "limit": MOST_ROWS}))]
        while parts[-1]["next"]:
            given = {"speaker": "Lee Park", "limit": MOST_ROWS, "cursor": parts[-1]["next"]}
            parts.append(content(await client.call_tool("said", given)))
        return parts

    parts = asked(path, questions)
    assert len(parts) > 2
    assert [row["id"] for part in parts for row in part["rows"]] == [each.id for each in store.said("Lee Park")]
    assert all(len(json.dumps(part, ensure_ascii=False)) < MOST_CHARACTERS + 3_000 for part in parts)


def test_errors_say_what_to_do(path: Path) -> None:
    async def questions(client: Client) -> list[str]:
        wrong: list[tuple[str, dict[str, Any]]] = [
            ("said", {"speaker": "Nobody At All"}),
            ("said", {"speaker": "Ruiz", "since": "yesterday"}),
            ("said", {"speaker": "Ruiz", "act": "sing"}),
            ("said", {"speaker": "Ruiz", "cursor": "17"}),
            ("said", {"speaker": "Ruiz", "limit": 5000}),
            ("show", {"claim": "none"}),
        ]
        results = [await client.call_tool(name, given) for name, given in wrong]
        assert all(result.is_error for result in results)
        return ["".join(part.text for part in result.content if isinstance(part, TextContent)) for result in results]

    told = asked(path, questions)
    for message, part in zip(
        told, ("nobody called", "YYYY-MM-DD", "acts are", "cursor", "50", "no claim"), strict=True
    ):
        assert part in message, message


def test_over_http_a_token_is_asked_for(path: Path) -> None:
    done = onrecord("mcp", "--port", "9", store=str(path))
    assert (done.returncode, "--token" in done.stderr) == (2, True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*COMMAND, "mcp", "--port", str(port), "--token", "sesame", "--store", str(path)]
    with subprocess.Popen(command, env=environment(None)) as server:
        try:
            assert asyncio.run(asyncio.wait_for(_over_http(port), 240)) == TOOLS
        finally:
            server.terminate()


async def _over_http(port: int) -> set[str]:
    import httpx
    from mcp.client.streamable_http import streamable_http_client
    from mcp.shared._httpx_utils import create_mcp_http_client

    url = f"http://127.0.0.1:{port}/mcp"
    async with httpx.AsyncClient() as bare:
        for _ in range(600):
            try:
                assert (await bare.post(url, json={})).status_code == 401
                break
            except httpx.ConnectError:
                await asyncio.sleep(0.2)
        evil = {"Authorization": "Bearer sesame", "Host": "evil.example"}
        assert (await bare.post(url, json={}, headers=evil)).status_code in (400, 403, 421)
    with_token = create_mcp_http_client(headers={"Authorization": "Bearer sesame"})
    async with Client(streamable_http_client(url, http_client=with_token)) as client:
        return {tool.name for tool in (await client.list_tools()).tools}
