"""Inputs that no request can hold go in several, in their order and to one version of the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from modelbook import Client
from modelbook._batches import MOST_BYTES, MOST_INPUTS, batches
from modelbook.errors import InvalidError
from tests.conftest import Answer, Scripted, problem


def labels(values: range, model: str = "m@1") -> Answer:
    return Answer(200, {"model": model, "kind": "classification", "predictions": [{"label": value} for value in values]})


def sizes(inputs: Any) -> list[int]:
    return [len(batch.inputs) for batch in batches(inputs)]


def test_many_rows_go_in_batches_to_the_version_that_answered_first(server: Scripted, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    n = MOST_INPUTS + 5
    server.script = [labels(range(MOST_INPUTS), "m@3"), labels(range(MOST_INPUTS, n), "m@3")]
    found = client.models["m"].predict([{"a": value} for value in range(n)])
    assert [prediction.label for prediction in found] == list(range(n))
    assert [request.path for request in server.requests] == ["/v1/models/m/predict/rows", "/v1/models/m@3/predict/rows"]
    assert "100% predictions of m@3" in capsys.readouterr().err


def test_a_shared_model_keeps_its_owner_in_further_batches(server: Scripted, client: Client) -> None:
    server.script = [labels(range(MOST_INPUTS)), labels(range(1))]
    client.models["ann/m"].predict([[0.0]] * (MOST_INPUTS + 1))
    assert [request.path for request in server.requests] == ["/v1/models/ann%2Fm/predict/rows", "/v1/models/ann%2Fm@1/predict/rows"]


def test_faults_of_a_later_batch_point_into_all_inputs(server: Scripted, client: Client) -> None:
    server.script = [labels(range(MOST_INPUTS)), problem(422, "no", ("/inputs/2/0",))]
    with pytest.raises(InvalidError) as caught:
        client.models["m"].predict([[0.0]] * (MOST_INPUTS + 5))
    assert caught.value.errors[0].pointer == f"/inputs/{MOST_INPUTS + 2}/0"


def test_batches_are_bounded_in_bytes(tmp_path: Path) -> None:
    np = pytest.importorskip("numpy")
    mib = MOST_BYTES // 16
    assert sizes(np.zeros((40, mib // 8))) == [16, 16, 8]
    assert sizes([bytes(mib)] * 20) == [16, 4]
    (tmp_path / "a.png").write_bytes(bytes(9 * mib))
    assert sizes([tmp_path / "a.png", str(tmp_path / "a.png")]) == [1, 1]
    assert sizes(tmp_path) == [1]
    assert sizes(["x" * mib] * 17) == [16, 1]
    (first, second) = batches({"x": np.zeros((20, mib // 8)), "y": np.arange(20)})
    assert (first.inputs["y"].tolist() + second.inputs["y"].tolist()) == list(range(20))
    assert second.done == 1


@pytest.mark.parametrize("inputs", [[], [[1, 2]], "a text", b"bytes", {"a": 1}, 3])
def test_what_fits_in_one_request_goes_as_it_is(inputs: Any) -> None:
    (batch,) = batches(inputs)
    assert batch.inputs is inputs
