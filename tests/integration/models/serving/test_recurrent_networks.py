"""Recurrent networks of every build over series: checked, built, proved in ONNX, and asked."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.artifact.file import read_artifact
from models.building.network import build_network
from models.checking.check import check_spec
from models.jobs import run
from models.serving.source import source_predictor
from models.serving.verbs.forecast import ForecastSpec, forecast
from models.specs.model import Sequential
from models.training.listener import SilentListener
from tests.bare import compiled_predictor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword"),  # Keras, of its own variables.
]

SIZE = 6


def recurrent(kind: str, *, every: bool = False, **fields: Any) -> dict[str, Any]:
    return {"layer": kind, "units": 2, "return_sequences": every, **fields}


def both_ways(kind: str, *, every: bool = False, mode: str = "concat") -> dict[str, Any]:
    return {"layer": "Bidirectional", "wrapped": recurrent(kind, every=every), "merge_mode": mode}


CONV = {"layer": "Conv1D", "filters": 3, "kernel_size": 2, "activation": "relu"}
DEEP = [*(recurrent("GRU", every=True) for _ in range(2)), recurrent("LSTM", every=True), recurrent("GRU")]
BUILDS: dict[str, list[dict[str, Any]]] = {
    "gru": [recurrent("GRU")],
    "gru with dropout": [recurrent("GRU", dropout=0.2, recurrent_dropout=0.2)],
    "plain recurrent": [recurrent("SimpleRNN")],
    "gru backwards": [recurrent("GRU", go_backwards=True)],
    "deep stack of lstm and gru": DEEP,
    "lstm both ways": [both_ways("LSTM")],
    "gru both ways, deep": [both_ways("GRU", every=True), both_ways("GRU", mode="sum")],
    "convolution in front of a gru": [CONV, recurrent("GRU")],
    "convolution and pooling in front of both ways": [{**CONV, "padding": "causal"}, {"layer": "MaxPooling1D", "pool_size": 2}, both_ways("LSTM")],
    "one dense layer for each step": [
        recurrent("GRU", every=True),
        {"layer": "TimeDistributed", "wrapped": {"layer": "Dense", "units": 3}},
        {"layer": "Flatten"},
    ],
}


def spec_of(layers: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"source": "sum_of_sines", "params": {"n_samples": 40}},
        "preprocessing": {"inputs": [{"step": "min_max"}, {"step": "window", "size": SIZE}]},
        "model": {"kind": "sequential", "layers": [*layers, {"layer": "Dense", "units": 1}]},
        "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": 32},
    }


@pytest.mark.parametrize("layers", BUILDS.values(), ids=BUILDS)
def test_a_recurrent_network_is_checked_built_proved_and_asked(layers: list[dict[str, Any]], tmp_path: Path) -> None:
    result = check_spec(spec_of(layers))
    assert result.errors == []
    assert result.spec is not None
    assert isinstance(result.spec.model, Sequential)
    network = build_network(result.spec.model, (SIZE, 1))
    assert [row.parameters for row in result.layers] == [layer.count_params() for layer in network.layers]
    assert [(None, *row.output_shape) for row in result.layers] == [layer.output.shape for layer in network.layers]

    outcome = run(result.spec, tmp_path, SilentListener())
    assert (outcome.proof.runtime, outcome.onnx is not None) == ("onnx", True), outcome.proof.reason
    assert outcome.onnx is not None
    artifact = read_artifact(outcome.artifact)
    served = compiled_predictor(artifact, outcome.onnx)
    series = np.sin(np.arange(12.0)).tolist()
    (prediction,) = served.predict([series])
    assert_allclose(prediction["value"], source_predictor(artifact).predict([series])[0]["value"], rtol=1e-3, atol=1e-4)
    assert_allclose(forecast(ForecastSpec(series=series, steps=2), served).steps[0, 0], prediction["value"][-1], rtol=1e-5)
