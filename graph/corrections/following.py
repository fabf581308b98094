"""What other claims of an article have to follow when the speaker of one is corrected.

A claim that stands inside another is often told of the same person, by a pronoun: “Ana Ruiz said that *she* had
warned them”. Where the speaker of the outer claim is another, so is *she*. And the words that name the speaker of an
inner claim are a target of the outer one: “The council said that *he* denied it” is about whoever denied it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from onrecord.extract.triple import Addressee, Speaker, Target, Triple
from onrecord.graph.spelling import NO_NAMES, normalise


def follow(
    triples: Sequence[Triple], before: Triple, after: Triple, settled: Mapping[str, Set[str]]
) -> dict[str, Triple]:
    """Give the claims that are others now that the speaker of one is another, by their ids.

    Args:
        triples: all claims of the article.
        before, after: the one whose speaker was corrected.
        settled: the parts of claims, by their ids, that people have corrected themselves, and which follow nobody.
    """
    was, now = before.speaker, after.speaker
    if was is None or (now is not None and _who(was) == _who(now)):
        return {}
    inside = _inside(triples, before.claim.id)
    same_words = now is not None and bool(was.spans) and now.spans == was.spans
    around = _around(triples, before.claim.id) if same_words else set()
    found = {}
    for triple in triples:
        id, parts = triple.claim.id, settled.get(triple.claim.id, frozenset())
        changed = triple
        if id in inside and "speaker" not in parts and triple.speaker and _is_again(triple.speaker, was):
            speaker = triple.speaker
            changed = replace(changed, speaker=now and replace(speaker, name=now.name, type=now.type, named=now.named))
        if now is not None and id in around and "about" not in parts:
            changed = replace(changed, targets=_led(changed.targets, was, now))
        if changed != triple:
            found[id] = changed
    return found


def _is_again(speaker: Speaker, was: Speaker) -> bool:
    """Whether words mean somebody only because others do: a pronoun, or the same words without a name."""
    words = normalise(speaker.text)
    return _who(speaker) == _who(was) and (words in NO_NAMES or (words == normalise(was.text) and not was.named))


def _led(targets: Iterable[Target], was: Speaker, now: Speaker) -> tuple[Target, ...]:
    """Targets, of which those that are the speaker's own words are the new one."""
    led = [
        replace(each, name=now.name, type=now.type) if _who(each) == _who(was) and each.spans == was.spans else each
        for each in targets
    ]
    return tuple({(each.role, *_who(each), each.spans): each for each in led}.values())


def _inside(triples: Sequence[Triple], id: str) -> set[str]:
    """The ids of the claims that stand in a claim, and of those in them."""
    reports = {triple.claim.id: triple.reports for triple in triples}
    found: set[str] = set()
    waiting = [*reports.get(id, ())]
    while waiting:
        each = waiting.pop()
        if each not in found and each != id:
            found.add(each)
            waiting += reports.get(each, ())
    return found


def _around(triples: Sequence[Triple], id: str) -> set[str]:
    """The ids of the claims that a claim stands in."""
    return {triple.claim.id for triple in triples if id in _inside(triples, triple.claim.id)}


def _who(who: Speaker | Addressee | Target) -> tuple[str, str]:
    return who.type, normalise(who.name)
