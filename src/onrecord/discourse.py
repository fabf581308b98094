"""What `onrecord network` does in its modes of discourse: statements coded, counted, made networks, and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from onrecord import printing
from onrecord.errors import UsageError
from onrecord.graph.discourse.options import Aggregation, Duplicates, Mode, Normalization
from onrecord.graph.network.options import DATA_SUFFIXES, PICTURE_SUFFIXES
from onrecord.graph.tabular import as_row
from onrecord.graph.tabular import columns as columns_of
from onrecord.printing import Answer, plural

if TYPE_CHECKING:
    from onrecord.graph.discourse.matrices import Matrix
    from onrecord.graph.discourse.statements import Coded
    from onrecord.graph.filters import Filters
    from onrecord.graph.stores.store import Store

Wanted = Literal["talk", "two-mode", "actors", "concepts", "statements"]
FILES: Final = (*DATA_SUFFIXES, ".csv")
"""The endings of files that hold a network; a .csv its matrix."""


class NetworkError(UsageError):
    """A network cannot be made so; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a discourse network is made.

    Attributes:
        mode: what its nodes are, or "statements" for what it is made of.
        aggregation: what ties two nodes; None for congruence of one mode, and agreement less disagreement of two.
        normalization: what ties are divided by.
        duplicates: within what the same statement counts once.
        open_agrees: whether a stance that the act leaves open counts as agreement.
        window, step: how many days a window has, and by how many it is moved; None for one network of all.
        title, credit: of a picture: its title, "" for the usual one, and whom it is by.
    """

    mode: Mode | Literal["statements"]
    aggregation: Aggregation | None = None
    normalization: Normalization = "no"
    duplicates: Duplicates = "document"
    open_agrees: bool = False
    window: int | None = None
    step: int | None = None
    title: str = ""
    credit: str = ""

    @property
    def chosen(self) -> Aggregation:
        """The aggregation."""
        return self.aggregation or ("subtract" if self.mode == "two-mode" else "congruence")


def check(
    mode: Wanted,
    window: str | None,
    of_talk: Mapping[str, bool],
    of_networks: Mapping[str, bool],
    of_statements: Mapping[str, bool],
) -> None:
    """Refuse options that would not count: by their names, whether those of each kind of network were given.

    Raises:
        NetworkError: one was given that is for another mode.
    """
    of_networks = {"--window": window is not None, **of_networks}
    refused = {
        "talk": ({**of_networks, **of_statements}, "networks of statements: give --mode two-mode, actors or concepts."),
        "statements": ({**of_talk, **of_networks}, "networks: give --mode two-mode, actors or concepts."),
    }.get(mode, (of_talk, "who talks about whom: leave out --mode."))
    if wrong := [name for name, is_given in refused[0].items() if is_given]:
        raise NetworkError(f"{' and '.join(wrong)} {'is' if len(wrong) == 1 else 'are'} for {refused[1]}")
    if of_networks["--step"] and window is None:
        raise NetworkError("--step moves a window: give --window, too.")


def columns(mode: Wanted, window: str | None) -> list[str]:
    """The columns of an answer in a mode of discourse."""
    if window is not None:
        from onrecord.graph.discourse.windows import Polarization

        return list(columns_of(Polarization))
    if mode == "statements":
        from onrecord.graph.discourse.statements import Coded

        return list(columns_of(Coded))
    from onrecord.graph.discourse.networks import COLUMNS

    return list(COLUMNS[mode])  # type: ignore[index]


def statements(store: Store, filters: Filters, settings: Settings) -> list[Coded]:
    """The statements that count."""
    from onrecord.graph.discourse.statements import coded, without_duplicates

    found = coded(store, filters)
    if settings.open_agrees:
        found = (replace(each, stance="agree") if each.stance == "open" else each for each in found)
    return without_duplicates(found, settings.duplicates)


def answer(store: Store, filters: Filters, settings: Settings, output: Path | None) -> Answer | None:
    """Answer in a mode of discourse; None where networks were written into files.

    Raises:
        StoreError: the settings do not go together.
    """
    is_network = output is not None and output.suffix.lower() in (*FILES, *PICTURE_SUFFIXES)
    if settings.mode == "statements":
        found = statements(store, filters, settings)[: filters.limit]
        names = columns("statements", None)
        brief = ("date", "actor", "concept", "stance", "act", "claim", "id")
        nothing = _nothing(store, found, settings)
        return Answer(map(as_row, found), names, brief, nothing=nothing)
    counted = statements(store, filters, settings)
    if settings.window is not None:
        return _over_time(store, filters, settings, counted, output if is_network else None)
    from onrecord.graph.discourse.matrices import matrix
    from onrecord.graph.discourse.networks import rows

    made = matrix(counted, settings.mode, settings.chosen, settings.normalization)
    if output is not None and is_network:
        if told := _written(store, made, filters, settings, output):
            printing.note(f"{output}: {told}.")
        else:
            printing.note(f"{_nothing(store, counted, settings)} {output} is not drawn.")
        return None
    return Answer(rows(made, filters.limit), columns(settings.mode, None), nothing=_nothing(store, counted, settings))


def _written(store: Store, made: Matrix, filters: Filters, settings: Settings, output: Path) -> str:
    """Write a network into a file, and tell how much is in it; "" where there is nothing to draw."""
    if output.suffix.lower() not in PICTURE_SUFFIXES:
        from onrecord.graph.discourse.networks import write

        write(made, output)
        return plural(len(made.rows) + (len(made.columns) if made.mode == "two-mode" else 0), "node")
    from onrecord.graph.discourse.pictures import TITLES, draw_matrix
    from onrecord.graph.network.legend import legend

    words = legend(store, filters, settings.title or TITLES[made.mode], settings.credit)
    shown = draw_matrix(made, output, words, filters.limit)
    return f"{plural(len(shown), 'node')}, {plural(shown.number_of_edges(), 'edge')}" if shown else ""


def _over_time(
    store: Store, filters: Filters, settings: Settings, counted: Sequence[Coded], output: Path | None
) -> Answer | None:
    from onrecord.graph.discourse.matrices import matrix
    from onrecord.graph.discourse.windows import Polarization, polarization, windows

    assert settings.window is not None
    assert settings.mode != "statements"
    names = columns_of(Polarization)
    measured: list[dict[str, Any]] = []
    written = 0
    of_actors = settings.normalization if settings.mode != "two-mode" else "no"
    for since, until, inside in windows(
        counted, settings.window, settings.step or settings.window, filters.since, filters.until
    ):
        measured.append(as_row(polarization(since, until, inside, of_actors)))
        if output is not None:
            made = matrix(inside, settings.mode, settings.chosen, settings.normalization)
            of_window = replace(filters, since=since, until=until)
            place = output.with_name(f"{output.stem}-{since}{output.suffix}")
            written += bool(_written(store, made, of_window, settings, place))
    found = Answer(measured, names, nothing=_nothing(store, counted, settings))
    if output is None:
        return found
    printing.write(found, "table")
    if measured:
        empty = f"; in {len(measured) - written:,} there is nothing to draw" if written < len(measured) else ""
        printing.note(f"{output.with_name(f'{output.stem}-DAY{output.suffix}')}: {plural(written, 'network')}{empty}.")
    return None


def _nothing(store: Store, counted: Sequence[Coded], settings: Settings) -> str:
    """Why there is nothing, and what can be done."""
    if not counted:
        from onrecord.graph.discourse.kept import rules

        why = f"{store.uri} has no statement of anybody with a name on a concept, within what was asked for."
        if not rules(store):
            why += " As long as no concepts are declared (“onrecord concepts”), those of a claim are whom it is about."
        return why
    number = plural(len(counted), "statement")
    if settings.window is not None and not any(each.date for each in counted):
        return f"{number} in {store.uri}, none of them dated: a window needs days (“load --date”)."
    if all(each.stance == "open" for each in counted):
        return (
            f"{number} in {store.uri}, but no act among them tells a stance: --open-agrees counts them as agreement, "
            "--tie ignore whatever the stance."
        )
    return f"{number} in {store.uri}, but no two are tied by them."
