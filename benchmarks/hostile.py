"""Predictions of others while hostile inputs are sent: the 99th percentile, quiet and with the corpus on four connections.

`python -m benchmarks.hostile --seconds 20`
"""

import argparse
import itertools
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import httpx
import numpy as np

from benchmarks.table import HEADER, Line
from tests.acceptance.service import Service, embedded
from tests.hostile.case import Case
from tests.hostile.corpus import FAMILIES
from tests.hostile.requests import TABLE, prepare

#: Connections that send the corpus.
CONNECTIONS = 4
#: Times of quiet that the 99th percentile may take.
TARGET = 3.0


def predicted(service: Service, seconds: float) -> list[float]:
    """Predict one row again and again for some seconds; return the time of each in milliseconds."""
    found, end = list[float](), time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        service.predict(TABLE, json={"inputs": [[1.0]]})
        found.append(1e3 * (time.perf_counter() - start))
    return found


@contextmanager
def under_fire(service: Service) -> Iterator[list[int]]:
    """Send the corpus over and over while the block runs; count what was sent."""
    cases = [(case, case.make()) for family in FAMILIES.values() for case in family.values()]
    Random(0).shuffle(cases)
    done, sent = threading.Event(), [0] * CONNECTIONS
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for index in range(CONNECTIONS):
            pool.submit(_send, str(service.http.base_url), itertools.cycle(cases[index::CONNECTIONS]), done, sent, index)
        try:
            yield sent
        finally:
            done.set()


def _send(url: str, cases: Iterator[tuple[Case, bytes]], done: threading.Event, sent: list[int], index: int) -> None:
    with httpx.Client(base_url=url, timeout=60) as client:
        while not done.is_set():
            case, content = next(cases)
            with suppress(httpx.TransportError):
                case.door(client, content)
            sent[index] += 1


def measured(seconds: float) -> Line:
    """Start a service, and measure predictions in quiet and under fire."""
    with tempfile.TemporaryDirectory() as folder, embedded(Path(folder) / "data") as (service, _):
        prepare(service)
        predicted(service, 1.0)
        quiet = predicted(service, seconds)
        with under_fire(service) as sent:
            fired = predicted(service, seconds)
            n_sent = sum(sent)
        before, meanwhile = (float(np.percentile(times, 99)) for times in (quiet, fired))
    what = f"p99 of predictions while {n_sent:,} hostile inputs are sent"
    return Line(what, f"{meanwhile:.1f} ms", f"quiet {before:.1f} ms", meanwhile / before, f"at most {TARGET:g}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="seconds of each run")
    print(HEADER, measured(parser.parse_args().seconds).as_row(), sep="\n")


if __name__ == "__main__":
    main()
