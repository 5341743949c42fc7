"""Weights from files of unknown origin: each hostile kind is refused before anything large is read."""

import time
from collections.abc import Callable
from pathlib import Path

import h5py
import pytest

from models.artifact.foreign import foreign_weights
from models.core.errors import ArtifactError
from tests.hostile.weights import KINDS, hdf5, plain


def sizes(folder: Path, fill: Callable[[h5py.File], None]) -> dict[str, int]:
    path = folder / "weights.h5"
    path.write_bytes(hdf5(folder, fill))
    with foreign_weights(path) as layers:
        return {name: sum(int(data.size) for data in weights) for name, weights in layers.items()}


@pytest.mark.parametrize(("fill", "phrase"), KINDS.values(), ids=KINDS)
def test_a_hostile_file_is_refused_in_a_moment(tmp_path: Path, fill: Callable[[h5py.File], None], phrase: str) -> None:
    hdf5(tmp_path, fill)
    start = time.thread_time()
    with pytest.raises(ArtifactError, match=phrase):
        sizes(tmp_path, fill)
    assert time.thread_time() - start < 5.0


def packed(file: h5py.File) -> None:
    plain(file)
    del file["dense/kernel"]
    file["dense"].create_dataset("kernel", (4, 2), "f4", data=[[1, 2]] * 4, chunks=(2, 2), compression="gzip", shuffle=True, fletcher32=True)


@pytest.mark.parametrize("fill", [plain, packed])
def test_plain_and_packed_weights_are_read(tmp_path: Path, fill: Callable[[h5py.File], None]) -> None:
    assert sizes(tmp_path, fill) == {"dense": 10}
