"""The pieces of a batch: as large as memory allows, whatever the samples are."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from models.artifact.predictions import Probabilities
from models.artifact.signature import InputSignature, OutputSignature, Signature
from models.batch.forms import FORMS
from models.batch.run import MOST_SAMPLES, PIECE_BYTES, Batch
from models.batch.samples import BatchSamples
from models.serving.predictor import Predictor
from tests.uploaded import csv_file, data_set, image, npy, read, zipped


@dataclass(frozen=True)
class Model:
    """A model of values, of which only the signature matters."""

    signature: Signature


def batch_of(samples: BatchSamples, folder: Path, n_outputs: int = 1) -> Batch:
    signature = Signature({"inputs": InputSignature((1,), "float64", False, (1,))}, {"outputs": OutputSignature("regression", (n_outputs,))})
    return Batch(cast("Predictor", Model(signature)), samples, FORMS["csv"], Probabilities.ALL, folder)


def samples_of(tmp_path: Path, kind: str, content: bytes, **chosen: Any) -> BatchSamples:
    return BatchSamples({"inputs": data_set(read(tmp_path, kind, content), **chosen)}, {}, "train", None)


def test_the_pieces_are_all_samples_in_order_and_no_larger_than_that(tmp_path: Path) -> None:
    batch = batch_of(samples_of(tmp_path, "npy", npy(np.zeros((MOST_SAMPLES * 2 + 5, 1), np.uint8))), tmp_path)
    assert [(piece.first, piece.end) for piece in batch.pieces] == [
        (0, MOST_SAMPLES),
        (MOST_SAMPLES, 2 * MOST_SAMPLES),
        (2 * MOST_SAMPLES, 2 * MOST_SAMPLES + 5),
    ]
    assert batch.missing == list(batch.pieces)


@pytest.mark.parametrize("n_outputs", [1, 100_000])
def test_large_outputs_make_small_pieces(tmp_path: Path, n_outputs: int) -> None:
    batch = batch_of(samples_of(tmp_path, "npy", npy(np.zeros((1000, 1)))), tmp_path, n_outputs)
    assert batch.pieces[0].end == min(1000, PIECE_BYTES // (8 + 8 * n_outputs))


def test_long_texts_and_large_images_make_small_pieces(tmp_path: Path) -> None:
    rows = [[f"{index} {'x' * 90_000}", index] for index in range(20)]
    texts = samples_of(tmp_path, "csv", csv_file([["note", "n"], *rows]), features=["note", "n"])
    assert 90_000 < texts.sample_bytes < 91_000
    noise = np.random.default_rng(0).integers(0, 255, 2)
    content = zipped({f"a/{index}.png": image(int(noise[index]), size=(2000, 2000)) for index in range(2)})
    images = samples_of(tmp_path, "images", content)
    assert images.sample_bytes >= len(image(int(noise[0]), size=(2000, 2000)))
