"""A job process keeps the memory that a training step frees."""

import ctypes
import subprocess
import sys

import pytest

#: Prints how many pages the system gave for 100 rounds of blocks such as activations and gradients, on a thread as TensorFlow's.
_PROGRAM = """
import resource, sys, threading
import numpy as np
from workers.job_process import keep_freed_memory
if sys.argv[1] == "keeps":
    keep_freed_memory()
def work():
    for _ in range(100):
        blocks = [np.ones(size) for size in (1_000_000,) * 4]
        del blocks
thread = threading.Thread(target=work)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
thread.start(); thread.join()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def pages(mode: str) -> int:
    return int(subprocess.run([sys.executable, "-c", _PROGRAM, mode], capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="this C library has no mallopt")
def test_freed_blocks_are_used_again_instead_of_asked_for_anew() -> None:
    assert pages("keeps") * 10 < pages("as it is")
