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
    "brat",
    "label-studio",
    "dna",
]

Foreign = Literal["quotebank", "gdelt", "annotations", "dna"]
"""The formats of other tools that are read."""

Given = Literal["jsonl", "brat", "label-studio", "quotebank", "gdelt", "annotations", "dna"]
"""The formats that are read, back or from elsewhere."""

FOLDER_FORMATS: Final = frozenset({"csv", "parquet", "neo4j-admin", "brat", "label-studio"})
"""Those that are a folder of files; the others are one file."""

DATABASE_FORMATS: Final = frozenset({"sqlite", "dna"})
"""Those that are a database, and no text."""
