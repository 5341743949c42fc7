"""The comparison of a model that was trained again with the one before, made and stored before it is registered."""

import time
from dataclasses import asdict
from pathlib import Path

from models.retraining.comparing import Trained, compare
from models.retraining.comparison import Comparison, incomparable
from models.retraining.promotion import Rule, When, decide
from models.retraining.spec_data import DataAccess
from models.training.finish import Outcome
from service.errors import NotFound
from service.store.owners import Right
from service.store.rows import Job
from workers.stores import Stores


def compare_retrained(stores: Stores, job: Job, outcome: Outcome, cache: Path | None) -> Comparison | None:
    """Compare the model of a retraining with the one before, and store the result with the job; None for other jobs.

    Args:
        stores: The stores.
        job: The running job.
        outcome: Its model.
        cache: Folder for unpacked data sets.
    """
    if job.retrains is None:
        return None
    ref = str(job.retrains["model"])
    found = _compared(stores, job, ref, outcome, cache)
    stores.attempts.log(job.id, job.attempt, f"compared with {ref}: {summary(found)}", time.time())
    findings = {"comparison": found.model_dump(mode="json")}
    promote = job.retrains.get("promote")
    if promote is not None:  # The alias is moved in the transaction that registers the model.
        rule = Rule(When(promote["when"]), promote["metric"], promote["margin"])
        findings["promotion"] = asdict(decide(rule, found))
    stores.attempts.find(job.id, job.attempt, findings)
    return found


def _compared(stores: Stores, job: Job, ref: str, outcome: Outcome, cache: Path | None) -> Comparison:
    try:
        version = stores.registry(job.owner).resolve(ref, Right.USE)
    except NotFound:
        return incomparable(f"{ref} is not there any more")
    old = Trained(stores.files.path(version.artifact), DataAccess(stores.recorded_lookup(job.owner, version.owner), cache))
    return compare(old, Trained(outcome.artifact, DataAccess(stores.lookup(job.owner), cache)))


def summary(comparison: Comparison) -> str:
    """Return a comparison as a line of the job's log."""
    if comparison.reason is not None:
        return f"not possible, as {comparison.reason}"
    figures = ", ".join(f"{figure.name} {_text(figure.old)} -> {_text(figure.new)}" for figure in comparison.figures) or "no figures"
    return "; ".join([f"{figures} on {comparison.n_samples:,} samples of the {comparison.part} part", *comparison.notes])


def _text(value: float | None) -> str:
    return "none" if value is None else f"{value:.4g}"
