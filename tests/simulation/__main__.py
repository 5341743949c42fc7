"""Run simulations: `python -m tests.simulation 1000`, or one seed with its whole trace: `python -m tests.simulation --seed 17`."""

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator

#: Failing seeds after which a run ends.
MOST_FAILURES = 3


def main() -> int:
    """Run what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("seeds", nargs="?", type=int, default=1000, help="number of seeds")
    parser.add_argument("--first", type=int, default=0, help="the first of them")
    parser.add_argument("--seed", type=int, help="run this one, and show all that happens")
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)), help="processes that share the work")
    asked = parser.parse_args()
    return _replay(asked.seed) if asked.seed is not None else _run(asked.first, asked.seeds, asked.processes)


def _replay(seed: int) -> int:
    from tests.simulation.simulation import simulations

    with simulations(print) as run:
        outcome = run(seed)
    print(f"seed {seed}: {outcome.failure or 'all properties hold'} (digest {outcome.digest})")
    return bool(outcome.failure)


def _run(first: int, n_seeds: int, n_processes: int) -> int:
    started, n_failures, n_done, seconds, n_jobs = time.monotonic(), 0, 0, 0.0, 0
    for outcome in _outcomes(range(first, first + n_seeds), n_processes):
        n_done, seconds, n_jobs = n_done + 1, seconds + outcome.seconds, n_jobs + outcome.n_jobs
        if outcome.failure:
            n_failures += 1
            print(f"{outcome.report}\n\nreplay: python -m tests.simulation --seed {outcome.seed}\n", flush=True)
            if n_failures == MOST_FAILURES:
                break
    took = time.monotonic() - started
    print(f"{n_done:,} seeds, {n_jobs:,} jobs, {seconds / 3600:.1f} simulated hours in {took:.0f} s: {n_failures} failed")
    return bool(n_failures)


def _outcomes(seeds: range, n_processes: int) -> Iterator["Outcome"]:  # noqa: F821
    from tests.simulation.simulation import outcomes

    yield from outcomes(seeds)


if __name__ == "__main__":
    sys.exit(main())
