"""Train on images that together are larger than memory: the most memory that a job takes, and its rate."""

import argparse
import io
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from benchmarks.table import Line
from models.uploads.stored.byte_file import append_blobs
from models.uploads.stored.image_set import CLASSES_FILE, IMAGES_FILE
from models.uploads.stored.upload_record import IMAGES, Count, Record
from models.uploads.stored_upload import StoredUpload

#: Bytes of a gibibyte; and the most that a job may take beside its model, TensorFlow included.
GIB, MOST_GIB = 1024**3, 1.5
#: Classes, different images of each, and edge of an image, in pixels.
N_CLASSES, N_DIFFERENT, EDGE = 4, 8, 320
#: Encoded size of the set of `make bench`, in GiB; one of 4 GiB is measured by `python -m benchmarks.large_data --gib 4`.
BENCH_GIB = 0.25
#: Edge of its prepared images, in pixels: they are larger than what is kept in memory.
BENCH_EDGE = 224
#: Images stored at a time.
PIECE = 200


def stored_images(folder: Path, size_bytes: int) -> StoredUpload:
    """Write an uploaded set of photographs as a reader stores it.

    Args:
        folder: Its folder.
        size_bytes: Encoded size of all images together.
    """
    folder.mkdir(parents=True)
    draw = np.random.default_rng(0)
    encoded = [photograph(draw, label) for label in range(N_CLASSES) for _ in range(N_DIFFERENT)]
    n_images = max(PIECE, round(size_bytes / np.mean([len(content) for content in encoded])))
    order = draw.integers(len(encoded), size=n_images)
    for start in range(0, n_images, PIECE):
        append_blobs(folder, IMAGES_FILE, [encoded[index] for index in order[start : start + PIECE].tolist()])
    classes = (order // N_DIFFERENT).astype(np.int32)
    np.save(folder / CLASSES_FILE, classes, allow_pickle=False)
    counts = Counter(f"class {label}" for label in classes.tolist())
    record = Record(form=IMAGES, n_samples=n_images, classes=[Count(value=label, count=counts[label]) for label in sorted(counts)])
    return StoredUpload(folder, record)


def photograph(draw: np.random.Generator, label: int) -> bytes:
    """Return a grainy JPEG file whose shade tells its class."""
    pixels, file = draw.normal(50 + 45 * label, 30, (EDGE, EDGE, 3)).clip(0, 255), io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(file, "JPEG", quality=95)
    return file.getvalue()


def spec_of(edge: int) -> dict[str, Any]:
    """Return the spec of a small convolutional network over the images."""
    layers = [
        {"layer": "Conv2D", "filters": 8, "kernel_size": 3, "strides": 2, "activation": "relu"},
        {"layer": "GlobalAveragePooling2D"},
        {"layer": "Dense", "units": N_CLASSES, "activation": "softmax"},
    ]
    return {
        "data": {"source": "dataset:x", "split": {"test": 0.1}},
        "preprocessing": {
            "inputs": [{"step": "image", "size": [edge, edge], "mode": "rgb"}, {"step": "scale", "from": [0, 255], "to": [0, 1]}],
            "targets": [{"step": "one_hot"}],
        },
        "model": {"kind": "sequential", "layers": layers},
        "training": {"loss": "categorical_crossentropy", "epochs": 1, "batch_size": 64, "validation": {"split": 0.1}},
    }


def train(folder: Path, edge: int) -> None:
    """Train on a stored set in this process, and print its rate in images/s, and the most memory that it took, in bytes."""
    from models.checking.check import require_sound
    from models.jobs import run
    from models.training.listener import SilentListener
    from tests.uploaded import OneUpload
    from workers.memory_use import own_peak_bytes

    upload = StoredUpload(folder / "set", Record.model_validate_json((folder / "record.json").read_text()))
    registered, began = OneUpload(upload), time.perf_counter()
    run(require_sound(spec_of(edge), registered), folder / "job", SilentListener(), registered=registered)
    print(upload.record.n_samples / (time.perf_counter() - began), own_peak_bytes())


def measured(folder: Path, size_gib: float, edge: int) -> tuple[float, float]:
    """Return the rate, in images/s, and the peak, in GiB, of training on a set of some size in a process of its own."""
    upload = stored_images(folder / "set", round(size_gib * GIB))
    (folder / "record.json").write_text(upload.record.model_dump_json())
    command = [sys.executable, "-m", __spec__.name if __spec__ else __name__, "--train", str(folder), "--edge", str(edge)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    rate, peak = (float(word) for word in printed[-2:])
    return rate, peak / GIB


def measure(folder: Path) -> list[Line]:
    """Return a line with the peak of a job over a small set; see `BENCH_GIB`."""
    rate, peak = measured(folder / "large", BENCH_GIB, BENCH_EDGE)
    what = f"memory of a job over {BENCH_GIB:g} GiB of photographs at {BENCH_EDGE} x {BENCH_EDGE} pixels, {rate:,.0f} images/s"
    return [Line(what, f"{peak:.2f} GiB", f"bound, {MOST_GIB} GiB", peak / MOST_GIB, "<= 1.0")]


def main() -> None:
    """Measure a set of any size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gib", type=float, default=4.0, help="encoded size of the set, in GiB")
    parser.add_argument("--edge", type=int, default=64, help="edge of the prepared images, in pixels")
    parser.add_argument("--train", type=Path, help="folder of a stored set to train on in this process")
    options = parser.parse_args()
    if options.train:
        train(options.train, options.edge)
        return
    with tempfile.TemporaryDirectory() as folder:
        rate, peak = measured(Path(folder), options.gib, options.edge)
    print(f"{options.gib:g} GiB of images at {options.edge} x {options.edge} pixels: {rate:,.0f} images/s, peak {peak:.2f} GiB")


if __name__ == "__main__":
    main()
