#!/usr/bin/env bash
# textdistance 4.6.3: normalized_similarity is "between 0 and 1, where 0 means totally different, and 1 equal", but of a
# name and itself rle_ncd and tanimoto give 0, zlib_ncd less than 0.9 and arith_ncd less than 0; the tanimoto of two
# names without a letter in common is minus infinity. levenshtein and jaccard keep to what is written.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check textdistance==4.6.3
cd "$folder" && env/bin/python - <<'PYTHON'
import math

import textdistance

MEASURES = ("rle_ncd", "tanimoto", "zlib_ncd", "arith_ncd", "levenshtein", "jaccard")
seen = {name: getattr(textdistance, name).normalized_similarity("Ana Roe", "Ana Roe") for name in MEASURES}
apart = textdistance.tanimoto.normalized_similarity("Ana", "Low")
print(seen, apart)
assert seen["rle_ncd"] == seen["tanimoto"] == 0, "the behaviour has changed"
assert 0 < seen["zlib_ncd"] < 0.9 and seen["arith_ncd"] < 0
assert seen["levenshtein"] == seen["jaccard"] == 1
assert apart == -math.inf
PYTHON
