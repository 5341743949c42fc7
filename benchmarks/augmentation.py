"""Epochs with and without augmentation, pooling and striding, and the speed of drawing shapes."""

import statistics
import time
from typing import Any

from benchmarks.table import Line
from models.datasets.drawn_shapes import Shapes
from tests.acceptance.service import Service

#: Pairs of jobs, run alternately so that changes of the machine's speed affect both.
PAIRS = 3
#: Epochs of a job, and digits in each; the first one is left out, since TensorFlow traces the network in it.
EPOCHS, DIGITS = 3, 20_000
#: Changes that keep a digit's label; all of them move pixels.
AUGMENTATION: dict[str, Any] = {"rotation": 10, "width_shift": 0.1, "height_shift": 0.1, "zoom": 0.1, "shear": 5, "fill_mode": "constant"}
#: Images per batch of shapes, number of batches, and the target rate.
BATCH, BATCHES, SHAPES_PER_S = 64, 100, 5_000


def measure(service: Service) -> list[Line]:
    """Compare epochs of the catalog's networks by training samples per second, without validation."""
    augmented = [(_epoch_s(service, "mnist-cnn-striding", AUGMENTATION), _epoch_s(service, "mnist-cnn-striding")) for _ in range(PAIRS)]
    pooled = [(_epoch_s(service, "mnist-cnn-pooling"), plain) for _, plain in augmented]
    return [
        _line(f"augmented epoch of mnist-cnn-striding, {DIGITS:,} digits", "not augmented", augmented, "<= 1.15"),
        _line(f"epoch of mnist-cnn-pooling, {DIGITS:,} digits", "mnist-cnn-striding", pooled, ">= 1.5"),
        _shapes(),
    ]


def _epoch_s(service: Service, recipe: str, augmentation: dict[str, Any] | None = None) -> float:
    training = {"epochs": EPOCHS, "samples_per_epoch": DIGITS, "augmentation": augmentation, "validation": None}
    job = service.wait_for(service.submit(recipe, patch={"training": training}, name="digits")["id"], "succeeded", seconds=900)
    history = service.http.get(f"/v1/jobs/{job['id']}/history").json()["epochs"]
    return DIGITS / statistics.median(line["samples_per_second"] for line in history[1:])


def _line(what: str, rival: str, pairs: list[tuple[float, float]], target: str) -> Line:
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Line(what, f"{ours:.2f} s", f"{rival}, {theirs:.2f} s", statistics.median(one / other for one, other in pairs), target)


def _shapes() -> Line:
    stream, start = Shapes().stream(42), time.perf_counter()
    for batch in range(BATCHES):
        stream.draw(0, batch * BATCH, BATCH)
    rate = BATCH * BATCHES / (time.perf_counter() - start)
    return Line("shapes drawn a second, in batches of 64, one thread", f"{rate:,.0f}", f"bound, {SHAPES_PER_S:,}", rate / SHAPES_PER_S, ">= 1.0")
