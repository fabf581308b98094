"""docker-compose.yml, as Docker Compose reads it: a Neo4j for users, reachable from their own machine only."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.places import ROOT

COMPOSE = Path(sys.executable).with_name("docker-compose")
pytestmark = pytest.mark.skipif(not COMPOSE.exists(), reason="Docker Compose is installed for x86-64 Linux alone")


def config(**variables: str) -> subprocess.CompletedProcess[str]:
    """What `docker compose config` says with these variables in the environment, and none of its own from outside."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    command = [str(COMPOSE), "--file", str(ROOT / "docker-compose.yml"), "config", "--format", "json"]
    return subprocess.run(command, env=outside | variables, capture_output=True, text=True, check=False)


def service(**variables: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(config(NEO4J_PASSWORD="eight-or-more", **variables).stdout)
    return dict(found["services"]["neo4j"], name=found["name"])


def test_without_a_password_it_is_refused() -> None:
    run = config()
    assert run.stdout == ""
    assert "Set NEO4J_PASSWORD to a password of eight characters or more" in run.stderr


def test_ports_are_reached_from_this_machine_alone() -> None:
    ports = service()["ports"]
    assert {(port["host_ip"], port["published"]) for port in ports} == {("127.0.0.1", "7687"), ("127.0.0.1", "7474")}


def test_ports_and_memory_are_set_by_variables() -> None:
    neo4j = service(NEO4J_BOLT_PORT="7700", NEO4J_HTTP_PORT="7701", NEO4J_HEAP="3G", NEO4J_PAGECACHE="2G")
    assert {(port["target"], port["published"]) for port in neo4j["ports"]} == {(7687, "7700"), (7474, "7701")}
    settings = neo4j["environment"]
    assert settings["NEO4J_server_bolt_advertised__address"] == "localhost:7700"
    assert settings["NEO4J_server_memory_heap_max__size"] == settings["NEO4J_server_memory_heap_initial__size"] == "3G"
    assert settings["NEO4J_server_memory_pagecache_size"] == "2G"


def test_the_database_outlives_the_container_and_has_time_to_stop() -> None:
    neo4j = service()
    assert neo4j["name"] == "onrecord"
    assert [(volume["type"], volume["target"]) for volume in neo4j["volumes"]] == [("volume", "/data")]
    assert neo4j["stop_grace_period"] == "2m0s"
