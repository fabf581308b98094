"""Which body "we" is in what somebody says: the one that he or she speaks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.lexicon import words
from onrecord.extract.names.coreference import Coreference
from onrecord.extract.names.entities import Entity
from onrecord.extract.names.entities.serving import bodies_of, is_outsider
from onrecord.extract.names.links import Links
from onrecord.extract.names.speakers import Speakers
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import Span

MINE = 0.4  # how likely a body has to be who says "we"
SERVED = 0.15  # the same of a body that the speaker serves
PEOPLED = frozenset({"place", "group"})


class We:
    """Finds the bodies that speakers call "we"."""

    def __init__(
        self,
        parse: Parse,
        coreference: Coreference,
        speakers: Speakers,
        attributions: Sequence[Attribution],
        links: Links,
    ) -> None:
        self._parse = parse
        self._coreference = coreference
        self._speakers = speakers
        self._attributions = attributions
        self._links = links

    def body(self, place: Span, outer: int, who: Entity | None) -> Entity | None:
        """The body that "we" of somebody is, rather one that he or she serves; no country, unless it is told so."""
        may_be = self._may_be(who, self._attributions[outer])
        members = [who, *who.members] if who is not None else []
        entities, tokens = self._coreference.entities, self._speakers.tokens(outer)
        served = {*bodies_of(self._parse, entities, members, tokens)}
        own, share = self._links.meant(
            place, lambda one: may_be(one) and (one is who or (one in served and one.type != "group"))
        )
        if own is not None and own is not who and share > SERVED:
            return own
        best, share = self._links.meant(place, may_be)
        is_told = best is who or best in served or (best is not None and best.type not in PEOPLED)
        return best if share > MINE and is_told else None

    def _may_be(self, speaker: Entity | None, around: Attribution) -> Callable[[Entity], bool]:
        """What tells whom "we" can mean in what somebody says: no body that he or she looks at from outside."""
        tokens, at = self._parse.tokens(around.content), self._coreference.entities.at
        others = {at[token] for token in tokens if token in at}
        is_body_apart = any(self._is_body_apart(token) for token in tokens)
        is_apart = is_body_apart or (speaker is not None and is_outsider(self._parse, speaker))

        def may_be(entity: Entity) -> bool:
            return entity is speaker or (entity.named and not is_apart and entity not in others)

        return may_be

    def _is_body_apart(self, token: int) -> bool:
        """Whether a word is that of "the company", which nobody calls his own so."""
        parse = self._parse
        return parse.lower[token] in words("bodies") and parse.lower[parse.left[token]] == "the"
