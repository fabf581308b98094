#!/usr/bin/env bash
# FastWARC 2.0.1: the address of a record is given in the angle brackets that WARC 1.0 sets around it, as files of GNU
# Wget have them; warcio 1.8.1 takes them off. "<http://tarn.example/1>" is no link, and another page than the same one
# fetched by other crawlers.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check fastwarc==2.0.1 warcio==1.8.1
cd "$folder" && env/bin/python - <<'PYTHON'
import io

from fastwarc.warc import ArchiveIterator as Fast
from warcio.archiveiterator import ArchiveIterator as Other

http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>No.</p>"
warc = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
    b"WARC-Target-URI: <http://tarn.example/1>\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
    b"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(http), http)
)
fast = next(iter(Fast(io.BytesIO(warc)))).headers["WARC-Target-URI"]
other = next(iter(Other(io.BytesIO(warc)))).rec_headers.get_header("WARC-Target-URI")
print(fast, other)
assert (fast, other) == ("<http://tarn.example/1>", "http://tarn.example/1")
PYTHON
