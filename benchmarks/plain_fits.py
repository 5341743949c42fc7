"""The fits of the search benchmark without the service: `python -m benchmarks.plain_fits COUNT` prints the seconds they take on one thread."""

import sys
import time
import warnings
from typing import Any

from sklearn.datasets import make_moons
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

#: Steps of a network of scikit-learn whose fit takes about a second on one thread, and samples it is fitted to.
PARAMS: dict[str, Any] = {"hidden_layer_sizes": [64], "max_iter": 145, "n_iter_no_change": 145}
SAMPLES, NOISE, SEED = 2_000, 0.3, 42


def main() -> None:
    """Fit the number of networks given on the command line."""
    x, y = make_moons(SAMPLES, noise=NOISE, random_state=SEED)
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # The network does not converge within its steps.
        start = time.perf_counter()
        for _ in range(int(sys.argv[1])):
            MLPClassifier(**PARAMS, random_state=SEED).fit(x, y)
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
