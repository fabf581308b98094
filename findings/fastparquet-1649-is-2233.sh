#!/usr/bin/env bash
# fastparquet 2026.9.0: a day before 1677 or after 2262, as pyarrow writes it, is read as another, without an error: 30
# January 1649 becomes 20 August 2233. pyarrow reads it back, and a moment of that day is right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check fastparquet==2026.9.0 pyarrow==26.0.1
cd "$folder" && env/bin/python - <<'PYTHON'
from datetime import date, datetime

import fastparquet
import pyarrow
from pyarrow import parquet

parquet.write_table(pyarrow.table({"said": [date(1649, 1, 30)], "printed": [datetime(1649, 1, 30)]}), "speech.parquet")
frame = fastparquet.ParquetFile("speech.parquet").to_pandas()
said, printed = frame["said"][0], frame["printed"][0]
print(said, printed)
assert (said.year, said.month, said.day) == (2233, 8, 20)
assert (printed.year, printed.month, printed.day) == (1649, 1, 30)
assert parquet.read_table("speech.parquet")["said"].to_pylist() == [date(1649, 1, 30)]
PYTHON
