"""How functions become commands: options in common, errors as a message and an exit code."""

from __future__ import annotations

import errno
import functools
import inspect
import logging
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.models import CommandInfo

import onrecord
from onrecord import graph, options, printing
from onrecord.errors import Error, UsageError
from onrecord.graph import DEFAULT_STORE
from onrecord.graph.lookups import queries
from onrecord.graph.lookups.answers import AmbiguousName, UnknownName
from onrecord.graph.lookups.namesakes import noted
from onrecord.graph.lookups.titles import heading
from onrecord.graph.stores.start import import_engine
from onrecord.graph.tabular import columns as columns_of
from onrecord.interrupts import Terminated
from onrecord.printing import Answer, Format, Notes, Row, plural
from onrecord.store import Store

Columns = type | Callable[..., Sequence[str]]
"""A dataclass, whose fields are the columns, or a function that gives them for the values of a command's options."""


Function = TypeVar("Function", bound=Callable[..., Any])
MOST_CANDIDATES: Final = 20
"""Of those whom a name fits, so many are listed."""

LOOKED_UP_AT_ONCE: Final = 500
"""Rows whose addresses, or titles, are looked up at once."""


@contextmanager
def changing(uri: str, *, make: bool = False) -> Iterator[Store]:
    """Open a store for a command that changes it.

    Args:
        uri: what it is called.
        make: whether to make it where there is none. If the command fails before anything is in it, it is removed.
    """
    with Store(graph.open(uri, make=make)) as store:
        try:
            yield store
        except BaseException:
            store.engine.withdraw()
            raise


class Commands(TyperGroup):
    """All commands, and the one place where errors become a message and an exit code."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Give every command --quiet, so that it may stand where people write it: after the command."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and not any(each.name == "quiet" for each in command.params):
            command.params.append(
                TyperOption(
                    param_decls=["--quiet", "-q"],
                    is_flag=True,
                    expose_value=False,
                    callback=lambda _ctx, _param, given: printing.quiet() if given else None,
                    help=options.QUIET,
                )
            )
        return command

    def invoke(self, ctx: Any) -> Any:
        logging.getLogger().addHandler(logging.NullHandler())  # what libraries log is said here, once, as the error
        logging.getLogger("onrecord").addHandler(Notes())
        try:
            return super().invoke(ctx)
        except Terminated:
            raise typer.Exit(128 + signal.SIGTERM) from None
        except AmbiguousName as error:
            _fail(_candidates(error))
        except Error as error:
            _fail(str(error), code=2 if isinstance(error, UsageError) else 1)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever reads the output has had enough: typer ends quietly
            _fail(f"{error.filename or 'the output'}: {error.strerror or error}")


class Command(TyperCommand):
    """A command whose arguments are text; paths of what is read may be any bytes."""

    def invoke(self, ctx: Any) -> Any:
        for name, given in ctx.params.items():
            for text in given if isinstance(given, list | tuple) else [given]:
                if isinstance(text, str) and name != "paths" and not _is_utf_8(text):
                    from onrecord.extract.reading.item import shown

                    raise UsageError(f"“{shown(text)}” is not UTF-8: give it in that encoding.")
        return super().invoke(ctx)


def _is_utf_8(text: str) -> bool:
    """Tell whether an argument was UTF-8: Python keeps other bytes as halves of surrogate pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class Application(typer.Typer):
    """An application whose commands check their arguments."""

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Function], Function]:
        return super().command(name, cls=Command, **settings)


def command_name(command: CommandInfo) -> str:
    """What users type for a command."""
    return command.name or typer.main.get_command_name(getattr(command.callback, "__name__", ""))


def _fail(message: str, code: int = 1) -> NoReturn:
    printing.note(f"Error: {message}", wrong=True)
    raise typer.Exit(code)


def _candidates(error: AmbiguousName) -> str:
    lines = [
        f"  {entity.name} – {entity.type}, {plural(entity.said, 'claim')} by, {entity.about:,} about – {entity.id}"
        for entity in error.candidates[:MOST_CANDIDATES]
    ]
    if (more := len(error.candidates) - MOST_CANDIDATES) > 0:
        lines.append(f"  and {more:,} more, of whom there are fewer claims")
    number = len(error.candidates)
    return "\n".join([f"“{error.name}” fits {number:,}. Give the full name, or the id:", *lines])


def _parameter(name: str, annotation: Any, default: Any = None) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


_OUTPUT = (
    _parameter("format", options.PrintedAs),
    _parameter("output", options.Output),
    _parameter("store", options.Store, DEFAULT_STORE),
)
_LIMITS = (
    _parameter("since", options.Since),
    _parameter("until", options.Until),
    _parameter("kind", options.OfKind),
    _parameter("min_confidence", options.MinConfidence),
    _parameter("acts", options.Acts),
    _parameter("limit", options.Limit),
)


class _ClaimAt(NamedTuple):
    """A claim in a row: its id, and its document's id and URL."""

    id: str
    document: str
    url: str | None


def _titled(store: Store, answer: Answer, format: Format) -> Answer:
    """The answer with what articles without a title are called, if people read it."""
    return replace(answer, rows=_titles(store, answer)) if answer.titles and format == "table" else answer


def _titles(store: Store, answer: Answer) -> Iterator[Row]:
    remaining = iter(answer.rows)
    while rows := list(islice(remaining, LOOKED_UP_AT_ONCE)):
        untitled = {row[id] for row in rows for title, id in answer.titles.items() if not row[title]}
        called = {row.id: heading(row, row.text) for row in store.engine.each(queries.TEXT, sorted(untitled))}
        for row in rows:
            yield {**row, **{title: row[title] or called[row[id]] for title, id in answer.titles.items()}}


def _linked(store: Store, answer: Answer, format: Format) -> Answer:
    """The answer with the addresses of its claims, unless it is a table in which nobody could follow them."""
    if not answer.links or (format == "table" and not printing.on_terminal()):
        return answer
    return replace(answer, rows=_links(store, answer), columns=linked_columns(answer.columns, answer.links))


def linked_columns(columns: Sequence[str], prefixes: Sequence[str]) -> list[str]:
    """The columns of an answer, and after them those of the addresses of claims."""
    return [*columns, *(f"{prefix}link" for prefix in prefixes)]


def _links(store: Store, answer: Answer) -> Iterator[Row]:
    remaining = iter(answer.rows)
    while rows := list(islice(remaining, LOOKED_UP_AT_ONCE)):
        found = []
        for prefix in answer.links:
            parts = ([row[f"{prefix}{part}"] for part in _ClaimAt._fields] for row in rows)
            found.append(store.links([_ClaimAt(*each) for each in parts]))
        for row, *links in zip(rows, *found, strict=True):
            yield {**row, **dict(zip(linked_columns((), answer.links), links, strict=True))}


def reading(app: typer.Typer, columns: Columns) -> Callable[[Callable[..., Answer]], Callable[..., None]]:
    """Make a command of a function from a store to an answer that has these columns.

    The command has the function's own parameters, --format, --output and --store, and, if the function takes
    `**limits`, also --since, --until, --kind, --min-confidence, --act and --limit. A name that nobody has is an answer
    without rows.
    """

    def decorate(command: Callable[..., Answer]) -> Callable[..., None]:
        own = dict(inspect.signature(command, eval_str=True).parameters)
        del own["store"]
        limits = _LIMITS if own.pop("limits", None) else ()
        writes_itself = "output" in own

        @functools.wraps(command)
        def run(*, format: Format | None, output: Path | None, store: str, **given: Any) -> None:
            if writes_itself:
                given["output"] = output
            if format or not writes_itself:
                printing.format_of(format, output)  # what cannot be written is not asked for
            import_engine(store)
            with onrecord.open(store, read_only=True) as opened, noted() as taken:
                try:
                    answer = command(opened, **given)
                except UnknownName as error:
                    names = columns_of(columns) if isinstance(columns, type) else columns(**given)
                    answer = Answer([], names, nothing=str(error))
                chosen = printing.format_of(format, output)
                printing.write(_linked(opened, _titled(opened, answer, chosen), chosen), chosen, output)
            for each in taken:
                printing.note(str(each))

        common = [each for each in _OUTPUT if each.name not in own]
        parameters = [*(each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own.values()), *limits, *common]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        app.command()(run)
        return run

    return decorate
