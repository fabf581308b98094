"""The tables of a file of Discourse Network Analyzer 3 (3.0 and 3.1 alike), as DNA itself makes them."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 190
"""Characters of a short text; DNA refuses more."""


def _short(name: str, rest: str = "NOT NULL") -> str:
    return f"{name} TEXT {rest} CHECK (LENGTH({name}) <= {LONGEST})"


def _flag(name: str, default: int = 1) -> str:
    return f"{name} INTEGER NOT NULL CHECK ({name} BETWEEN 0 AND 1) DEFAULT {default}"


def _to(column: str, table: str) -> str:
    return f"FOREIGN KEY ({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _colour(rest: str = "NOT NULL DEFAULT 0") -> str:
    return ", ".join(f"{name} INTEGER {rest} CHECK ({name} BETWEEN 0 AND 255)" for name in ("Red", "Green", "Blue"))


def _data(name: str, value: str, *others: str) -> str:
    columns = ("ID INTEGER PRIMARY KEY NOT NULL", "StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL", value)
    keys = (
        _to("StatementId", "STATEMENTS"),
        _to("VariableId", "VARIABLES"),
        *others,
        "UNIQUE (StatementId, VariableId)",
    )
    return f"CREATE TABLE {name}({', '.join((*columns, *keys))});"


_PERMISSIONS: Final = (
    *(f"{verb}{what}" for what in ("Documents", "Statements") for verb in ("Add", "Edit", "Delete")),
    *("ImportDocuments", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations"),
    *(f"{verb}Others{what}" for what in ("Documents", "Statements") for verb in ("View", "Edit")),
)

TABLES: Final = f"""
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL);
CREATE TABLE CODERS(ID INTEGER NOT NULL PRIMARY KEY, {_short("Name")}, {_colour()},
    Refresh INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0,
    FontSize INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14, {_short("Password")},
    PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300,
    {_flag("ColorByCoder", 0)}, {_flag("PopupDecoration", 0)}, {_flag("PopupAutoComplete")},
    {", ".join(_flag(f"Permission{what}") for what in _PERMISSIONS)});
CREATE TABLE DOCUMENTS(ID INTEGER NOT NULL PRIMARY KEY, {_short("Title")}, Text TEXT NOT NULL, Coder INTEGER,
    {", ".join(_short(name, "NOT NULL DEFAULT ''") for name in ("Author", "Source", "Section"))},
    Notes TEXT NOT NULL DEFAULT '', {_short("Type", "NOT NULL DEFAULT ''")}, Date INTEGER NOT NULL,
    {_to("Coder", "CODERS")});
CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, {_short("Label")}, {_colour()});
CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, {_short("Variable")},
    DataType TEXT NOT NULL CHECK (DataType IN ('boolean', 'integer', 'long text', 'short text')) DEFAULT 'short text',
    StatementTypeId INTEGER, {_to("StatementTypeId", "STATEMENTTYPES")}, UNIQUE (Variable, StatementTypeId));
CREATE TABLE VARIABLELINKS(ID INTEGER NOT NULL PRIMARY KEY, SourceVariableId INTEGER, TargetVariableId INTEGER,
    CHECK (TargetVariableId != SourceVariableId), {_to("SourceVariableId", "VARIABLES")},
    {_to("TargetVariableId", "VARIABLES")});
CREATE TABLE REGEXES(Label TEXT PRIMARY KEY CHECK (LENGTH(Label) <= {LONGEST}), {_colour()});
CREATE TABLE CODERRELATIONS(ID INTEGER NOT NULL PRIMARY KEY, Coder INTEGER CHECK (Coder > 0),
    OtherCoder INTEGER CHECK (OtherCoder > 0),
    {", ".join(_flag(name) for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments"))},
    CHECK (Coder != OtherCoder), {_to("Coder", "CODERS")}, {_to("OtherCoder", "CODERS")});
CREATE TABLE STATEMENTS(ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER,
    Start INTEGER NOT NULL CHECK (Start >= 0), Stop INTEGER NOT NULL CHECK (Stop >= 0), Coder INTEGER,
    CHECK (Start < Stop), {_to("StatementTypeId", "STATEMENTTYPES")}, {_to("Coder", "CODERS")},
    {_to("DocumentId", "DOCUMENTS")});
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL,
    {_short("Value", "NOT NULL DEFAULT ''")}, {_colour("DEFAULT 0")}, ChildOf INTEGER CHECK (ChildOf > 0),
    UNIQUE (VariableId, Value), {_to("ChildOf", "ENTITIES")}, {_to("VariableId", "VARIABLES")});
{_data("DATABOOLEAN", "Value INTEGER NOT NULL DEFAULT 1")}
{_data("DATAINTEGER", "Value INTEGER NOT NULL DEFAULT 0")}
{_data("DATASHORTTEXT", "Entity INTEGER NOT NULL", _to("Entity", "ENTITIES"))}
{_data("DATALONGTEXT", "Value TEXT DEFAULT ''")}
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL,
    {_short("AttributeVariable")}, UNIQUE (VariableId, AttributeVariable), {_to("VariableId", "VARIABLES")});
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY NOT NULL, EntityId INTEGER NOT NULL,
    AttributeVariableId INTEGER NOT NULL, {_short("AttributeValue", "NOT NULL DEFAULT ''")},
    UNIQUE (EntityId, AttributeVariableId), {_to("EntityId", "ENTITIES")},
    {_to("AttributeVariableId", "ATTRIBUTEVARIABLES")});
"""

AT_THE_END: Final = """
CREATE INDEX statements_by_document ON STATEMENTS(DocumentId);
CREATE INDEX texts_by_entity ON DATASHORTTEXT(Entity);
"""
