"""Training samples without an end."""

from typing import Protocol

from models.core.arrays import Array


class Stream(Protocol):
    """An unlimited stream of raw training samples; each is determined by its epoch and index."""

    def draw(self, epoch: int, first: int, n_samples: int) -> tuple[Array, Array]:
        """Return inputs and targets of consecutive samples of an epoch.

        Args:
            epoch: Index of the epoch, from 0.
            first: Index of the first sample, from 0.
            n_samples: Number of samples; every call gives the same sample for the same epoch and index.
        """
