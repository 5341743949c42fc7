"""The data folder of an earlier version, with a service on a copy of it, and what was recorded beside it."""

import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.acceptance.service import Service, embedded
from tests.close import assert_close

FOLDER = Path(__file__).parents[1] / "data"
RECORDED: dict[str, Any] = json.loads((FOLDER / "data-folder-v0.json").read_text(encoding="utf-8"))
JOBS: dict[str, dict[str, Any]] = RECORDED["jobs"]
#: Metrics of a job that are times, which differ between runs.
TIMES = {"mean_fit_seconds"}


@contextmanager
def on_old_folder(parent: Path) -> Iterator[Service]:
    """Run `modelbook up` on a copy of the old folder, which is made in another one; it looks for interrupted jobs at once."""
    with tarfile.open(FOLDER / "data-folder-v0.tar.gz") as archive:
        archive.extractall(parent, filter="data")
    for path in (parent / "data", *(parent / "data").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)  # As that version made them, whatever the mask of this process.
    with embedded(parent / "data", MODELBOOK_REAP_EVERY_S="1") as (service, _):
        yield service


def got(service: Service, path: str, **query: Any) -> dict[str, Any]:
    """Return what a path answers."""
    return dict(service.http.get(path, params=query).raise_for_status().json())


def spec_of(service: Service, label: str) -> dict[str, Any]:
    """Return the spec of a recorded job."""
    return dict(service.job(JOBS[label]["id"])["spec"])


def continued(service: Service, label: str) -> list[int]:
    """Continue the training of a recorded job from its model; return the numbers of the epochs."""
    name = JOBS[label]["name"]
    spec = {**spec_of(service, label), "task": "train", "search": None, "start_from": name}
    job = service.trained(spec, name=f"{name}-continued")
    return [epoch["epoch"] for epoch in got(service, f"/v1/jobs/{job['id']}/history")["epochs"]]


def require_registered(service: Service, label: str) -> None:
    """Register the last checkpoint of a recorded job, and require that it becomes a model."""
    job, epoch = JOBS[label], JOBS[label]["checkpoints"][-1]
    response = service.http.post(f"/v1/jobs/{job['id']}/checkpoints/{epoch}/register", params={"name": f"{label}-checkpoint"})
    assert response.status_code == 202, response.text
    assert service.wait_for(response.json()["id"], "succeeded")["model"] == f"{label}-checkpoint@1"


def require_same_metrics(service: Service, label: str) -> None:
    """Run the spec of a recorded job again, and require that it ends with the metrics it had, but for times."""
    job = service.trained(spec_of(service, label), name=f"{label}-again")
    found, expected = ({name: value for name, value in metrics.items() if name not in TIMES} for metrics in (job["metrics"], JOBS[label]["metrics"]))
    assert_close(found, expected, tolerance=1e-3)  # Rounding differs between machines, and training accumulates it.
