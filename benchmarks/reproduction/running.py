"""One form, run as a job of a real service and measured."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from benchmarks.reproduction.verdicts import plain
from tests.acceptance.measured import measured
from tests.acceptance.service import Service
from tests.reported import Form

#: Seconds of one wait for a job that ends later.
_WAIT_S = 20
#: Fallback for the estimate of a form whose model to start from is missing yet: seconds of a minute of the recipe.
_MINUTE_S = 60
#: Entries of the measured figures that are written with the reported candidates only.
_LONG = {"candidates"}


@dataclass(frozen=True)
class Run:
    """One finished job of a form.

    Args:
        job: The job, as the API shows it.
        found: Measured figures by name.
        error: Why it failed; empty if it did not.
        seconds: Seconds from its start to its end; None if it did not run in one go, as an earlier call ended meanwhile.
    """

    job: dict[str, Any]
    found: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    seconds: float | None = None


@dataclass(frozen=True)
class Runner:
    """Runs forms on a service.

    Args:
        service: Where they run.
        is_quick: Whether recipes run in the form that takes seconds.
        began: When this call began.
    """

    service: Service
    is_quick: bool = False
    began: datetime = field(default_factory=lambda: datetime.now(UTC))

    def patch(self, form: Form) -> dict[str, Any]:
        """Return the merge patch with which a form runs."""
        return form.recipe.quick if self.is_quick else form.patch

    def estimate(self, form: Form) -> float:
        """Return the seconds that a form is estimated to take on this machine."""
        check = self._check(form)
        return float(check["estimated_seconds"] or _MINUTE_S * form.recipe.expected_minutes)

    def run(self, form: Form, seed: int | None = None) -> Run:
        """Run a form, or wait for the job of an earlier call, and measure its figures.

        Args:
            form: The form. Its model gets the name that forms use which start from it.
            seed: Another seed than the recipe's; its model gets another name.
        """
        response = self._submit(form, seed)
        if response.status_code != httpx.codes.ACCEPTED:
            return Run({}, error=response.text)
        job = self._ended(response.json()["id"])
        seconds = seconds_of(job, self.began)
        if job["state"] != "succeeded":
            return Run(job, error=job["error"] or job["state"], seconds=seconds)
        return Run(job, self._figures(job, form), seconds=seconds)

    def submitted(self, form: Form) -> dict[str, Any]:
        """Return the job of a form: that of an earlier call, if there is one."""
        return dict(self._submit(form, None).raise_for_status().json())

    def _submit(self, form: Form, seed: int | None) -> httpx.Response:
        name, patch = form.name, self.patch(form)
        if seed is not None:
            name, patch = f"{form.name}/seed-{seed}", {**patch, "seed": seed}
        body = {"recipe": form.recipe.id, "patch": patch or None, "name": name.replace("/", "-")}
        # A job is submitted once, also by runs that were killed: the key finds it again.
        return self.service.http.post("/v1/jobs", json=body, headers={"Idempotency-Key": f"reproduce {name}"})

    def _ended(self, job_id: str) -> dict[str, Any]:
        while (job := self.service.job(job_id, wait=_WAIT_S))["state"] not in {"succeeded", "failed", "cancelled"}:
            pass
        return job

    def _figures(self, job: dict[str, Any], form: Form) -> dict[str, Any]:
        epochs = self.service.http.get(f"/v1/jobs/{job['id']}/history").raise_for_status().json()["epochs"]
        counted = {"parameters": self._check(form)["total_parameters"], "epochs": epochs[-1]["epoch"] if epochs else 0}
        return {**{name: n for name, n in counted.items() if n}, **measured(self.service, job, form.reported)}

    def _check(self, form: Form) -> dict[str, Any]:
        body = {"recipe": form.recipe.id, "patch": self.patch(form) or None}
        return dict(self.service.http.post("/v1/specs/check", json=body).raise_for_status().json())


def seconds_of(job: dict[str, Any], began: datetime) -> float | None:
    """Return the seconds from the start of an ended job to its end; None if a later call, which began then, went on with it."""
    start, end = (datetime.fromisoformat(job[name]) for name in ("started_at", "finished_at"))
    return None if start < began < end else (end - start).total_seconds()


def others(found: dict[str, Any], reported: dict[str, Any]) -> dict[str, Any]:
    """Return the measured figures that are not reported."""
    return {name: plain(value) for name, value in found.items() if name not in reported and name not in _LONG}
