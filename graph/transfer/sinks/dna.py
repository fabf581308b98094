"""A file of Discourse Network Analyzer 3: who says what on which concept, agreeing or not, in the articles' texts.

A statement of DNA has one value for each variable, so a claim on two concepts becomes two statements of the same words.
A person who speaks is the `person`, and the body that the article says they belong to is the `organization`; anybody
else who speaks is the `organization`. The concept is what the claim is about, or what it is tagged with. DNA's
`agreement` is yes or no, and has no third value: where the act leaves it open, it is yes, as in DNA itself when nobody
changes it; `stance` says "open" there, so that such statements can be excluded.
"""

from __future__ import annotations

import base64
import hashlib
from calendar import timegm
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from onrecord.extract.lexicon import countries, normalise
from onrecord.graph.discourse.agreement import Stance, stance_of
from onrecord.graph.discourse.concepts import Tagger
from onrecord.graph.model.rows import Row
from onrecord.graph.transfer.said import Account, Party, Said
from onrecord.graph.transfer.sinks.affiliation import affiliation
from onrecord.graph.transfer.sinks.dna_tables import AT_THE_END, LONGEST, TABLES
from onrecord.graph.transfer.sinks.sqlite_rows import Tables

CODER: Final = "Admin"
PASSWORD: Final = "onrecord"
"""It keeps nobody out: DNA asks for one, and it is printed."""
VERSION: Final = {"version": "3.1.2", "date": "2026-06-30"}

PERSON, ORGANIZATION, CONCEPT, AGREEMENT, ACT, STANCE = range(1, 7)
VARIABLES: Final = {
    PERSON: ("person", "short text"),
    ORGANIZATION: ("organization", "short text"),
    CONCEPT: ("concept", "short text"),
    AGREEMENT: ("agreement", "boolean"),
    ACT: ("act", "short text"),
    STANCE: ("stance", "short text"),
}
TEXTS: Final = [id for id, (_, type) in VARIABLES.items() if type == "short text"]


BodyOf = Callable[[str], Party | None]
"""From the name of a person in an article to the body that it says the person belongs to."""


class Code(NamedTuple):
    """A concept of a claim, with its type ("person", "place" …; "" for one of the user's own), and the stance on it."""

    concept: str
    type: str
    stance: Stance


CodesOf = Callable[[Said, Callable[[Party], str]], list[Code]]
"""From a claim, and what gives the name that the store has for a party, to the claim's concepts."""


def codes_by(tagger: Tagger) -> CodesOf:
    """The concepts that a store has as those of its claims; where it has none, their targets."""
    return partial(_codes_by_tags, tagger) if tagger else codes_by_targets


def codes_by_targets(said: Said, name_of: Callable[[Party], str]) -> list[Code]:
    """The targets of a claim as its concepts."""
    stance = stance_of(said.claim["act"])
    return [Code(name_of(each), each.type, stance) for each in said.targets if each.role == "about"]


def _codes_by_tags(tagger: Tagger, said: Said, _: Callable[[Party], str]) -> list[Code]:
    tags = tagger.tags(said.claim["text"], said.claim["act"], [each.id for each in said.targets])
    return [Code(each.concept, "", each.stance) for each in tags]


class DnaSink:
    """Writes the file.

    Args:
        place: the file, which must not be there yet.
        codes: give the concepts of a claim.
    """

    def __init__(self, place: Path, codes: CodesOf = codes_by_targets) -> None:
        self._codes = codes
        self._names: dict[str, tuple[str, bool]] = {}
        self._bodies: dict[str, str] = {}
        self._values: dict[tuple[int, str], int] = {}
        self._bearers: dict[tuple[int, str], str] = {}
        self._documents = self._statements = 0
        self._tables = Tables(place, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
        self._tables.insert(
            {
                "INTO CODERS (ID, Name, Red, Green, Blue, Password)": [(1, CODER, 255, 255, 0, hash_of(PASSWORD))],
                "INTO STATEMENTTYPES": [(1, "DNA Statement", 239, 208, 51)],
                "INTO SETTINGS": [*VERSION.items()],
                "INTO VARIABLES": [(id, *about, 1) for id, about in VARIABLES.items()],
                "INTO ATTRIBUTEVARIABLES": [(id, id, "Type") for id in TEXTS],
            }
        )
        self._new: list[tuple[int, int, str, str]] = []
        self._value = lru_cache(maxsize=2**16)(self._value_of)  # the same few come again and again
        for id in TEXTS:
            self._value(id, "")  # what DNA gives a statement whose field is empty

    def write(self, entities: Sequence[Row] = (), articles: Sequence[Account] = ()) -> None:
        """Write a portion of the graph."""
        for row in entities:
            self._names[row["id"]] = row["name"], bool(row["named"])
            if row["type"] == "organization" and row["named"]:
                self._bodies.setdefault(normalise(row["name"]), row["id"])
        documents: list[tuple[Any, ...]] = []
        statements: list[tuple[int, ...]] = []
        texts: list[tuple[int, ...]] = []
        agreements: list[tuple[int, ...]] = []
        for article in articles:
            self._documents += 1
            text = as_shown(article.document["text"])
            documents.append(self._document(article.document, text))
            position = _positions(text)
            claims = article.claims
            body_of = cache(partial(self._body_of, text, cache(partial(self._bodies_in, claims))))
            sources: dict[tuple[str, ...] | None, tuple[int, int]] = {}
            for said in claims:
                start, stop = _span(said, position)
                if stop <= start:
                    continue  # a text without words, in which nothing can be marked
                who = said.speaker and said.speaker[:3]  # id, name and type
                source = sources.get(who)
                if source is None:
                    source = sources[who] = self._source(said, body_of)
                person, body = source
                act = said.claim["act"]
                for code in self._codes(said, self._name_of) or [Code("", "", stance_of(act))]:
                    self._statements += 1
                    id = self._statements
                    statements.append((id, 1, self._documents, start, stop, 1))
                    texts += (
                        (id, PERSON, person),
                        (id, ORGANIZATION, body),
                        (id, CONCEPT, self._value(CONCEPT, code.concept, code.type)),
                        (id, ACT, self._value(ACT, act or "")),
                        (id, STANCE, self._value(STANCE, code.stance)),
                    )
                    agreements.append((id, AGREEMENT, int(code.stance != "disagree")))
        new, self._new = self._new, []
        of_new = [(id, variable, type) for id, variable, _, type in new]
        rows = {
            "INTO DOCUMENTS": documents,
            "INTO STATEMENTS": statements,
            "INTO ENTITIES (ID, VariableId, Value)": [each[:3] for each in new],
            "INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue)": of_new,
            "INTO DATASHORTTEXT (StatementId, VariableId, Entity)": texts,
            "INTO DATABOOLEAN (StatementId, VariableId, Value)": agreements,
        }
        self._tables.insert(rows)

    def finish(self) -> None:
        """Make the indexes and close the file."""
        self.write()  # the empty values, where there was no article
        self._tables.finish(AT_THE_END)

    def close(self) -> None:
        """End what is not finished."""
        self._tables.close()

    def _document(self, row: Row, text: str) -> tuple[Any, ...]:
        title = row["title"] or (row["path"] or row["id"]).rpartition("/")[2] or row["id"]
        notes = "\n".join(
            as_shown(each) for each in (row["url"], row["id"], None if row["date"] else "undated") if each
        )
        at = timegm(row["date"].timetuple()) if row["date"] else 0
        return (self._documents, _short(title), text, 1, "", _short(row["publisher"] or ""), "", notes, "", at)

    def _source(self, said: Said, body_of: BodyOf) -> tuple[int, int]:
        """The ids of the person and of the organization who make a claim."""
        speaker = said.speaker and self._as_named(said.speaker, said.document)
        is_person = speaker is not None and speaker.type == "person"
        body = body_of(said.speaker.name) if said.speaker and is_person else speaker
        person, organization = (
            self._value(variable, who.name, who.type, who.id) if who else self._value(variable, "")
            for variable, who in ((PERSON, speaker if is_person else None), (ORGANIZATION, body))
        )
        return person, organization

    def _bodies_in(self, claims: Iterable[Said]) -> dict[str, Party]:
        """The bodies with a part in an article's claims, by what the article calls them."""
        parties = [party for said in claims for party in (said.speaker, *said.targets, *said.told) if party is not None]
        bodies = [(party, self._as_named(party)) for party in parties if party.type == "organization"]
        return {
            normalise(called): body
            for party, body in bodies
            for called in (party.mention, party.name)
            if not {normalise(body.name), normalise(called)} & countries.places()
        }

    def _body_of(self, text: str, bodies: Callable[[], Mapping[str, Party]], person: str) -> Party | None:
        """The body that an article says a person belongs to, by the entity's name where the store has it."""

        def known(name: str) -> str | None:
            key = normalise(name)
            return name if key in bodies() or (key in self._bodies and key not in countries.places()) else None

        name = affiliation(text, person, known)
        if name is None or (key := normalise(name)) in bodies():
            return None if name is None else bodies()[key]
        return Party(self._bodies.get(key, ""), name, "organization", True, "", "", None)

    def _name_of(self, party: Party) -> str:
        known = self._names.get(party.id)
        return party.name if known is None else known[0]

    def _as_named(self, party: Party, document: Row | None = None) -> Party:
        """Somebody by the entity's name; a source without a name, who is nobody elsewhere, with the article's id."""
        name, is_named = self._names.get(party.id, (party.name, True))
        if not is_named and document is not None:
            name = f"{name} [{document['id']}]"
        return Party(party.id, name, *party[2:])

    def _value_of(self, variable: int, value: str, type: str = "", bearer: str = "") -> int:
        """The id of a value of a variable; of two who have the same name the second is written with the id."""
        text = _short(value)
        if bearer and self._bearers.setdefault((variable, text), bearer) != bearer:
            text = _short(f"{value} ({bearer})")
        id = self._values.get((variable, text))
        if id is None:
            id = self._values[variable, text] = len(self._values) + 1
            self._new.append((id, variable, text, _short(type)))
        return id


def hash_of(password: str) -> str:
    """A password as DNA keeps it: jasypt's StrongPasswordEncryptor, SHA-256 over salt and password, 100,000 times."""
    salt = hashlib.sha256(password.encode()).digest()[:16]
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(99_999):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()


def as_shown(text: str) -> str:
    """A text of the same length without what DNA's window would drop, so that positions fit."""
    return text.replace("\x00", "\ufffd").replace("\r\n", " \n").replace("\r", "\n")


def _short(text: str) -> str:
    """At most `LONGEST` characters on one line; of what is longer, the beginning and a hash of the whole."""
    line = " ".join(as_shown(text).split())
    if len(line) <= LONGEST:
        return line
    return f"{line[: LONGEST - 10]}…~{hashlib.sha256(line.encode()).hexdigest()[:8]}"


def _positions(text: str) -> Callable[[int], int]:
    """Turns a position in characters into one in UTF-16 units, as Java counts them."""
    if len(text.encode("utf-16-le")) == 2 * len(text):
        return lambda at: at
    return lambda at: len(text[:at].encode("utf-16-le")) // 2


def _span(said: Said, position: Callable[[int], int]) -> tuple[int, int]:
    """Where DNA marks a claim: from its first word to its last; the first character, if it stands nowhere."""
    offsets = said.claim["spans"] or (0, min(1, len(said.document["text"])))
    return position(offsets[0]), position(offsets[-1])
