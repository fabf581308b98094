"""How the whole graph is written."""
