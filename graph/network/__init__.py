"""Who talks about whom, as a network."""

from onrecord.moved import names_of

__getattr__ = names_of(__name__)  # an earlier version had a module of this name
