#!/usr/bin/env bash
# label-studio-sdk 2.1.2: LabelInterface.validate_task raises a TypeError for a task that has a prediction, since it
# calls validate_prediction without an argument that this needs; validate_prediction itself takes the same prediction.
# Expected: the task is checked with its predictions, as tasks are written for pre-annotation.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check label-studio-sdk==2.1.2
cd "$folder" && env/bin/python - <<'PYTHON'
from label_studio_sdk.label_interface import LabelInterface

config = """<View><Labels name="part" toName="text"><Label value="Speaker"/></Labels><Text name="text" value="$text"/></View>"""
interface = LabelInterface(config)
value = {"start": 0, "end": 3, "text": "Ana", "labels": ["Speaker"]}
result = [{"id": "a", "from_name": "part", "to_name": "text", "type": "labels", "value": value}]
prediction = {"model_version": "1", "score": 0.5, "result": result}
task = {"data": {"text": "Ana said so."}}
assert interface.validate_task(task)
try:
    interface.validate_task({**task, "predictions": [prediction]})
except TypeError as error:
    print(error)
    assert "validate_prediction" in str(error)
else:
    raise SystemExit("it is taken now")
PYTHON
