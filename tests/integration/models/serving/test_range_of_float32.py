"""Data beyond the range of float32: models that compute in float64 learn it, and are served by scikit-learn."""

from pathlib import Path

import pytest

from models import jobs, load
from models.checking.check import check_spec
from models.training.listener import SilentListener
from tests.uploaded import OneUpload, csv_file, read


@pytest.mark.parametrize("estimator", ["LogisticRegression", "Ridge"])
def test_inputs_beyond_float32_are_served_without_an_onnx_form(estimator: str, tmp_path: Path) -> None:
    rows = [["far", "near", "kind"], *([f"{n}e39", n % 3, n % 2] for n in range(12))]
    registered = OneUpload(read(tmp_path, "csv", csv_file(rows)))
    steps = [{"estimator": "StandardScaler"}, {"estimator": estimator}]
    spec = check_spec({"data": {"source": "dataset:x", "target": "kind"}, "model": {"kind": "sklearn", "steps": steps}}, registered).spec
    assert spec is not None
    (tmp_path / "job").mkdir()
    outcome = jobs.run(spec, tmp_path / "job", SilentListener(), registered=registered)
    assert (outcome.proof.runtime, "exceed the range of float32" in outcome.proof.reason) == ("sklearn", True)
    assert len(load(outcome.artifact).predict([[3e39, 1]])) == 1
