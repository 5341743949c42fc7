"""How right estimates are: of sixty varied jobs, one after the other, on an installation that has learned nothing before the first."""

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.table import Line
from benchmarks.varied_jobs import varied_jobs
from tests.acceptance.service import JOB_S, Service, embedded

#: Share of the jobs that are to be right, and error of the rest of a job that counts as right.
GOAL, RIGHT = 0.8, 0.15
#: Share of the work, as the job reports it, after which its rest is judged; of its time where it reports no progress.
AFTER = 0.1
#: Seconds between looks at a job.
LOOK_EVERY_S = 0.1


@dataclass(frozen=True)
class Judged:
    """A job with what was estimated of it.

    Args:
        spec: Its spec.
        seconds: Seconds that it took.
        estimated: Estimated seconds, before it was submitted.
        low: Lower end of their interval.
        high: Upper end.
        peak_memory: Bytes that it took at its peak; None where that is not known.
        memory_low: Lower end of the interval of its memory.
        memory_high: Upper end.
        rest_error: Error of the rest after a tenth of the work, relative to the rest; None where the job was too short to look at it.
    """

    spec: dict[str, Any]
    seconds: float
    estimated: float
    low: float
    high: float
    peak_memory: int | None
    memory_low: float
    memory_high: float
    rest_error: float | None

    @property
    def is_inside(self) -> bool:
        """Tell whether the interval held the seconds."""
        return self.low <= self.seconds <= self.high

    @property
    def is_memory_inside(self) -> bool:
        """Tell whether the interval held the memory."""
        return self.peak_memory is not None and self.memory_low <= self.peak_memory <= self.memory_high

    @property
    def is_rest_right(self) -> bool:
        """Tell whether the rest was right."""
        return self.rest_error is not None and self.rest_error <= RIGHT


def main() -> None:
    """Measure on a fresh stack of its own, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="JSON file to which every job is written")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, embedded(Path(folder) / "data") as (service, _):
        judged = judge(service)
    if options.write:
        options.write.write_text(json.dumps([asdict(one) for one in judged], indent=1), encoding="utf-8")
    for line in lines_of(judged):
        print(line.as_row())


def measure(service: Service) -> list[Line]:
    """Run the jobs and count the estimates that were right."""
    return lines_of(judge(service))


def judge(service: Service) -> list[Judged]:
    """Run the jobs one after the other, each estimated by what the earlier ones took."""
    return [_judged(service, spec) for spec in varied_jobs()]


def lines_of(judged: Sequence[Judged]) -> list[Line]:
    """Return the shares of the jobs whose estimates were right."""
    looked_at = [one for one in judged if one.rest_error is not None]
    return [
        _line(f"of {len(judged)} varied jobs, seconds in the interval of specs/check", [one.is_inside for one in judged]),
        _line("the same, of the last half of them", [one.is_inside for one in judged[len(judged) // 2 :]]),
        _line("the same, peak memory in its interval", [one.is_memory_inside for one in judged]),
        _line(f"remaining_s after a tenth of the work within {RIGHT:.0%} ({len(looked_at)} jobs)", [one.is_rest_right for one in looked_at]),
    ]


def _line(what: str, right: Sequence[bool]) -> Line:
    share = sum(right) / max(len(right), 1)
    return Line(what, f"{share:.0%}", f"goal {GOAL:.0%}", share / GOAL, ">= 1")


def _judged(service: Service, spec: dict[str, Any]) -> Judged:
    checked = service.http.post("/v1/specs/check", json={"spec": spec}).json()
    assert checked["ok"], checked["errors"]
    seconds, memory = checked["estimated_seconds_interval"], checked["peak_memory_interval"]
    job, looks = _followed(service, service.submit(spec)["id"])
    return Judged(
        spec=spec,
        seconds=_time(job["finished_at"]) - _time(job["started_at"]),
        estimated=checked["estimated_seconds"],
        low=seconds["low"],
        high=seconds["high"],
        peak_memory=job.get("peak_memory"),
        memory_low=memory["low"],
        memory_high=memory["high"],
        rest_error=_rest_error(job, looks),
    )


def _followed(service: Service, job_id: str) -> tuple[dict[str, Any], list[tuple[float, dict[str, Any]]]]:
    """Follow a job to its end; return it, and how it looked while it ran, with the times."""
    looks, deadline = [], time.monotonic() + JOB_S
    while (job := service.job(job_id))["state"] != "succeeded":
        assert job["state"] in ("queued", "running"), job["error"]
        assert time.monotonic() < deadline, f"the job is still {job['state']}: {job}"
        looks.append((time.time(), job))
        time.sleep(LOOK_EVERY_S)
    return job, looks


def _rest_error(job: dict[str, Any], looks: Sequence[tuple[float, dict[str, Any]]]) -> float | None:
    began, ended = _time(job["started_at"]), _time(job["finished_at"])
    reports = any(0 < look["progress"] < 1 for _, look in looks)
    for now, look in looks:
        done = look["progress"] if reports else (now - began) / (ended - began)
        if done >= AFTER and look["remaining_s"] is not None and ended - now > LOOK_EVERY_S:
            return abs(float(look["remaining_s"]) - (ended - now)) / (ended - now)
    return None


def _time(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


if __name__ == "__main__":
    main()
