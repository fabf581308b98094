"""A debate of our own: four who speak of two issues, with every stance."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract import Document, Triple
from onrecord.extract.triple import EntityType
from support.articles import document, speaker, target, triple

RULES = """concept,phrases,entities,acts,agreement
congestion charge,congestion charg*; the charge,,,
new bridge,new bridge,Sund Bridge,,
no bridge at all,,Sund Bridge,oppose,yes
"""

SAID: list[tuple[str, str, str, str, EntityType, str, str | None]] = [
    # document, day, act, speaker, type, claim, target
    ("a", "2024-01-03", "support", "Ana Ruíz", "person", "the congestion charge is fair", None),
    ("a", "2024-01-03", "oppose", "Ben Hall", "person", "a congestion charging scheme will fail", None),
    ("a", "2024-01-03", "support", "Ana Ruíz", "person", "once more for the charge", None),
    ("b", "2024-01-05", "support", "Norsk Havn", "organization", "the congestion charge will help", None),
    ("b", "2024-01-05", "oppose", "Norsk Havn", "organization", "no new bridge is needed", None),
    ("c", "2024-02-10", "support", "Ben Hall", "person", "the Sund must be crossed", "Sund Bridge"),
    ("c", "2024-02-10", "support", "Cy Dorn", "person", "the new bridge will come", None),
    ("c", "2024-02-10", "say", "Cy Dorn", "person", "the congestion charge is a charge", None),
    ("d", "2024-02-12", "support", "Cy Dorn", "person", "the new bridge cannot wait", None),
    ("d", "2024-02-12", "deny", "Ana Ruíz", "person", "nothing of the kind", None),
]


def loaded() -> list[tuple[Document, list[Triple]]]:
    """Articles with a sentence for each claim, and their triples."""
    articles = []
    for id in dict.fromkeys(row[0] for row in SAID):
        rows = [row for row in SAID if row[0] == id]
        text = " ".join(f"{who} said {claim} ({about})." for _, _, _, who, _, claim, about in rows)
        article = document(text, id, rows[0][1], title=f"Article {id}")
        found = []
        for _, _, act, who, type, claim, about in rows:
            each = triple(article, speaker(who, type), claim, *([target(about, "work")] if about else []))
            found.append(replace(each, claim=replace(each.claim, act=act)))
        articles.append((article, found))
    return articles
