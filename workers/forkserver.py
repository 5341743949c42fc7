"""Start job processes from a server process that has imported TensorFlow and run nothing."""

import multiprocessing
import os
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

from workers.assignment import Assignment
from workers.job_process import run_assignment

#: What the forkserver imports once, so that a job process starts in hundredths of a second. Importing only: a process
#: forked after TensorFlow has run an operation hangs.
PRELOAD = [
    "tensorflow",
    "keras",
    "sklearn.decomposition",
    "sklearn.linear_model",
    "sklearn.model_selection",
    "sklearn.pipeline",
    "sklearn.preprocessing",
    "skl2onnx",
    "skops.io",
    "onnxruntime",
    "workers.job_process",
    "models.training.network",
]

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(PRELOAD)


def warm_up() -> None:
    """Start the forkserver and wait until it has imported everything, so that the first job need not."""
    process = _context.Process(target=os.getpid)
    process.start()
    process.join()


def start_process(assignment: Assignment) -> tuple[ForkServerProcess, Connection]:
    """Start a job process; return it with the supervisor's end of its channel."""
    here, there = _context.Pipe()
    job_id = assignment.process.job_id
    process = _context.Process(target=run_assignment, args=(assignment, there), name=f"job-{job_id}", daemon=False)
    process.start()
    there.close()
    return process, here
