"""Temperatures applied to a distribution, over HTTP."""

from typing import Any

import httpx
import pytest

from tests.responses import faults


def test_temperatures_are_applied_to_a_distribution(client: httpx.Client) -> None:
    body = {"probabilities": {"a": 0.5, "b": 0.25, "c": 0.25}, "temperatures": [0, 0.5, 1]}
    response = client.post("/v1/temperature", json=body)
    rows = [row["probabilities"] for row in response.json()["distributions"]]
    assert rows == [
        {"a": 1, "b": 0, "c": 0},
        {key: pytest.approx(value) for key, value in zip("abc", (2 / 3, 1 / 6, 1 / 6), strict=True)},
        body["probabilities"],
    ]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"probabilities": [0.5, 0.4], "temperatures": [1]}, "/probabilities"),
        ({"probabilities": [1.5, -0.5], "temperatures": [1]}, "/probabilities/0"),
        ({"probabilities": ["1"], "temperatures": [1]}, "/probabilities/0"),
        ({"probabilities": "abc", "temperatures": [1]}, "/probabilities"),
        ({"probabilities": [1], "temperatures": [-1]}, "/temperatures/0"),
        ({"probabilities": [1], "temperatures": []}, "/temperatures"),
        ({"probabilities": [1], "temperature": 1}, "/temperature"),
    ],
)
def test_what_is_no_distribution_is_refused_by_pointer(client: httpx.Client, body: Any, pointer: str) -> None:
    assert pointer in faults(client.post("/v1/temperature", json=body))
