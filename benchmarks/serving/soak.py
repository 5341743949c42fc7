"""Predictions for a long time at a part of the peak: the memory has to stay flat, and every request has to be answered: `make soak-serving`.

The peak is measured first. The slope of the memory is that of a straight line through its samples after the first fifth of the time, in which caches
and pools fill.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.serving.asking import Load, Run, Server, measured
from benchmarks.serving.cases import json_row
from benchmarks.serving.servers import ROOT, modelbook
from benchmarks.serving.trained import trained
from tests.acceptance.service import descendants

#: Connections.
CONNECTIONS = 32
#: Most growth of the memory over the whole time that counts as flat, as a part of it.
FLAT = 0.02
#: Part of the time in which memory may still grow.
_SETTLING = 0.2
_PAGE_BYTES = 4096


def main() -> None:
    """Run, print, and end with status 1 if memory grows or a request fails."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="seconds at a part of the peak (600)")
    parser.add_argument("--part", type=float, default=0.8, help="that part (0.8)")
    parser.add_argument("--peak-seconds", type=float, default=10.0, help="seconds in which the peak is measured (10)")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "modelbook-rivals", help="what is kept between runs")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    ask = json_row()
    with modelbook(ROOT, trained(ROOT, options.folder / "data"), ask) as server:
        peak = measured(server, [ask], Load(CONNECTIONS, options.peak_seconds, min(5.0, options.peak_seconds)))
        with sampled(server) as samples:
            run = measured(server, [ask], Load(CONNECTIONS, options.seconds, 0.0, options.part * peak.per_s))
    print(f"peak: {peak}\nsoak: {run}")
    growth, memory = slope(samples) * options.seconds, samples[-1][1]
    print(f"memory: {memory / 1e6:.1f} MB at the end, of {len(samples)} samples; its line grows by {growth / 1e6:+.2f} MB in {options.seconds:g} s")
    sys.exit(not is_sound(run, growth, memory))


def is_sound(run: Run, growth: float, memory: float) -> bool:
    """Tell whether a soak has passed: no fault, and memory that is flat, in bytes."""
    return not run.n_faults and growth <= FLAT * memory


@contextmanager
def sampled(server: Server) -> Iterator[list[tuple[float, float]]]:
    """Take samples of the memory of a server within the `with` block: seconds, and bytes."""
    samples: list[tuple[float, float]] = [(0.0, memory_bytes(server))]
    ending, start = threading.Event(), time.monotonic()

    def sample() -> None:
        while not ending.wait(1.0):
            samples.append((time.monotonic() - start, memory_bytes(server)))

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield samples
    finally:
        ending.set()
        thread.join()


def memory_bytes(server: Server) -> float:
    """Return the resident memory of a server and of the processes below it."""
    return sum(_resident_bytes(pid) for pid in (server.pid, *descendants(server.pid)))


def slope(samples: list[tuple[float, float]]) -> float:
    """Return the slope of a straight line through samples, without those of the first part of the time, in bytes a second."""
    last = samples[-1][0]
    settled = np.array([sample for sample in samples if sample[0] >= _SETTLING * last])
    return float(np.polyfit(settled[:, 0], settled[:, 1], 1)[0]) if len(settled) > 1 else 0.0


def _resident_bytes(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_BYTES
    except OSError:
        return 0.0


if __name__ == "__main__":
    main()
