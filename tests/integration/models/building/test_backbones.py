"""Known architectures as one layer: counted as Keras counts them, built without weights from elsewhere, kept in the file, exported."""

from math import prod
from pathlib import Path
from typing import Any, get_args

import keras
import numpy as np
import pytest

from models.building.network import build_network
from models.checking.check import check_spec, require_sound
from models.core.errors import DataError
from models.core.tensors import TensorType
from models.serving.export import export
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.onnx import OnnxRuntime
from models.specs.layer_patterns import trained_network
from models.specs.layers.backbone import ARCHITECTURES, Backbone, BackboneName
from models.specs.model import Sequential
from models.specs.network import summarize
from models.specs.registered import NoneRegistered, Origin, OriginOutput
from tests.bare import ran
from tests.sealed import as_artifact, edited

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]

SMALL: dict[str, Any] = {"layer": "Backbone", "backbone": "MobileNetV2", "pooling": "avg"}
SPEC: dict[str, Any] = {
    "data": {"source": "mnist", "subset": 0.01},
    "preprocessing": {
        "inputs": [
            {"step": "image", "size": [32, 32], "mode": "grey"},
            {"step": "cast"},
            {"step": "scale", "from": [0, 255], "to": [-1, 1]},
            {"step": "add_channel"},
        ],
        "targets": [{"step": "one_hot"}],
    },
    "model": {"kind": "sequential", "layers": [SMALL, {"layer": "Dense", "units": 10, "activation": "softmax"}]},
    "training": {"loss": "categorical_crossentropy", "epochs": 1},
}


def stacked(*layers: dict[str, Any]) -> dict[str, Any]:
    """Return the spec of layers with one for the ten digits behind them."""
    return {**SPEC, "model": {"kind": "sequential", "layers": [*layers, SPEC["model"]["layers"][1]]}}


class Shelf(NoneRegistered):
    """Two registered models, of which one holds a backbone."""

    def __init__(self, small: dict[str, Any] = SPEC, path: Path | None = None) -> None:
        self._small, self._path = small, path

    def artifact(self, ref: str) -> Path:
        assert self._path is not None
        return self._path

    def origin(self, ref: str) -> Origin | None:
        name = ref.removesuffix("@1")
        spec = {"small": self._small, "dense": stacked({"layer": "Flatten"})}.get(name)
        return Origin(f"{name}@1", require_sound(spec), ((32, 32, 1),), (OriginOutput("classification", None),)) if spec else None


def count(weights: list[Any]) -> int:
    return sum(prod(weight.shape) for weight in weights)


def test_every_architecture_is_known() -> None:
    assert set(ARCHITECTURES) == set(get_args(BackboneName))


@pytest.mark.parametrize(("name", "shape"), [("MobileNetV2", (33, 65, 1)), ("VGG16", (63, 32, 3)), ("Xception", (71, 90, 2))])
def test_a_backbone_is_as_large_as_keras_builds_it(name: BackboneName, shape: tuple[int, int, int]) -> None:
    layer = Backbone(layer="Backbone", backbone=name)
    (row,), faults = summarize([layer], TensorType(shape, "float32"))
    built = build_network(Sequential(kind="sequential", layers=[layer]), shape).layers[0]
    assert faults == []
    assert (row.name, row.output_shape) == (built.name, tuple(built.output_shape[1:]))
    assert (row.parameters, row.trainable) == (count(built.weights), count(built.trainable_weights))


def test_a_frozen_backbone_is_in_the_file_and_its_onnx_form_predicts_equally(tmp_path: Path) -> None:
    spec = require_sound({**SPEC, "training": {**SPEC["training"], "freeze": ["backbone"]}})
    network = build_network(trained_network(spec), (32, 32, 1))
    assert [variable.path.split("/")[-2] for variable in network.trainable_weights] == ["dense", "dense"]
    network.save(tmp_path / "model.h5", include_optimizer=False)
    loaded = keras.models.load_model(tmp_path / "model.h5", compile=False)
    x = np.random.default_rng(0).normal(size=(2, 32, 32, 1)).astype("float32")
    expected = ran(KerasRuntime(network, ["outputs"]), x)
    np.testing.assert_allclose(ran(KerasRuntime(loaded, ["outputs"]), x), expected, atol=1e-6)
    export(KerasRuntime(loaded, ["outputs"]), {"inputs": (32, 32, 1)}, tmp_path / "model.onnx")
    np.testing.assert_allclose(ran(OnnxRuntime(tmp_path / "model.onnx", ["outputs"]), x), expected, atol=1e-5)


def test_a_backbone_starts_with_the_weights_it_has_in_a_registered_model(tmp_path: Path) -> None:
    eyes = {**SMALL, "backbone": "VGG16", "name": "eyes"}
    shelf = Shelf(stacked(eyes), tmp_path / "small.h5")
    first = build_network(require_sound(stacked(eyes)).model, (32, 32, 1))
    first.save(tmp_path / "small.h5", include_optimizer=False)
    as_artifact(tmp_path / "small.h5")
    again = require_sound(stacked({**eyes, "name": "sight", "weights": "small"}), shelf)
    found, expected = (network.get_layer(name) for network, name in ((build_network(again.model, (32, 32, 1), shelf), "sight"), (first, "eyes")))
    for one, other in zip(found.get_weights(), expected.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    edited(tmp_path / "small.h5", lambda file: file["model_weights/eyes"].attrs.__setitem__("note", "changed"))
    with pytest.raises(DataError, match=r"the network of small@1 cannot be used: small\.h5 was changed after it was written: model_weights/eyes"):
        build_network(again.model, (32, 32, 1), shelf)


def test_weights_of_a_registered_model_are_pinned_and_counted_without_building_anything() -> None:
    result = check_spec(stacked({**SMALL, "weights": "small"}), Shelf())
    assert result.errors == []
    assert result.spec is not None
    assert result.spec.model.model_dump()["layers"][0]["weights"] == "small@1"
    assert [(row.layer, row.output_shape, row.parameters) for row in result.layers] == [
        ("Backbone", (1280,), 2_257_408),
        ("Dense", (10,), 12_810),
    ]


@pytest.mark.parametrize(
    ("changes", "pointer", "detail"),
    [
        ({"weights": "smal"}, "/model/layers/0/weights", 'there is no model "smal"'),
        ({"weights": "imagenet"}, "/model/layers/0/weights", 'there is no model "imagenet"'),
        ({"weights": "dense"}, "/model/layers/0/weights", "expected a model with a MobileNetV2 of 2,257,408 weights, got dense@1 with 10,250"),
        ({"backbone": "Xception"}, "/model/layers/0", "Xception: expected images of at least 71 x 71, got (32, 32, 1)"),
        ({"backbone": "MobileNet"}, "/model/layers/0/backbone", "got"),
        ({"pooling": None}, "/model/layers/1", "gives (1, 1, 10)"),
    ],
)
def test_what_cannot_work_is_refused(changes: dict[str, Any], pointer: str, detail: str) -> None:
    (fault,) = check_spec(stacked({**SMALL, **changes}), Shelf()).errors
    assert (fault.pointer, detail in fault.detail) == (pointer, True), fault
