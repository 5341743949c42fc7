"""The limit of rows of a prediction, over HTTP."""

from typing import Any

import httpx
import pytest

from tests.integration.service.api.callers import Clients


@pytest.mark.parametrize(
    ("verb", "allowed", "refused", "pointer"),
    [
        ("forecast", {"series": [0], "steps": 5}, {"series": [0], "steps": 6}, "/steps"),
        ("transform", {"inputs": [1] * 5}, {"inputs": [1] * 6}, "/inputs"),
        ("inverse_transform", {"targets": [1] * 5}, {"targets": [1] * 6}, "/targets"),
        ("inverse_transform", {"targets": {"a": [1], "b": [1] * 5}}, {"targets": {"a": [1], "b": [1] * 6}}, "/targets"),
        ("sample", {"n_samples": 5}, {"n_samples": 6}, "/n_samples"),
        ("sample", {"points": [[0.0]] * 5}, {"points": [[0.0]] * 6}, "/points"),
        ("sessions/s/predict", {"inputs": [1] * 5}, {"inputs": [1] * 6}, "/inputs"),
        ("surface", {"x": 20, "y": 25}, {"x": 20, "y": 26}, "/y/steps"),
    ],
)
def test_each_verb_takes_as_many_rows_as_the_limit(
    limited: Clients, verb: str, allowed: dict[str, Any], refused: dict[str, Any], pointer: str
) -> None:
    client = limited(prediction_rows=5)

    def sent(body: dict[str, Any]) -> httpx.Response:
        if verb == "surface":
            body = {name: {"feature": index, "from": 0, "to": 1, "steps": body[name]} for index, name in enumerate("xy")}
        return client.post(f"/v1/models/absent/{verb}", json=body)

    assert sent(allowed).status_code == 404
    response = sent(refused)
    assert response.status_code == 422
    (fault,) = response.json()["errors"]
    assert fault["pointer"] == pointer
    assert fault["detail"].startswith(f"expected at most {500 if verb == 'surface' else 5} ")
    assert "MODELBOOK_PREDICTION_ROWS" in fault["detail"]
