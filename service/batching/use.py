"""Counts of what the loaded models of a process do together."""

from dataclasses import dataclass, field

from service.histogram import Histogram

#: Upper ends of the buckets of rows that were computed together.
BATCH_ROWS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 1024, 4096)


@dataclass(slots=True)
class ModelUse:
    """What the models of one API process have done since its start.

    Attributes:
        n_hits: How often a model was asked for that was loaded.
        n_loads: How often one was loaded.
        n_failures: How often one could not be loaded.
        n_evictions: How often one made room for another.
        batches: Rows that were computed together.
    """

    n_hits: int = 0
    n_loads: int = 0
    n_failures: int = 0
    n_evictions: int = 0
    batches: Histogram = field(default_factory=lambda: Histogram(BATCH_ROWS))
