"""Digests find every change of a file: of values, types, shapes, names, attributes; and name the part."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from models.core.digest import PIECE_BYTES, digests_of, require_digests, require_unchanged, write_digests
from models.core.errors import ArtifactError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "model.h5"
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = "{}"
        file["model_weights/dense/kernel"] = np.arange(6, dtype=np.float32).reshape(2, 3)
        file["model_weights/dense"].attrs["weight_names"] = [b"kernel"]
        file["model_weights/empty/bias"] = np.zeros(0, np.float32)
        file["modelbook/optimizer/00000"] = np.ones(2)
        file["optimizer/vars/0"] = file["modelbook/optimizer/00000"]
        file["modelbook"].create_dataset("signature", data='{"labels": ["ü", "b"]}', dtype=h5py.string_dtype())
        file["modelbook"].attrs["framework"] = "keras"
        file["modelbook"].attrs["format_version"] = 5
        write_digests(file)
    return path


def test_a_file_that_is_as_written_passes_however_often_it_is_opened(path: Path) -> None:
    for _ in range(2):
        with h5py.File(path, "a") as file:
            require_digests(file, "model.h5")


def test_each_layer_and_each_record_is_a_part(path: Path) -> None:
    with h5py.File(path) as file:
        found = digests_of(file)
        assert set(found) == {"attributes", "model_weights/dense", "model_weights/empty", "modelbook/optimizer", "modelbook/signature", "optimizer"}
        assert all(len(digest) == 64 for digest in found.values())


def replaced(file: h5py.File, name: str, value: Any) -> None:
    del file[name]
    file[name] = value


CHANGES: dict[str, tuple[str, Callable[[h5py.File], Any]]] = {
    "value": ("model_weights/dense", lambda file: file["model_weights/dense/kernel"].__setitem__((0, 0), 1e-30)),
    "type": ("model_weights/dense", lambda file: replaced(file, "model_weights/dense/kernel", np.arange(6.0).reshape(2, 3))),
    "shape": ("model_weights/dense", lambda file: replaced(file, "model_weights/dense/kernel", np.arange(6, dtype=np.float32).reshape(3, 2))),
    "name": ("model_weights/dense", lambda file: file.move("model_weights/dense/kernel", "model_weights/dense/weights")),
    "attribute": ("model_weights/dense", lambda file: file["model_weights/dense"].attrs.__setitem__("weight_names", [b"bias"])),
    "text": ("modelbook/signature", lambda file: replaced(file, "modelbook/signature", '{"labels": ["b", "ü"]}')),
    "file": ("attributes", lambda file: file.attrs.__setitem__("model_config", "{ }")),
    "group": ("attributes", lambda file: file["modelbook"].attrs.__setitem__("framework", "sklearn")),
    "linked": ("modelbook/optimizer, optimizer", lambda file: file["optimizer/vars/0"].__setitem__(0, 2.0)),
    "added": ("modelbook/latent_points", lambda file: file.__setitem__("modelbook/latent_points", np.ones(2))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_and_its_part_named(change: str, path: Path) -> None:
    part, edit = CHANGES[change]
    with h5py.File(path, "a") as file:
        edit(file)
        with pytest.raises(ArtifactError, match=rf"^model\.h5 was changed after it was written: {part} differ from the recorded SHA-256; use an"):
            require_digests(file, "model.h5")


@pytest.mark.parametrize("part", ["modelbook/signature", "model_weights/dense", "modelbook/digests"])
def test_a_part_that_is_missing_is_named(part: str, path: Path) -> None:
    with h5py.File(path, "a") as file:
        del file[part]
        with pytest.raises(ArtifactError, match=rf"^model\.h5 is not a whole Modelbook artifact: {part} (is )?missing"):
            require_digests(file, "model.h5")


def test_a_file_of_a_version_without_digests_passes(path: Path) -> None:
    with h5py.File(path, "a") as file:
        file["modelbook"].attrs["format_version"] = 4
        del file["modelbook/digests"]
    require_unchanged(path)


def test_a_file_is_refused_by_readers_of_its_weights_too(path: Path, tmp_path: Path) -> None:
    require_unchanged(path)
    with h5py.File(path, "a") as file:
        file["model_weights/dense/kernel"][0, 0] = 9
    with pytest.raises(ArtifactError, match=r"model\.h5 was changed after it was written: model_weights/dense differ"):
        require_unchanged(path)
    with h5py.File(tmp_path / "foreign.h5", "w"):
        pass
    for name in ("foreign.h5", "missing.h5"):
        with pytest.raises(ArtifactError, match=rf"^{name} is not a whole Modelbook artifact"):
            require_unchanged(tmp_path / name)


@pytest.mark.parametrize("shape", [(2 * PIECE_BYTES // 400 + 7, 100), (3, PIECE_BYTES // 4), (PIECE_BYTES + 1,), (1, PIECE_BYTES), ()])
def test_large_values_have_the_digest_of_the_whole_though_they_are_read_in_pieces(shape: tuple[int, ...], tmp_path: Path) -> None:
    values = np.random.default_rng(0).random(shape).astype(np.float32)
    with h5py.File(tmp_path / "large.h5", "w") as file:
        file["model_weights/dense"] = values
        inner = sha256(f"<f4 {values.shape}\n".encode() + values.tobytes()).hexdigest()
        assert digests_of(file)["model_weights/dense"] == sha256(inner.encode()).hexdigest()
