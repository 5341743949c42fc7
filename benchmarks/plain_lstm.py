"""The rival of the benchmark of small recurrent fits: the same job as a plain Keras script. Prints seconds and losses as JSON.

Run as `python -m benchmarks.plain_lstm EPOCHS`.
"""

import json
import sys
import time

import keras
import numpy as np

from models.datasets.generated_series import SumOfSines

WINDOW = 3


def main() -> None:
    """Scale, cut into windows, build, fit."""
    series = SumOfSines().load(None).inputs
    scaled = ((series - series.min()) / (series.max() - series.min())).astype("float32")
    x = np.stack([scaled[start : start + WINDOW] for start in range(len(scaled) - WINDOW)])
    y = scaled[WINDOW:, 0]
    keras.utils.set_random_seed(42)
    network = keras.Sequential([keras.Input((WINDOW, 1)), keras.layers.LSTM(3), keras.layers.Dense(1)])
    network.compile(loss="mean_squared_error", optimizer="adam")
    start = time.perf_counter()
    history = network.fit(x, y, epochs=int(sys.argv[1]), batch_size=1, verbose=0)
    print(json.dumps({"fit_s": time.perf_counter() - start, "loss": history.history["loss"][-1]}))


if __name__ == "__main__":
    main()
