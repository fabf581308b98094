#!/usr/bin/env bash
# natural 8.1.1 (npm): importing it prints five lines on standard output, with advertisements of another tool, and reads
# a file .env of the folder into the environment: what a program writes as JSON Lines begins with lines that are no
# JSON.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund natural@8.1.1 dotenv@17.4.2
node - <<'JS'
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
require("node:fs").writeFileSync(".env", "TARN=quay\n");

const printed = execFileSync("node", ["-e", 'require("natural"); console.log(JSON.stringify({ tarn: process.env.TARN }))']);
const lines = printed.toString().trim().split("\n");
console.log(lines.map((line) => line.slice(0, 40)));
assert.equal(lines.length, 6);
assert.ok(lines[0].includes("from .env"));
assert.equal(lines[5], '{"tarn":"quay"}');
JS
