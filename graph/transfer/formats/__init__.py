"""The formats that a whole graph is written in, one module each."""

from typing import Final, Literal

Format = Literal[
    "jsonl",
    "csv",
    "parquet",
    "graphml",
    "gexf",
    "cypher",
    "neo4j-admin",
    "sqlite",
    "ftm",
    "annotations",
    "hypothesis",
    "schema.org",
    "citations",
]

FOLDER_FORMATS: Final = frozenset({"csv", "parquet", "neo4j-admin"})
"""Those that are a folder of files; the others are one file."""
