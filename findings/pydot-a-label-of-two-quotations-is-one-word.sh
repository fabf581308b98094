#!/usr/bin/env bash
# pydot 4.0.1: a label that begins and ends with quotation marks is written as it is, its inner marks not escaped, as if
# it were one quoted text. The label "No," said Roe, "not yet." is no DOT then, and is read again as "No," alone: the
# speaker is an attribute. A label with marks at one end only is right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pydot==4.0.1 pyparsing==3.3.3
cd "$folder" && env/bin/python - <<'PYTHON'
import pydot

seen = []
for label in ('"No," said Roe, "not yet."', '"No," said Roe'):
    graph = pydot.Dot("news", graph_type="digraph")
    graph.add_node(pydot.Node("words", label=label))
    [again] = pydot.graph_from_dot_data(graph.to_string())
    seen.append((graph.get_node("words")[0].to_string().strip(), again.get_node("words")[0].get_attributes()))
print(*seen, sep="\n")
assert seen == [
    ('words [label="No," said Roe, "not yet."];', {"label": '"No,"', "said": None, "Roe": None, '"not yet."': None}),
    (r'words [label="\"No,\" said Roe"];', {"label": r'"\"No,\" said Roe"'}),
], "the behaviour has changed"
PYTHON
