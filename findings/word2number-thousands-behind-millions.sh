#!/usr/bin/env bash
# word2number 1.1: "two million five hundred thousand" is 2,501,500, and "two million five thousand" 2,006,005; without the millions
# both are right. "1.5 million" and "3 million" are 1,000,000, like "a million".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check word2number==1.1
cd "$folder" && env/bin/python - <<'PYTHON'
from word2number.w2n import word_to_num

WORDS = ("five hundred thousand", "two million five thousand", "two million five hundred thousand", "1.5 million", "3 million")
seen = {words: word_to_num(words) for words in WORDS}
print(seen)
assert list(seen.values()) == [500_000, 2_006_005, 2_501_500, 1_000_000, 1_000_000]
PYTHON
