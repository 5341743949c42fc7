"""Artifacts with drawn golden examples: no sample of the data is in the file, and every runtime still proves itself by them."""

import base64
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from PIL import Image

import models
from models.artifact.file import read_artifact
from models.checking.check import check_spec, require_sound
from models.jobs import run
from models.preparing.prepared import load_prepared
from models.specs.job import JobSpec
from models.specs.ports import port_sets
from models.specs.registered import NoneRegistered
from models.training.finish import Outcome
from models.training.listener import SilentListener
from models.training.resuming.identity import identity_of
from models.uploads.stored_upload import StoredUpload
from tests.integration.sent import encoded
from tests.texts import letters_spec, words_spec
from tests.uploaded import csv_file, read, zipped

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]

SOFTMAX = {"layer": "Dense", "units": 2, "activation": "softmax"}
CLASSES = {"loss": "categorical_crossentropy", "epochs": 1, "batch_size": 16}
N = 80
DRAWS = np.random.default_rng(7)
#: A table: measured numbers, whole numbers, a category, a day, a name that is left out, and a gap here and there.
WEIGHTS, WAGES = DRAWS.normal(70, 9, N), DRAWS.integers(20_000, 90_000, N)
TOWNS = np.array(["Ulm", "Bern", "Graz"])[DRAWS.integers(0, 3, N)]
NAMES = [f"person-{index:03d}" for index in range(N)]
DAYS = [f"2024-{1 + index % 12:02d}-{1 + index % 27:02d}" for index in range(N)]
ROWS = [
    (f"{weight:.6f}" if index % 9 else "", int(wage), town, name, day, "yes" if weight > 70 else "no")
    for index, (weight, wage, town, name, day) in enumerate(zip(WEIGHTS, WAGES, TOWNS, NAMES, DAYS, strict=True))
]
TABLE = csv_file([("weight", "wage", "town", "name", "day", "heavy"), *ROWS])


class Uploaded(NoneRegistered):
    """A registry with one upload."""

    def __init__(self, upload: StoredUpload) -> None:
        self._upload = upload

    def upload(self, upload_id: str) -> StoredUpload | None:
        return self._upload


@dataclass(frozen=True)
class Kept:
    """A finished job, and what its file holds."""

    outcome: Outcome

    def texts(self) -> Iterator[str]:
        """Yield every text of the file but the estimator's bytes."""
        for name, data in self._datasets():
            if data.dtype.kind == "O" and name != "estimator":
                yield from (value.decode() if isinstance(value, bytes) else str(value) for value in np.asarray(data[()], object).reshape(-1))

    def numbers(self) -> list[np.ndarray[Any, Any]]:
        """Return every array of numbers of the examples, and of texts that are JSON."""
        found = [data[()] for name, data in self._datasets() if data.dtype.kind in "biuf" and "golden" in name]
        return found + [np.array(list(_numbers_in(json.loads(text)))) for text in self.texts() if text[:1] in "[{"]

    def _datasets(self) -> list[tuple[str, h5py.Dataset]]:
        found: list[tuple[str, h5py.Dataset]] = []
        with h5py.File(io.BytesIO(self.outcome.artifact.read_bytes()), "r") as file:
            file.visititems(lambda name, thing: found.append((name, _Copy(thing))) if isinstance(thing, h5py.Dataset) else None)  # type: ignore[arg-type]
        return found


class _Copy:
    """A data set, read."""

    def __init__(self, data: h5py.Dataset) -> None:
        self.dtype, self._value = data.dtype, data[()]

    def __getitem__(self, _key: Any) -> Any:
        return self._value


def _numbers_in(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _numbers_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _numbers_in(item)
    elif isinstance(value, int | float):
        yield float(value)


def kept(folder: Path, spec: dict[str, Any], upload: StoredUpload | None = None, golden: str = "synthetic") -> Kept:
    registered = Uploaded(upload) if upload else NoneRegistered()
    checked = require_sound({**spec, "artifact": {"golden": golden}}, registered)
    return Kept(run(checked, folder, SilentListener(), registered=registered))


def require_proved(found: Kept, source: str = "synthetic") -> None:
    """Require that the file says where its examples come from, and that its own framework and ONNX Runtime reproduce them."""
    golden = read_artifact(found.outcome.artifact).golden
    assert (golden.source, found.outcome.content.provenance["golden"]) == (source, source)
    assert golden.n_examples >= 5
    assert golden.predictions is not None
    assert len(golden.predictions) == golden.n_examples
    models.load(found.outcome.artifact)
    assert found.outcome.onnx is not None


MIXED = {
    "data": {"source": "dataset:x", "target": "heavy", "features": ["weight", "wage", "town", "day"], "split": {"test": 0.25}},
    "preprocessing": {"inputs": [{"step": "tabular"}]},
    "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
}


def leaked(found: Kept) -> set[float]:
    """Return the measured numbers of the table that the file holds."""
    secret = {round(float(weight), 6) for weight in WEIGHTS} | {float(wage) for wage in WAGES}
    return {round(float(value), 6) for array in found.numbers() for value in np.asarray(array, float).reshape(-1)} & secret


def test_no_measured_number_of_a_table_is_in_the_file(tmp_path: Path) -> None:
    upload = read(tmp_path, "csv", TABLE)
    found, real = (kept(tmp_path / golden, MIXED, upload, golden) for golden in ("synthetic", "real"))
    require_proved(found)
    require_proved(real, "real")
    assert leaked(found) == set()
    assert leaked(real)
    assert not any(name in text for text in found.texts() for name in NAMES)


def test_what_is_drawn_is_in_the_ranges_and_of_the_categories_of_the_columns(tmp_path: Path) -> None:
    (rows,) = read_artifact(kept(tmp_path / "job", MIXED, read(tmp_path, "csv", TABLE)).outcome.artifact).golden.inputs.values()
    weights = [row[0] for row in rows.tolist() if row[0] is not None and row[0] == row[0]]
    assert weights
    assert all(WEIGHTS.min() <= weight <= WEIGHTS.max() for weight in weights)
    assert all(WAGES.min() <= row[1] <= WAGES.max() and float(row[1]).is_integer() for row in rows.tolist())
    assert {row[2] for row in rows.tolist()} <= set(TOWNS.tolist())
    assert all(min(DAYS) <= row[3][:10] <= max(DAYS) for row in rows.tolist())


def test_the_same_seed_draws_the_same_examples(tmp_path: Path) -> None:
    upload = read(tmp_path, "csv", TABLE)
    first, second, other = (
        read_artifact(kept(tmp_path / name, {**MIXED, "seed": seed}, upload).outcome.artifact).golden.inputs["inputs"].tolist()
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert first == second != other


def test_no_image_of_a_data_set_of_arrays_is_in_the_file(tmp_path: Path) -> None:
    layers = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10, "activation": "softmax"}]
    spec = {"data": {"source": "digits", "split": {"test": 0.25}}, "preprocessing": {"inputs": [{"step": "cast"}], "targets": [{"step": "one_hot"}]}}
    found = kept(tmp_path, {**spec, "model": {"kind": "sequential", "layers": layers}, "training": CLASSES})
    require_proved(found)
    from sklearn.datasets import load_digits

    images = {image.tobytes() for image in load_digits().images}
    (drawn,) = read_artifact(found.outcome.artifact).golden.inputs.values()
    assert not any(np.asarray(image, np.float64).tobytes() in images for image in drawn)
    assert (drawn.min() >= 0, drawn.max() <= 16, np.array_equal(drawn, np.rint(drawn))) == (True, True, True)


def test_no_uploaded_image_is_in_the_file(tmp_path: Path) -> None:
    shades = DRAWS.integers(40, 200, (N, 12, 12), np.uint8)
    files = {f"{'ab'[index % 2]}/{index:02d}.png": encoded(image, size=12) for index, image in enumerate(shades)}
    spec = {
        "data": {"source": "dataset:x", "split": {"test": 0.25}},
        "preprocessing": {"inputs": [{"step": "image", "size": [8, 8]}, {"step": "cast"}], "targets": [{"step": "one_hot"}]},
        "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}, SOFTMAX]},
        "training": CLASSES,
    }
    found = kept(tmp_path / "job", spec, read(tmp_path, "images", zipped(files)))
    require_proved(found)
    contents = {base64.b64encode(file).decode() for file in files.values()}
    assert not any(content in text for text in found.texts() for content in contents)
    for image in read_artifact(found.outcome.artifact).golden.inputs["inputs"].tolist():
        drawn = np.asarray(Image.open(io.BytesIO(image))) if isinstance(image, bytes) else np.asarray(image)
        assert drawn.shape == (12, 12)
        assert not any(np.array_equal(drawn, one) for one in shades)


SERIES = {
    "data": {"source": "dataset:x", "series": True, "features": ["load"], "split": {"test": 0.25}},
    "preprocessing": {"inputs": [{"step": "standardize"}, {"step": "window", "size": 6}]},
    "model": {"kind": "sequential", "layers": [{"layer": "LSTM", "units": 2}, {"layer": "Dense", "units": 1}]},
    "training": {"loss": "mean_squared_error", "epochs": 1},
}


def test_no_value_of_a_series_is_in_the_file(tmp_path: Path) -> None:
    load = np.round(DRAWS.normal(500, 70, 120), 6)
    found = kept(tmp_path / "job", SERIES, read(tmp_path, "csv", csv_file([("load",), *((value,) for value in load)])))
    require_proved(found)
    assert not {round(float(value), 6) for array in found.numbers() for value in np.asarray(array, float).reshape(-1)} & set(load.tolist())


@pytest.mark.parametrize("spec", [letters_spec(epochs=1), words_spec(epochs=1)], ids=["letters", "words"])
def test_no_piece_of_a_text_is_in_the_file(tmp_path: Path, spec: dict[str, Any]) -> None:
    found = kept(tmp_path, spec)
    require_proved(found)
    from models.datasets.texts import Sonnets

    text = "".join(Sonnets().load(None).inputs.tolist()).replace("\n", " ")
    assert not any(str(piece) in text for piece in read_artifact(found.outcome.artifact).golden.inputs["inputs"])


def test_each_of_several_inputs_is_drawn_by_its_own_columns(tmp_path: Path) -> None:
    nodes = [{"name": "a"}, {"name": "b"}, {"name": "both", "inputs": ["a", "b"], "layer": {"layer": "Concatenate"}}]
    nodes.append({"name": "end", "inputs": ["both"], "layer": SOFTMAX})
    wage = np.where(np.isnan(WEIGHTS), 0, WAGES)
    upload = read(tmp_path, "csv", csv_file([("x", "y", "kind"), *zip(WEIGHTS.round(6), wage, np.where(WEIGHTS > 70, "u", "v"), strict=True)]))
    spec = {
        "data": {
            "source": "dataset:x",
            "split": {"test": 0.25},
            "inputs": {"a": {"features": ["x"]}, "b": {"features": ["y"]}},
            "targets": {"end": {"target": "kind"}},
        },
        "preprocessing": {"inputs": {"a": [{"step": "standardize"}], "b": [{"step": "standardize"}]}, "targets": {"end": [{"step": "one_hot"}]}},
        "model": {"kind": "functional", "nodes": nodes, "outputs": ["end"]},
        "training": CLASSES,
    }
    found = kept(tmp_path / "job", spec, upload)
    require_proved(found)
    assert leaked(found) == set()
    drawn = read_artifact(found.outcome.artifact).golden.inputs
    assert all(20_000 <= value < 90_000 for value in drawn["b"].reshape(-1))


def test_a_model_that_predicts_by_samples_is_warned_of() -> None:
    spec = {"data": {"source": "iris"}, "model": {"kind": "sklearn", "steps": [{"estimator": "KNeighborsClassifier"}]}}
    found = {golden: check_spec({**spec, "artifact": {"golden": golden}}).warnings for golden in ("real", "synthetic")}
    assert "/artifact/golden" not in {fault.pointer for fault in found["real"]}
    (warning,) = [fault for fault in found["synthetic"] if fault.pointer == "/artifact/golden"]
    assert warning.detail.startswith("KNeighborsClassifier predicts by samples that it was fitted to")


def test_golden_examples_are_of_one_of_two_sources() -> None:
    found = check_spec({"data": {"source": "iris"}, "model": MIXED["model"], "artifact": {"golden": "none"}})
    (fault,) = found.errors
    assert fault.pointer == "/artifact/golden"
    assert "synthetic" in fault.detail


def test_a_resume_point_of_a_release_without_the_field_is_continued(tmp_path: Path) -> None:
    spec = JobSpec.model_validate({"data": {"source": "iris"}, "model": MIXED["model"], "artifact": {"golden": "synthetic"}})
    prepared = load_prepared(spec, port_sets(spec, NoneRegistered()), None, takes_targets=True)
    before = {name: part for name, part in spec.model_dump(mode="json").items() if name != "artifact"}
    assert identity_of(spec, prepared)["spec"] == hashlib.sha256(json.dumps(before, sort_keys=True).encode()).hexdigest()
