"""Corrections: what people said of claims that were read wrongly, or missed. They outlast the reading.

The words that are used here:

reading: the claims that were found in an article, as triples.
original: the reading of an article as it was before any correction; the store keeps it for each article that has some.
correction: a piece of knowledge of one claim, or of an unnamed source of one article: who said it, when, and what is
    right. It has the claim as it was before, with the words beside it.
applying: what the graph holds of an article is its original with all its corrections applied, in the order in which
    they were made. So a correction that is taken back leaves what would be there without it, and an article that is
    loaded again is corrected again.
found again: where the article's text has changed, a correction holds for the claim that has the same words; if the
    words are there but no claim was read, the claim is made. If the words are gone, the correction is lost: it is
    kept, and holds again as soon as its words are back.

The modules: `correction` is the type, `anchors` finds words again, `applying` makes the corrected triples of an
original, `following` tells which other claims a corrected speaker concerns, `kept` reads and writes what the store
keeps, within the transaction that loads an article, `making` is what users ask for, `differences` tells what somebody
corrected in a reading. `queries` has the Cypher.
"""
