"""Options and arguments that several commands share."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date as Date
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from onrecord.extract.device import Device
from onrecord.extract.language import Language
from onrecord.extract.precision import Precision
from onrecord.extract.triple import Kind
from onrecord.printing import Format

_MONTH_OR_YEAR: Final = re.compile(r"\d{4}(?:-\d\d)?")


def _day(text: str) -> Date:
    try:
        return Date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date: give it as YYYY-MM-DD.") from None


def _first_day(text: str) -> Date:
    """The day that is given, or the first of a month or year."""
    return _day(text + "-01-01"[len(text) - 4 :] if _MONTH_OR_YEAR.fullmatch(text) else text)


def _last_day(text: str) -> Date:
    """The day that is given, or the last of a month or year."""
    if not _MONTH_OR_YEAR.fullmatch(text):
        return _day(text)
    first = _first_day(text)
    month = first.month if len(text) > 4 else 12
    return first.replace(month=month, day=monthrange(first.year, month)[1])


# Names of people, organisations and places

_NAME: Final = "a name or part of one, or an id. Case and accents do not matter"
Person = Annotated[str, typer.Argument(metavar="PERSON", help=f"Who spoke: {_NAME}.")]
People = Annotated[list[str], typer.Argument(metavar="PERSON…", help=f"Who spoke, one or several: {_NAME}.")]
Subjects = Annotated[list[str], typer.Argument(metavar="PERSON…", help=f"Who or what is spoken of: {_NAME}.")]
OneOrAll = Annotated[str | None, typer.Argument(metavar="[PERSON]", help=f"Who denies or is denied: {_NAME}.")]
Anyone = Annotated[str, typer.Argument(metavar="PERSON", help=f"Who speaks and is spoken of: {_NAME}.")]
One = Annotated[str, typer.Argument(metavar="ONE", help=f"The first of the two: {_NAME}.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The second of the two, given in the same way.")]
By = Annotated[
    list[str] | None,
    typer.Option("--by", metavar="PERSON", help=f"Take only what this person said: {_NAME}. Repeatable."),
]
NotBy = Annotated[
    list[str] | None,
    typer.Option(
        "--not-by", metavar="PERSON", help="Leave out what this person said, given in the same way. Repeatable."
    ),
]
Named = Annotated[
    bool | None,
    typer.Option(
        "--named/--unnamed",
        help="Take only what sources with a name said, or only what unnamed ones said, and hearsay.",
    ),
]
About = Annotated[
    list[str] | None,
    typer.Option("--about", metavar="PERSON", help=f"Take only what was said about this person: {_NAME}. Repeatable."),
]
OnConcept = Annotated[
    list[str] | None,
    typer.Option(
        "--concept",
        metavar="CONCEPT",
        help="Take only what is on this concept, one of those that “concepts” declared. Repeatable.",
    ),
]
AboutOne = Annotated[
    str | None,
    typer.Option("--about", metavar="PERSON", help=f"Count only what the two said about each other: {_NAME}."),
]
To = Annotated[
    list[str] | None,
    typer.Option("--to", metavar="PERSON", help=f"Take only what was said to this person: {_NAME}. Repeatable."),
]
AboutBoth = Annotated[
    str, typer.Option("--about", metavar="PERSON", help=f"Who or what both of them speak about: {_NAME}.")
]
Ego = Annotated[
    str | None, typer.Option("--ego", metavar="PERSON", help=f"Take only the people around this person: {_NAME}.")
]
NewName = Annotated[str, typer.Argument(metavar="NAME", help="The name that the entity has from now on.")]
Undo = Annotated[bool, typer.Option("--undo", help="Take back what an earlier command declared.")]

Corrector = Annotated[
    str, typer.Option("--by", metavar="WHO", help="Who says so; by default, your user name on this machine.")
]

# What look-ups are narrowed by

Since = Annotated[
    Date | None,
    typer.Option(
        "--since",
        parser=_first_day,
        metavar="DATE",
        help="Take only what was published on this day or later: YYYY-MM-DD, or a month or year.",
    ),
]
Until = Annotated[
    Date | None,
    typer.Option(
        "--until",
        parser=_last_day,
        metavar="DATE",
        help="Take only what was published on this day or earlier: YYYY-MM-DD, or a month or year.",
    ),
]
OfKind = Annotated[
    Kind | None,
    typer.Option(
        "--kind",
        help="Take only claims of this kind: direct is all inside quotation marks, mixed partly, indirect outside.",
    ),
]
MinConfidence = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        min=0,
        max=1,
        metavar="P",
        help="Take only claims that are right with at least this probability.",
    ),
]
Acts = Annotated[
    list[str] | None,
    typer.Option(
        "--act",
        metavar="ACT",
        help="Take only claims by which the speaker does this: deny, accuse, promise … (“onrecord acts” lists all). "
        "Repeatable.",
    ),
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="Print at most N rows.")]
Exact = Annotated[
    bool,
    typer.Option(
        "--exact", help="Leave out stand-ins: without this option, claims by or about Kyiv count for Ukraine, too."
    ),
]
Repeats = Annotated[bool, typer.Option("--repeats", help="Count a statement again for every article that repeats it.")]

# The store, and how answers are printed

Store = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="ONRECORD_STORE",
        metavar="STORE",
        help="The store: a Ladybug file, or the neo4j:// or bolt:// URI of a server.",
    ),
]
PrintedAs = Annotated[
    Format | None,
    typer.Option("--format", help="How to print the answer: by default a table, or as the name of --output ends."),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help="Write the answer into a file: .csv and .xlsx (for Excel), .json, .jsonl, or .txt for a table.",
    ),
]
QUIET: Final = "Print nothing but answers and what went wrong."

# Articles, and how claims are found in them

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Articles: files of text, HTML, JSON, CSV …, folders, archives, URLs, or - for standard input.",
    ),
]
PublishedOn = Annotated[
    Date | None,
    typer.Option(
        "--date", parser=_day, metavar="DATE", help="The day of publication of articles that do not state one."
    ),
]
Publisher = Annotated[str | None, typer.Option("--publisher", help="The publisher of articles that do not state one.")]
Url = Annotated[str | None, typer.Option("--url", help="The URL of the article, if the article does not state one.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="The column of a table that holds a field (text, title, date, url, publisher, author, id). Repeatable.",
    ),
]
InLanguage = Annotated[
    Language,
    typer.Option("--language", help="Which articles to read: those in English, or any, as if they were in English."),
]
UserAgent = Annotated[
    str | None,
    typer.Option(
        "--user-agent", metavar="TEXT", help="What servers are told of who asks for URLs: by default onrecord/VERSION."
    ),
]
AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch from this machine and from private networks, too."),
]
Model = Annotated[
    Path | None,
    typer.Option("--model", metavar="FOLDER", help="Use your own attribution model, as “onrecord train” makes it."),
]
HowSure = Annotated[
    Precision,
    typer.Option(
        "--precision",
        help="How sure a claim has to be: high finds fewer claims with fewer errors, recall more claims with more.",
    ),
]
Nested = Annotated[
    bool,
    typer.Option(
        "--nested/--no-nested", help="Whether to keep claims inside other claims: X said that Y had promised."
    ),
]
Processes = Annotated[
    int,
    typer.Option(
        "--processes", min=1, metavar="N", help="Extract in N processes: at best as many as the machine has cores."
    ),
]
ProcessesOrActors = Annotated[
    int | None,
    typer.Option(
        "--processes",
        min=1,
        metavar="N",
        help="Extract in N processes: at best as many as the machine has cores; by default one, or with --engine ray "
        "one for each processor of the cluster.",
    ),
]
Engine = Annotated[
    Literal["here", "ray"],
    typer.Option(
        "--engine",
        help="Where the shards of --output are made: on this machine, or by the cluster of Ray that RAY_ADDRESS names "
        "(extra onrecord[ray]).",
    ),
]
RunsOn = Annotated[
    Device, typer.Option("--device", help="Where the attribution model runs; auto takes a GPU if there is one.")
]
GOLD: Final = "a folder of brat standoff (text/, attributions/), or JSON Lines as “onrecord extract” prints them"
