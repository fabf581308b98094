#!/usr/bin/env bash
# rdflib 7.6.0: days, moments and years (xsd:date, xsd:dateTime, xsd:gYear) are compared by the names of their types,
# without an error: MAX of 2025-03-04 and the year 2023 is 2023, and a moment in March 2024 passes the filter "after
# June 2024".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check rdflib==7.6.0
cd "$folder" && env/bin/python - <<'PYTHON'
from rdflib import Graph

graph = Graph().parse(
    data="""
    @prefix : <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    :a :said "2025-03-04"^^xsd:date . :b :said "2024-03-04T10:00:00Z"^^xsd:dateTime . :c :said "2023"^^xsd:gYear .
    """
)
prefix = "PREFIX : <https://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
latest = [str(row[0]) for row in graph.query(prefix + "SELECT (MAX(?d) AS ?m) {?s :said ?d}")]
after = sorted(
    str(row[0]) for row in graph.query(prefix + 'SELECT ?d {?s :said ?d FILTER(?d > "2024-06-01"^^xsd:date)}')
)
print(latest, after)
assert latest == ["2023"]
assert after == ["2023", "2024-03-04T10:00:00+00:00", "2025-03-04"]
PYTHON
