"""Measure predictions beside the servers that others use, and print a table: `make bench-rivals`.

Everything that takes long to make is kept in one folder: trained models, environments of the rivals, and the code of an earlier commit.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.serving.asking import Ask, Load, Run, measured
from benchmarks.serving.cases import Setting, json_row
from benchmarks.serving.every_case import CASES, Case
from benchmarks.serving.results import HEADER, Result
from benchmarks.serving.servers import ROOT, echo


def main() -> None:
    """Measure, print, and optionally write the table to a file."""
    options = _options()
    setting = Setting(ROOT, options.folder, options.seconds, options.warm_up, options.rounds)
    setting.folder.mkdir(parents=True, exist_ok=True)
    ceilings = [(connections, _ceiling(connections, setting)) for connections in (1, 32)]
    results: list[Result] = []
    for name, case in CASES.items():
        if not options.only or name in options.only:
            results += _tried(name, case, setting)
    text = _page(setting, ceilings, results)
    print(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    sys.exit(not all(result.is_met for result in results))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0, help="seconds of one run (30)")
    parser.add_argument("--warm-up", type=float, default=5.0, help="seconds before it that do not count (5)")
    parser.add_argument("--rounds", type=int, default=1, help="runs of each server, which alternate; the one of the median rate counts (1)")
    parser.add_argument("--only", nargs="*", choices=CASES, help="cases to run; all of them by default")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "modelbook-rivals", help="what is kept between runs")
    parser.add_argument("--write", type=Path, help="Markdown file to which the table is written")
    return parser.parse_args()


def _tried(name: str, case: Case, setting: Setting) -> list[Result]:
    print(f"{name} ...", file=sys.stderr, flush=True)
    try:
        results = case(setting)
    except Exception as error:  # noqa: BLE001 - The other cases are still measured, and this one counts as missed.
        results = [Result.left_out(name, f"{type(error).__name__}: {error}"[:300])]
    for result in results:
        print(f"  {result.what}\n    {result.ours}\n    {result.rival}: {result.theirs}", file=sys.stderr, flush=True)
    return results


def _ceiling(connections: int, setting: Setting) -> Run:
    ask = json_row()
    with echo(len(ask.sent(None))) as server:
        return measured(server, [Ask(ask.path, ask.body)], Load(connections, min(setting.seconds, 10.0), min(setting.warm_up_s, 1.0)))


def _page(setting: Setting, ceilings: list[tuple[int, Run]], results: list[Result]) -> str:
    rows = "\n".join(result.as_row() for result in results)
    generator = "; ".join(f"{connections} connection{'s' * (connections > 1)}: {run}" for connections, run in ceilings)
    when, cores, load = time.strftime("%Y-%m-%d %H:%M"), len(os.sched_getaffinity(0)), os.getloadavg()[0]
    runs = f"Runs of {setting.seconds:g} s after {setting.warm_up_s:g} s of warm-up, {setting.rounds} of each server, in turn"
    return f"""{runs}. {when}, {cores} cores, load {load:.1f} at the end. Misses are bold.

The load generator by itself, against a server that only writes a constant: {generator}.

{HEADER}
{rows}
"""


if __name__ == "__main__":
    main()
