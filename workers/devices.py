"""Shares of the machine for job processes."""

import logging
import os
import queue
from dataclasses import dataclass

from service.machine import job_memory_bytes, worker_memory_bytes
from service.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Share:
    """A share of the machine.

    Args:
        gpu: Id of the GPU; empty for none.
        threads: CPU threads; 0 for all.
        memory_bytes: Memory of a job that does not ask for more; 0 for no limit.
        most_bytes: Memory that a job may ask for at most; 0 for no limit.
    """

    gpu: str
    threads: int
    memory_bytes: int = 0
    most_bytes: int = 0

    def environment(self) -> dict[str, str]:
        """Return the variables that TensorFlow reads before its first operation."""
        return {"CUDA_VISIBLE_DEVICES": self.gpu or "-1", "TF_FORCE_GPU_ALLOW_GROWTH": "true"}


class Slots:
    """The shares of one worker, one for each slot.

    Args:
        settings: Number of slots, GPUs, threads and memory.

    Attributes:
        gpus: Ids of the GPUs.
        threads: CPU threads of each share; 0 for all.
    """

    def __init__(self, settings: Settings) -> None:
        if "gpu" in settings.worker_queues.split(",") and not settings.worker_gpus:
            log.warning("This worker takes GPU jobs, but MODELBOOK_WORKER_GPUS names no GPU: they will run on the CPU.")
        self.gpus = [gpu.strip() for gpu in settings.worker_gpus.split(",") if gpu.strip()]
        self.threads = settings.job_threads or _even_threads(settings.worker_slots)
        gpus, memory, most = self.gpus or [""], job_memory_bytes(settings), worker_memory_bytes(settings)
        self._free: queue.SimpleQueue[Share] = queue.SimpleQueue()
        for slot in range(settings.worker_slots):
            self._free.put(Share(gpus[slot % len(gpus)], self.threads, memory, most))

    def take(self) -> Share:
        """Take a free share; there is one per thread of the worker."""
        return self._free.get()

    @property
    def n_free(self) -> int:
        """Return the number of free shares."""
        return self._free.qsize()

    def give_back(self, share: Share) -> None:
        """Return a share."""
        self._free.put(share)


def _even_threads(slots: int) -> int:
    """Divide the cores evenly; a single slot uses the defaults of the libraries."""
    return 0 if slots == 1 else max(1, len(os.sched_getaffinity(0)) // slots)
