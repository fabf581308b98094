"""What is in the graph: tables, rows, and the model in words."""

from onrecord.moved import names_of

__getattr__ = names_of(__name__)  # an earlier version had a module of this name
