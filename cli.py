"""The command line: each command reads its arguments, asks the store or the extractor, and prints the answer.

What is heavy – spaCy, ONNX Runtime, the database drivers, rich – is imported by the command that needs it.
"""

from __future__ import annotations

import json
import platform
import shlex
import signal
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Unpack, get_args

import typer

import onrecord
from onrecord import discourse, options, printing
from onrecord.command import Application, Commands, changing, command_name, linked_columns, reading
from onrecord.errors import Error, UsageError
from onrecord.extract.training.settings import Settings
from onrecord.graph import DEFAULT_STORE
from onrecord.graph.discourse.options import Aggregation, Duplicates, Normalization
from onrecord.graph.filters import Filters, Limits
from onrecord.graph.lookups import Card, DocumentRow, Info, Ranked, Shown, Statement
from onrecord.graph.lookups.exchanges import Period, Unit
from onrecord.graph.lookups.paths import Step
from onrecord.graph.lookups.titles import heading
from onrecord.graph.network.options import DATA_SUFFIXES, DRAWN, PICTURE_SUFFIXES, Metric, Weight
from onrecord.graph.stores.fulltext import parse
from onrecord.graph.stores.start import import_engine
from onrecord.graph.tabular import as_row, columns
from onrecord.graph.transfer.formats import Format as Exported
from onrecord.graph.transfer.formats import Given
from onrecord.interrupts import interruptible, terminate, until, wait
from onrecord.printing import Answer, Bars, ByMonth, Pairs, SideBySide, plural
from onrecord.store import Store

if TYPE_CHECKING:
    from onrecord.extract import Document, Extractor, Triple
    from onrecord.extract.reading import Fetching
    from onrecord.graph import Loaded
    from onrecord.graph.network.legend import Legend
    from onrecord.loading import Articles

    Extracted = tuple[Document, list[Triple]]

app = Application(
    cls=Commands,
    help="Who said what about whom: attributed statements in news as a graph.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

FOUND = 20
"""Rows of `search` without --limit."""

# Articles in


@app.command()
def load(
    paths: options.Paths,
    date: options.PublishedOn = None,
    publisher: options.Publisher = None,
    url: options.Url = None,
    column: options.Columns = None,
    language: options.InLanguage = "en",
    user_agent: options.UserAgent = None,
    allow_private: options.AllowPrivate = False,
    model: options.Model = None,
    precision: options.HowSure = "balanced",
    processes: options.Processes = 1,
    device: options.RunsOn = "auto",
    aliases: Annotated[
        Path | None,
        typer.Option(
            "--aliases", metavar="FILE", help="Declare the aliases of this CSV file first, as “onrecord alias” does."
        ),
    ] = None,
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Load articles into the store: who says what about whom.

    An article that is there already changes nothing; a changed version of it replaces the old one.
    """
    from onrecord.extract.identity import identity
    from onrecord.graph import curation
    from onrecord.loading import Articles, Report
    from onrecord.loading import load as load_into

    fetching = _fetching(user_agent, allow_private)
    articles = Articles(
        paths, date=date, publisher=publisher, url=url, columns=_columns(column), fetching=fetching, language=language
    )
    report = Report(remarks=articles.remarks)
    documents = _at_least_one(articles)
    extracting = partial(_extracted, processes=processes, model=model, precision=precision, device=device)
    try:
        with interruptible() as interrupted, changing(store, make=True) as opened:
            if aliases:
                curation.add_file(opened.engine, aliases)
            load_into(
                opened.engine,
                documents,
                extracting,
                identity(model, precision),
                report,
                lambda found: until(interrupted, printing.watched(found, lambda: _number(paths))),
            )
    except KeyboardInterrupt:
        printing.note(f"Interrupted: {plural(report.documents, 'document')} loaded, the rest not.")
        raise
    printing.say(f"Loaded into {store}: {report}.")
    printing.remark_on(articles.remarks)
    if report.undated:
        number = f"{report.undated} of {plural(report.documents, 'document')}"
        printing.note(f"Without a date: {number}. --date gives one to those that state none.")


@app.command()
def extract(
    paths: options.Paths,
    date: options.PublishedOn = None,
    publisher: options.Publisher = None,
    url: options.Url = None,
    column: options.Columns = None,
    language: options.InLanguage = "en",
    user_agent: options.UserAgent = None,
    allow_private: options.AllowPrivate = False,
    model: options.Model = None,
    precision: options.HowSure = "balanced",
    nested: options.Nested = True,
    processes: options.ProcessesOrActors = None,
    engine: options.Engine = "here",
    device: options.RunsOn = "auto",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FOLDER|FILE",
            help="Write shards (Parquet files) into this folder instead of printing, of any number of articles; "
            "started again, it goes on. Or write the claims into a file: .csv, .xlsx, .json, .jsonl, .txt.",
        ),
    ] = None,
    format: Annotated[
        printing.Format | None,
        typer.Option("--format", help="How to print the claims: by default a table on a terminal, else jsonl."),
    ] = None,
) -> None:
    """Print who says what about whom in articles.

    With --output it is written into shards for “onrecord build”, or into a file.
    """
    settings = {"model": model, "precision": precision, "device": device, "nested": nested}
    if output is not None and output.suffix.lower() not in printing.ENDINGS:
        if format is not None:
            raise UsageError("--output writes Parquet files: leave out --format.")
        from onrecord.sharding import extract_to

        known: dict[str, Any] = {"date": date, "publisher": publisher, "url": url, "columns": _columns(column)}
        known |= {"fetching": _fetching(user_agent, allow_private), "language": language}
        printing.say(f"In {output}: {extract_to(output, paths, known, settings, processes, engine)}.")
        return
    if engine != "here":
        raise UsageError(f"--engine {engine} makes shards: give the folder that they go to, with --output.")
    from onrecord.loading import Articles

    chosen = printing.format_of(format, output, "table" if printing.on_terminal() else "jsonl")
    fetching = _fetching(user_agent, allow_private)
    articles = Articles(
        paths, date=date, publisher=publisher, url=url, columns=_columns(column), fetching=fetching, language=language
    )
    documents = _at_least_one(articles)
    with closing(_extracted(documents, processes or 1, **settings)) as extracted:
        triples = (triple for _, found in extracted for triple in found)
        rows = (_row(each, chosen) if chosen in ("table", "csv", "xlsx") else each.to_dict() for each in triples)
        brief = ("speaker", "how", "claim", "about")
        printing.write(Answer(rows, CLAIMS, brief, nothing="There is no claim in it."), chosen, output)
    printing.remark_on(articles.remarks)


def _row(triple: Triple, format: printing.Format) -> dict[str, Any]:
    """A triple as the row that the claim would be in a store, with the address of its words."""
    from onrecord.extract.fragment import link

    article = triple.document
    address = link(article.url, article.text, triple.claim.spans) if article.url else None
    title = heading(article, article.text) if format == "table" else article.title
    return {**as_row(Statement.of(triple)), "title": title, "link": address}


@app.command()
def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="FEEDS", help="Files that list the URLs of feeds or sitemaps, one a line, or such a URL."
        ),
    ],
    every: Annotated[
        float, typer.Option("--every", min=0, metavar="MINUTES", help="How long to wait between two readings.")
    ] = 15,
    once: Annotated[bool, typer.Option("--once", help="Read the feeds once and end, as for cron.")] = False,
    publisher: options.Publisher = None,
    language: options.InLanguage = "en",
    user_agent: options.UserAgent = None,
    allow_private: options.AllowPrivate = False,
    model: options.Model = None,
    precision: options.HowSure = "balanced",
    processes: options.Processes = 1,
    device: options.RunsOn = "auto",
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Load what is new in feeds, on and on until it is stopped.

    Nothing is printed while nothing is new. Ctrl-C or SIGTERM stops it after the article in hand; what is loaded stays.
    """
    from onrecord.extract.identity import identity
    from onrecord.watching import Watch, listed

    extracting = partial(_extracted, processes=processes, model=model, precision=precision, device=device)
    how = identity(model, precision)
    said: set[str] = set()
    with interruptible() as interrupted:
        watching = Watch(store, extracting, how, _fetching(user_agent, allow_private), publisher, language, interrupted)
        is_first = True
        while not interrupted():
            try:
                report, any_read = watching.read(listed(feeds))
            except KeyboardInterrupt:
                break
            except Error as error:
                if once or is_first:
                    raise
                printing.note(f"Error: {error}")
            else:
                if report.documents:
                    printing.say(f"Loaded into {store}: {report}.")
                new = {str(remark): remark for remark in report.remarks if str(remark) not in said}
                said.update(new)
                printing.remark_on(new.values())
                if once and not any_read:
                    raise typer.Exit(1)
            if once:
                return
            is_first = False
            wait(every * 60, interrupted)
    printing.note("Stopped.")


def _extracted(articles: Iterable[Document], processes: int = 1, **settings: Any) -> Generator[Extracted]:
    """What an `Extractor` of these settings finds; where several processes work, this one does not import spaCy."""
    if processes == 1:
        yield from _extractor(**settings).stream(articles)
    else:
        from onrecord.extract import workers

        yield from workers.extract(articles, processes, **settings)


@cache
def _extractor(**settings: Any) -> Extractor:
    """The extractor of these settings, made once."""
    from onrecord.extract.parsing.start import import_spacy

    import_spacy()
    from onrecord.extract import Extractor

    return Extractor(**settings)


def _at_least_one(articles: Articles) -> Iterable[Document]:
    """The articles, of which the first is read now, so that a command without any ends before it begins its work."""
    documents = iter(articles)
    first = next(documents, None)
    if first is None:
        printing.remark_on(articles.remarks)
        from onrecord.extract.errors import InputError

        raise InputError("there is nothing to read.")
    return chain([first], documents)


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


def _fetching(user_agent: str | None, allow_private: bool) -> Fetching:
    from onrecord.extract.reading.online import fetching

    return fetching.Fetching(user_agent or fetching.USER_AGENT, allow_private)


def _number(paths: list[str]) -> int | None:
    from onrecord.extract.reading import estimate

    return estimate(paths)


# Answers out


CLAIMS = linked_columns(columns(Statement), ("",))


def _columns_of_claims(**_: object) -> list[str]:
    return CLAIMS


def _claims(found: Iterable[Statement], **answer: Any) -> Answer:
    """An answer of claims, as all commands that list them give it."""
    brief = ("date", "speaker", "how", "claim", "id")
    given = {"brief": brief, "links": ("",), "titles": {"title": "document"}, **answer}
    return Answer(map(as_row, found), columns(Statement), **given)


def _listed(names: list[str] | None) -> str:
    return " or ".join(f"“{name}”" for name in names or ())


def _whose(by: list[str] | None, about: list[str] | None, named: bool | None, not_by: list[str] | None) -> str:
    """What a sentence says of the claims that it is about."""
    parts = (
        {None: "", True: " by sources with a name", False: " by sources without a name"}[named],
        f" by {_listed(by)}" if by else "",
        f" not by {_listed(not_by)}" if not_by else "",
        f" about {_listed(about)}" if about else "",
    )
    return "".join(parts)


@reading(app, _columns_of_claims)
def claims(
    store: Store,
    by: options.By = None,
    about: options.About = None,
    to: options.To = None,
    not_by: options.NotBy = None,
    named: options.Named = None,
    concept: options.OnConcept = None,
    exact: options.Exact = False,
    **limits: Unpack[Limits],
) -> Answer:
    """List all claims, oldest first.

    \b
      onrecord claims --act deny --since 2026-03-01
      onrecord claims --about "Calder" --not-by "Calder" --unnamed --output claims.xlsx
      onrecord claims --concept "congestion charge" --act oppose
    """
    found = store.claims(by, about, to, not_by=not_by or (), named=named, concept=concept or (), exact=exact, **limits)
    narrowed = _whose(by, about, named, not_by) + (f" to {_listed(to)}" if to else "")
    narrowed += f" on {_listed(concept)}" if concept else ""
    return _claims(
        found,
        brief=("date", "speaker", "how", "claim", "about", "id"),
        nothing=f"{store.uri} has no claims{narrowed}{_within(limits)}.",
    )


@reading(app, _columns_of_claims)
def said(
    store: Store,
    people: options.People,
    about: options.About = None,
    to: options.To = None,
    exact: options.Exact = False,
    **limits: Unpack[Limits],
) -> Answer:
    """List what someone said.

    With --about, the claims are listed month by month, with what is new.

    \b
      onrecord said "Ana Ruiz" "Ben Hall"
      onrecord said "Ana Ruiz" --about "Lee Park"
    """
    speakers = [store.entity(person) for person in people]
    who = " and ".join(speaker.name for speaker in speakers)
    of = (f" about {_listed(about)}" if about else "") + (f" to {_listed(to)}" if to else "")
    new = ("new",) if about else ()
    return _claims(
        store.said(speakers, about, to, exact=exact, **limits),
        brief=("date", *new, "speaker", "how", "claim", "about", "id"),
        heading=f"Claims by {who}{of}",
        nothing=f"{store.uri} has nothing that {who.replace(' and ', ' or ')} said{of}{_within(limits)}.",
        chart=ByMonth() if about else None,
    )


@reading(app, _columns_of_claims)
def about(
    store: Store,
    people: options.Subjects,
    by: options.By = None,
    not_by: options.NotBy = None,
    named: options.Named = None,
    exact: options.Exact = False,
    **limits: Unpack[Limits],
) -> Answer:
    """List what was said about someone or something."""
    targets = [store.entity(person) for person in people]
    whom = " and ".join(target.name for target in targets)
    source = _whose(by, None, named, not_by)
    return _claims(
        store.about(targets, by, not_by=not_by or (), named=named, exact=exact, **limits),
        heading=f"Claims about {whom}{source}",
        nothing=f"{store.uri} has nothing said about {whom.replace(' and ', ' or ')}{source}{_within(limits)}.",
    )


@reading(app, _columns_of_claims)
def search(
    store: Store,
    words: Annotated[
        str,
        typer.Argument(
            metavar="WORDS", help='Words that a claim must have, all of them: words, "phrases", beginnings*.'
        ),
    ],
    by: options.By = None,
    about: options.About = None,
    not_by: options.NotBy = None,
    named: options.Named = None,
    exact: options.Exact = False,
    **limits: Unpack[Limits],
) -> Answer:
    """Find claims by their words, the best first.

    Case and accents do not matter. Without --limit, the best 20 claims are printed. The words of the cue are not
    searched: “onrecord claims --act deny” lists denials.

    \b
      onrecord search "sanctions work"
      onrecord search '"do not work" sanction*' --by "Ana Ruiz"
    """
    if not parse(words):
        raise UsageError(f"“{words}” has no word in it: give words that a claim must have.")
    limit = limits.get("limit") or FOUND
    one_more: Limits = {**limits, "limit": limit + 1}
    found = store.search(words, by, about, not_by=not_by or (), named=named, exact=exact, **one_more)
    if len(found) > limit:
        printing.note(f"These are the best {limit:,}; --limit N gives more.")
    whose = _whose(by, about, named, not_by)
    return _claims(found[:limit], nothing=f"{store.uri} has no claim{whose} with the words {words}{_within(limits)}.")


def _columns_of_contradictions(**_: object) -> list[str]:
    from onrecord.graph.lookups.contradictions import Contradiction

    return linked_columns(columns(Contradiction), ("denial_", "claim_"))


@reading(app, _columns_of_contradictions)
def contradictions(
    store: Store,
    person: options.OneOrAll = None,
    days: Annotated[
        int, typer.Option("--days", min=0, metavar="N", help="Pair claims that are at most N days apart.")
    ] = 30,
    exact: options.Exact = False,
    **limits: Unpack[Limits],
) -> Answer:
    """Pair denials with what others accuse, claim or report.

    A denial, rejection or retraction stands beside the claims of others, about the one who denies or about the same
    and in some of the same words, that it may answer. Whether it does is for you to read. --act is not looked at.
    """
    from onrecord.graph.lookups.contradictions import Contradiction

    entity = store.entity(person) if person else None
    found = store.contradictions(entity, days=days, exact=exact, **limits)
    whose = f" with {entity.name}" if entity else ""
    return Answer(
        map(as_row, found),
        columns(Contradiction),
        heading=f"Denials and what they may answer{whose}",
        nothing=f"{store.uri} has no denials near in time to such claims{whose}{_within(limits)}.",
        chart=Pairs(),
        links=("denial_", "claim_"),
        titles={f"{prefix}title": f"{prefix}document" for prefix in ("denial_", "claim_")},
    )


@reading(app, _columns_of_claims)
def between(
    store: Store, one: options.One, other: options.Other, exact: options.Exact = False, **limits: Unpack[Limits]
) -> Answer:
    """Print what two people said about each other."""
    first, second = store.entity(one), store.entity(other)
    both = f"{first.name} and {second.name}"
    return _claims(
        store.between(first, second, exact=exact, **limits),
        heading=f"Claims by {both} about each other",
        nothing=f"{store.uri} has nothing that {both} said about each other{_within(limits)}.",
    )


@reading(app, _columns_of_claims)
def compare(
    store: Store,
    one: options.One,
    other: options.Other,
    about: options.AboutBoth,
    exact: options.Exact = False,
    **limits: Unpack[Limits],
) -> Answer:
    """Print what two people said about the same, side by side."""
    first, second, target = store.entity(one), store.entity(other), store.entity(about)
    either = f"{first.name} or {second.name}"
    return _claims(
        store.compare(first, second, target, exact=exact, **limits),
        nothing=f"{store.uri} has nothing that {either} said about {target.name}{_within(limits)}.",
        chart=SideBySide(first.name, second.name),
    )


@reading(app, Period)
def timeline(
    store: Store,
    person: options.Anyone,
    by: Annotated[Unit, typer.Option("--by", help="What one bar stands for.")] = "month",
    about: options.AboutOne = None,
    by_act: Annotated[
        bool, typer.Option("--by-act", help="Count each act – say, deny, accuse … – for itself, in a table.")
    ] = False,
    repeats: options.Repeats = False,
    exact: options.Exact = False,
    **limits: Unpack[Limits],
) -> Answer:
    """Count the claims by and about someone over time."""
    entity = store.entity(person)
    other = store.entity(about) if about else None
    back = f" of {other.name}" if other else ""
    return Answer(
        map(as_row, store.timeline(entity, by, about=other, by_act=by_act, repeats=repeats, exact=exact, **limits)),
        columns(Period),
        ("period", "act", "by", "about"),
        heading=f"Claims by {entity.name}{back}, and about {entity.name}{f' by {other.name}' if other else ''}",
        nothing=f"{store.uri} has no claims by or about {entity.name}{_within(limits)}."
        if not other
        else f"{store.uri} has no claims of {entity.name} and {other.name} about each other{_within(limits)}.",
        chart=None if by_act else Bars(entity.name, other.name if other else ""),
    )


@reading(app, lambda **_: linked_columns(columns(Step), ("",)))
def path(
    store: Store, one: options.One, other: options.Other, exact: options.Exact = False, **limits: Unpack[Limits]
) -> Answer:
    """Find the shortest chain of who talks about whom.

    Each step comes with the earliest claim that proves it. --limit is the number of steps that the chain may have, 8 at
    most.
    """
    first, last = store.entity(one), store.entity(other)
    return Answer(
        map(as_row, store.path(first, last, exact=exact, **limits)),
        columns(Step),
        ("step", "speaker", "how", "claim", "target", "date", "id"),
        nothing=f"{store.uri} has no chain of claims from {first.name} to {last.name}{_within(limits)}.",
        links=("",),
        titles={"title": "document"},
    )


def _columns_of_who(why: bool, **_: object) -> tuple[str, ...]:
    from onrecord.graph.lookups.reasons import Why

    return columns(Why if why else Card)


@reading(app, _columns_of_who)
def who(
    store: Store,
    person: options.Person,
    repeats: options.Repeats = False,
    why: Annotated[
        bool, typer.Option("--why", help="List all names that were joined in this person, and the rule for each.")
    ] = False,
    exact: options.Exact = False,
    **limits: Unpack[Limits],
) -> Answer:
    """Print who someone is on record.

    The names, of whom this person speaks most, and who speaks most of this person.
    """
    entity = store.entity(person)
    if not why:
        card = store.who(entity, repeats=repeats, exact=exact, **limits)
        return Answer([as_row(card)], columns(Card), card=card)
    return Answer(
        map(as_row, store.why(entity)),
        _columns_of_who(why),
        ("name", "articles", "mentions", "rule"),
        heading=f"{entity.name} ({entity.type})",
        nothing=f"{entity.name} has no name: it is a source of one article.",
    )


@reading(app, Ranked)
def speakers(store: Store, repeats: options.Repeats = False, **limits: Unpack[Limits]) -> Answer:
    """Rank who speaks, most claims first."""
    ranking = store.speakers(repeats=repeats, **limits)
    return _ranking(ranking, f"{store.uri} has no speakers{_within(limits)}.")


@reading(app, Ranked)
def targets(store: Store, repeats: options.Repeats = False, **limits: Unpack[Limits]) -> Answer:
    """Rank who and what is spoken of, most claims first."""
    ranking = store.targets(repeats=repeats, **limits)
    return _ranking(ranking, f"{store.uri} has nobody spoken of{_within(limits)}.")


def _ranking(ranking: Iterable[Ranked], nothing: str) -> Answer:
    return Answer(map(as_row, ranking), columns(Ranked), ("name", "type", "claims", "documents"), nothing=nothing)


@reading(app, DocumentRow)
def documents(store: Store, **limits: Unpack[Limits]) -> Answer:
    """List the documents in the store."""
    return Answer(
        map(as_row, store.documents(**limits)),
        columns(DocumentRow),
        ("date", "title", "path", "publisher", "claims", "id"),
        nothing=f"{store.uri} has no documents{_within(limits)}.",
        titles={"title": "id"},
    )


def _columns_of_network(
    metric: Metric, communities: bool, mode: discourse.Wanted, window: str | None, **_: object
) -> list[str]:
    from onrecord.graph.network import table

    if mode != "talk":
        return discourse.columns(mode, window)
    return table.columns(metric, communities)


@reading(app, _columns_of_network)
def network(
    store: Store,
    metric: Annotated[Metric, typer.Option("--metric", help="What to measure everyone by.")] = "in-degree",
    communities: Annotated[
        bool, typer.Option("--communities", help="Add the number of the group that talks about each other most.")
    ] = False,
    weight: Annotated[Weight, typer.Option("--weight", help="What the weight of an edge counts.")] = ("claims"),
    ego: options.Ego = None,
    hops: Annotated[
        int, typer.Option("--hops", min=1, metavar="N", help="Take those within N steps of the person of --ego.")
    ] = 1,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="FILE",
            help="Write the network to a .graphml, .gexf or .json file, draw it (.png, .svg), or write its table: "
            ".csv, .xlsx, .jsonl, .txt. With --mode a .csv file is the matrix.",
        ),
    ] = None,
    mode: Annotated[
        discourse.Wanted,
        typer.Option(
            "--mode",
            help="talk: who talks about whom; two-mode: actors with concepts; actors or concepts: with each other; "
            "statements: what these are made of.",
        ),
    ] = "talk",
    tie: Annotated[
        Aggregation | None,
        typer.Option(
            "--tie",
            help="Between two: the same stance on the same concepts (congruence), opposite ones (conflict), the one "
            "less the other (subtract), or the same concepts (ignore). Of two modes: agreement less disagreement "
            "(subtract), or the number of statements (ignore).",
        ),
    ] = None,
    normalise: Annotated[
        Normalization,
        typer.Option(
            "--normalise",
            help="Divide ties: of two modes by activity of actors or prominence of concepts, of one mode by average "
            "activity, Jaccard or cosine.",
        ),
    ] = "no",
    duplicates: Annotated[
        Duplicates, typer.Option("--duplicates", help="Within what the same actor, concept and stance count once.")
    ] = "document",
    open_agrees: Annotated[
        bool, typer.Option("--open-agrees", help="Count acts that tell no stance, such as say, as agreement.")
    ] = False,
    window: Annotated[
        str | None,
        typer.Option(
            "--window",
            metavar="DAYS",
            help="Make a network of every 30d or 4w, print how polarised each is, and with --output write a file for "
            "each.",
        ),
    ] = None,
    step: Annotated[
        str | None, typer.Option("--step", metavar="DAYS", help="Move the window by so much; by default by its length.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="The title of a picture.")] = None,
    credit: Annotated[str, typer.Option("--credit", help="Whom a picture is by, to stand behind its source.")] = "",
    **limits: Unpack[Limits],
) -> Answer:
    """Measure, write or draw who talks about whom.

    Or, with --mode, who agrees with whom on what. In a picture, size shows how much someone is quoted, the shape
    whether it is a person, an organisation or a place, and an arrow's colour whether it accuses or defends.

    \b
      onrecord network --communities --output network.svg
      onrecord network --mode actors --normalise average --output agreement.graphml
      onrecord network --mode actors --window 30d
    """
    suffixes = (*DATA_SUFFIXES, *PICTURE_SUFFIXES, *(end for end in printing.ENDINGS if end not in DATA_SUFFIXES))
    if output and output.suffix.lower() not in suffixes:
        raise UsageError(f"{output}: the name has to end with one of {', '.join(suffixes)}.")
    of_talk = {
        "--metric": metric != "in-degree",
        "--communities": communities,
        "--weight": weight != "claims",
        "--ego": ego is not None,
        "--hops": hops != 1,
    }
    of_networks = {"--tie": tie is not None, "--normalise": normalise != "no", "--step": step is not None}
    of_statements = {"--duplicates": duplicates != "document", "--open-agrees": open_agrees}
    discourse.check(mode, window, of_talk, of_networks, of_statements)
    if mode != "talk":
        from onrecord.graph.discourse.windows import days_of

        days, moved = (days_of(each) if each else None for each in (window, step))
        settings = discourse.Settings(mode, tie, normalise, duplicates, open_agrees, days, moved, title or "", credit)
        answer = discourse.answer(store.engine, Filters.of(**limits), settings, output)
        if answer is None:
            raise typer.Exit
        return answer
    from onrecord.graph.network import table

    centre = store.entity(ego) if ego else None
    talk = store.network(centre, hops=hops, weight=weight, **limits)
    if sources := table.add_measures(talk, metric, communities):
        printing.note(f"{metric}: estimated from the chains of {sources:,} of {plural(len(talk), 'node')}.")
    if output and output.suffix.lower() in (*DATA_SUFFIXES, *PICTURE_SUFFIXES):
        from onrecord.graph.network.legend import TITLE, legend

        known = f"{TITLE}: {centre.name}" if centre else TITLE
        words = partial(legend, store.engine, Filters.of(**limits), title or known, credit)
        if output.suffix.lower() in PICTURE_SUFFIXES and not talk:
            printing.note(f"{store.uri} has nobody who talks about anybody{_within(limits)}: {output} is not drawn.")
        else:
            _write_network(talk, output, limits.get("limit"), centre.id if centre else None, words)
        raise typer.Exit
    names = table.columns(metric, communities)
    return Answer(
        table.table(talk, metric, communities, limits.get("limit")),
        names,
        names[:-1],
        nothing=f"{store.uri} has nobody who talks about anybody{_within(limits)}.",
    )


def _write_network(talk: Any, output: Path, limit: int | None, ego: str | None, legend: Callable[[], Legend]) -> None:
    from onrecord.graph.network.digraph import prominent
    from onrecord.graph.network.files import write
    from onrecord.graph.network.legend import left_out

    if output.suffix.lower() in PICTURE_SUFFIXES:
        limit = limit or DRAWN
    shown = prominent(talk, limit, ego) if limit else talk
    write(shown, output, lambda: replace(legend(), left_out=left_out(talk, shown)))
    others = f"; the other {len(talk) - len(shown):,} are left out" if len(shown) < len(talk) else ""
    printing.note(f"{output}: {plural(len(shown), 'node')}, {plural(shown.number_of_edges(), 'edge')}{others}.")


@reading(app, Shown)
def show(
    store: Store,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of the claim, or its beginning.")],
) -> Answer:
    """Print a claim in its sentence, and where it was published."""
    shown = store.show(claim)
    # The sentence in place of the whole text.
    record = {
        ("sentence" if name == "text" else name): (shown.sentence if name == "text" else value)
        for name, value in as_row(shown).items()
    }
    return Answer([record], list(record), card=shown)


# Pages


@app.command()
def html(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLE|CLAIMS",
            help="Articles, in which claims are found; or JSON Lines with claims, as extract or export prints them.",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="Write the page into this file.")],
    title: Annotated[str | None, typer.Option("--title", metavar="WORDS", help="The title of the page.")] = None,
    model: options.Model = None,
    precision: options.HowSure = "balanced",
) -> None:
    """Write articles as one page, with their claims marked.

    Who says what about whom stands beside the text. The page needs no server and asks for nothing from outside. Claims
    are taken as they are; a text that they do not hold is looked for in the file that they name.
    """
    from onrecord.pages import written

    articles = written.articles(paths, model=model, precision=precision)
    written.write(articles, output, title)
    print(f"Wrote {plural(len(articles), 'article')} into {output}.")


@app.command()
def serve(
    store: options.Store = DEFAULT_STORE,
    host: Annotated[str, typer.Option("--host", help="Listen here; other than on this machine only with --token.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Listen on this port.")] = 8321,
    token: Annotated[
        str | None, typer.Option("--token", metavar="WORD", help="Show pages only to who knows this word.")
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Let pages correct what was read wrongly.")] = False,
    cypher: Annotated[
        bool, typer.Option("--cypher", help="Let pages ask the store in Cypher, reading only, at /cypher.")
    ] = False,
    by: options.Corrector = "",
) -> None:
    """Show the store in a browser.

    Its pages answer as the commands do: http://127.0.0.1:8321/ is the first of them.
    """
    from onrecord.pages import serving

    def ready(address: str) -> None:
        print(f"{store}: {address}", flush=True)

    if by and not edit:
        raise UsageError("--by names who corrects: give it with --edit.")
    import_engine(store)
    with onrecord.open(store, read_only=True) as opened:
        serving.serve(opened, host, port, token, ready, edit=edit, cypher=cypher, by=by)


@app.command()
def mcp(
    store: options.Store = DEFAULT_STORE,
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            min=1,
            max=65535,
            help="Answer over HTTP on this port of 127.0.0.1, at /mcp, instead of standard input and output.",
        ),
    ] = None,
    token: Annotated[
        str | None, typer.Option("--token", metavar="WORD", help="What requests over HTTP have to bring along.")
    ] = None,
) -> None:
    """Answer assistants, by the Model Context Protocol."""
    from onrecord.assistants.running import run

    if port is not None and not token:
        raise UsageError("Over HTTP, give --token WORD, which each request has to bring along.")
    import_engine(store)
    with onrecord.open(store, read_only=True) as opened:
        run(opened, port, token)


@app.command()
def cypher(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One query; - reads it from standard input.")],
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="The value of $NAME: JSON, or else text. Repeatable."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Print at most N rows.")] = 1000,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.001, metavar="SECONDS", help="Stop the query after this time.")
    ] = 30.0,
    write: Annotated[
        bool, typer.Option("--write", help="Let the query change nodes and edges; otherwise it only reads.")
    ] = False,
    format: options.PrintedAs = None,
    output: options.Output = None,
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Ask the store a question in Cypher.

    “onrecord schema” tells what is in the store, with examples.

    \b
      onrecord cypher "MATCH (d:Document) RETURN d.title LIMIT 3"
      onrecord cypher 'MATCH (e:Entity {name: $who}) RETURN e' --param who="Ana Ruiz"
    """
    given = dict(map(_parameter_value, param or []))
    written_as = printing.format_of(format, output)
    text = sys.stdin.read() if query == "-" else query
    with changing(store, make=True) if write else onrecord.open(store, read_only=True) as opened:
        table = opened.cypher(text, given, limit=limit, timeout=timeout, write=write)
    if table.more:
        printing.note(f"There are more than {limit:,} rows; --limit N gives more.")
    rows = (dict(zip(table.columns, cells, strict=True)) for cells in table.rows)
    nothing = "Done." if write else "The query gives no rows."
    printing.write(Answer(rows, table.columns, nothing=nothing, asked=True), written_as, output)


def _parameter_value(given: str) -> tuple[str, Any]:
    name, equals, value = given.partition("=")
    if not name or not equals:
        raise UsageError(f"--param {given}: give it as NAME=VALUE.")
    try:
        return name, json.loads(value, parse_constant=int)  # int refuses NaN and Infinity, as JSON does
    except (ValueError, RecursionError):
        return name, value


@app.command()
def schema(format: options.PrintedAs = None, output: options.Output = None) -> None:
    """Describe the graph, with example queries in Cypher."""
    from onrecord.graph.model.description import model

    known = model()
    answer = Answer([as_row(known)], columns(type(known)), card=known)
    printing.write(answer, printing.format_of(format, output), output)


@app.command()
def check(
    mend: Annotated[bool, typer.Option("--mend", help="Make the indexes and counts anew first.")] = False,
    format: options.PrintedAs = None,
    output: options.Output = None,
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Read all that is in the store, and say what is wrong.

    It says what to do, too. Exit code 1 if anything is. Documents are compared with the digests that they had when
    they were loaded, counts and indexes with what they are made from.
    """
    from onrecord.graph.stores import check as checking

    if mend:
        with changing(store) as opened:
            checking.mend(opened.engine)
    with onrecord.open(store, read_only=True) as opened:
        found = list(checking.check(opened.engine))
    shown = ("part", "number", "wrong", "problem", "remedy")
    answer = Answer(map(as_row, found), shown, shown[:3])
    printing.write(answer, printing.format_of(format, output), output)
    wrong = [part for part in found if part.wrong]
    for part in wrong:
        printing.note(f"{store}: {part.problem}. {part.remedy}", wrong=True)
    if wrong:
        raise typer.Exit(1)


@app.command()
def acts(format: options.PrintedAs = None, output: options.Output = None) -> None:
    """List what speakers do by their claims, as --act takes it.

    Each act with the words of cues that tell of it, and the act of the same words negated.
    """
    from onrecord.extract.lexicon.acts import described

    answer = Answer(described(), ("act", "words", "negated"))
    printing.write(answer, printing.format_of(format, output), output)


@reading(app, Info)
def info(store: Store) -> Answer:
    """Describe the store: what is in it, and versions."""
    record = {**as_row(store.info()), "onrecord": onrecord.__version__, "python": platform.python_version()}
    return Answer([record], list(record), card=record)


@app.command()
def forget(
    documents: Annotated[
        list[str],
        typer.Argument(
            metavar="DOCUMENT…",
            help="Documents: the id or its beginning, the path that it was loaded from, or the URL.",
        ),
    ],
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Remove documents and their claims from the store.

    All are looked up before the first is removed. Of a file with several articles, all are removed.
    """
    with changing(store) as opened:
        for forgotten in opened.forget(*documents):
            title = f" “{' '.join(forgotten.title.split())}”" if forgotten.title else ""
            printing.say(f"Forgot{title} ({forgotten.id}) and its {plural(forgotten.claims, 'claim')}.")


def _within(limits: Limits) -> str:
    """What a sentence that nothing was found ends with, if a look-up was narrowed."""
    return " within these limits" if any(limits.values()) else ""


# What people know of claims

_WHO = "a whole name, or an id; one that the store does not have is somebody new"


@app.command()
def correct(
    claim: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM", help="The id of the claim, or its beginning; with --undo, also the id of a correction."
        ),
    ],
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="NAME", help=f"Who said it: {_WHO}; “” for nobody.")
    ] = None,
    about: Annotated[
        list[str] | None,
        typer.Option("--about", metavar="NAME", help=f"Whom it is about: {_WHO}; “” for nobody. Repeatable."),
    ] = None,
    act: Annotated[
        str | None, typer.Option("--act", metavar="ACT", help="What is done by it: deny, accuse, promise …")
    ] = None,
    words: Annotated[
        str | None, typer.Option("--claim", metavar="WORDS", help="What was said; … leaves out some of the article.")
    ] = None,
    cue: Annotated[str | None, typer.Option("--cue", metavar="WORDS", help="The words that attribute it.")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="It is no claim.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="It is right as it is.")] = False,
    by: options.Corrector = "",
    undo: options.Undo = False,
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Put a claim right that was read wrongly.

    It stays so when its article is loaded again, and goes along in copy, export and import. --undo takes back the last
    correction of the claim. Article and claim keep what had been read: “onrecord show” prints both.

    \b
      onrecord correct 1f0c6e2a9b3d4857 --speaker "Ana Ruiz"
      onrecord correct 1f0c6e2a9b3d4857 --about "Ben Hall" --about Lindmoor --act accuse
      onrecord correct 1f0c6e2a9b3d4857 --drop --by "the desk"
      onrecord correct 1f0c6e2a9b3d4857 --undo
    """
    given: dict[str, Any] = {"speaker": speaker, "about": about, "act": act, "words": words, "cue": cue}
    right = [f"--{'claim' if name == 'words' else name}" for name, value in given.items() if value is not None]
    alone = [name for name, value in (("--drop", drop), ("--confirm", confirm), ("--undo", undo)) if value]
    if len(alone) + bool(right) > 1:
        raise UsageError(f"{' and '.join([*alone, *right])} do not go together: {alone[0]} stands alone.")
    if not alone and not right:
        raise UsageError(
            "give what is right of the claim (--speaker, --about, --act, --claim, --cue: one or several), or --drop, "
            "or --confirm, or --undo."
        )
    with changing(store) as opened:
        if undo:
            printing.say(f"Took back: {opened.undo(claim).what}.")
        else:
            printing.say(f"Kept in {store}: {opened.correct(claim, **given, drop=drop, confirm=confirm, by=by).what}.")


@app.command()
def add(
    document: Annotated[
        str,
        typer.Argument(
            metavar="DOCUMENT",
            help="The document: its id or the beginning of it, the path that it was loaded from, or its URL.",
        ),
    ],
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="What was said, in its words; … leaves out some of them.")
    ],
    speaker: Annotated[str, typer.Option("--speaker", metavar="NAME", help=f"Who said it: {_WHO}.")] = "",
    about: Annotated[
        list[str] | None, typer.Option("--about", metavar="NAME", help=f"Whom it is about: {_WHO}. Repeatable.")
    ] = None,
    cue: Annotated[str, typer.Option("--cue", metavar="WORDS", help="The words that attribute it.")] = "",
    act: Annotated[
        str | None, typer.Option("--act", metavar="ACT", help="What is done by it; by default, what the cue tells.")
    ] = None,
    by: options.Corrector = "",
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Add a claim that was missed in a document.

    \b
      onrecord add a1 "the works was shut" --speaker "Ana Ruiz" --cue "according to"
    """
    with changing(store) as opened:
        added = opened.add(document, words, speaker=speaker, about=about or (), cue=cue, act=act, by=by)
    printing.say(f"Added to {store}: claim {added.claim}.")


@app.command()
def corrections(
    lost: Annotated[
        bool, typer.Option("--lost", help="List only those whose words, or document, are not in the store any more.")
    ] = False,
    format: options.PrintedAs = None,
    output: options.Output = None,
    store: options.Store = DEFAULT_STORE,
) -> None:
    """List what people corrected, with who and when.

    With --format jsonl it prints the articles that were corrected, a claim a line, as “onrecord train” learns from them
    and “onrecord import” takes them over: all their claims as they are now, corrections included.
    """
    chosen = printing.format_of(format, output)
    with onrecord.open(store, read_only=True) as opened:
        if chosen == "jsonl" and not lost:
            from onrecord.graph.transfer.into_files import write_corrected

            if output is None:
                write_corrected(opened.engine, sys.stdout)
            else:
                with output.open("w", encoding="utf-8") as file:
                    write_corrected(opened.engine, file)
            return
        found = opened.corrections(lost=lost)
    shown = ("at", "by", "what", "words", "document", "claim", "lost", "id")
    rows = [{**as_row(each), "what": each.what, "words": each.words} for each in found]
    if chosen == "table":
        rows = [{**each, "at": each["at"][:10], "lost": "lost" if each["lost"] else None} for each in rows]
    nothing = f"{'No correction is lost' if lost else 'Nobody has corrected anything'} in {store}."
    answer = Answer(rows, shown, ("at", "by", "what", "words", "claim", "lost"), nothing=nothing)
    printing.write(answer, chosen, output)


# What people know of names


@app.command()
def alias(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME OTHER…", help="A name, then other names of the same person or thing."),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="Declare the aliases in a CSV file: name, alias, type, wikidata."),
    ] = None,
    listed: Annotated[
        bool,
        typer.Option("--list", help="Print what was declared; with --format csv, in the form that --file takes."),
    ] = False,
    undo: options.Undo = False,
    format: options.PrintedAs = None,
    output: options.Output = None,
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Declare other names of someone, whatever the articles say.

    \b
      onrecord alias "Benjamin Netanyahu" Bibi
      onrecord alias --file aliases.csv
      onrecord alias --list
    """
    from onrecord.graph import curation

    if listed:
        with onrecord.open(store, read_only=True) as opened:
            rows = [{**as_row(each), "alias": each.other} for each in opened.known()]
            nothing = f"Nobody has said anything of names in {opened.uri}."
            shown = ("kind", "name", "alias", "type", "wikidata", "document")
            printing.write(Answer(rows, shown, nothing=nothing), printing.format_of(format, output), output)
        return
    if (file is None) == (not names) or (names and len(names) < 2):
        raise UsageError("give a name and other names of it, or --file, or --list.")
    with changing(store, make=not undo) as opened:
        if file:
            number = (curation.remove_file if undo else curation.add_file)(opened.engine, file)
        else:
            name, *others = names or []
            number = (curation.remove_aliases if undo else curation.add_aliases)(opened.engine, name, others)
    printing.say(f"{'Took back' if undo else 'Kept'} {number:,} {'alias' if number == 1 else 'aliases'} in {store}.")


@app.command()
def merge(
    name: options.NewName,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="A name of the entity that becomes one with NAME.")],
    document: Annotated[
        str,
        typer.Option(
            "--document",
            metavar="DOCUMENT",
            help="OTHER is a source that this document (id, path or URL) does not name.",
        ),
    ] = "",
    by: options.Corrector = "",
    undo: options.Undo = False,
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Make one entity of two, with all their names.

    A source without a name, such as “the environment secretary” or “I”, gets the name in its article alone.

    \b
      onrecord merge "Benjamin Netanyahu" Bibi
      onrecord merge "Ana Ruiz" I --document op-ed-1
    """
    from onrecord.graph import curation

    with changing(store) as opened:
        if undo:
            known = curation.unmerge(opened.engine, name, other, document)
            printing.say(f"{known.name} and {known.other} are as they were.")
        elif document:
            named = opened.name_source(other, name, document, by)
            printing.say(f"{named.what} from now on, in {named.document}.")
        else:
            first, second = curation.merge(opened.engine, name, other, by)
            where = "" if second.named else ", in its article"
            printing.say(f"{second.name} is {first.name} from now on{where}.")


@app.command()
def split(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, as “onrecord who --why” lists it.")],
    document: Annotated[
        str,
        typer.Option("--document", metavar="DOCUMENT", help="Split the name only in this one: its id, path or URL."),
    ] = "",
    undo: options.Undo = False,
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Set a name apart from the entity that it was joined with."""
    from onrecord.graph import curation

    with changing(store) as opened:
        if undo:
            curation.unsplit(opened.engine, name, document)
            is_joined = True
        else:
            is_joined = curation.split(opened.engine, name, document) or bool(document)
    where = f" in {document}" if document else ""
    if undo:
        printing.say(f"“{name}” is what it was{where}.")
    elif is_joined:
        printing.say(f"“{name}” is an entity of its own{where} from now on.")
    else:
        printing.say(f"“{name}” was joined with no other name, and none will be joined with it from now on.")
        printing.note(f"If two people have the name “{name}”, --document sets the one of a document apart.")


# Concepts


@app.command()
def concepts(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="A CSV file with the column concept and any of phrases, entities, acts and agreement (yes, no); "
            "several of a cell are separated by semicolons.",
        ),
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Propose concepts from the words of the claims, in the form of FILE.")
    ] = False,
    undo: options.Undo = False,
    limit: options.Limit = None,
    format: options.PrintedAs = None,
    output: options.Output = None,
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Declare concepts, which claims are tagged by.

    “network” and “export --format dna” tag by them. Without FILE, they are listed.

    A claim is on a concept if it has one of the phrases of a line (a word that ends in * is any that begins so) or is
    about one of its entities, and its act is one of the line's, if it has any. Agreement is told by act or line.

    \b
      onrecord concepts --suggest --output concepts.csv
      onrecord concepts concepts.csv
    """
    from onrecord.graph.discourse import kept
    from onrecord.graph.discourse.concepts import COLUMNS, read_concepts

    if file is not None:
        if suggest:
            raise UsageError("--suggest proposes concepts, and FILE declares them: give one of the two.")
        rules = [*read_concepts(file)]
        with changing(store, make=not undo) as opened:
            number = (kept.remove if undo else kept.add)(opened.engine, rules)
        printing.say(f"{'Took back' if undo else 'Kept'} {plural(number, 'rule')} for concepts in {store}.")
        return
    if undo:
        raise UsageError("give the FILE whose concepts are to be taken back.")
    chosen = printing.format_of(format, output)
    with onrecord.open(store, read_only=True) as opened:
        if suggest:
            from onrecord.graph.discourse.suggesting import Suggestion, suggestions

            found = suggestions(opened.engine, limit or FOUND)
            nothing = f"No words come often enough in the claims of {store} to propose a concept."
            printing.write(Answer(map(as_row, found), columns(Suggestion), nothing=nothing), chosen, output)
            return
        rows = [each.cells() for each in kept.rules(opened.engine)][:limit]
        printing.write(Answer(rows, COLUMNS, nothing=f"Nobody has declared concepts in {store}."), chosen, output)


# From store to store and file


@app.command()
def export(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="A file or a new folder; - for standard output.")],
    format: Annotated[
        Exported,
        typer.Option(
            "--format",
            help="csv, parquet, neo4j-admin, brat and label-studio are folders of files, the others one file.",
        ),
    ],
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Write the whole graph to files."""
    from onrecord.graph.transfer import into_files

    place = sys.stdout if str(output) == "-" else output
    with onrecord.open(store, read_only=True) as opened:
        exported = into_files.export(opened.engine, format, place)
    printing.note(
        f"Exported {store}: {plural(exported.counts['Document'], 'document')}, "
        f"{plural(exported.counts['Claim'], 'claim')}."
    )
    if left := exported.left_out:
        left_out = f"{plural(left['Document'], 'document')}, {plural(left['Claim'], 'claim')}"
        printing.note(f"Left out: {left_out} {exported.why}.", wrong=True)
    if exported.command:
        printing.say(exported.command)


@app.command()
def build(
    shards: Annotated[
        Path, typer.Argument(metavar="SHARDS", help="A folder that “onrecord extract --output” has written into.")
    ],
    neo4j_admin: Annotated[
        Path | None,
        typer.Option(
            "--neo4j-admin", metavar="FOLDER", help="Write files for neo4j-admin into a new folder instead of a store."
        ),
    ] = None,
    processes: options.Processes = 1,
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Build a new store of shards, all at once.

    It is the same that loading the articles makes, in a fraction of the time. Killed and started again, it goes on.
    """
    from onrecord.graph.bulk import build as building

    if neo4j_admin is None and "://" in store:
        raise UsageError(f"{store} is a server: build files with --neo4j-admin FOLDER, which a new server imports.")
    command = None
    if neo4j_admin is not None:
        built, command = building.build_files(shards, neo4j_admin, processes)
    else:
        built = building.build_store(shards, Path(store), processes)
    documents, claims = plural(built.documents, "document"), plural(built.claims, "claim")
    printing.note(f"Built {neo4j_admin or store}: {documents}, {claims}.")
    if command:
        print(command)


@app.command("import")
def import_(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="JSON Lines, as extract or export prints them, - for standard input; a folder of brat; the JSON file "
            "that Label Studio exports; a file of Quotebank or GDELT's Global Quotation Graph, packed or not; W3C or "
            "Hypothesis annotations; a file of Discourse Network Analyzer 3.",
        ),
    ],
    format: Annotated[Given, typer.Option("--format", help="Which of them it is.")] = "jsonl",
    as_corrections: Annotated[
        bool,
        typer.Option(
            "--as-corrections",
            help="Keep what was edited in JSON Lines as corrections, which last: changed claims, new ones, and those "
            "that were taken out of an article.",
        ),
    ] = False,
    by: options.Corrector = "",
    store: options.Store = DEFAULT_STORE,
) -> None:
    """Load claims that extract or export wrote, or other tools.

    Other tools quoted, coded or annotated them: see --format. Corrections come along; what was changed in the lines
    of a corrected article is kept as a correction, too. So is all that was changed in brat and in Label Studio,
    where export has written articles for them. Of articles that a file does not have, the text is what it quotes.
    What cannot be taken is said, and the rest loaded.
    """
    from onrecord.graph.transfer import into_store

    if as_corrections and format not in ("jsonl", "brat", "label-studio"):
        raise UsageError(f"--as-corrections goes with claims that export wrote, not with --format {format}.")
    corrects = as_corrections or format in ("brat", "label-studio")
    blank: list[str] = []
    with changing(store, make=not corrects) as opened:
        match format:
            case "jsonl" if as_corrections:
                made = into_store.correct_by(opened.engine, paths, by)
                printing.say(f"Imported into {store}: {plural(len(made), 'correction')}.")
                return
            case "brat" | "label-studio":
                made = into_store.take_back(opened.engine, format, map(Path, paths), by)
                printing.say(f"Imported into {store}: {plural(len(made), 'correction')}.")
                return
            case "jsonl":
                lines = into_store.read_back(opened.engine, paths, blank, by)
            case _:
                wrong = partial(printing.note, wrong=True)
                lines = into_store.read_from(opened.engine, format, map(Path, paths), wrong)
        done = _finish(f"Imported into {store}", into_store.put(opened.engine, lines))
        if not done and format != "jsonl":
            raise typer.Exit(1)
    if done["replaced"]:
        printing.note(
            "Where “onrecord load” reads a replaced article again, what it finds replaces that in turn. What you "
            "edited lasts if it is imported with --as-corrections."
        )
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
    from onrecord.graph.transfer import into_store

    if source == target:
        raise UsageError(f"{source} cannot be copied into itself: give two stores.")
    with onrecord.open(source, read_only=True) as old, changing(target, make=True) as new:
        _finish(f"Copied {source} to {target}", into_store.copy(old.engine, new.engine))


def _finish(done: str, loaded: Iterable[Loaded]) -> Counter[str]:
    """Do what is lazy, say how many documents it was, and return that by outcome; Ctrl-C ends it after the transaction
    in hand."""
    from onrecord.graph.loading.load import Outcome

    outcomes: Counter[str] = Counter()
    try:
        with interruptible() as interrupted:
            for document in until(interrupted, loaded):
                outcomes[document.outcome] += 1
    except (Exception, KeyboardInterrupt) as stop:
        if number := outcomes.total():
            why = "Interrupted" if isinstance(stop, KeyboardInterrupt) else "Stopped"
            printing.note(f"{why}: {plural(number, 'document')} done; the same command goes on from there.")
        raise
    listed = ", ".join(f"{outcomes[outcome]:,} {outcome}" for outcome in get_args(Outcome) if outcomes[outcome])
    printing.say(f"{done}: {plural(outcomes.total(), 'document')}" + (f" ({listed})." if listed else "."))
    return outcomes


# Models

_TRAINING = Settings()


@app.command()
def train(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD", help=f"Annotated articles to learn from: {options.GOLD}.")
    ],
    output: Annotated[
        Path,
        typer.Option("--output", metavar="FOLDER", help="Keep the run in this folder, and its model in FOLDER/model."),
    ],
    dev: Annotated[
        Path | None,
        typer.Option(
            "--dev", metavar="GOLD", help="Annotated articles to choose by; by default, every tenth article of GOLD."
        ),
    ] = None,
    base: Annotated[
        Path | None,
        typer.Option(
            "--base",
            metavar="FOLDER",
            help="Start from this BERT (config.json, tokenizer.json, model.safetensors), or this model trained before. "
            "By default, an English BERT.",
        ),
    ] = None,
    teacher: Annotated[
        Path | None,
        typer.Option("--teacher", metavar="RUN", help="Learn also from the model of an earlier run: its FOLDER."),
    ] = None,
    layers: Annotated[
        int, typer.Option("--layers", min=0, metavar="N", help="Keep N of the teacher's layers; 0 keeps all.")
    ] = _TRAINING.layers,
    epochs: Annotated[
        int, typer.Option("--epochs", min=1, metavar="N", help="Read GOLD at most N times.")
    ] = _TRAINING.epochs,
    patience: Annotated[
        int,
        typer.Option(
            "--patience", min=1, metavar="N", help="Stop when N measurements on dev in a row brought no improvement."
        ),
    ] = _TRAINING.patience,
    rehearse: Annotated[
        float,
        typer.Option(
            "--rehearse",
            min=0.0,
            max=1.0,
            metavar="SHARE",
            help="How much of the folders in GOLD, which split no claims off others, an epoch has.",
        ),
    ] = _TRAINING.rehearsed,
    rate: Annotated[
        float, typer.Option("--rate", metavar="RATE", help="Highest learning rate of the encoder.")
    ] = _TRAINING.encoder_rate,
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", help="The same seed gives the same model.")
    ] = _TRAINING.seed,
    threads: Annotated[int, typer.Option("--threads", min=1, metavar="N", help="Use N CPU threads.")] = 2,
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
        raise Error(f"training needs {error.name}, which is not there: {INSTALL}.") from None
    settings = Settings(
        epochs=epochs, patience=patience, layers=layers, seed=seed, rehearsed=rehearse, encoder_rate=rate
    )
    command = shlex.join(["onrecord", *sys.argv[1:]])
    try:
        print(run(gold, dev, base, teacher, output, settings, threads=threads, command=command, say=printing.note))
    except KeyboardInterrupt:
        printing.note("Interrupted: the same command goes on from the last checkpoint.")
        raise


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help=f"Annotated articles: {options.GOLD}.")],
    predicted: Annotated[
        Path | None,
        typer.Argument(
            metavar="PREDICTED",
            help="Claims that “onrecord extract” printed of these articles; by default, they are extracted now.",
        ),
    ] = None,
    model: options.Model = None,
    precision: options.HowSure = "balanced",
    nested: options.Nested = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure extraction against annotated articles.

    Precision, recall and F1 in percent. End to end: the claim overlaps by half or more, and its source is right.
    Corpora that split no claims off others, as PolNeAR, are measured with --no-nested.

    \b
      onrecord evaluate polnear/dev --model run/model
      onrecord extract articles > claims.jsonl
      onrecord evaluate gold.jsonl claims.jsonl
    """
    from onrecord.extract import Document, evaluation
    from onrecord.extract.gold import outermost, read_gold
    from onrecord.extract.gold.lines import read_predictions

    if predicted and (model or precision != "balanced"):
        raise UsageError("PREDICTED is measured as it is: leave out --model and --precision, or PREDICTED.")
    articles = read_gold(gold)
    if not nested:
        articles = [outermost(one) for one in articles]
    if predicted:
        found = read_predictions(predicted, articles)
    else:
        extracted = _extracted((Document(one.text, id=one.name) for one in articles), model=model, precision=precision)
        watched = printing.watched(extracted, lambda: len(articles), "Extracting")
        found = {document.id: evaluation.found(triples) for document, triples in watched}
    if not nested:
        found = {name: evaluation.outermost(*claims) for name, claims in found.items()}
    if silent := sum(one.name not in found for one in articles):
        printing.note(f"{predicted} has no claim of {plural(silent, 'article')}: counted as empty.")
    figures = evaluation.evaluate(articles, found)
    if as_json:
        print(json.dumps(figures))
    else:
        for what, row in figures.items():
            print(f"{what:36s}", *row)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"onrecord {onrecord.__version__}")
        raise typer.Exit


@app.callback()
def _group(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=options.QUIET)] = False,
) -> None:
    """Who said what about whom: attributed statements in news as a graph."""
    if quiet:
        printing.quiet()


def main() -> None:
    """Run the command line. Only the command that is called is built, since building all takes longer than most do."""
    called = [each for each in app.registered_commands if sys.argv[1:2] == [command_name(each)]]
    if called:
        app.registered_commands = called
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, terminate)
    app()


if __name__ == "__main__":
    main()
