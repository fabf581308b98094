"""Import paths of an earlier version: each old name is found where it is now, with a warning."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec

import pytest

from onrecord.graph import spelling
from onrecord.graph.transfer.formats import csv_files
from onrecord.moved import MOVED

OLD = {
    "extract.attribution.boilerplate": "without_boilerplate",
    "extract.attribution.paragraphs": "find_headline find_paragraphs",
    "extract.extracted": "Extracted LineError read_extracted",
    "extract.form": "plain",
    "extract.parse": "Parse",
    "extract.pipeline": "english make_recogniser",
    "extract.quotes": "Quotation find_quotations touching",
    "extract.recognition": "Floats Recogniser",
    "extract.start": "import_spacy",
    "extract.training.corpus": (
        "Annotated GoldError Names count fingerprint hold_out read_corpus read_gold read_standoff"
    ),
    "extract.training.lines": "Found Line read_lines read_predictions",
    "graph.articles": "Article Named Row as_told clean entity_id flat key pairs rows_of",
    "graph.chains": "Level Step path",
    "graph.claim_index": "ClaimIndex Claims Digests",
    "graph.copying": "copy put text_of",
    "graph.counting": "add changes recount Part",
    "graph.countries": "country_of is_place names stand_ins",
    "graph.evidence": "Block Evidence Mention Splits block_of month of_article read_block unit_key write_block",
    "graph.exchanges": "Period Unit between compare timeline",
    "graph.explaining": "Result Why entities_of known known_of why",
    "graph.exporting": "Exported Format export",
    "graph.formats.csv_files": "Line import_command write_csv write_neo4j_admin",
    "graph.formats.lines": "write_lines",
    "graph.formats.parquet": "write_parquet",
    "graph.formats.portions": "Portions",
    "graph.formats.script": "write_script",
    "graph.formats.xml": "Portioned write_gexf write_graphml",
    "graph.frames": "frame schema",
    "graph.fulltext": "Term parse parted words",
    "graph.guarded": "Rows main query",
    "graph.identity": "Decision Months clear decide fullness kind_of",
    "graph.joining": "Ask Blocks Each Edge Plan anew edges_of plan write_edges write_entities",
    "graph.knowledge": "AliasFileError Kind Known Notes alias changed merge read_aliases read_notes split write_notes",
    "graph.ladybug_store": "LadybugStore Result",
    "graph.linking": "Links Order plan write",
    "graph.loading": "Change Chunk Entry Loaded Outcome Source Transaction learn no_collecting remove save",
    "graph.lookups": (
        "Ambiguous Card DocumentRow Entity Filters Forgotten Info Place Ranked Related Shown Statement Table "
        "about cypher documents find forget info resolve said search show speakers statements targets who "
        "whole"
    ),
    "graph.measures": "Metric Weight",
    "graph.model": "Element Example Model Property model",
    "graph.names": "acronyms aliases_of best_spellings fits_partly is_alias is_written_as_name normalise plain",
    "graph.naming": "key rename words",
    "graph.neo4j_store": "Neo4jStore Result",
    "graph.network": "Measure MissingExtra communities ego measure network prominent",
    "graph.network_files": "write",
    "graph.pages": "articles articles_of digests entities entity_ids index portions tables triples_of",
    "graph.personal": "Parts name_key parts spelling_key",
    "graph.picture": "Placed arranged draw",
    "graph.readonly": "Token checked parameters",
    "graph.repeats": "Quoted Sides quoted same_statement shingles",
    "graph.schema": "Columns columns",
    "graph.store": "Result Store",
    "graph.upgrading": "bring_up_to_date is_up_to_date unmark",
    "graph.wording": "Word Wording wording",
    "graph.world": "BlockState Joined World",
}
NAMES = [(module, name) for module, names in OLD.items() for name in names.split()]


@pytest.mark.parametrize(("module", "name"), NAMES)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_old_name_is_found(module: str, name: str) -> None:
    assert hasattr(import_module(f"onrecord.{module}"), name)


def test_every_new_place_is_a_module() -> None:
    places = {f"onrecord.{new}" for news in MOVED.values() for new in news}
    assert [place for place in sorted(places) if find_spec(place) is None] == []


def test_an_old_path_warns_and_says_the_new_one() -> None:
    with pytest.warns(DeprecationWarning, match=r"onrecord.graph.names.plain is now onrecord.graph.spelling.plain"):
        plain = import_module("onrecord.graph.names").plain
    assert plain is spelling.plain


def test_a_renamed_one_warns_and_says_the_new_name() -> None:
    with pytest.warns(DeprecationWarning, match=r"csv_files.Line is now onrecord\S+csv_files.WriteLine; the old path"):
        found = import_module("onrecord.graph.formats.csv_files").Line
    assert found is csv_files.WriteLine


@pytest.mark.parametrize("new", ["loading import queries", "repeats import wording", "network import table"])
def test_a_new_module_with_an_old_name_beside_it_gives_no_warning(new: str) -> None:
    program = f"from onrecord.graph.{new} as found; print(type(found).__name__)"
    run = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "module\n"


@pytest.mark.parametrize(
    "program",
    [
        "from onrecord.graph.chains import nothing",
        "from onrecord.graph.network import nothing",
        "import onrecord.graph.nothing",
        "from onrecord.graph.formats import nothing",
    ],
)
def test_a_name_that_never_was_is_an_import_error(program: str) -> None:
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "ImportError" in run.stderr or "ModuleNotFoundError" in run.stderr
