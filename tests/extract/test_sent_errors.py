"""Errors of other processes: as themselves where that can be, else as a sentence that says the same."""

from __future__ import annotations

import pickle
import threading

import pytest

from onrecord.extract.errors import ExtractionError, InputError, sendable
from onrecord.graph.errors import MissingLibrary


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (InputError("line 3: it is not UTF-8"), "line 3: it is not UTF-8"),
        (FileNotFoundError(2, "No such file", "model.onnx"), "[Errno 2] No such file: 'model.onnx'"),
        (MissingLibrary("A table", "pandas", "pip install pandas"), "A table needs pandas, which is not there."),
        (RuntimeError("busy", threading.Lock()), "An article cannot be extracted (RuntimeError: ('busy', <"),
        (type("Local", (Exception,), {})("odd"), "An article cannot be extracted (Local: odd)."),
    ],
)
def test_an_error_reaches_another_process(error: Exception, told: str) -> None:
    received = pickle.loads(pickle.dumps(sendable(error)))
    assert str(received).startswith(told)
    assert type(received) is (type(error) if isinstance(error, InputError | FileNotFoundError) else ExtractionError)
