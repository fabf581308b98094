"""Whether a claim is about somebody whom the model takes for merely mentioned in it."""

from __future__ import annotations

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.names.coreference import Coreference
from onrecord.extract.names.phrases import whole_phrase
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import Span

# Deeds by which nothing happens to the place that they are done to: "left Poland".
VISITS = frozenset({
    "leave", "leaving", "left", "leaves", "enter", "entered", "entering", "enters", "visit", "visited", "visiting",
    "visits", "reach", "reached", "reaching", "reaches", "tour", "toured", "touring",
})  # fmt: skip
INHABITING = frozenset({"people", "population", "citizens", "residents", "inhabitants"})
GOVERNED = frozenset({"state", "government", "country", "republic", "kingdom", "city", "town"})


def is_about(parse: Parse, coreference: Coreference, span: Span, attribution: Attribution) -> bool:
    """Whether a claim is about the bearer of a name in it: who is named together with whom it is about ("Wales and
    *Scotland*"), or something is done to ("shook *Norland*"), or whose people it is about ("the people of *Norland*").
    """
    name_at = coreference.entities.name_at
    tokens = parse.tokens([span])
    if not tokens or tokens[-1] not in name_at:
        return False
    head = name_at[tokens[-1]].head
    ends = [last for role in attribution.roles if role.role == "about" for last in parse.tokens([role.span])[-1:]]
    about = {name_at[last].head for last in ends if last in name_at}
    return not about.isdisjoint(coreference.joined.get(head, ())) or _is_acted_on(parse, coreference, head)


def _is_acted_on(parse: Parse, coreference: Coreference, head: int) -> bool:
    if coreference.entities.at[head].type == "group":
        head = whole_phrase(parse, head)  # "harmed *Turkish* interests"
    while parse.deps[head] == "conj" and parse.heads[head] < head:
        head = parse.heads[head]
    above = parse.heads[head]
    if parse.deps[head] == "dobj":
        return parse.lower[above] not in VISITS
    is_of = parse.deps[head] == "pobj" and parse.lower[above] == "of"
    return is_of and parse.lower[parse.heads[above]] in INHABITING | GOVERNED
