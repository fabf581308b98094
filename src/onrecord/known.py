"""What people know, and tell a store: corrections of claims, which names are whose, and their own concepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import graph
from onrecord.graph.lookups.answers import Entity
from onrecord.graph.tabular import Answers

if TYPE_CHECKING:
    from onrecord.graph.corrections.correction import Correction
    from onrecord.graph.discourse.concepts import Rule
    from onrecord.graph.entities.corrections import Known

Name = str | Entity
"""Whom a question is about: a name, a part of one, an id, or an entity that was found before."""


class Curating:
    """What can be told to a store.

    Attributes:
        engine: the store as the functions in `onrecord.graph` take it.
    """

    engine: graph.Store

    # What you know of claims

    def correct(
        self,
        claim: str,
        *,
        speaker: Name | None = None,
        about: Name | Sequence[Name] | None = None,
        act: str | None = None,
        words: str | None = None,
        cue: str | None = None,
        drop: bool = False,
        confirm: bool = False,
        by: str = "",
    ) -> Correction:
        """Correct a claim, drop it, or confirm that it is right. It stays so when its article is loaded again.

        A name has to be a whole one, or an id; one that the store does not have is somebody new.

        Args:
            claim: its id.
            speaker: who said it; an empty text for nobody who is named.
            about: whom or what it is about; an empty list for nobody.
            act: what is done by saying it: "deny", "accuse" …
            words: what was said, in the article's words; “…” leaves something out.
            cue: the article's words that attribute it; an empty text for none.
            drop: it is no claim.
            confirm: it is right.
            by: who says so; without it, the user's name on this machine.

        Raises:
            NotFound: the store has no claim of this id.
            StoreError: the words do not stand in the article, or nothing would change; the message says so.
        """
        from onrecord.graph.corrections import making

        return making.correct(
            self.engine,
            claim,
            speaker=speaker,
            about=about,
            act=act,
            words=words,
            cue=cue,
            drop=drop,
            confirm=confirm,
            by=by,
        )

    def add(
        self,
        document: str,
        words: str,
        *,
        speaker: Name = "",
        about: Name | Sequence[Name] = (),
        cue: str = "",
        act: str | None = None,
        by: str = "",
    ) -> Correction:
        """Add a claim that was missed in the document of this id; for the arguments see `correct`."""
        from onrecord.graph.corrections import making

        return making.add(self.engine, document, words, speaker=speaker, about=about, cue=cue, act=act, by=by)

    def name_source(self, source: str, person: Name, document: str, by: str = "") -> Correction:
        """Name a source that the document of this id leaves without a name: “the environment secretary”, or “I”."""
        from onrecord.graph.corrections import making

        return making.name(self.engine, source, person, document, by)

    def undo(self, correction: str | Correction) -> Correction:
        """Take back a correction, given itself or by its id, or the last one of the claim of this id.

        Raises:
            StoreError: there is none.
        """
        from onrecord.graph.corrections import making

        return making.undo(self.engine, correction)

    def corrections(self, *, lost: bool = False) -> Answers[Correction]:
        """List what people corrected, in the order in which they did; with `lost`, only what has no words any more."""
        from onrecord.graph.corrections import making
        from onrecord.graph.corrections.correction import Correction

        return Answers(making.corrections(self.engine, lost=lost), Correction)

    # What you know of names

    def alias(self, name: str, *others: str) -> None:
        """Declare that `others` are names of the one called `name`, whatever the articles say."""
        from onrecord.graph import curation

        curation.add_aliases(self.engine, name, others)

    def unalias(self, name: str, *others: str) -> None:
        """Take back what `alias` declared."""
        from onrecord.graph import curation

        curation.remove_aliases(self.engine, name, others)

    def merge(self, name: Name, other: Name) -> None:
        """Make one entity of two, which then has the name of the first."""
        from onrecord.graph import curation

        curation.merge(self.engine, name, other)

    def unmerge(self, name: Name, other: str) -> None:
        """Take back what `merge` did with these two."""
        from onrecord.graph import curation

        curation.unmerge(self.engine, name, other)

    def split(self, name: str, document: str = "") -> bool:
        """Set a name apart from the entity that it was joined with, everywhere or in the document of this id.

        Returns:
            whether the name was joined with another until now; if not, it is kept from being joined with one later.
        """
        from onrecord.graph import curation

        return curation.split(self.engine, name, document)

    def unsplit(self, name: str, document: str = "") -> None:
        """Take back what `split` did."""
        from onrecord.graph import curation

        curation.unsplit(self.engine, name, document)

    def known(self) -> Answers[Known]:
        """List the aliases, merges and splits that people declared."""
        from onrecord.graph.entities.corrections import Known
        from onrecord.graph.lookups.reasons import known

        return Answers(known(self.engine), Known)

    # What you ask about: concepts

    def concepts(self) -> Answers[Rule]:
        """List the rules by which claims are tagged with concepts, your own issues."""
        from onrecord.graph.discourse.concepts import Rule
        from onrecord.graph.discourse.kept import rules

        return Answers(rules(self.engine), Rule)

    def add_concepts(self, given: str | Path | Iterable[Rule]) -> None:
        """Declare concepts: rules, or a CSV file of them (docs/discourse.md); a rule that is there stays one.

        Raises:
            StoreError: a rule is wrong; the message says what about it, then none is kept.
            OSError: the file cannot be read.
        """
        from onrecord.graph.discourse import kept

        kept.add(self.engine, _rules(given))

    def remove_concepts(self, given: str | Path | Iterable[Rule]) -> None:
        """Take back what `add_concepts` declared."""
        from onrecord.graph.discourse import kept

        kept.remove(self.engine, _rules(given))


def _rules(given: str | Path | Iterable[Rule]) -> list[Rule]:
    from onrecord.graph.discourse.concepts import read_concepts, rule

    if isinstance(given, str | Path):
        return [*read_concepts(Path(given))]
    return [rule(each.cells()) for each in given]
