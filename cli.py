"""The command line: each command reads its arguments, asks the graph or the extractor, and prints the answer.

What is heavy – spaCy, ONNX Runtime, the database drivers, rich – is imported by the command that needs it.
"""

from __future__ import annotations

import errno
import functools
import inspect
import json
import logging
import platform
import shlex
import signal
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import fields, replace
from datetime import date as Date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, get_args

import typer
from typer.core import TyperGroup

from onrecord import graph, printing
from onrecord.errors import Error
from onrecord.extract.attribution.confidence import Precision
from onrecord.extract.device import Device
from onrecord.extract.training.settings import Settings
from onrecord.extract.triple import Kind
from onrecord.graph import lookups
from onrecord.graph.entities.corrections import Known
from onrecord.graph.filters import Filters
from onrecord.graph.loading.load import Loaded, Outcome
from onrecord.graph.lookups import Ambiguous, DocumentRow, Ranked, Statement, exchanges
from onrecord.graph.lookups import paths as chains
from onrecord.graph.network.options import DATA_SUFFIXES, DRAWN, PICTURE_SUFFIXES, Metric, Weight
from onrecord.graph.spelling import fits_partly, normalise
from onrecord.graph.transfer import into_files as exporting
from onrecord.printing import Answer, Format, Row, plural, row

if TYPE_CHECKING:
    from onrecord.extract import Document, Triple
    from onrecord.extract.reading import Remark

    Extracted = tuple[Document, list[Triple]]

# Errors


class Commands(TyperGroup):
    """All commands, and the one place where errors become a message and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        logging.getLogger().addHandler(logging.NullHandler())  # what libraries log is said here, once, as the error
        try:
            return super().invoke(ctx)
        except Ambiguous as error:
            _fail(_candidates(error))
        except Error as error:
            _fail(str(error))
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever reads the output has had enough: typer ends quietly
            _fail(f"{error.filename or 'the output'}: {error.strerror or error}")


class UsageError(Error):
    """What was asked for cannot be done; the message says what to do instead."""


def _fail(message: str) -> NoReturn:
    printing.note(f"Error: {message}")
    raise typer.Exit(1)


def _candidates(error: Ambiguous) -> str:
    lines = [
        f"  {entity.name} – {entity.type}, {plural(entity.said, 'claim')} – {entity.id}" for entity in error.candidates
    ]
    return "\n".join([f"“{error.name}” fits several. Give the full name, or the id:", *lines])


app = typer.Typer(
    cls=Commands,
    help="Who said what about whom: attributed statements in news as a graph.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

# Options and arguments that several commands share


def _day(text: str) -> Date:
    try:
        return Date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date: give it as YYYY-MM-DD.") from None


StoreOption = Annotated[
    str,
    typer.Option(
        "--store", envvar="ONRECORD_STORE", metavar="STORE", help="A Ladybug file, or a neo4j:// or bolt:// URI."
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the answer.")]
SinceOption = Annotated[
    Date | None,
    typer.Option("--since", parser=_day, metavar="DATE", help="Only what was published on this day or later."),
]
UntilOption = Annotated[
    Date | None,
    typer.Option("--until", parser=_day, metavar="DATE", help="Only what was published on this day or earlier."),
]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="Only quotations of this kind.")]
MinConfidenceOption = Annotated[
    float | None,
    typer.Option(
        "--min-confidence", min=0, max=1, metavar="P", help="Only claims that are right with at least this probability."
    ),
]
RepeatsOption = Annotated[
    bool, typer.Option("--repeats", help="Count a statement again for every article that repeats it.")
]
ActOption = Annotated[
    list[str] | None,
    typer.Option("--act", metavar="ACT", help="Only where the speaker does this: deny, accuse, promise … Repeatable."),
]
ExactOption = Annotated[
    bool, typer.Option("--exact", help="Not also what stands for it, as a capital does for its country.")
]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many rows.")]

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Articles: files of text, HTML, JSON, CSV, Parquet …, folders, archives, or - for standard input.",
    ),
]
DateOption = Annotated[
    Date | None,
    typer.Option("--date", parser=_day, metavar="DATE", help="Day of publication, for articles that do not say it."),
]
PublisherOption = Annotated[str | None, typer.Option("--publisher", help="Publisher, for articles that do not say it.")]
UrlOption = Annotated[str | None, typer.Option("--url", help="URL of the article, if it does not say it.")]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="The column of a table that holds a field (text, title, date, url, publisher, id). Repeatable.",
    ),
]
ModelOption = Annotated[
    Path | None,
    typer.Option("--model", metavar="FOLDER", help="An attribution model of your own, as “onrecord train” makes it."),
]
PrecisionOption = Annotated[
    Precision,
    typer.Option("--precision", help="How sure a claim has to be: high misses more of them, recall gets more wrong."),
]
ProcessesOption = Annotated[
    int, typer.Option("--processes", min=1, metavar="N", help="Extract in so many processes, at best as many as cores.")
]
DeviceOption = Annotated[
    Device, typer.Option("--device", help="Where the attribution model runs; auto: on a GPU if there is one.")
]
_GOLD = "a folder of brat standoff (text/, attributions/), or JSON Lines as “onrecord extract” prints them"

FOUND = 20
"""Rows of `search` without --limit."""

_NAME = "a name or part of one, in any case, with or without accents; or an id"
Person = Annotated[str, typer.Argument(metavar="PERSON", help=f"Who spoke: {_NAME}.")]
One = Annotated[str, typer.Argument(metavar="ONE", help=f"The one: {_NAME}.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other, in the same way.")]
Subject = Annotated[str, typer.Argument(metavar="PERSON", help=f"Who or what is spoken of: {_NAME}.")]


def _parameter(name: str, annotation: Any, default: Any = None) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


_OUTPUT = (
    _parameter("format", FormatOption, "table"),
    _parameter("store", StoreOption, graph.DEFAULT_STORE),
)
_FILTERS = (
    _parameter("since", SinceOption),
    _parameter("until", UntilOption),
    _parameter("kind", KindOption),
    _parameter("min_confidence", MinConfidenceOption),
    _parameter("acts", ActOption),
    _parameter("limit", LimitOption),
)


def reading(command: Callable[..., Answer]) -> Callable[..., None]:
    """Make a command of a function from a store to an answer.

    The command has the function's own parameters, --format and --store, and, if the function takes `filters`, also
    --since, --until, --kind, --min-confidence, --act and --limit.
    """
    own = dict(inspect.signature(command, eval_str=True).parameters)
    del own["store"]
    filters = _FILTERS if own.pop("filters", None) else ()

    @functools.wraps(command)
    def run(*, format: Format, store: str, **given: Any) -> None:
        if filters:
            given["acts"] = tuple(given["acts"] or ())
            given["filters"] = Filters(**{option.name: given.pop(option.name) for option in filters})
        with graph.open(store, read_only=True) as opened:
            printing.write(command(opened, **given), format)

    parameters = [*(each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own.values()), *filters, *_OUTPUT]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    app.command()(run)
    return run


# Articles in


@app.command()
def load(
    paths: Paths,
    date: DateOption = None,
    publisher: PublisherOption = None,
    url: UrlOption = None,
    column: ColumnOption = None,
    model: ModelOption = None,
    precision: PrecisionOption = "balanced",
    processes: ProcessesOption = 1,
    device: DeviceOption = "auto",
    aliases: Annotated[
        Path | None,
        typer.Option("--aliases", metavar="FILE", help="A CSV of names that are one, as “onrecord alias” takes it."),
    ] = None,
    store: StoreOption = graph.DEFAULT_STORE,
) -> None:
    """Load articles: who says what about whom in them.

    The same article again changes nothing; a changed version of it replaces the old one.
    """
    remarks: list[Remark] = []
    articles = _articles(paths, remarks, date=date, publisher=publisher, url=url, columns=_columns(column))
    outcomes: Counter[str] = Counter()
    speakers: set[str] = set()
    claims = 0
    known = _aliases(aliases)
    try:
        with (
            _interruptible() as interrupted,
            graph.open(store) as opened,
            closing(_extracted(articles, processes, model=model, precision=precision, device=device)) as extracted,
        ):
            opened.learn(known)
            watched = printing.watched(extracted, lambda: _number(paths))
            for document in opened.load(_until(interrupted, watched)):
                outcomes[document.outcome] += 1
                speakers |= document.speakers
                claims += document.claims
    except KeyboardInterrupt:
        printing.note(f"Interrupted: {plural(outcomes.total(), 'document')} loaded, the rest not.")
        raise
    old = ", ".join(f"{outcomes[outcome]} {outcome}" for outcome in ("replaced", "unchanged") if outcomes[outcome])
    documents = plural(outcomes.total(), "document") + (f" ({old})" if old else "")
    print(f"Loaded into {store}: {documents}, {plural(claims, 'claim')} by {plural(len(speakers), 'speaker')}.")
    _report(remarks)


def _aliases(file: Path | None) -> list[Known]:
    from onrecord.graph.entities import corrections as knowledge

    return [*knowledge.read_aliases(file)] if file else []


@app.command()
def extract(
    paths: Paths,
    date: DateOption = None,
    publisher: PublisherOption = None,
    url: UrlOption = None,
    column: ColumnOption = None,
    model: ModelOption = None,
    precision: PrecisionOption = "balanced",
    processes: ProcessesOption = 1,
    device: DeviceOption = "auto",
    format: Annotated[
        Format | None,
        typer.Option("--format", help="How to print the claims: by default a table on a terminal, else jsonl."),
    ] = None,
) -> None:
    """Print who says what about whom in articles."""
    remarks: list[Remark] = []
    articles = _articles(paths, remarks, date=date, publisher=publisher, url=url, columns=_columns(column))
    output: Format = format or ("table" if printing.on_terminal() else "jsonl")
    columns = ("speaker", "claim", "about")
    with closing(_extracted(articles, processes, model=model, precision=precision, device=device)) as extracted:
        triples = (triple for _, found in extracted for triple in found)
        rows = (_statement(triple) if output in ("table", "csv") else triple.to_dict() for triple in triples)
        printing.write(Answer(rows, _names(Statement), columns, nothing="There is no claim in it."), output)
    _report(remarks)


def _columns(given: list[str] | None) -> dict[str, str]:
    """What --column says: the column of each field."""
    from onrecord.extract.reading.columns import NAMES

    columns = {}
    for text in given or ():
        field, _, name = text.partition("=")
        if field not in NAMES or not name:
            raise UsageError(f"--column {text!r} is not FIELD=NAME with one of the fields {', '.join(NAMES)}.")
        columns[field] = name
    return columns


def _articles(paths: list[str], remarks: list[Remark], **known: Any) -> Iterator[Document]:
    """The articles, read as they are taken; what there is to say goes to `remarks`. Without any, the command ends."""
    from onrecord.extract.reading import Remark, read

    def documents() -> Iterator[Document]:
        for item in read(paths, **known):
            if isinstance(item, Remark):
                remarks.append(item)
            else:
                yield item

    articles = documents()
    first = next(articles, None)
    if first is None:
        _report(remarks)
        raise UsageError("there is nothing to read.")
    return chain([first], articles)


def _number(paths: list[str]) -> int | None:
    from onrecord.extract.reading import estimate

    return estimate(paths)


def _extracted(articles: Iterable[Document], processes: int = 1, **settings: Any) -> Generator[Extracted]:
    """Articles with their triples, by an `Extractor` of these settings, or one in each of several processes."""
    if processes == 1:
        from onrecord.extract.parsing import start

        start.import_spacy()
        from onrecord.extract import Extractor

        yield from Extractor(**settings).stream(articles)
    else:
        from onrecord.extract import workers

        yield from workers.extract(articles, processes, **settings)


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Let Ctrl-C be asked for instead of breaking in anywhere, where a library may swallow it; a second one does."""
    asked: list[bool] = []

    def ask(*_: object) -> None:
        asked.append(True)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _until(interrupted: Callable[[], bool], extracted: Iterable[Extracted]) -> Iterator[Extracted]:
    """Pass on what is extracted until Ctrl-C, and then the document in hand."""
    for document in extracted:
        yield document
        if interrupted():
            raise KeyboardInterrupt


def _report(remarks: Iterable[Remark]) -> None:
    from onrecord.extract.reading import Skipped

    for item in remarks:
        printing.note(f"{'Skipped ' if isinstance(item, Skipped) else ''}{item.path}: {item.reason}")


def _statement(triple: Triple) -> Row:
    """A claim with the columns that it has when it comes from a store."""
    document, speaker, claim = triple.document, triple.speaker, triple.claim
    named = {
        role: list(dict.fromkeys(target.name for target in triple.targets if target.role == role))
        for role in ("about", "mention")
    }
    return row(
        Statement(
            id=claim.id,
            date=document.date,
            speaker=speaker.name if speaker else None,
            cue=triple.cue.text if triple.cue else None,
            claim=claim.text,
            kind=claim.kind,
            confidence=triple.confidence,
            about=named["about"],
            mentions=named["mention"],
            document=document.id,
            title=document.title,
            publisher=document.publisher,
            url=document.url,
            act=claim.act,
        )
    )


# Answers out


@reading
def said(
    store: graph.Store,
    filters: Filters,
    person: Person,
    about: Annotated[str | None, typer.Option("--about", metavar="PERSON", help=f"Only of this one: {_NAME}.")] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="PERSON", help=f"Only to this one: {_NAME}.")] = None,
    exact: ExactOption = False,
) -> Answer:
    """What someone said, of someone else or to someone else if you like."""
    speaker = lookups.resolve(store, person)
    if speaker is None:
        return _unknown(store, person, Statement)
    statements = lookups.said(store, speaker.id, about, replace(filters, exact=exact), to=to)
    of = (f" about “{about}”" if about else "") + (f" to “{to}”" if to else "")
    return Answer(
        map(row, statements),
        _names(Statement),
        ("date", "claim", "about", "id"),
        heading=f"{speaker.name} said{of}",
        nothing=f"{store.uri} has nothing that {speaker.name} said{of}{_narrowed(filters)}.",
    )


@reading
def about(
    store: graph.Store,
    filters: Filters,
    person: Subject,
    by: Annotated[str | None, typer.Option("--by", metavar="PERSON", help=f"Only by this one: {_NAME}.")] = None,
    exact: ExactOption = False,
) -> Answer:
    """What was said about someone, by someone else if you like."""
    target = lookups.resolve(store, person)
    if target is None:
        return _unknown(store, person, Statement)
    statements = lookups.about(store, target.id, by, replace(filters, exact=exact))
    source = f" by “{by}”" if by else ""
    return Answer(
        map(row, statements),
        _names(Statement),
        ("date", "speaker", "claim", "id"),
        heading=f"Said about {target.name}{source}",
        nothing=f"{store.uri} has nothing said about {target.name}{source}{_narrowed(filters)}.",
    )


@reading
def search(
    store: graph.Store,
    filters: Filters,
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help='Words that a claim has to have, all; "a phrase"; a beginning*.')
    ],
    by: Annotated[str | None, typer.Option("--by", metavar="PERSON", help=f"Only by this one: {_NAME}.")] = None,
    about: Annotated[str | None, typer.Option("--about", metavar="PERSON", help=f"Only of this one: {_NAME}.")] = None,
    exact: ExactOption = False,
) -> Answer:
    """Claims with these words, the best first.

    Case and accents do not count. Without --limit, the best 20.

    \b
      onrecord search "sanctions work"
      onrecord search '"do not work" sanction*' --by "Ana Ruiz"
    """
    for name in (by, about):
        if name is not None and not lookups.find(store, name):
            return _unknown(store, name, Statement)
    limit = filters.limit or FOUND
    found = lookups.search(store, words, by, about, replace(filters, limit=limit + 1, exact=exact))
    if len(found) > limit:
        printing.note(f"These are the best {limit:,}; --limit N gives more.")
    whose = (f" by “{by}”" if by else "") + (f" about “{about}”" if about else "")
    return Answer(
        map(row, found[:limit]),
        _names(Statement),
        ("date", "speaker", "claim", "id"),
        nothing=f"{store.uri} has no claim{whose} with the words {words}{_narrowed(filters)}.",
    )


@reading
def between(store: graph.Store, filters: Filters, one: One, other: Other, exact: ExactOption = False) -> Answer:
    """What two said about each other, oldest first."""
    first, second = lookups.resolve(store, one), lookups.resolve(store, other)
    if first is None or second is None:
        return _unknown(store, other if first else one, Statement)
    return Answer(
        map(row, exchanges.between(store, first.id, second.id, replace(filters, exact=exact))),
        _names(Statement),
        ("date", "speaker", "claim", "id"),
        heading=f"{first.name} and {second.name} about each other",
        nothing=f"{store.uri} has nothing that {first.name} and {second.name} said about each other"
        f"{_narrowed(filters)}.",
    )


@reading
def compare(
    store: graph.Store,
    filters: Filters,
    one: One,
    other: Other,
    about: Annotated[str, typer.Option("--about", metavar="PERSON", help=f"Who or what both speak of: {_NAME}.")],
    exact: ExactOption = False,
) -> Answer:
    """What two said about the same, side by side."""
    first, second, target = (lookups.resolve(store, name) for name in (one, other, about))
    if first is None or second is None or target is None:
        return _unknown(store, one if not first else other if not second else about, Statement)
    return Answer(
        map(row, exchanges.compare(store, first.id, second.id, target.id, replace(filters, exact=exact))),
        _names(Statement),
        nothing=f"{store.uri} has nothing that {first.name} or {second.name} said about {target.name}"
        f"{_narrowed(filters)}.",
        chart=printing.side_by_side(first.name, second.name),
    )


@reading
def timeline(
    store: graph.Store,
    filters: Filters,
    person: Annotated[str, typer.Argument(metavar="PERSON", help=f"Who speaks and is spoken of: {_NAME}.")],
    by: Annotated[exchanges.Unit, typer.Option("--by", help="What a bar stands for.")] = "month",
    repeats: RepeatsOption = False,
    exact: ExactOption = False,
) -> Answer:
    """How many claims someone made, and how many were made about them, over time."""
    entity = lookups.resolve(store, person)
    if entity is None:
        return _unknown(store, person, exchanges.Period)
    periods = exchanges.timeline(store, entity.id, by, replace(filters, exact=exact), repeats=repeats)
    return Answer(
        map(row, periods),
        _names(exchanges.Period),
        nothing=f"{store.uri} has no claims by or about {entity.name}{_narrowed(filters)}.",
        chart=printing.bars(entity.name),
    )


@reading
def path(store: graph.Store, filters: Filters, one: One, other: Other, exact: ExactOption = False) -> Answer:
    """The shortest chain of who talks about whom, from one to another.

    Each step with the earliest claim that proves it; --limit is how many steps it may have, 8 at most.
    """
    columns = ["step", "target", *_names(Statement)]
    first, last = lookups.resolve(store, one), lookups.resolve(store, other)
    if first is None or last is None:
        return Answer([], columns, nothing=_nobody(store, other if first else one))
    steps = chains.path(store, first.id, last.id, replace(filters, exact=exact))
    return Answer(
        ({"step": step.step, "target": step.target, **row(step.statement)} for step in steps),
        columns,
        ("speaker", "claim", "target", "date", "id"),
        nothing=f"{store.uri} has no chain of claims from {first.name} to {last.name}{_narrowed(filters)}.",
    )


@reading
def who(
    store: graph.Store,
    filters: Filters,
    person: Person,
    repeats: RepeatsOption = False,
    why: Annotated[bool, typer.Option("--why", help="All names that are joined in it, and by which rule.")] = False,
    exact: ExactOption = False,
) -> Answer:
    """Who someone is on record.

    The names, of whom they speak most, and who speaks of them.
    """
    if why:
        return _why(store, person)
    card = lookups.who(store, person, replace(filters, exact=exact), repeats=repeats)
    if card is None:
        return _unknown(store, person, lookups.Card)
    return Answer([row(card)], _names(lookups.Card), card=printing.card(card))


def _why(store: graph.Store, person: str) -> Answer:
    from onrecord.graph.lookups import reasons as explaining

    entity = lookups.resolve(store, person)
    if entity is None:
        return _unknown(store, person, explaining.Why)
    return Answer(
        map(row, explaining.why(store, entity.id)),
        _names(explaining.Why),
        ("name", "articles", "mentions", "rule"),
        heading=f"{entity.name} ({entity.type})",
        nothing=f"{entity.name} has no name: it is a source of one article.",
    )


@reading
def speakers(store: graph.Store, filters: Filters, repeats: RepeatsOption = False) -> Answer:
    """Who speaks, most claims first."""
    ranking = lookups.speakers(store, filters, repeats=repeats)
    return _ranking(ranking, f"{store.uri} has no speakers{_narrowed(filters)}.")


@reading
def targets(store: graph.Store, filters: Filters, repeats: RepeatsOption = False) -> Answer:
    """Who and what is spoken of, most claims first."""
    ranking = lookups.targets(store, filters, repeats=repeats)
    return _ranking(ranking, f"{store.uri} has nobody spoken of{_narrowed(filters)}.")


@reading
def documents(store: graph.Store, filters: Filters) -> Answer:
    """The documents in the store."""
    return Answer(
        map(row, lookups.documents(store, filters)),
        _names(DocumentRow),
        ("date", "title", "path", "publisher", "claims", "id"),
        nothing=f"{store.uri} has no documents{_narrowed(filters)}.",
    )


@reading
def network(
    store: graph.Store,
    filters: Filters,
    metric: Annotated[Metric, typer.Option("--metric", help="What to measure everyone by.")] = "in-degree",
    communities: Annotated[bool, typer.Option("--communities", help="Tell who talk about each other most.")] = False,
    weight: Annotated[Weight, typer.Option("--weight", help="What makes an edge strong.")] = "claims",
    ego: Annotated[
        str | None, typer.Option("--ego", metavar="PERSON", help=f"Only those around this one: {_NAME}.")
    ] = None,
    hops: Annotated[int, typer.Option("--hops", min=1, metavar="N", help="Within so many steps of --ego.")] = 1,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FILE", help="Write it to a .graphml, .gexf or .json file, or draw it: .png or .svg."
        ),
    ] = None,
) -> Answer:
    """Who talks about whom, as a network.

    Measured, or written or drawn with --output: by size how much they are quoted, by colour who talk about each other.
    """
    suffixes = (*DATA_SUFFIXES, *PICTURE_SUFFIXES)
    if output and output.suffix.lower() not in suffixes:
        raise UsageError(f"{output}: the name has to end with one of {', '.join(suffixes)}.")
    from onrecord.graph.network import digraph as networks

    centre = lookups.resolve(store, ego) if ego else None
    columns = ["name", "type", "said", "about", metric, *(["community"] if communities else []), "id"]
    if ego and centre is None:
        return Answer([], columns, nothing=_nobody(store, ego))
    talk = networks.ego(store, centre.id, hops, filters, weight) if centre else networks.network(store, filters, weight)
    measured = networks.measure(talk, metric)
    if measured.sources:
        printing.note(f"{metric}: estimated from the chains of {measured.sources:,} of {plural(len(talk), 'node')}.")
    groups = networks.communities(talk) if communities else {}
    for id, value in measured.values.items():
        talk.nodes[id].update({metric: round(value, 6)} | ({"community": groups[id]} if communities else {}))
    if output:
        _write_network(talk, output, filters.limit, centre.id if centre else None)
        raise typer.Exit
    ranked = sorted(talk.nodes(data=True), key=lambda node: (-node[1][metric], node[1]["name"], node[0]))
    rows = ({column: properties.get(column, id) for column in columns} for id, properties in ranked[: filters.limit])
    nothing = f"{store.uri} has nobody who talks about anybody{_narrowed(filters)}."
    return Answer(rows, columns, columns[:-1], nothing=nothing)


def _write_network(talk: Any, output: Path, limit: int | None, ego: str | None) -> None:
    from onrecord.graph.network.digraph import prominent
    from onrecord.graph.network.files import write

    if output.suffix.lower() in PICTURE_SUFFIXES:
        limit = limit or DRAWN
    shown = prominent(talk, limit, ego) if limit else talk
    write(shown, output, len(talk))
    left_out = f"; the other {len(talk) - len(shown):,} are left out" if len(shown) < len(talk) else ""
    printing.note(f"{output}: {plural(len(shown), 'node')}, {plural(shown.number_of_edges(), 'edge')}{left_out}.")


@reading
def show(
    store: graph.Store, claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of the claim.")]
) -> Answer:
    """A claim, marked in its sentence, its source, and where else it was published."""
    shown = lookups.show(store, claim)
    start, stop = printing.sentence(shown)
    record = {
        **row(shown.statement),
        "speaker_text": shown.speaker_text,
        "sentence": shown.text[start:stop].rstrip(),
        "claim_spans": shown.claim_spans,
        "cue_spans": shown.cue_spans,
        "speaker_spans": shown.speaker_spans,
        "places": [row(place) for place in shown.places],
        "told": shown.told,
        "reports": [row(claim) for claim in shown.reports],
        "reported_in": [row(claim) for claim in shown.reported_in],
    }
    return Answer([record], list(record), card=printing.in_sentence(shown))


@app.command()
def cypher(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One query; - reads it from standard input.")],
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="What $NAME is in it: JSON, or else text. Repeatable."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many rows.")] = 1000,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.001, metavar="SECONDS", help="It is stopped after that.")
    ] = 30.0,
    write: Annotated[
        bool, typer.Option("--write", help="Let it change nodes and edges; otherwise it only reads.")
    ] = False,
    format: FormatOption = "table",
    store: StoreOption = graph.DEFAULT_STORE,
) -> None:
    """Ask the store in Cypher.

    “onrecord schema” tells what is in it, with examples.

    \b
      onrecord cypher "MATCH (d:Document) RETURN d.title LIMIT 3"
      onrecord cypher 'MATCH (e:Entity {name: $who}) RETURN e' --param who="Ana Ruiz"
    """
    given = dict(map(_parameter_value, param or []))
    text = sys.stdin.read() if query == "-" else query
    with graph.open(store, read_only=not write) as opened:
        table = lookups.cypher(opened, text, given, limit=limit, timeout=timeout, write=write)
    if table.more:
        printing.note(f"There are more than {limit:,} rows; --limit N gives more.")
    rows = (dict(zip(table.columns, cells, strict=True)) for cells in table.rows)
    nothing = "Done." if write else "The query gives no rows."
    printing.write(Answer(rows, table.columns, nothing=nothing), format)


@app.command()
def schema(format: FormatOption = "table") -> None:
    """What is in the graph, and examples of asking it in Cypher."""
    from onrecord.graph.model.description import model

    known = model()
    printing.write(Answer([row(known)], _names(type(known)), card=printing.model(known)), format)


def _parameter_value(given: str) -> tuple[str, Any]:
    name, equals, value = given.partition("=")
    if not name or not equals:
        raise UsageError(f"--param {given}: give it as NAME=VALUE.")
    try:
        return name, json.loads(value)
    except (ValueError, RecursionError):
        return name, value


@reading
def info(store: graph.Store) -> Answer:
    """The store, how much is in it, and versions."""
    from onrecord import __version__

    record = {**row(lookups.info(store)), "onrecord": __version__, "python": platform.python_version()}
    return Answer([record], list(record), card=printing.properties(record))


@app.command()
def forget(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The id of the document.")],
    store: StoreOption = graph.DEFAULT_STORE,
) -> None:
    """Take a document and its claims out of the store."""
    with graph.open(store) as opened:
        forgotten = lookups.forget(opened, document)
    title = f" “{forgotten.title}”" if forgotten.title else ""
    print(f"Forgot{title} ({forgotten.id}) and its {plural(forgotten.claims, 'claim')}.")


# What people know of names

UndoOption = Annotated[bool, typer.Option("--undo", help="Take it back.")]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name that the entity has from now on.")]


@app.command()
def alias(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME OTHER…", help="A name, and other names of the same.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A CSV of them: name, alias, type, wikidata.")
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="What is known, as --file takes it with --format csv.")
    ] = False,
    undo: UndoOption = False,
    format: FormatOption = "table",
    store: StoreOption = graph.DEFAULT_STORE,
) -> None:
    """Say that names are one, whatever the articles make of it.

    \b
      onrecord alias "Benjamin Netanyahu" Bibi
      onrecord alias --file aliases.csv
      onrecord alias --list
    """
    from onrecord.graph.entities import corrections as knowledge
    from onrecord.graph.lookups import reasons as explaining

    if listed:
        with graph.open(store, read_only=True) as opened:
            printing.write(_known(explaining.known(opened), opened), format)
        return
    if (file is None) == (not names) or (names and len(names) < 2):
        raise UsageError("give a name and other names of it, or --file, or --list.")
    said = _aliases(file) if file else [knowledge.alias(names[0], other) for other in names[1:]] if names else []
    with graph.open(store) as opened:
        opened.learn(removed=said) if undo else opened.learn(said)
    print(f"{'Took back' if undo else 'Kept'} {len(said):,} {'alias' if len(said) == 1 else 'aliases'} in {store}.")


def _known(known: list[Known], store: graph.Store) -> Answer:
    rows = [{**row(each), "alias": each.other} for each in known]
    columns = ("kind", "name", "alias", "type", "wikidata", "document")
    return Answer(rows, columns, nothing=f"Nobody has said anything of names in {store.uri}.")


@app.command()
def merge(
    name: NameArgument,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="A name of the one that is to be one with it.")],
    undo: UndoOption = False,
    store: StoreOption = graph.DEFAULT_STORE,
) -> None:
    """Make one entity of two, with all their names."""
    from onrecord.graph.entities import corrections as knowledge
    from onrecord.graph.lookups import reasons as explaining

    with graph.open(store) as opened:
        if undo:
            one = _named(opened, name)
            kept = [each for each in explaining.known_of(opened, one.name, *one.aliases) if each.kind == "merge"]
            merged = [each for each in kept if _is_of(each, name, other)]
            if not merged:
                raise UsageError(f"nobody merged “{name}” and “{other}”; “onrecord alias --list” has what was.")
            opened.learn(removed=merged)
            print(f"{merged[0].name} and {merged[0].other} are as they were.")
            return
        first, second = (_named(opened, each) for each in (name, other))
        if first.id == second.id:
            raise UsageError(f"“{name}” and “{other}” are one already: {first.name} ({first.id}).")
        opened.learn([knowledge.merge(first.name, second.name)])
        print(f"{second.name} is {first.name} from now on.")


def _is_of(known: Known, name: str, other: str) -> bool:
    """Whether a merge is of these two, in either order, each given by its name or a part of it."""
    pairs = ((name, other), (other, name))
    return any(
        fits_partly(one, normalise(known.name)) and fits_partly(two, normalise(known.other)) for one, two in pairs
    )


def _named(store: graph.Store, name: str) -> lookups.Entity:
    entity = lookups.resolve(store, name)
    if entity is None:
        raise UsageError(_nobody(store, name))
    if not entity.named:
        raise UsageError(f"{entity.name} is a source without a name: it is nobody outside its article.")
    return entity


@app.command()
def split(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, as “onrecord who --why” lists it.")],
    document: Annotated[
        str | None, typer.Option("--document", metavar="ID", help="Only in the document of this id.")
    ] = None,
    undo: UndoOption = False,
    store: StoreOption = graph.DEFAULT_STORE,
) -> None:
    """Set a name apart from the entity that it was joined with."""
    from onrecord.graph.entities import corrections as knowledge
    from onrecord.graph.lookups import reasons as explaining

    said = knowledge.split(name, document or "")
    with graph.open(store) as opened:
        if undo and said.identity not in {each.identity for each in explaining.known(opened)}:
            raise UsageError(f"nobody split “{name}”; “onrecord alias --list” has what was.")
        if not undo and not explaining.entities_of(opened, name):
            raise UsageError(f"no article has the name “{name}”; “onrecord who NAME --why” lists names.")
        opened.learn(removed=[said]) if undo else opened.learn([said])
    where = f" in {document}" if document else ""
    print(f"“{name}” is what it was{where}." if undo else f"“{name}” is an entity of its own{where} from now on.")


# From store to store and file


@app.command()
def export(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="A file or a new folder; - for standard output.")],
    format: Annotated[
        exporting.Format,
        typer.Option("--format", help="csv, parquet and neo4j-admin are folders of files, the others one file."),
    ],
    store: StoreOption = graph.DEFAULT_STORE,
) -> None:
    """Write the whole graph to files."""
    place = sys.stdout if str(output) == "-" else output
    with graph.open(store, read_only=True) as opened:
        exported = exporting.export(opened, format, place)
    printing.note(
        f"Exported {store}: {plural(exported.counts['Document'], 'document')}, "
        f"{plural(exported.counts['Claim'], 'claim')}."
    )
    if exported.command:
        print(exported.command)


@app.command("import")
def import_(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="JSON Lines, as extract or export prints them; - for standard input."),
    ],
    store: StoreOption = graph.DEFAULT_STORE,
) -> None:
    """Load what “onrecord extract” or “export” wrote as JSON Lines."""
    from onrecord.graph.transfer import into_store as copying

    blank: list[str] = []
    with graph.open(store) as opened:
        _report_loaded(f"Imported into {store}", copying.put(opened, _read_back(opened, paths, blank)))
    if blank:
        printing.note(f"The text of {plural(len(blank), 'document')} is not known but for what the lines quote of it.")


@app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The store to copy.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The store to copy it into.")],
) -> None:
    """Copy a store into another, of either kind.

    What is there already changes nothing, so that the same command goes on where it was stopped.
    """
    from onrecord.graph.transfer import into_store as copying

    if source == target:
        raise UsageError(f"{source} cannot be copied into itself: give two stores.")
    with graph.open(source, read_only=True) as old, graph.open(target) as new:
        _report_loaded(f"Copied {source} to {target}", copying.copy(old, new))


def _read_back(store: graph.Store, paths: list[str], blank: list[str]) -> Iterator[Extracted]:
    """What lines hold; where they do not hold the text, with that of the store. Ids without a text go to `blank`."""
    from onrecord.extract.lines.extracted import read_extracted
    from onrecord.graph.transfer.into_store import text_of

    for found in read_extracted(paths, lambda id: text_of(store, id)):
        if not found.whole:
            blank.append(found.document.id)
        yield found.document, found.triples


def _report_loaded(done: str, loaded: Iterable[Loaded]) -> None:
    """Do what is lazy, and say how many documents it was; Ctrl-C ends it after the transaction in hand."""
    outcomes: Counter[str] = Counter()
    try:
        with _interruptible() as interrupted:
            for document in loaded:
                outcomes[document.outcome] += 1
                if interrupted():
                    raise KeyboardInterrupt
    except (Exception, KeyboardInterrupt) as stop:
        why = "Interrupted" if isinstance(stop, KeyboardInterrupt) else "Stopped"
        printing.note(f"{why}: {plural(outcomes.total(), 'document')} done; the same command goes on from there.")
        raise
    listed = ", ".join(f"{outcomes[outcome]:,} {outcome}" for outcome in get_args(Outcome) if outcomes[outcome])
    print(f"{done}: {plural(outcomes.total(), 'document')}" + (f" ({listed})." if listed else "."))


def _ranking(ranking: list[Ranked], nothing: str) -> Answer:
    columns = ("name", "type", "claims", "documents")
    return Answer(map(row, ranking), _names(Ranked), columns, nothing=nothing)


def _unknown(store: graph.Store, name: str, kind: type) -> Answer:
    return Answer([], _names(kind), nothing=_nobody(store, name))


def _nobody(store: graph.Store, name: str) -> str:
    hint = "“onrecord speakers” and “onrecord targets” list who is"
    return f"{store.uri} has nobody called “{name}” ({hint})."


def _narrowed(filters: Filters) -> str:
    return " within these limits" if filters != lookups.EVERYTHING else ""


def _names(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]


# Models

_TRAINING = Settings()


@app.command()
def train(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help=f"Annotated articles to learn from: {_GOLD}.")],
    output: Annotated[
        Path,
        typer.Option("--output", metavar="FOLDER", help="Where the run is kept, and its model in FOLDER/model."),
    ],
    dev: Annotated[
        Path | None,
        typer.Option("--dev", metavar="GOLD", help="Annotated articles to choose by; without it every tenth of GOLD."),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option(
            "--base",
            metavar="FOLDER",
            help="A BERT to start from: config.json, tokenizer.json, model.safetensors. Without it an English one.",
        ),
    ] = None,
    teacher: Annotated[
        Path | None,
        typer.Option("--teacher", metavar="RUN", help="Learn from the model of an earlier run as well: its FOLDER."),
    ] = None,
    layers: Annotated[
        int, typer.Option("--layers", min=0, metavar="N", help="How many of the teacher's layers to keep; 0: all.")
    ] = _TRAINING.layers,
    epochs: Annotated[
        int, typer.Option("--epochs", min=1, metavar="N", help="How often to go over GOLD, at most.")
    ] = _TRAINING.epochs,
    patience: Annotated[
        int,
        typer.Option("--patience", min=1, metavar="N", help="End when dev was scored so often without getting better."),
    ] = _TRAINING.patience,
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", help="The same seed gives the same model.")
    ] = _TRAINING.seed,
    threads: Annotated[int, typer.Option("--threads", min=1, metavar="N", help="CPU threads to use.")] = 2,
) -> None:
    """Train an attribution model on annotated articles.

    A run that was stopped goes on when the same command is given again. Needs onrecord[train].

    \b
      onrecord train polnear/train ours.jsonl --dev polnear/dev --output large
      onrecord train polnear/train ours.jsonl --dev polnear/dev --output run --teacher large --layers 8
      onrecord extract articles --model run/model
    """
    from onrecord.extract.training.base import INSTALL

    try:
        from onrecord.extract.training.run import run
    except ModuleNotFoundError as error:
        raise UsageError(f"training needs {error.name}, which is not there: {INSTALL}.") from None
    settings = Settings(epochs=epochs, patience=patience, layers=layers, seed=seed)
    command = shlex.join(["onrecord", *sys.argv[1:]])
    try:
        print(run(gold, dev, base, teacher, output, settings, threads=threads, command=command, say=printing.note))
    except KeyboardInterrupt:
        printing.note("Interrupted: the same command goes on from the last checkpoint.")
        raise


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help=f"Annotated articles: {_GOLD}.")],
    predicted: Annotated[
        Path | None,
        typer.Argument(
            metavar="PREDICTED", help="What “onrecord extract” printed of them; without it they are extracted now."
        ),
    ] = None,
    model: ModelOption = None,
    precision: PrecisionOption = "balanced",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure how well claims are found, against annotated articles.

    Precision, recall and F1 in percent. End to end: the claim overlaps by half or more, and its source is right.

    \b
      onrecord evaluate polnear/dev --model run/model
      onrecord extract articles > claims.jsonl
      onrecord evaluate gold.jsonl claims.jsonl
    """
    from onrecord.extract import Document, evaluation
    from onrecord.extract.gold import read_gold
    from onrecord.extract.gold.lines import read_predictions

    if predicted and (model or precision != "balanced"):
        raise UsageError("PREDICTED is measured as it is: leave out --model and --precision, or PREDICTED.")
    articles = read_gold(gold)
    if predicted:
        found = read_predictions(predicted, articles)
    else:
        documents = [Document(one.text, id=one.name) for one in articles]
        extracted = _extracted(documents, model=model, precision=precision)
        watched = printing.watched(extracted, lambda: len(articles), "Extracting")
        found = {document.id: evaluation.found(triples) for document, triples in watched}
    if silent := sum(one.name not in found for one in articles):
        printing.note(f"{predicted} has no claim of {plural(silent, 'article')}: counted as empty.")
    figures = evaluation.evaluate(articles, found)
    if as_json:
        print(json.dumps(figures))
    else:
        for what, row in figures.items():
            print(f"{what:36s}", *row)


if __name__ == "__main__":
    app()
