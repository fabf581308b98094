#!/usr/bin/env bash
# conllu 6.0.0: the value of a feature or of a MISC entry ends at its second equals sign: a link with a query loses what
# it asks for, and is written back without it. CoNLL-U keeps the equals sign apart only the first time.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check conllu==6.0.0
cd "$folder" && env/bin/python - <<'PYTHON'
import conllu

line = "1\tno\tno\tINTJ\t_\t_\t0\troot\t_\tSource=https://example.org/story?id=7|Speaker=Ana\n\n"
sentence = conllu.parse(line)[0]
print(sentence[0]["misc"])
assert sentence[0]["misc"] == {"Source": "https://example.org/story?id", "Speaker": "Ana"}
assert "id=7" not in sentence.serialize()
PYTHON
