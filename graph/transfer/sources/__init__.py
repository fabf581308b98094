"""What other tools coded, quoted or annotated, one module for each: documents with their triples out of their files.

A text that a file does not have is what it quotes. Nothing is passed over without a word: what cannot be taken is told
to `say`, with its file and number.
"""
