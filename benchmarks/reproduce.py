"""Train recipes whole, with their variants, on an embedded stack, and write measured beside reported figures: `make reproduce`."""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.reproduction.machine import this_machine
from benchmarks.reproduction.page import page
from benchmarks.reproduction.pictures import draw_pictures
from benchmarks.reproduction.plan import Planned, planned
from benchmarks.reproduction.results import MachineError, Results
from benchmarks.reproduction.run import results_of, run_all
from benchmarks.reproduction.running import Runner
from benchmarks.reproduction.thumbnails import write_thumbnails
from benchmarks.trends import relations
from models.catalog.reproduction import NEWEST, FormResult, Reproduction
from models.catalog.result_texts import ran_time_text, time_text
from service.catalog_page import PICTURES
from tests.acceptance.service import embedded
from tests.reported import Form, forms

#: The committed page of the newest full run; its JSON form is beside the recipes, as the API shows it.
PAGE = Path(__file__).parents[1] / "docs" / "reproduction.md"
#: Folder of a full run, from which a later call goes on.
FOLDER = Path("data/reproduction")
#: Hours of a run, unless told otherwise: a night.
HOURS = 10.0
#: Forms of a quick run: one of each task and of each kind of prediction that is trained within seconds.
QUICK = ("ridge-sine-line", "kmeans-blobs-k", "minmax-moons", "ridgecls-cv", "moons-ridge-random", "sines0-lstm3-w3", "mnist-dense-784")


def main() -> None:
    """Run what has no result yet, write the results, and end with exit code 1 if a figure differs or a job failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped; another call goes on"))  # And stops the stack on its way out.
    asked = _arguments()
    chosen = _chosen(asked.only, asked.quick)
    with _folder(asked.folder, asked.quick) as folder:
        run = _run(chosen, asked, folder)
        _write(run, folder / "reproduction.json", folder / "reproduction.md")
        if not asked.only and not asked.quick:
            _write(run, NEWEST, PAGE)
            shutil.copytree(folder / PICTURES.name, PICTURES, dirs_exist_ok=True)
            write_thumbnails()
    sys.exit(any(form.verdict in {"differs", "failed"} for form in run.forms) or any(relation.holds is False for relation in run.relations))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="group or id of the recipes to run, or the name of a form; default: all")
    parser.add_argument("--hours", type=float, default=HOURS, help="time of this call: no form is started that is estimated to end later")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads of a job; default: all cores")
    parser.add_argument("--folder", type=Path, help=f"folder of the results and of all jobs; a later call goes on from it; default: {FOLDER}")
    parser.add_argument("--quick", action="store_true", help="a few recipes in their quick form, in a minute; never replaces the full result")
    return parser.parse_args()


def _chosen(only: str | None, is_quick: bool) -> list[Form]:
    offered = [form for form in forms() if not is_quick or not form.patch]  # The quick form is that of the recipe, not of a variant.
    if is_quick and only is None:
        return [form for form in offered if form.name in QUICK]
    found = [form for form in offered if only in (None, form.recipe.group, form.recipe.id, form.name)]
    if not found:
        groups = ", ".join(sorted({form.recipe.group for form in forms()}))
        sys.exit(f"expected a group ({groups}), the id of a recipe or the name of a form, got {only!r}")
    return found


@contextmanager
def _folder(asked: Path | None, is_quick: bool) -> Iterator[Path]:
    """Yield the folder of a run: for a quick one a temporary folder, or its own one in that which was asked for."""
    if is_quick and asked is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
    else:
        folder = (asked or FOLDER) / "quick" if is_quick else asked or FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.absolute()


def _run(chosen: list[Form], asked: argparse.Namespace, folder: Path) -> Reproduction:
    machine = this_machine(asked.threads)
    try:
        results = Results(folder / "results.json", machine)
    except MachineError as error:
        sys.exit(str(error))
    settings = {"MODELBOOK_WORKER_SLOTS": "1", "MODELBOOK_JOB_THREADS": str(asked.threads)}
    with embedded(folder / "data", **settings) as (service, _):
        runner = Runner(service, asked.quick)
        plan = planned(chosen, forms(), runner.estimate)
        until = time.time() + asked.hours * 3600
        run_all(plan, runner, results, until, _show)
        if not asked.quick:
            draw_pictures([one.form for one in plan], runner, results, folder / PICTURES.name)
    return _reproduction(plan, results)


def _reproduction(plan: list[Planned], results: Results) -> Reproduction:
    every = results_of(plan, results)
    date = max((form.date for form in every if form.date), default="")
    return Reproduction(date=date, machine=results.machine, forms=every, relations=relations(every))


def _show(result: FormResult) -> None:
    off = ", ".join(f"{one.figure}: reported {one.reported}, measured {one.measured}" for one in result.figures if one.verdict == "differs")
    took = f"{ran_time_text(result)}, estimated {time_text(result.estimated_seconds)}" if result.date is not None else "no job"
    print(f"{result.form}: {result.verdict} ({took}){f': {off or result.reason}' if off or result.reason else ''}", flush=True)


def _write(run: Reproduction, data: Path, text: Path) -> None:
    data.write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")
    text.write_text(page(run), encoding="utf-8")


if __name__ == "__main__":
    main()
