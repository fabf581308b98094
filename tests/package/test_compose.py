"""docker-compose.yml: a Neo4j for users, reachable from their own machine only."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from support.places import ROOT


@pytest.fixture
def neo4j() -> dict[str, Any]:
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    service: dict[str, Any] = yaml.safe_load(text)["services"]["neo4j"]
    return service


def test_it_is_the_release_that_onrecord_is_tested_with(neo4j: dict[str, Any]) -> None:
    assert neo4j["image"] == "neo4j:5.26-community"


def test_ports_are_bound_to_loopback_only(neo4j: dict[str, Any]) -> None:
    assert neo4j["ports"] == ["127.0.0.1:7687:7687", "127.0.0.1:7474:7474"]


def test_the_password_comes_from_the_environment_and_has_no_default(neo4j: dict[str, Any]) -> None:
    assert neo4j["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")


def test_data_lives_in_a_volume_and_health_is_checked(neo4j: dict[str, Any]) -> None:
    assert neo4j["volumes"] == ["neo4j-data:/data"]
    assert "RETURN 1" in neo4j["healthcheck"]["test"][1]
