"""Chaos on the real stack: `python -m tests.chaos --seed 1 --faults 40`."""

import argparse
import secrets
import sys
import tempfile
from pathlib import Path

from tests.chaos.mix import MIX
from tests.chaos.run import Chaos
from tests.chaos.stack import running_stack
from tests.servers import postgres_process


def main() -> None:
    """Run the jobs under faults on each database; exit with 1 if the promise does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=None, help="seed of the faults; one is drawn when left out")
    parser.add_argument("--faults", type=int, default=40, help="faults on each database")
    parser.add_argument("--copies", type=int, default=2, help="how many of each job run at a time")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--jobs", default=",".join(MIX), help="jobs of the mix, by commas")
    options = parser.parse_args()
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    wrong = []
    for database in ("sqlite", "postgresql") if options.database == "both" else (options.database,):
        print(f"{database}, seed {seed}", flush=True)
        wrong += [
            f"{database}, seed {seed}: {fault}" for fault in on_database(database, options.jobs.split(","), seed, options.faults, options.copies)
        ]
    print("\n".join(wrong) or "every job succeeded once, with the bits of a quiet run")
    sys.exit(bool(wrong))


def on_database(database: str, names: list[str], seed: int, n_faults: int, copies: int) -> list[str]:
    """Run the jobs under faults on one database, and return what is wrong."""
    folder = Path(tempfile.mkdtemp(prefix="modelbook-chaos-"))
    print(f"files and logs: {folder}", flush=True)
    if database == "sqlite":
        with running_stack(folder, f"sqlite:///{folder / 'modelbook.db'}", None) as stack:
            return Chaos(stack, _say).run(names, seed, n_faults, copies)
    with postgres_process() as postgres, running_stack(folder, postgres.url, postgres) as stack:
        return Chaos(stack, _say).run(names, seed, n_faults, copies)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
