"""onrecord: who said what about whom, and where it was reported.

    >>> import onrecord
    >>> for triple in onrecord.extract("“We will stay,” Ana Ruiz said."):
    ...     print(triple.speaker.name, triple.cue.text, triple.claim.text)
    Ana Ruiz said “We will stay,”

`onrecord.open` opens a store, `onrecord.extract` finds claims in a text. Below them, `onrecord.extract` is also the
package that turns articles into triples (speaker, claim, target), and `onrecord.graph` the one that keeps triples and
answers questions; `onrecord.cli` is the command line.

Names are imported when they are first used: importing onrecord itself takes no time.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

# In a checkout the code lies at its top, not in this folder. The links beside this file are for type checkers and
# editors alone: a checkout on Windows, a zip file and an sdist have none.
_TOP = Path(__file__).resolve().parents[2]
if (_TOP / "pyproject.toml").is_file() and (_TOP / "extract").is_dir():
    __path__.insert(0, str(_TOP))

from onrecord import moved  # noqa: E402
from onrecord.errors import Error  # noqa: E402

moved.install()

if TYPE_CHECKING:
    from onrecord.extract.document import Document
    from onrecord.extract.extractor import Extractor
    from onrecord.extract.triple import Triple
    from onrecord.graph.errors import StoreError
    from onrecord.graph.lookups.answers import AmbiguousName, UnknownName
    from onrecord.store import Store, open

    __version__: str

    def extract(article: str | Document) -> list[Triple]:
        """See `onrecord.extract`, a package that can be called."""


__all__ = [
    "AmbiguousName",
    "Document",
    "Error",
    "Extractor",
    "Store",
    "StoreError",
    "Triple",
    "UnknownName",
    "__version__",
    "extract",
    "open",
]

_FOUND_IN = {
    "AmbiguousName": "onrecord.graph.lookups.answers",
    "Document": "onrecord.extract.document",
    "Extractor": "onrecord.extract.extractor",
    "Store": "onrecord.store",
    "StoreError": "onrecord.graph.errors",
    "Triple": "onrecord.extract.triple",
    "UnknownName": "onrecord.graph.lookups.answers",
    "open": "onrecord.store",
}


def __getattr__(name: str) -> Any:
    if name in _FOUND_IN:
        return getattr(import_module(_FOUND_IN[name]), name)
    if name in ("cli", "extract", "graph"):
        return import_module(f"onrecord.{name}")
    if name == "__version__":
        from importlib.metadata import version

        return version("onrecord")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
