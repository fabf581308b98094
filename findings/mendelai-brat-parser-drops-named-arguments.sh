#!/usr/bin/env bash
# mendelai-brat-parser 0.0.11: a relation of brat whose arguments have names of their own, as the format allows
# ("Speaker:T1 Content:T2"), is read, but not written: a file that is read and written again no longer tells who said
# what. Arg1 and Arg2 are kept.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mendelai-brat-parser==0.0.11 smart-open==9.0.2
cd "$folder" && env/bin/python - <<'PYTHON'
import brat_parser

PEOPLE = "T1\tPerson 0 3\tRoe\nT2\tQuotation 10 12\tno\n"


def again(relation):
    return brat_parser.dumps(brat_parser.parse_string(PEOPLE + relation))


kept, lost = again("R1\tSaid Arg1:T1 Arg2:T2\n"), again("R1\tSaid Speaker:T1 Content:T2\n")
print(lost)
assert kept == PEOPLE + "R1\tSaid Arg1:T1 Arg2:T2"
assert lost == PEOPLE.rstrip("\n")
PYTHON
