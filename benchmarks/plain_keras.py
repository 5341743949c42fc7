"""The rival of the training benchmark: the same job as a plain Keras script. Prints its times as JSON.

Run as `python -m benchmarks.plain_keras FOLDER EPOCHS`: FOLDER holds the unpacked MNIST arrays, the same files the job maps.
"""

import json
import sys
import time
from pathlib import Path

import keras
import numpy as np


def main() -> None:
    """Load, preprocess, build, fit, evaluate, save."""
    start = time.perf_counter()
    folder = Path(sys.argv[1])
    images, labels, test_images, test_labels = (np.load(folder / f"{part}.npy", mmap_mode="r") for part in ("x_train", "y_train", "x_test", "y_test"))
    x, x_test = (part.astype("float32").reshape(-1, 784) / 255 for part in (images, test_images))
    y, y_test = (np.eye(10, dtype="float32")[part] for part in (labels, test_labels))
    keras.utils.set_random_seed(42)
    network = keras.Sequential([keras.Input((784,)), keras.layers.Dense(784, activation="relu"), keras.layers.Dense(10, activation="softmax")])
    network.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    fit_start = time.perf_counter()
    network.fit(x, y, epochs=int(sys.argv[2]), batch_size=256, validation_split=0.25, verbose=0)
    fit_s = time.perf_counter() - fit_start
    network.evaluate(x_test, y_test, batch_size=1024, verbose=0)
    network.save(folder / "plain.h5")
    print(json.dumps({"fit_s": fit_s, "whole_s": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
