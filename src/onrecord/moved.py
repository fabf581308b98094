"""Import paths of version 0.1.0's development, which keep working until the next version, with a DeprecationWarning.

Modules that are gone are found by a finder after all others, so that it costs nothing where nothing old is imported.
Packages that have the name of an old module give its names by `names_of`.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, spec_from_loader
from types import ModuleType
from typing import Any, Final

MOVED: Final[dict[str, tuple[str, ...]]] = {
    "extract.attribution.boilerplate": ("extract.page.boilerplate",),
    "extract.attribution.paragraphs": ("extract.page.paragraphs",),
    "extract.extracted": ("extract.lines.extracted", "extract.errors"),
    "extract.form": ("extract.page.form",),
    "extract.parse": ("extract.parsing.parse",),
    "extract.pipeline": ("extract.parsing.pipeline",),
    "extract.quotes": ("extract.page.quotes",),
    "extract.recognition": ("extract.parsing.recognition",),
    "extract.start": ("extract.parsing.start",),
    "extract.training.corpus": ("extract.gold", "extract.gold.articles", "extract.gold.standoff", "extract.errors"),
    "extract.training.lines": ("extract.gold.lines", "extract.lines.line"),
    "graph.articles": ("graph.model.rows",),
    "graph.chains": ("graph.lookups.paths",),
    "graph.claim_index": ("graph.stores.claim_index",),
    "graph.copying": ("graph.transfer.into_store",),
    "graph.counting": ("graph.loading.counts", "graph.loading.queries"),
    "graph.countries": ("extract.lexicon.countries",),
    "graph.evidence": ("graph.entities.evidence",),
    "graph.exchanges": ("graph.lookups.exchanges",),
    "graph.explaining": ("graph.lookups.reasons",),
    "graph.exporting": ("graph.transfer.into_files", "graph.transfer.formats"),
    "graph.formats": ("graph.transfer.formats",),
    "graph.formats.csv_files": ("graph.transfer.formats.csv_files",),
    "graph.formats.lines": ("graph.transfer.formats.jsonl",),
    "graph.formats.parquet": ("graph.transfer.formats.parquet",),
    "graph.formats.portions": ("graph.transfer.formats.files",),
    "graph.formats.script": ("graph.transfer.formats.cypher_script",),
    "graph.formats.xml": ("graph.transfer.formats.graphml_gexf",),
    "graph.frames": ("graph.model.arrow",),
    "graph.fulltext": ("graph.stores.fulltext",),
    "graph.guarded": ("graph.cypher.sandbox",),
    "graph.identity": ("graph.entities.rules",),
    "graph.joining": (
        "graph.entities.planning",
        "graph.entities.plan",
        "graph.entities.edges",
        "graph.entities.blocks",
        "graph.entities.evidence_change",
        "graph.entities.queries",
    ),
    "graph.knowledge": ("graph.entities.corrections",),
    "graph.ladybug_store": ("graph.stores.ladybug",),
    "graph.linking": ("graph.repeats.links",),
    "graph.loading": ("graph.loading.load", "graph.loading.batches", "graph.model.transaction"),
    "graph.lookups": ("graph.lookups", "graph.lookups.answers", "graph.filters", "graph.lookups.statements"),
    "graph.measures": ("graph.network.options",),
    "graph.model": ("graph.model.description",),
    "graph.names": ("graph.spelling",),
    "graph.naming": ("graph.entities.alias_index",),
    "graph.neo4j_store": ("graph.stores.neo4j",),
    "graph.network": ("graph.network.digraph",),
    "graph.network_files": ("graph.network.files",),
    "graph.pages": ("graph.stores.pages", "graph.model.triples"),
    "graph.personal": ("graph.entities.person_names",),
    "graph.picture": ("graph.network.picture",),
    "graph.queries": (
        "graph.lookups.queries",
        "graph.loading.queries",
        "graph.entities.queries",
        "graph.network.queries",
        "graph.stores.queries",
    ),
    "graph.readonly": ("graph.cypher.allowed",),
    "graph.repeats": ("graph.repeats.comparison",),
    "graph.schema": ("graph.model.tables",),
    "graph.store": ("graph.stores.store",),
    "graph.upgrading": ("graph.stores.upgrade",),
    "graph.wording": ("graph.repeats.wording",),
    "graph.world": ("graph.entities.clusters",),
}
"""Old modules, and the modules in which their names are now, the likeliest first. All are below `onrecord`."""

RENAMED: Final = {
    "extract.extracted.LineError": "InputError",
    "extract.training.corpus.GoldError": "InputError",
    "graph.articles.Article": "ArticleRows",
    "graph.evidence.Evidence": "NameEvidence",
    "graph.formats.csv_files.Line": "WriteLine",
    "graph.identity.fullness": "completeness_key",
    "graph.knowledge.Kind": "NoteKind",
    "graph.loading.Change": "Consequences",
    "graph.lookups.Ambiguous": "AmbiguousName",
    "graph.model.Example": "ExampleQuery",
    "graph.world.Joined": "Cluster",
    "graph.world.World": "Clusters",
}
"""Old names that are called otherwise where they are now."""


def names_of(module: str) -> Callable[[str], Any]:
    """Make the `__getattr__` of a module that looks for names where they are now."""
    old = module.removeprefix("onrecord.")

    def find(name: str) -> Any:
        # A module below this one goes first: Python asks for the name here before it imports the module of that name.
        if not name.startswith("__") and find_spec(f"{module}.{name}") is None:
            now = RENAMED.get(f"{old}.{name}", name)
            for new in MOVED[old]:
                there = vars(import_module(f"onrecord.{new}"))
                if now in there:
                    text = f"{module}.{name} is now onrecord.{new}.{now}; the old path works until the next version."
                    warnings.warn(text, DeprecationWarning, stacklevel=2)
                    return there[now]
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    return find


class _Loader(Loader):
    def create_module(self, spec: ModuleSpec) -> None:
        """Leave it to the import system."""

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__getattr__"] = names_of(module.__name__)
        module.__dict__["__path__"] = []  # an old package had modules below it


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        is_old = fullname.removeprefix("onrecord.") in MOVED and fullname.startswith("onrecord.")
        return spec_from_loader(fullname, _Loader()) if is_old else None


def install() -> None:
    """Let the old modules be found."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.append(_Finder())
