"""The run of a plan: every form that fits, its result stored at once."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.reproduction.plan import NIGHT_S, Planned
from benchmarks.reproduction.results import Results
from benchmarks.reproduction.running import Run, Runner, others
from benchmarks.reproduction.verdicts import judged, overall
from models.catalog.reproduction import FormResult

#: Further runs, each with another seed, of a form with a figure that differs.
N_OTHER_SEEDS = 2
#: Seconds of an hour.
_HOUR_S = 3600


def run_all(plan: Sequence[Planned], runner: Runner, results: Results, until: float, show: Callable[[FormResult], None]) -> None:
    """Run the forms of a plan that have no result yet, as long as the next one is estimated to end in time.

    Args:
        plan: Forms in order.
        runner: Runs one.
        results: Results so far, of earlier calls too.
        until: Time, in seconds since the epoch, at which the last form should have ended.
        show: Called with each new result.
    """
    for planned in plan:
        is_ready = all(_succeeded(results.get(needed)) for needed in planned.needs)
        if results.get(planned.form.name) is None and is_ready and time.time() + planned.seconds <= until:
            result = run_form(planned, runner, until)
            results.put(result)
            show(result)


def run_form(planned: Planned, runner: Runner, until: float) -> FormResult:
    """Run a form and judge its figures; where one differs and there is time, run it with other seeds too, to tell noise from a difference.

    Args:
        planned: The form with its estimate.
        runner: Runs it.
        until: Time at which the last run should have ended.
    """
    form = planned.form
    seed = int(form.patch.get("seed", form.recipe.spec["seed"]))
    run = runner.run(form)
    if run.error:
        return _result(planned, run, verdict="failed", reason=run.error)
    if runner.is_quick and form.recipe.quick:
        return _result(planned, run, verdict="shortened", reason="it ran in its quick form", seeds=[seed], metrics=others(run.found, {}))
    figures, seeds = judged(form.reported, form.tolerance, run.found), [seed]
    if overall(figures) == "differs" and time.time() + N_OTHER_SEEDS * planned.seconds <= until:
        seeds += range(seed + 1, seed + 1 + N_OTHER_SEEDS)
        figures = judged(form.reported, form.tolerance, run.found, [runner.run(form, other).found for other in seeds[1:]])
    return _result(planned, run, verdict=overall(figures), figures=figures, seeds=seeds, metrics=others(run.found, form.reported))


def results_of(plan: Sequence[Planned], results: Results) -> list[FormResult]:
    """Return a result of each form of a plan; where it was not run, with the reason."""
    passed, found = 0.0, []
    for planned in plan:
        passed += planned.seconds
        reason = _reason(planned, passed, results)
        found.append(results.get(planned.form.name) or _result(planned, Run({}), verdict="not_run", reason=reason))
    return found


def _reason(planned: Planned, passed: float, results: Results) -> str:
    if missing := [needed for needed in planned.needs if not _succeeded(results.get(needed))]:
        return f"it starts from a model of {', '.join(missing)}, which has none yet"
    if passed > NIGHT_S:
        hours, before = planned.seconds / _HOUR_S, (passed - planned.seconds) / _HOUR_S
        return f"it does not fit in a night of {NIGHT_S // _HOUR_S} h: it is estimated at {hours:.1f} h, and what comes before it at {before:.1f} h"
    return "the run ended before its turn"


def _succeeded(result: FormResult | None) -> bool:
    return result is not None and result.verdict not in {"failed", "not_run"}


def _result(planned: Planned, run: Run, **of: Any) -> FormResult:
    nothing: dict[str, Any] = {"reason": "", "seeds": [], "figures": [], "metrics": {}, "seconds": None, "date": None}
    if run.job:
        seconds = None if run.seconds is None else round(run.seconds, 1)
        nothing |= {"seconds": seconds, "date": run.job["finished_at"][:10]}
    return FormResult(form=planned.form.name, estimated_seconds=round(planned.seconds, 1), **(nothing | of))
