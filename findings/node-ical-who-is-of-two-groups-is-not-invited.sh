#!/usr/bin/env bash
# node-ical 0.27.2 (npm): an attendee who is a member of two groups (two quoted addresses with a comma between, the very
# example of RFC 5545 for MEMBER) is not in what is read, and nothing tells of it: of Ana Roe and Ben Low only Ana Roe
# is left. With one group he is there.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund node-ical@0.27.2
node - <<'JS'
const assert = require("node:assert");
const ical = require("node-ical");

const HEAD = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VEVENT", "UID:1@example.org"];
const TIMES = ["DTSTAMP:20200501T000000Z", "DTSTART:20200503T100000Z", "ATTENDEE;CN=Ana Roe:mailto:ana@example.org"];
const seen = ['"mailto:c@example.org"', '"mailto:c@example.org","mailto:q@example.org"'].map((groups) => {
  const attendee = `ATTENDEE;CN=Ben Low;MEMBER=${groups}:\r\n mailto:ben@example.org`;
  const file = [...HEAD, ...TIMES, attendee, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
  return [ical.sync.parseICS(file)["1@example.org"].attendee].flat().map(({ params }) => params.CN);
});
console.log(seen);
assert.deepEqual(seen, [["Ana Roe", "Ben Low"], ["Ana Roe"]]);
JS
