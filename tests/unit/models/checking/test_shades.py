"""Arrays whose numbers are no shades are refused when the spec is checked, with the range found."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.checking.check import check_spec
from models.core.arrays import Array
from tests.faults import told
from tests.uploaded import OneUpload, npz, read

DRAW = np.random.default_rng(0)
SHADES = DRAW.random((12, 6, 5))
CLASSES = np.arange(12) % 2


def errors(folder: Path, x: Array, **more: Array) -> list[tuple[str, str]]:
    upload = read(folder, "npz", npz(x_train=x, y_train=CLASSES, **more))
    spec: dict[str, Any] = {
        "data": {"source": "dataset:x", "features": ["x_train"], "target": "y_train"},
        "preprocessing": {"inputs": [{"step": "image", "size": [4, 4]}, {"step": "reshape", "shape": [16]}]},
        "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
    }
    return told(check_spec(spec, OneUpload(upload)).errors)


@pytest.mark.parametrize(
    "x",
    [
        SHADES,
        SHADES.astype(np.float32),
        (SHADES * 255).astype(np.uint8),
        (SHADES * 255).astype(np.int64),
        (SHADES * 65_535).astype(np.uint16),
        SHADES > 0.5,
    ],
    ids=lambda x: x.dtype.name,
)
def test_shades_of_every_type_are_taken(tmp_path: Path, x: Array) -> None:
    assert errors(tmp_path, x) == []


@pytest.mark.parametrize(
    ("x", "got"),
    [
        (SHADES * 16 / SHADES.max(), "expected shades from 0 to 1 in an array of float64, got "),
        ((SHADES * 510).astype(np.int32), "expected shades from 0 to 255 in an array of int32, got "),
        (SHADES - 0.5, "expected shades from 0 to 1 in an array of float64, got -0."),
    ],
)
def test_other_numbers_are_refused(tmp_path: Path, x: Array, got: str) -> None:
    ((pointer, detail),) = errors(tmp_path, x)
    assert (pointer, detail.startswith(f"image: {got}")) == ("/preprocessing/inputs/0", True), detail
    assert f"to {x.max():,g}; save it as uint8 where 255 is white" in detail


def test_the_test_part_counts_too(tmp_path: Path) -> None:
    ((_, detail),) = errors(tmp_path, SHADES, x_test=SHADES * 300, y_test=CLASSES)
    assert f"to {SHADES.max() * 300:,g};" in detail
