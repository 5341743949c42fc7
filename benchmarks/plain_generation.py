"""Letters per second of plain Keras: `predict` of a whole window for each letter, as in the book's notebook. Run as a separate process."""

import sys
import time

import keras
import numpy as np

#: Number of letters; `predict` takes about 60 ms for each.
LETTERS = 40


def main() -> None:
    """Generate with the file given on the command line and print the letters per second."""
    network = keras.models.load_model(sys.argv[1], compile=False)
    size, random = network.input_shape[1], np.random.default_rng(0)
    window = np.zeros((1, size), np.float32)
    network.predict(window, verbose=0)
    start = time.perf_counter()
    for _ in range(LETTERS):
        weights = np.exp(np.log(network.predict(window, verbose=0)[0].astype(np.float64)))
        letter = np.argmax(random.multinomial(1, weights / weights.sum()))
        window = np.append(window[:, 1:], [[letter]], axis=1)
    print(LETTERS / (time.perf_counter() - start))


if __name__ == "__main__":
    main()
