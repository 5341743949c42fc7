"""The way a fit takes through its training samples."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.core.arrays import Array
from models.training.seeds import epoch_order


@dataclass(frozen=True)
class Course:
    """Round after round through all samples, each round in an order of its own, cut into epochs.

    An epoch goes on where the one before it ended; where it is as long as the training part, it is one round.

    Args:
        n_samples: Samples in the training part.
        per_epoch: Samples in an epoch.
        seed: Seed of the job.
        shuffle: Whether the order of a round is drawn from (seed, round); otherwise it is that of the samples.
    """

    n_samples: int
    per_epoch: int
    seed: int
    shuffle: bool

    def rows(self, epoch: int) -> Array:
        """Return which samples an epoch (from 0) takes, in order: int64 array of shape (per_epoch,)."""
        return np.concatenate([rows for _, rows in self._pieces(epoch)])

    def rounds(self, epoch: int) -> Array:
        """Return in which round (from 0) each sample of an epoch is taken: int64 array of shape (per_epoch,)."""
        return np.concatenate([np.full(len(rows), number, np.int64) for number, rows in self._pieces(epoch)])

    def _pieces(self, epoch: int) -> Iterator[tuple[int, Array]]:
        start, end = epoch * self.per_epoch, (epoch + 1) * self.per_epoch
        for number in range(start // self.n_samples, -(-end // self.n_samples)):
            begun = number * self.n_samples
            yield number, self._round(number)[max(0, start - begun) : end - begun]

    def _round(self, number: int) -> Array:
        return epoch_order(self.seed, number, self.n_samples) if self.shuffle else np.arange(self.n_samples)
