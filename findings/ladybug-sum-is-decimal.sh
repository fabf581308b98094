#!/usr/bin/env bash
# Ladybug 0.22.0, Python: the sum of an INT64 column is a decimal.Decimal, which json refuses; count, min and max are
# int. Expected: a whole number, as what was added up, or at least as count() beside it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ladybug==0.22.0
cd "$folder" && env/bin/python - <<'PYTHON'
import ladybug

database = ladybug.Database()
connection = ladybug.Connection(database)


def rows(query, **parameters):
    result = connection.execute(query, parameters=parameters)
    found = []
    while result.has_next():
        found.append(result.get_next())
    return found


import decimal
import json

connection.execute("CREATE NODE TABLE Article(id INT64, claims INT64, PRIMARY KEY(id))")
connection.execute("CREATE (:Article {id: 1, claims: 3}), (:Article {id: 2, claims: 4})")
[[total, count, most]] = rows("MATCH (a:Article) RETURN sum(a.claims), count(*), max(a.claims)")
print(type(total), type(count), type(most))
assert type(total) is decimal.Decimal and total == 7
assert type(count) is type(most) is int
try:
    json.dumps(total)
except TypeError as error:
    print(error)
else:
    raise AssertionError("json takes it")
PYTHON
