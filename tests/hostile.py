"""An article whose names, claims and title hold all that a file format, a query or a program might stumble over."""

from __future__ import annotations

from articles import Batches, document, speaker, target, triple

STRANGE = "O'Brien \"Bo\" {x: $y} \\u0041\\n `t` <&>; DROP, 'a' // -- /* \U0001f600"
WORDS = f"{STRANGE}\nsaid: 'so';\r\n\"it\" is\ta \\ “claim” of Ada, ]]> {{}} \u2028 end"

HOSTILE_DOCUMENT = document(
    f'{WORDS}.\n\nCREATE (n) RETURN n; "quoted", and a , comma',
    "strange 'id' \"with\" {all}; \\ of it",
    "2024-02-29",
    title="A \"title\", with; 'marks'\nand a line",
    url="https://quay.example/?a=1&b=<2>",
    publisher="",
)
HOSTILE: Batches = [
    (
        HOSTILE_DOCUMENT,
        [
            triple(HOSTILE_DOCUMENT, speaker(STRANGE), WORDS[len(STRANGE) :], target("Ada"), cue="said"),
            triple(HOSTILE_DOCUMENT, None, "a , comma", target(STRANGE, role="mention"), cue=None, kind="indirect"),
        ],
    ),
    (document("Nobody says anything here; \\", "silent"), []),
]
