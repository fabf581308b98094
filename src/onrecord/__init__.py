"""onrecord: who said what about whom, and where it was reported.

`onrecord.extract` turns articles into triples (speaker, claim, target); `onrecord.graph` keeps the triples in a
graph and answers questions; `onrecord.cli` is the command line over the two.
"""

from importlib.metadata import version
from pathlib import Path

# In a checkout the code lies at its top, not in this folder. The links beside this file are for type checkers and
# editors alone: a checkout on Windows, a zip file and an sdist have none.
_TOP = Path(__file__).resolve().parents[2]
if (_TOP / "pyproject.toml").is_file() and (_TOP / "extract").is_dir():
    __path__.insert(0, str(_TOP))

__version__ = version("onrecord")
