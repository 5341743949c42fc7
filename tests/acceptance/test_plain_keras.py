"""What is downloaded goes on in plain Keras: a process without Modelbook opens artifact and checkpoint, predicts alike, and trains on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.acceptance.service import Service, environment

SPEC: dict[str, Any] = {
    "data": {"source": "iris", "split": {"test": 0.2, "stratify": True}},
    "preprocessing": {"targets": [{"step": "one_hot"}]},
    "model": {
        "kind": "sequential",
        "layers": [{"layer": "Dense", "units": 8, "activation": "relu"}, {"layer": "Dense", "units": 3, "activation": "softmax"}],
    },
    "training": {
        "loss": "categorical_crossentropy",
        "metrics": ["accuracy"],
        "epochs": 2,
        "batch_size": 16,
        "optimizer": {"name": "adam", "learning_rate": 0.01},
    },
}
ROWS = [[5.1, 3.5, 1.4, 0.2], [6.0, 2.9, 4.5, 1.5], [6.9, 3.1, 5.4, 2.1]]
#: How a file is opened and its optimizer restored, from the docs.
OPENED = (Path(__file__).parents[2] / "docs" / "keras.md").read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
#: Argument: a file. Prints what its network predicts before and after one more epoch.
PROGRAM = f"""
import json, sys
import numpy as np
{OPENED.replace('"digits-1.h5"', "sys.argv[1]")}
rows = np.array({ROWS}, "float32")
before, steps = model.predict(rows, verbose=0).tolist(), int(model.optimizer.iterations)
history = model.fit(rows, np.eye(3, dtype="float32"), epochs=1, verbose=0).history
print(json.dumps({{"before": before, "steps": steps, "history": history, "after": model.predict(rows, verbose=0).tolist(),
                   "modelbook": [name for name in sys.modules if name.split(".")[0] in ("models", "service", "workers")]}}))
"""


@pytest.fixture(scope="module")
def job(service: Service) -> dict[str, Any]:
    return service.trained(SPEC, name="plain-keras")


def gone_on(service: Service, url: str, path: Path) -> dict[str, Any]:
    """Download a file, and go on with it in a process that has Keras only."""
    path.write_bytes(service.http.get(url).raise_for_status().content)
    command = [sys.executable, "-I", "-c", PROGRAM, str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, env=environment(TF_CPP_MIN_LOG_LEVEL="3"), cwd=path.parent, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_an_artifact_and_a_checkpoint_open_predict_alike_and_train_on_in_plain_keras(service: Service, job: dict[str, Any], tmp_path: Path) -> None:
    served = [list(prediction["probabilities"].values()) for prediction in service.predict("plain-keras", json={"inputs": ROWS})]
    for url in ("/v1/models/plain-keras/artifact", f"/v1/jobs/{job['id']}/checkpoints/2"):
        found = gone_on(service, url, tmp_path / "model.h5")
        np.testing.assert_allclose(found["before"], served, rtol=1e-5, atol=1e-6)
        assert found["steps"] == 2 * 8
        assert set(found["history"]) == {"loss", "accuracy"}
        assert np.abs(np.array(found["after"]) - found["before"]).max() > 1e-4
        assert found["modelbook"] == []
