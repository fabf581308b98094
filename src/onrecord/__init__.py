"""onrecord: who said what about whom, and where it was reported.

`onrecord.extract` turns articles into triples (speaker, claim, target); `onrecord.graph` keeps the triples in a
graph and answers questions; `onrecord.cli` is the command line over the two.
"""

from importlib.metadata import version

__version__ = version("onrecord")
