"""The golden examples of every kept model as tensors: the model gets the same values, and the answers are its predictions."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.artifact.file import read_artifact
from models.artifact.golden import Golden
from models.artifact.signature import InputSignature
from models.core.arrays import Array, Ports
from models.serving.predictor import Predictor
from service.api.inference.answer import answer_of
from service.api.inference.datatypes import BYTES, NUMBERS, Values, content_of
from service.api.inference.inputs import Given, forms_taken
from service.api.inference.outputs import forms_given, no_predictions, require_outputs, tensors_of
from service.api.inference.request import request_of

KEPT = sorted((Path(__file__).parents[4] / "data" / "artifacts").glob("*.h5"))


class Recorded:
    """A runtime that has run already.

    Args:
        golden: What it was given, and gave.
    """

    name, has_ended = "recorded", False

    def __init__(self, golden: Golden) -> None:
        self._golden = golden

    def run(self, x: Ports) -> Ports:
        return self._golden.outputs

    def close(self) -> None:
        """Do nothing."""


def sent(predictor: Predictor, inputs: Ports, binary: bool) -> tuple[bytes, int]:
    """Return a request with raw inputs as the metadata of a model ask for them, as JSON or as bytes."""
    tensors, contents = [], []
    for form in forms_taken(predictor):
        values, shape = _values(predictor, inputs, form.name, form.datatype)
        described: dict[str, Any] = {"name": form.name, "datatype": form.datatype, "shape": shape}
        contents.append(content_of(values) if binary else b"")
        given = {"parameters": {"binary_data_size": len(contents[-1])}} if binary else {"data": _plain(values)}
        tensors.append({**described, **given})
        assert len(shape) == len(form.shape)
        assert all(size in (-1, found) for size, found in zip(form.shape, shape, strict=True))
    head = json.dumps({"inputs": tensors}).encode()
    return b"".join([head, *contents]), len(head)


def _values(predictor: Predictor, inputs: Ports, name: str, datatype: str) -> tuple[Values, list[int]]:
    port, index = next((port, index) for port, given in predictor.signature.inputs.items() for index in _positions(port, given, name))
    array = inputs[port] if index is None else inputs[port][:, index]
    if datatype == BYTES:
        return array.tolist(), [len(array)] if index is None else [len(array), 1]
    numbers = np.asarray(array, float).astype(NUMBERS[datatype])
    return numbers, [len(array), 1] if index is not None else list(numbers.shape)


def _positions(port: str, given: InputSignature, name: str) -> list[int | None]:
    """Return the column of an input that a tensor stands for; None for the whole input, nothing for none of both."""
    if name == port:
        return [None]
    return [index for index, column in enumerate(given.columns or ()) if name in (column, f"{port}.{column}")]


def _plain(values: Values) -> list[Any]:
    if isinstance(values, list):
        return values
    return [None if value != value else value for value in values.reshape(-1).tolist()]


def predictor_of(path: Path) -> tuple[Predictor, Golden]:
    artifact = read_artifact(path)
    return Predictor.of(artifact, Recorded(artifact.golden)), artifact.golden


@pytest.mark.parametrize("binary", [True, False])
@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_golden_examples_are_read_as_by_a_prediction(path: Path, binary: bool) -> None:
    predictor, golden = predictor_of(path)
    if not golden.n_examples or (not binary and _holds_files(golden)):
        return
    body, n_json = sent(predictor, golden.inputs, binary)
    given = Given(request_of(body, n_json).inputs, predictor)
    assert given.n_samples == golden.n_examples
    expected = predictor.decode(golden.items())
    found = predictor.decode(given.items)
    assert found.counts == expected.counts
    assert found.x.keys() == expected.x.keys()
    for name, array in expected.x.items():
        assert np.array_equal(found.x[name], array, equal_nan=array.dtype.kind == "f"), name


def _holds_files(golden: Golden) -> bool:
    return any(isinstance(array.reshape(-1)[0], bytes) for array in golden.inputs.values())


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_answers_are_the_predictions_in_the_form_of_the_metadata(path: Path) -> None:
    predictor, golden = predictor_of(path)
    body = json.dumps({"inputs": []}).encode()
    asked = require_outputs(request_of(body, len(body)), predictor)
    empty = {each.name: each for each in tensors_of(no_predictions(predictor), asked, predictor)}
    assert {name: each.shape[0] for name, each in empty.items()} == dict.fromkeys(empty, 0)
    if not golden.n_examples:
        return
    given = predictor.decode(golden.items())
    arrays = predictor.arrays(golden.outputs, given, golden.n_examples)
    tensors = tensors_of(arrays, asked, predictor)
    forms = forms_given(predictor)
    assert [each.name for each in tensors] == [form.name for form in forms]
    for each, form in zip(tensors, forms, strict=True):
        assert each.datatype == form.datatype
        assert len(each.shape) == len(form.shape)
        assert all(size in (-1, found) for size, found in zip(form.shape, each.shape, strict=True))
        assert empty[each.name].datatype == form.datatype
        assert empty[each.name].shape[1:] == tuple(1 if size == -1 else size for size in form.shape[1:])
    _require_predictions(predictor, json.loads(answer_of(tensors, {})[0]), predictor.encoded(golden.outputs, given))


def _require_predictions(predictor: Predictor, answer: dict[str, Any], predictions: list[Any]) -> None:
    """Require that the tensors of an answer hold what predictions say."""
    found = {each["name"]: np.array(each["data"], object).reshape(each["shape"]) for each in answer["outputs"]}
    for name, output in predictor.signature.outputs.items():
        mine = predictions if predictor.signature.has_single_ports else [prediction[name] for prediction in predictions]
        if output.labels is not None:
            assert found[f"{name}.label"].tolist() == [prediction["label"] for prediction in mine]
        if output.has_probabilities:
            assert _close(found[name], np.array([list(prediction["probabilities"].values()) for prediction in mine]))
        elif output.labels is None:
            key = next(key for key in ("value", "cluster", "row") if key in mine[0])
            assert _close(found[name], np.array([prediction[key] for prediction in mine]))


def _close(found: Array, expected: Array) -> bool:
    """Compare values, whatever axes of length 1 they have."""
    return found.size == expected.size and np.allclose(found.astype(float).reshape(-1), expected.reshape(-1), rtol=1e-5, atol=1e-6)
