"""The command that fuzzes the API and the readers: `python -m tests.fuzz --cases 10000 --seed 1`."""

import argparse
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from tests.acceptance.second_api import second_api
from tests.acceptance.service import embedded
from tests.fuzz.calling import Calls
from tests.fuzz.judging import DESCRIBED
from tests.fuzz.known import known_of, with_key
from tests.fuzz.reading import faults_of
from tests.fuzz.run import Plan, fuzzed


def main() -> None:
    """Fuzz a service of its own, with keys and without, and all readers; exit with 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="requests in all; half of them to an API that requires keys")
    parser.add_argument("--inputs", type=int, default=1_000, help="inputs of each reader; a tenth of them where each is read in a child process")
    parser.add_argument("--seed", type=int, default=None, help="seed of what is drawn; one is drawn when left out")
    parser.add_argument("--only", default="", help="names of operations, by commas; then no reader")
    options = parser.parse_args()
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    only = tuple(filter(None, options.only.split(",")))
    if unknown := sorted({*only} - DESCRIBED.operations.keys()):
        parser.error(f"argument --only: expected names of operations ({', '.join(sorted(DESCRIBED.operations))}), got {', '.join(unknown)}")
    print(f"seed {seed}", flush=True)
    folder, wrong = Path(tempfile.mkdtemp(prefix="modelbook-fuzz-")), 0
    with embedded(folder / "data") as (service, _):
        wrong += _reported("without keys", fuzzed(service, known_of(service), Plan(options.cases // 2, seed, only)))
        with second_api(service, folder, MODELBOOK_KEYS="required") as guarded:
            wrong += _reported(
                "with keys", fuzzed(with_key(guarded, service), known_of(service), Plan(options.cases - options.cases // 2, seed, only))
            )
    if wrong:
        print(f"files and logs: {folder}", flush=True)
    else:
        shutil.rmtree(folder)
    if not only:
        faults = faults_of(options.inputs, seed)
        print("\n".join(faults) or "no reader raised anything but its own errors")
        wrong += len(faults)
    sys.exit(wrong > 0)


def _reported(where: str, calls: Calls) -> int:
    """Print what came of calls; return the number of failures."""
    statuses = ", ".join(f"{status}: {n}" for status, n in sorted(calls.statuses.items()))
    print(f"{where}: {calls.n_cases:,} cases of {len(calls.n_calls)} operations, {len(calls.failures)} failures; {statuses}", flush=True)
    return len(calls.failures)
