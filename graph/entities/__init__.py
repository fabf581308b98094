"""Entity resolution: which names, in different articles, are one person, organisation or place.

The words that are used here:

mention: one place in an article that names somebody or something: the name there, its type, and the words.
name, key: a name, and the form of it in which equal names are compared: "Ruíz, Ana" has the key "ana ruiz".
evidence: what all articles together tell of a key: in which months, as which types, in which spellings, and how often.
    Evidence adds up, so that what an article brought can be taken out again.
block: all keys with the same last word, however that is spelled. Only names of one block are compared with each other,
    but for acronyms and for names that people say are one. A block is stored as text, with its evidence and notes.
decision, root: the answer of the rules for one block: for each key its root, which is the most complete of the names
    that are one. A bare surname may have another root in each month.
cluster: all roots, of one block or several, that are one entity, with all their names and the row of its node.
canonical name: the name by which an entity is shown. Its id is made of its type and of its most complete key.
alias: any spelling that is looked up, and leads to the entities that have it. An index holds the aliases' words too.
note: a piece of knowledge, what people said of a name, which overrules the articles: an alias, a merge or a split.
split: a name set apart from its cluster, everywhere or in one document; there its key is "ana ruiz#document".
stand-in: an entity that speaks for a country, as its capital and its government do.

The modules, from articles to the store: `person_names` takes names apart, `evidence` sums up, `rules` decides within a
block, `clusters` joins across blocks, `countries` knows stand-ins, `corrections` holds what people said. `blocks` reads
the store, `evidence_change` and `planning` work out what a change of articles means for it, `plan` writes that, with
the index of names in `alias_index`. `edges` are those between claims and entities, `queries` has the Cypher.
"""
