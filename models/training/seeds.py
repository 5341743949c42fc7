"""Every source of randomness of a fit, from one seed."""

import random

import numpy as np


def set_seeds(seed: int) -> None:
    """Seed Python and NumPy; what a scikit-learn fit draws from."""
    random.seed(seed)
    np.random.seed(seed)


def set_network_seeds(seed: int) -> None:
    """Seed Python, NumPy, Keras and TensorFlow."""
    import keras

    keras.utils.set_random_seed(seed)


def epoch_order(seed: int, epoch: int, n_samples: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the order of the samples in one epoch, decided by (seed, epoch) alone.

    Args:
        seed: Seed of the job.
        epoch: Number of the epoch, from 0.
        n_samples: Samples in the training part.

    Returns:
        int64 array of shape (n_samples,), a permutation.
    """
    return np.random.default_rng([seed, epoch]).permutation(n_samples)
