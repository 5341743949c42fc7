"""Run simulations: `python -m tests.simulation 1000`, or one seed with its whole trace: `python -m tests.simulation --seed 17`."""

import argparse
import os
import sys
import time

from tests.simulation.simulation import Outcome, outcomes, simulations

#: Failing seeds after which a run ends.
MOST_FAILURES = 3


def main() -> int:
    """Run what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("seeds", nargs="?", type=int, default=1000, help="number of seeds")
    parser.add_argument("--first", type=int, default=0, help="the first of them")
    parser.add_argument("--seed", type=int, help="run this one, and show all that happens")
    parser.add_argument("--failures", type=int, default=MOST_FAILURES, help="failing seeds after which to end")
    parser.add_argument("--processes", type=int, default=len(os.sched_getaffinity(0)), help="processes that share the work")
    asked = parser.parse_args()
    if asked.seed is not None:
        return _replay(asked.seed)
    return _run(range(asked.first, asked.first + asked.seeds), asked.processes, asked.failures)


def _replay(seed: int) -> int:
    with simulations(print) as run:
        outcome = run(seed)
    print(f"seed {seed}: {outcome.failure or 'all properties hold'} (digest {outcome.digest})")
    return bool(outcome.failure)


def _run(seeds: range, n_processes: int, most_failures: int) -> int:
    began, done, n_failures = time.monotonic(), list[Outcome](), 0
    for outcome in outcomes(seeds, n_processes):
        done.append(outcome)
        if outcome.failure:
            n_failures += 1
            print(f"{outcome.report}\n\nreplay: python -m tests.simulation --seed {outcome.seed}\n", flush=True)
        if n_failures >= most_failures:
            break
    hours, took_s = sum(outcome.seconds for outcome in done) / 3600, time.monotonic() - began
    n_jobs = sum(outcome.n_jobs for outcome in done)
    print(f"{len(done):,} seeds, {n_jobs:,} jobs, {hours:.1f} simulated hours in {took_s:.0f} s: {n_failures} failed")
    return bool(n_failures)


if __name__ == "__main__":
    sys.exit(main())
