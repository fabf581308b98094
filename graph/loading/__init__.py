"""Articles into a store and out of it."""

from onrecord.moved import names_of

__getattr__ = names_of(__name__)  # an earlier version had a module of this name
