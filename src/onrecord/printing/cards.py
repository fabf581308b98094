"""Cards, each of which shows one thing: someone on record, a record of the store, the graph's model."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from datetime import date as Date
from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.graph.tabular import as_row
from onrecord.printing.answer import Row
from onrecord.printing.cells import cell
from onrecord.printing.messages import plural
from onrecord.printing.tables import grid

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.graph.lookups import Card, Ranked
    from onrecord.graph.model.description import Model


def someone(answer: Card) -> Iterator[RenderableType]:
    """Draw who someone is: names, how much they said and when, of whom they speak most and who speaks most of them."""
    entity = answer.entity
    others = [alias for alias in entity.aliases if alias != entity.name]
    kind = entity.type if entity.named else f"{entity.type}, not named"
    yield Text.assemble((cell(entity.name), "bold"), f" ({kind})", f", also: {cell(others)}" if others else "")
    counts = f"speaks in {plural(entity.said, 'claim')}, is spoken of in {entity.about:,}"
    yield Text(counts + _period(answer.first, answer.last))
    for heading, ranking in (("Speaks of", answer.speaks_of), ("Spoken of by", answer.spoken_of_by)):
        if ranking:
            yield Text(f"\n{heading}", style="bold")
            yield _ranking(ranking)


def _ranking(ranking: Sequence[Ranked]) -> RenderableType:
    return grid([as_row(ranked) for ranked in ranking], ("name", "type", "claims", "documents"))


def _period(first: Date | None, last: Date | None) -> str:
    if first is None or last is None:
        return ""
    return f", {first}" if first == last else f", {first} to {last}"


def properties(record: Row) -> Iterator[RenderableType]:
    """Draw a record, one property a line."""
    width = max(map(len, record))
    for name, content in record.items():
        yield Text.assemble((name.ljust(width), "bold"), f"  {cell(content)}")


def model(known: Model) -> Iterator[RenderableType]:
    """Draw nodes and edges with their properties, then the examples as they are typed."""
    for element in (*known.nodes, *known.edges, *known.indexes):
        yield Text.assemble((element.pattern, "bold"), f"  {element.meaning}")
        if element.properties:
            width, types = (max(len(getattr(each, part)) for each in element.properties) for part in ("name", "type"))
            for each in element.properties:
                yield Text(f"  {each.name:{width}}  {each.type.lower():{types}}  {each.meaning}")
            yield Text("")
    for example in known.examples:
        given = "".join(f" --param {name}={shlex.quote(value)}" for name, value in example.params.items())
        yield Text(f"\n# {example.question}\nonrecord cypher {shlex.quote(example.cypher)}{given}")
