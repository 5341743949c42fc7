"""Uploads whose prepared samples are larger than what is kept in memory, though they themselves are small."""

import io
from typing import Any

import numpy as np
from PIL import Image

from tests.uploaded import zipped

#: Prepared, as 3 floats a pixel, such images are larger than `MAX_HELD_BYTES`.
N_IMAGES, EDGE = 24, 1024


def noisy_images(n_images: int = N_IMAGES, edge: int = 12, seed: int = 0) -> bytes:
    """Return an archive of small images, of which no two are alike; those of one class are brighter."""
    draw = np.random.default_rng(seed)
    members = {}
    for number in range(n_images):
        pixels, file = draw.integers(0, 128, (edge, edge, 3)) + 120 * (number % 2), io.BytesIO()
        Image.fromarray(pixels.astype(np.uint8)).save(file, "PNG")
        members[f"{('night', 'day')[number % 2]}/{number:03d}.png"] = file.getvalue()
    return zipped(members)


def images_spec(edge: int = EDGE, **training: Any) -> dict[str, Any]:
    """Return a spec of a small network over large images."""
    layers = [{"layer": "AveragePooling2D", "pool_size": edge // 4}, {"layer": "Flatten"}, {"layer": "Dropout", "rate": 0.2}]
    return {
        "data": {"source": "dataset:x", "split": {"test": 0.25, "stratify": True}},
        "preprocessing": {
            "inputs": [{"step": "image", "size": [edge, edge], "mode": "rgb"}, {"step": "scale", "from": [0, 255], "to": [-1, 1]}],
            "targets": [{"step": "one_hot"}],
        },
        "model": {"kind": "sequential", "layers": [*layers, {"layer": "Dense", "units": 2, "activation": "softmax"}]},
        "training": {
            "loss": "categorical_crossentropy",
            "optimizer": {"name": "adam", "learning_rate": 0.05},
            "metrics": ["accuracy"],
            "epochs": 2,
            "batch_size": 5,
            "validation": {"split": 0.2},
            **training,
        },
    }
