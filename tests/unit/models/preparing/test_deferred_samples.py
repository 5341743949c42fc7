"""Samples that stay outside of memory: what they give is what they give in memory."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
from numpy.testing import assert_array_equal

from models.checking.check import require_sound
from models.core.deferred_rows import PIECE_BYTES, DeferredRows, in_memory
from models.core.mapped_rows import KEPT_BYTES, MappedRows, StoredColumns
from models.preparing.deferring import MAX_HELD_BYTES, defers, held_bytes
from models.preparing.prepared import Prepared, load_prepared, prepare
from models.preparing.raw import load_whole, split_off
from models.specs.job import JobSpec
from models.specs.ports import PortSets, port_sets
from models.uploads.stored_upload import StoredUpload
from tests.many_images import EDGE, N_IMAGES, images_spec, noisy_images
from tests.uploaded import OneUpload, csv_file, data_set, npy, npz, read

#: An array of more samples than are read in one piece would be large; this is the shape of one that is not.
SHAPE = (50, 4)


class Counted:
    """Rows that count how many of them are read."""

    def __init__(self, array: np.ndarray[Any, Any]) -> None:
        self.array, self.n_read = array, 0

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, rows: Any) -> np.ndarray[Any, Any]:
        found: np.ndarray[Any, Any] = self.array[rows]
        self.n_read += len(found)
        return found


def test_rows_are_read_when_they_are_needed_and_no_others() -> None:
    source = Counted(np.arange(200.0).reshape(SHAPE))
    rows = DeferredRows(source)[10:30][np.array([3, 1])].changed(lambda x: x * 2)
    assert source.n_read == 0
    assert_array_equal(np.asarray(rows), source.array[[13, 11]] * 2)
    assert source.n_read == 3  # One more, for shape and type.
    assert (rows.shape, rows.dtype, rows.ndim, len(rows)) == ((2, 4), np.dtype("float64"), 2, 2)


def test_pieces_are_small_where_their_preparation_is_widest() -> None:
    wide = PIECE_BYTES // 8 // 10
    rows = DeferredRows(Counted(np.zeros(25))).changed(lambda x: np.zeros((len(x), wide))).changed(lambda x: x[:, :1])
    assert [len(piece) for piece in rows.pieces()] == [10, 10, 5]
    assert [len(piece) for piece in rows.pieces(7)] == [7, 7, 7, 4]


def test_encoded_images_are_read_in_pieces_of_their_encoded_size(tmp_path: Path) -> None:
    found = data_set(read(tmp_path, "images", noisy_images())).open(None).inputs
    assert isinstance(found, DeferredRows)
    size = sum(map(len, found.read(slice(None)).tolist())) // N_IMAGES
    assert found.sample_bytes == found.changed(lambda x: np.zeros(len(x)))[2:5].sample_bytes == size


def test_mapped_rows_are_copies_also_after_their_pages_are_given_back(tmp_path: Path) -> None:
    array = np.arange(3 * KEPT_BYTES // 8, dtype=np.int64).reshape(3, -1)
    np.save(tmp_path / "x.npy", array)
    mapped = MappedRows(np.load(tmp_path / "x.npy", mmap_mode="r"))
    found = [mapped[index : index + 1] for index in range(3)]
    assert_array_equal(np.concatenate(found), array)
    assert not any(isinstance(row, np.memmap) for row in found)


def test_columns_become_rows_of_floats() -> None:
    rows = StoredColumns([np.arange(5), np.arange(5) / 2], "float64")
    assert_array_equal(rows[np.array([4, 0])], [[4.0, 2.0], [0.0, 0.0]])
    assert (len(rows), rows[1:3].shape) == (5, (2, 2))


def both(upload: StoredUpload, spec: dict[str, Any]) -> tuple[Prepared, Prepared]:
    """Return the prepared data of a spec, in memory and outside of it."""
    sound = require_sound(spec, OneUpload(upload))
    sets = port_sets(sound, OneUpload(upload))
    found = [prepare(sound, split_off(sound, load_whole(sets, None, deferred=deferred)), takes_targets=True) for deferred in (False, True)]
    return found[0], found[1]


def matrix_spec(*steps: dict[str, Any], target: Any = None) -> dict[str, Any]:
    return {
        "data": {"source": "dataset:x", "target": target, "split": {"test": 0.2}},
        "preprocessing": {"inputs": [*steps]},
        "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 1}]},
        "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": 8, "validation": {"split": 0.25}},
    }


def numbers(*shape: int) -> np.ndarray[Any, Any]:
    return np.random.default_rng(0).integers(0, 200, shape)


CASES: dict[str, Callable[[Path], tuple[StoredUpload, dict[str, Any]]]] = {
    "encoded images": lambda folder: (read(folder, "images", noisy_images()), images_spec(edge=8)),
    "the array of an archive": lambda folder: (
        read(folder, "npz", npz(x=numbers(40, 5, 3).astype(np.uint8), y=numbers(40) / 7)),
        matrix_spec({"step": "scale"}, target="y"),
    ),
    "an array with a test part": lambda folder: (
        read(folder, "npz", npz(x_train=numbers(40, 3), y_train=numbers(40) / 7, x_test=numbers(9, 3), y_test=numbers(9) / 7)),
        {**matrix_spec({"step": "standardize"}, target="y_train"), "data": {"source": "dataset:x", "features": ["x_train"], "target": "y_train"}},
    ),
    "booleans of the other byte order": lambda folder: (
        read(folder, "npz", npz(x=numbers(40, 3) > 99, y=(numbers(40) / 7).astype(">f4"))),
        matrix_spec({"step": "cast"}, target="y"),
    ),
    "targets of several values": lambda folder: (
        read(folder, "npz", npz(x=numbers(40, 4, 4).astype(">i2"), y=numbers(40, 6) / 7)),
        {
            **matrix_spec({"step": "reshape", "shape": [16]}, {"step": "min_max"}, target="y"),
            "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 6}]},
        },
    ),
    "columns of a matrix": lambda folder: (read(folder, "npy", npy(numbers(40, 4))), matrix_spec({"step": "standardize"}, target=1)),
    "columns of a table": lambda folder: (
        read(folder, "csv", csv_file([["a", "b", "c"], *([row[0], row[1] / 4, row[2]] for row in numbers(40, 3).tolist())])),
        matrix_spec({"step": "standardize"}, target="b"),
    ),
}


def mixed_row(number: int) -> list[Any]:
    time = "T12:30:00" if number == 7 else "T00:00:00"
    return [f"2024-03-{number % 5 + 1:02d}{time}", number % 3 > 1, ("red", "blue", "")[number % 3], number / 4, number]


@pytest.mark.parametrize("what", CASES)
def test_prepared_samples_are_equal_in_memory_and_outside_of_it(what: str, tmp_path: Path) -> None:
    held, deferred = both(*CASES[what](tmp_path))
    assert not held.train.is_deferred
    assert all(isinstance(samples, DeferredRows) for samples in deferred.train.x.values())
    for part in ("train", "validation", "test"):
        pairs, found = getattr(held, part), getattr(deferred, part)
        for side in ("x", "y"):
            for name, samples in getattr(pairs, side).items():
                assert_array_equal(in_memory(getattr(found, side)[name]), samples, strict=True)
    assert deferred.raw_train.digest() == held.raw_train.digest()
    assert plain(deferred) == plain(held)


def plain(prepared: Prepared) -> bytes:
    return orjson.dumps(prepared.chain.record(), option=orjson.OPT_SERIALIZE_NUMPY)


def test_a_model_runs_over_deferred_samples_in_pieces(tmp_path: Path) -> None:
    upload, spec = read(tmp_path, "images", noisy_images()), images_spec()
    held, deferred = both(upload, images_spec(edge=16))
    assert_array_equal(deferred.train.run(means)["output"], held.train.run(means)["output"])
    sizes: list[int] = []
    large = load_prepared(*sound_of(upload, spec), None, takes_targets=True)
    large.train.run(lambda x: (sizes.append(len(x["inputs"])), means(x))[1])
    assert large.train.n_samples == sum(sizes)
    assert max(sizes) * EDGE**2 * 3 * 4 <= PIECE_BYTES


def means(x: dict[str, Any]) -> dict[str, Any]:
    return {"output": x["inputs"].mean(axis=(1, 2, 3))}


def sound_of(upload: StoredUpload, spec: dict[str, Any]) -> tuple[JobSpec, PortSets]:
    sound = require_sound(spec, OneUpload(upload))
    return sound, port_sets(sound, OneUpload(upload))


def test_samples_are_deferred_by_their_prepared_size_which_is_the_same_on_every_machine(tmp_path: Path) -> None:
    upload = read(tmp_path, "images", noisy_images())
    small, large = sound_of(upload, images_spec(edge=512)), sound_of(upload, images_spec())
    assert (defers(*small), defers(*large)) == (False, True)
    assert held_bytes(*small) < 24 * 512**2 * 3 * 4 + 100_000 < MAX_HELD_BYTES < 24 * EDGE**2 * 3 * 4 < held_bytes(*large)


def test_rows_of_text_truth_and_dates_are_opened_as_they_are_loaded(tmp_path: Path) -> None:
    table = data_set(read(tmp_path, "csv", csv_file([["day", "on", "colour", "size", "b"], *map(mixed_row, range(40))])), target="b")
    loaded, opened = table.load(None), table.open(None)
    assert opened.inputs[np.array([7, 2])].read(slice(None)).tolist() == loaded.inputs[[7, 2]].tolist()
    assert np.asarray(opened.inputs).tolist() == loaded.inputs.tolist()
    assert loaded.inputs[7].tolist() == ["2024-03-03T12:30:00", 0.0, "blue", 1.75]


def test_built_in_data_stays_in_memory() -> None:
    spec = {**matrix_spec(), "data": {"source": "noisy_sine", "params": {"n_samples": 200_000}}}
    sound = require_sound(spec)
    assert not defers(sound, port_sets(sound))
