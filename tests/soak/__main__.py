"""The command that uses stacks for minutes: `python -m tests.soak --minutes 60 --on embedded`."""

import argparse
import secrets
import sys
from pathlib import Path

from tests.soak.report import as_json, page, table
from tests.soak.run import Plan, soaked
from tests.soak.stacks import STACKS


def main() -> None:
    """Use each stack, print and write what came of it, and end with status 1 if anything grows, is left or went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="minutes for each stack (60)")
    parser.add_argument("--on", choices=(*STACKS, "both"), default="both", help="the stack (both, one after the other)")
    parser.add_argument("--seed", type=int, default=None, help="seed of the choices of the clients; one is drawn when left out")
    parser.add_argument("--folder", type=Path, default=Path("build/soak"), help="where soak.md and soak.json are written (build/soak)")
    options = parser.parse_args()
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    results = []
    for name in STACKS if options.on == "both" else (options.on,):
        results.append(soaked(name, Plan(60 * options.minutes, seed, _say)))
        print(f"\n{table(results[-1])}", flush=True)
        options.folder.mkdir(parents=True, exist_ok=True)
        (options.folder / "soak.md").write_text(page(results), encoding="utf-8")
        (options.folder / "soak.json").write_text(as_json(results), encoding="utf-8")
    reasons = [reason for result in results for reason in result.reasons()]
    print("\n".join(reasons or [result.passed for result in results]))
    sys.exit(bool(reasons))


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
