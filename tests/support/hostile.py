"""What should do no harm: an article that holds all that a file format, a query or a program might stumble over, and
Cypher that tries to do more than read.

`{file}` in the attempts is a file that is there and must not be read, `{new}` one that must not come into being.
"""

from __future__ import annotations

from support.articles import Batches, document, speaker, target, triple

STRANGE = "O'Brien \"Bo\" {x: $y} \\u0041\\n `t` <&>; DROP, 'a' // -- /* \U0001f600"
WORDS = f"{STRANGE}\nsaid: 'so';\r\n\"it\" is\ta \\ “claim” of Ada, ]]> {{}} \u2028 end"

HOSTILE_DOCUMENT = document(
    f'{WORDS}.\n\nCREATE (n) RETURN n; "quoted", and a , comma',
    "strange 'id' \"with\" {all}; \\ of it",
    "2024-02-29",
    title="A \"title\", with; 'marks'\nand a line",
    url="https://quay.example/?a=1&b=<2>",
    publisher="",
)
HOSTILE: Batches = [
    (
        HOSTILE_DOCUMENT,
        [
            triple(HOSTILE_DOCUMENT, speaker(STRANGE), WORDS[len(STRANGE) :], target("Ada"), cue="said"),
            triple(HOSTILE_DOCUMENT, None, "a , comma", target(STRANGE, role="mention"), cue=None, kind="indirect"),
        ],
    ),
    (document("Nobody says anything here; \\", "silent"), []),
]

STRANGE_TEXTS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a\rb", "a\nb", "a\r\nb", "]]>", "<!--", "-->", "<script>",
    "&amp;", "&#0;", "\x00NUL", "\x07bell", "\x1b[31m", "\x7f", "\u2028", "\u2029", "\ufeffBOM", "\ufffe", "\u202eRLO",
    "\u2066LRI", "'", '"', "''", '""', "`", "\\", "\\n", "\\u0000", "%00", "{{x}}", "${x}", "; DROP TABLE claims; --",
    "' OR 1=1 --", "Robert'); --", "a;b", "a,b", "a|b", "n" * 100_000, "Ünïcödé", "e\u0301", "\U0001f600", "null",
]  # fmt: skip
"""47 names and texts that a form could take for something else."""


def strange_articles() -> Batches:
    """An article for each of the strange texts, which is its title and publisher, its speaker, claim and target."""
    articles = []
    for number, words in enumerate(STRANGE_TEXTS):
        article = document(f"{words} said: {words} lies.", f"s{number}", "2024-05-01", title=words, publisher=words)
        said = triple(article, speaker(f"Q {words}", text=words), f"{words} lies", target(f"R {words}"))
        articles.append((article, [said]))
    return articles


WRITES = [
    "CREATE (:Entity {id: 'x'})",
    "create (:Entity {id: 'x'})",
    "MERGE (:Entity {id: 'x'})",
    "MATCH (e:Entity) SET e.name = 'x'",
    "MATCH (e:Entity) SET e += {name: 'x'} RETURN e",
    "MATCH (e:Entity) REMOVE e.name",
    "MATCH (e:Entity) DETACH DELETE e",
    "MATCH (e:Entity) WITH e LIMIT 1 DETACH DELETE e RETURN 1",
    "MATCH (n) WITH * MERGE (:Entity {id: 'x'}) RETURN n",
    "UNWIND [1, 2] AS x CREATE (:Entity {id: 'x'})",
    "OPTIONAL MATCH (e:Entity {id: 'none'}) CREATE (:Entity {id: 'x'})",
    "RETURN 1 AS x UNION CREATE (:Entity {id: 'x'}) RETURN 1 AS x",
    "MATCH (e) FOREACH (x IN [1] | CREATE (:Entity {id: 'x'}))",
    "FOREACH (x IN [1] | CREATE (:Entity))",
    "INSERT (:Entity {id: 'x'})",
    "MATCH (c:Claim) SET c.text = 'x' FINISH",
    "MATCH (s)-[:SAID]->(c) CREATE (s)-[:SAID]->(c)",
    "CALL (*) { CREATE (n) } RETURN 1",
    "MATCH (e) CALL { WITH e SET e.name = 'x' } RETURN e",
]

SCHEMA_CHANGES = [
    "DROP TABLE Entity",
    "DROP INDEX claim_search",
    "DROP DATABASE neo4j",
    "ALTER TABLE Entity DROP name",
    "ALTER TABLE Entity RENAME TO Gone",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "CREATE NODE TABLE Other(id STRING PRIMARY KEY)",
    "CREATE REL TABLE Other(FROM Entity TO Entity)",
    "CREATE INDEX other FOR (e:Entity) ON (e.name)",
    "CREATE CONSTRAINT other FOR (e:Entity) REQUIRE e.name IS UNIQUE",
    "CREATE USER other SET PASSWORD 'a-password'",
    "CREATE DATABASE other",
    "CREATE SEQUENCE other",
    "CREATE MACRO other(x) AS x + 1",
    "CREATE TYPE other AS INT64",
    "COMMENT ON TABLE Entity IS 'x'",
    "GRANT ROLE admin TO other",
    "CHECKPOINT",
    "BEGIN TRANSACTION",
    "COMMIT",
    "ROLLBACK",
]

FILES = [
    "LOAD FROM '{file}' RETURN *",
    "LOAD FROM '{file}' (header=false) RETURN *",
    "LOAD WITH HEADERS (line STRING) FROM '{file}' RETURN *",
    "LOAD CSV FROM 'file://{file}' AS line RETURN line",
    "LOAD CSV WITH HEADERS FROM 'https://example.org/x.csv' AS line RETURN line",
    "MATCH (n) LOAD CSV FROM 'file://{file}' AS line RETURN line",
    "WITH 1 AS x LOAD CSV FROM 'file://{file}' AS line RETURN line",
    "WITH 1 AS x LOAD FROM '{file}' RETURN *",
    "RETURN 1 AS x UNION LOAD CSV FROM 'file://{file}' AS line RETURN line AS x",
    "COPY Entity TO '{new}'",
    "COPY Entity FROM '{file}'",
    "COPY (MATCH (e:Entity) RETURN e.*) TO '{new}'",
    "COPY Entity FROM (LOAD FROM '{file}' RETURN *)",
    "EXPORT DATABASE '{new}'",
    "IMPORT DATABASE '{new}'",
    "INSTALL httpfs",
    "UNINSTALL fts",
    "UPDATE fts",
    "LOAD EXTENSION '{file}'",
    "LOAD EXTENSION fts",
    "ATTACH '{new}' AS other (dbtype lbug)",
    "ATTACH 'host=example.org' AS other (dbtype postgres)",
    "DETACH other",
    "USE other MATCH (n) RETURN n",
    "USE GRAPH other",
    "MATCH (n) RETURN * FROM '{file}'",
    "RETURN trim('a') FROM '{file}'",
    "RETURN (1 FROM '{file}')",
    "CALL { LOAD CSV FROM 'file://{file}' AS line RETURN line } RETURN line",
]

CALLS = [
    "CALL timeout=0",
    "CALL threads=1000",
    "CALL home_directory='/tmp'",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL dbms.setConfigValue('a', 'b')",
    "CALL db.createLabel('Other')",
    "CALL db.clearQueryCaches()",
    "CALL db.index.fulltext.drop('claim_search')",
    "CALL db.labels() YIELD label CALL dbms.listConfig() YIELD name RETURN name",
    "CALL db.labels() YIELD label CALL apoc.load.json('file://{file}') YIELD value RETURN value",
    "CALL apoc.export.csv.all('{new}', {})",
    "CALL apoc.cypher.run('CREATE (n) RETURN n', {}) YIELD value RETURN value",
    "CALL `apoc`.`cypher`.`doIt`('CREATE (n)', {}) YIELD value RETURN value",
    "CALL `db`.`createLabel`('Other')",
    "CALL db . createLabel ('Other')",
    "CALL db/**/.createLabel('Other')",
    "CALL { CREATE (n:Entity {id: 'x'}) } IN TRANSACTIONS",
    "MATCH (e) CALL (e) { SET e.name = 'x' } IN 2 CONCURRENT TRANSACTIONS OF 10 ROWS",
    "CALL { CALL dbms.listConfig() YIELD name RETURN name } RETURN name",
    "CALL () { CREATE INDEX other FOR (e:Entity) ON (e.name) } RETURN 1",
    "CALL () { USE other MATCH (n) RETURN n } RETURN n",
    "CALL CREATE_FTS_INDEX('Claim', 'other', ['text'])",
    "CALL show_functions() RETURN *",
    "CALL SQL_QUERY('other', 'SELECT 1') RETURN *",
    "CALL project_graph('g', ['Entity'], ['SAID'])",
    "RETURN apoc.cypher.runFirstColumnSingle('LOAD CSV FROM \"file:///x\" AS l RETURN l', {})",
    "RETURN `apoc`.util.sleep(1)",
    "RETURN apoc . util . sleep(1)",
    "MATCH (e) WHERE apoc.util.sleep(1) IS NULL RETURN e",
]

HIDDEN = [
    "/* reading */ CREATE (:Entity {id: 'x'})",
    "// reading\nCREATE (:Entity {id: 'x'})",
    "CR/**/EATE (:Entity {id: 'x'})",
    "MATCH (n) /* a */ DETACH /* b */ DELETE n",
    "MATCH (n) RETURN n /* never closed",
    "MATCH (n) RETURN n // a\n; CREATE (:Entity {id: 'x'})",
    "WITH 1 AS x /* hidden */ LOAD /**/ CSV FROM 'file://{file}' AS line RETURN line",
    "MATCH (n) RETURN n/**/SET n.name = 'x'",
    "WITH 1 AS x RETURN x/*'*/; CREATE (:Entity {id: 'x'}) /*'*/",
    "RETURN '// ' AS x; CREATE (:Entity {id: 'x'})",
    "RETURN 'it''s' AS x CREATE (:Entity {id: 'x'})",
    "RETURN '\\' AS x CREATE (:Entity {id: '\\'}) RETURN ''",
    'RETURN "\\"" AS x CREATE (:Entity {id: \'x\'})',
    "RETURN `a``b` CREATE (:Entity {id: 'x'})",
    "MATCH (n:`Entity`) SET n.`name` = 'x'",
    "MATCH (n)CREATE(:Entity{id:'x'})",
    "MATCH(n)SET n.name='x'",
    "MATCH (n) WHERE n.id = 1SET n.name = 'x'",
    "MATCH (n) WHERE n.id = 1.0SET n.name = 'x'",
    "MATCH (n) WHERE n.id = $pSET n.name = 'x'",
    "RETURN [1]DELETE n",
    "MATCH (n)\u00a0SET n.name = 'x'",
    "MATCH (n)\u2003SET n.name = 'x'",
    "MATCH (n)\ufeffSET n.name = 'x'",
    "MATCH (n)\x00SET n.name = 'x'",
    "MATCH (n)\x1cSET n.name = 'x'",
    "RETURN '\\u0027 LOAD CSV FROM \\u0027file://{file}' AS line",
    "MATCH (n) \\u0043REATE (m) RETURN m",
    "\\u0043REATE (m)",
    "\\U00000043REATE (m)",
    "ＣＲＥＡＴＥ (:Entity {id: 'x'})",
    "MATCH (n) ſET n.name = 'x'",
    "MATCH (n) DELETE\u200b n",
]

SEVERAL = [
    "RETURN 1; MATCH (e:Entity) DETACH DELETE e",
    "RETURN 1;CREATE (:Entity {id: 'x'})",
    "RETURN 1; CALL timeout=0; RETURN 2",
    "RETURN 1;;",
    "; CREATE (:Entity {id: 'x'})",
    "RETURN 'a;b'; RETURN 2",
    "RETURN 1 ; // a\n RETURN 2",
    ":param x => 1",
    ":source {file}",
    "!cat {file}",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "CYPHER 5 MATCH (n) RETURN n",
    "CYPHER runtime=slotted CREATE (n)",
    "SHOW USERS",
    "SHOW SETTINGS",
    "TERMINATE TRANSACTION 'neo4j-transaction-1'",
    "STOP DATABASE neo4j",
]

NO_QUERY = ["", "   // nothing\n;", ";", "🙂", "RETURN 'no end", "RETURN `no end", 'RETURN "no end']

ATTEMPTS = [*WRITES, *SCHEMA_CHANGES, *FILES, *CALLS, *HIDDEN, *SEVERAL, *NO_QUERY]
"""What is refused before any engine sees it."""

ENDLESS = [
    "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y UNWIND range(1, 100000) AS z RETURN sum(x * y % 7 + z)",
    "UNWIND range(1, 100000000) AS x RETURN collect(x)",
    "RETURN [range(1, 1000000000), range(1, 1000000000)]",
    "RETURN [x IN range(1, 10000000000) | x]",
    "RETURN list_sort(range(1, 2000000000))",
    "RETURN size(lpad('x', 2000000000, 'y'))",
    "RETURN repeat(repeat('x', 100000), 100000)",
    "WITH range(1, 10000) AS l MATCH (a), (b), (c), (d), (e), (f) RETURN DISTINCT a.id, b.id, c.id, d.id, e.id, l",
    "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i) RETURN a.id, b.id, sum(size(c.id) * size(d.id) + size(i.id))",
    "MATCH p = (a)-[*]-(b)-[*]-(c) RETURN p",
    "RETURN reduce(s = 'x', x IN range(1, 10000) | s + s)",
    f"WITH 'x' AS s{' WITH s + s AS s' * 40} RETURN s",
    f"RETURN {'(' * 5000}1{')' * 5000}",
    f"RETURN {'1 + ' * 20000}1",
]
"""What an engine starts, and what is stopped for its time or memory, refused, or answered with few rows."""
