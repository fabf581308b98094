#!/usr/bin/env bash
# Ladybug 0.22.0: a query with a parameter, a condition on an edge's property and a further hop counts right when a
# connection runs it first, and wrong whenever the same text is run again with another value.
# Expected: the same as on a new connection. Without the further hop, or with the value written out, it is right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ladybug==0.22.0
cd "$folder" && env/bin/python - <<'PYTHON'
import ladybug

database = ladybug.Database()
connection = ladybug.Connection(database)
connection.execute("CREATE NODE TABLE Person(id INT64 PRIMARY KEY)")
connection.execute("CREATE NODE TABLE Claim(id INT64 PRIMARY KEY)")
connection.execute("CREATE NODE TABLE Article(id INT64 PRIMARY KEY)")
connection.execute("CREATE REL TABLE ABOUT(FROM Claim TO Person, role STRING)")
connection.execute("CREATE REL TABLE FOUND_IN(FROM Claim TO Article)")
connection.execute("UNWIND range(0, 9) AS n CREATE (:Person {id: n})")
connection.execute("UNWIND range(0, 99) AS n CREATE (:Article {id: n})")
connection.execute("UNWIND range(0, 999) AS n CREATE (:Claim {id: n})")
connection.execute("MATCH (c:Claim), (a:Article) WHERE a.id = c.id % 100 CREATE (c)-[:FOUND_IN]->(a)")
connection.execute(
    "MATCH (c:Claim), (p:Person) WHERE p.id = c.id % 10 AND c.id < 100 * (p.id + 1)"
    " CREATE (c)-[:ABOUT {role: CASE WHEN c.id % 3 = 0 THEN 'about' ELSE 'mention' END}]->(p)"
)
QUERY = (
    "MATCH (p:Person {id: $id})<-[r:ABOUT]-(c:Claim)-[:FOUND_IN]->(a:Article)"
    " WHERE r.role = 'about' RETURN count(*)"
)


def counts(connect):
    return [connect().execute(QUERY, {"id": n}).get_next()[0] for n in range(10)]


again, anew = counts(lambda: connection), counts(lambda: ladybug.Connection(database))
print("one connection: ", again)
print("a new one each: ", anew)
assert anew == [sum(n % 10 == p and n < 100 * (p + 1) and n % 3 == 0 for n in range(1000)) for p in range(10)]
assert again[0] == anew[0] and again != anew
PYTHON
