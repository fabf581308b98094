"""How the whole graph is written: one module a family of formats, each from a store, in pages, to a file or folder."""
