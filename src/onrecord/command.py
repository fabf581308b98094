"""How functions become commands: options in common, errors as a message and an exit code."""

from __future__ import annotations

import errno
import functools
import inspect
import logging
import signal
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandInfo

import onrecord
from onrecord import options, printing
from onrecord.errors import Error
from onrecord.extract.reading.item import shown
from onrecord.graph import DEFAULT_STORE
from onrecord.graph.lookups.answers import AmbiguousName, UnknownName
from onrecord.graph.stores.start import import_ladybug
from onrecord.graph.tabular import columns as columns_of
from onrecord.interrupts import Terminated
from onrecord.printing import Answer, Format, Notes, plural

Columns = type | Callable[..., Sequence[str]]
"""A dataclass, whose fields are the columns, or a function that gives them for the values of a command's options."""


Function = TypeVar("Function", bound=Callable[..., Any])


class UsageError(Error):
    """What was asked for cannot be done; the message says what to do instead."""


class Commands(TyperGroup):
    """All commands, and the one place where errors become a message and an exit code."""

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
            _fail(str(error))
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


def _fail(message: str) -> NoReturn:
    printing.note(f"Error: {message}")
    raise typer.Exit(1)


def _candidates(error: AmbiguousName) -> str:
    lines = [
        f"  {entity.name} – {entity.type}, {plural(entity.said, 'claim')} – {entity.id}" for entity in error.candidates
    ]
    return "\n".join([f"“{error.name}” fits several. Give the full name, or the id:", *lines])


def _parameter(name: str, annotation: Any, default: Any = None) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


_OUTPUT = (
    _parameter("format", options.PrintedAs, "table"),
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


def reading(app: typer.Typer, columns: Columns) -> Callable[[Callable[..., Answer]], Callable[..., None]]:
    """Make a command of a function from a store to an answer that has these columns.

    The command has the function's own parameters, --format and --store, and, if the function takes `**limits`, also
    --since, --until, --kind, --min-confidence, --act and --limit. A name that nobody has is an answer without rows.
    """

    def decorate(command: Callable[..., Answer]) -> Callable[..., None]:
        own = dict(inspect.signature(command, eval_str=True).parameters)
        del own["store"]
        limits = _LIMITS if own.pop("limits", None) else ()

        @functools.wraps(command)
        def run(*, format: Format, store: str, **given: Any) -> None:
            if "://" not in store:
                import_ladybug()
            with onrecord.open(store, read_only=True) as opened:
                try:
                    answer = command(opened, **given)
                except UnknownName as error:
                    names = columns_of(columns) if isinstance(columns, type) else columns(**given)
                    answer = Answer([], names, nothing=str(error))
                printing.write(answer, format)

        parameters = [*(each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own.values()), *limits, *_OUTPUT]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        app.command()(run)
        return run

    return decorate
