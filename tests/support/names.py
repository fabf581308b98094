"""Articles of which only the names matter: who is one entity with whom, and collections of them made up at random."""

from __future__ import annotations

from functools import partial

from hypothesis import strategies as st

from onrecord.extract import Document, Triple
from onrecord.extract.triple import EntityType
from onrecord.graph import Store, lookups
from onrecord.graph.loading import load as loading
from support.articles import document, speaker, target, triple

Article = tuple[Document, list[Triple]]
Who = str | tuple[str, EntityType] | tuple[str, EntityType, str]


def article(id: str, *names: Who, day: str | None = None) -> Article:
    """An article in which each of these says something about the next; as a name, or with type and words for it."""
    people = [(who, "person", who) if isinstance(who, str) else (*who, who[0])[:3] for who in names]
    text = document(" ".join(f"{words} said thing {n} of {id}." for n, (_, _, words) in enumerate(people)), id, day)
    found = []
    for number, (name, type, words) in enumerate(people):
        other, other_type, other_words = people[(number + 1) % len(people)]
        of = [target(other, other_type, text=other_words)] if len(people) > 1 else []
        found.append(triple(text, speaker(name, type, text=words), f"thing {number} of {id}", *of, kind="indirect"))
    return text, found


def load(store: Store, *articles: Article) -> None:
    for each in articles:
        assert len(list(store.load([each]))) == 1


def entities(store: Store) -> dict[str, str]:
    """The entity's id of each name that an article has."""
    rows = store.read("MATCH (e:Entity)-[r:SAID]->(c:Claim) RETURN DISTINCT r.name, e.id ORDER BY r.name, e.id")
    found: dict[str, str] = {}
    for name, id in rows:
        found[name] = f"{found[name]} + {id}" if name in found else id
    return found


NAMES: list[Who] = [
    "Vladimir Putin",
    "Putin",
    "Vladimir V. Putin",
    ("Putin", "organization"),
    "Igor Putin",
    "Volodymyr Zelensky",
    "Zelenskyy",
    "Ola Berg",
    "Ola Berg Jr.",
    ("Ola Berg Jr.", "person", "Ola Berg"),
    "Mrs. Berg",
    ("Ola Berg", "person", "Mr. Berg"),
    ("Berg", "place"),
    ("UN", "organization"),
    ("United Nations", "organization"),
    ("United Nations", "organization", "UN"),
    ("University of Narvik", "organization", "UN"),
    ("Kyiv", "place"),
    ("Ukraine", "place"),
    ("Ukrainian side", "organization"),
]
DAYS = st.sampled_from([None, "2022-03-01", "2022-05-01", "2024-05-01"])
COLLECTIONS = st.lists(
    st.tuples(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True), DAYS), min_size=1, max_size=8
)


def collection(drawn: list[tuple[list[Who], str | None]]) -> list[Article]:
    return [article(f"a{number}", *names, day=day) for number, (names, day) in enumerate(drawn)]


def forget_all(store: Store) -> None:
    store.write(partial(loading.remove, ids=[row.id for row in lookups.documents(store)]))
