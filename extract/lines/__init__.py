"""The JSON Lines of `onrecord extract`, one claim a line, read again: as it printed them, or as people corrected them.

`line` reads a file line by line and checks what every line has to have, `texts` finds the articles that lines are
from, `extracted` makes documents with their triples of them. `onrecord.extract.gold.lines` makes annotated articles.
"""
