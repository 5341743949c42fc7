"""One of everything that can belong to an owner."""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.catalog import recipes
from models.checking.check import require_sound
from models.core.files import OUTPUTS
from models.core.merge_patch import merge_patch
from service.deps import Parts
from service.store.aliases import Aliases
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.registry import Registry
from service.store.rows import CheckpointFile, Job, NewVersion
from tests.integration.given import LONG_S, SPEC, claim, new_job
from tests.integration.service.owners.asking import Asker
from tests.integration.trained import SPECS, Trained

SEARCH = {
    "task": "search",
    "data": {"source": "noisy_sine"},
    "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]},
    "search": {"strategy": "grid", "folds": 2, "space": {"ridge__alpha": [0.1, 1.0]}},
}
#: The last layer of a network of digits.
END = {"layer": "Dense", "units": 10, "activation": "softmax"}
#: An output file, and what it holds; so does the checkpoint.
FILE, CONTENT = "rows.npz", b"rows"
#: An alias of the model.
ALIAS = "champion"


@dataclass(frozen=True)
class Things:
    """What an owner has.

    Args:
        owner: The owner.
        jobs: Ids of jobs by what they are.
        sweep: Id of a sweep.
        model: Name of a model with versions and an alias.
        dataset: Id of a data set.
        session: Id of a session with the model.
        upload: Id of an upload that has begun.
        deletion: Id of the deletion of a data set.
    """

    owner: str
    jobs: dict[str, str]
    sweep: str
    model: str
    dataset: str
    session: str
    upload: str
    deletion: str

    @property
    def marks(self) -> list[str]:
        """Return what a response that shows any of it would contain."""
        return [*self.jobs.values(), self.sweep, self.model, self.dataset, self.session, self.upload, self.deletion, f'"{self.owner}"']


def spec_of(name: str) -> dict[str, Any]:
    """Return the spec of a model of the trained ones, as it is stored."""
    recipe, patch = SPECS[name]
    return require_sound(merge_patch(recipes()[recipe].spec, patch)).model_dump(mode="json")


def as_layer(ref: str) -> dict[str, Any]:
    """Return a spec with a model as a layer."""
    nodes = [{"name": "pixels"}, {"name": "base", "inputs": ["pixels"], "model": ref}, {"name": "end", "inputs": ["base"], "layer": END}]
    return {**spec_of("digits"), "model": {"kind": "functional", "nodes": nodes, "outputs": ["end"]}}


def claimed(database: Database, owner: str, **changes: Any) -> Job:
    """Make a job of an owner and claim it."""
    job = claim(database, Jobs(database, owner).create(new_job(**changes))[0].id, "worker-1", LONG_S)
    assert job is not None
    return job


def registered(parts: Parts, owner: str, name: str, new: NewVersion, spec: dict[str, Any] | None = None, **changes: Any) -> Job:
    """Register a model of an owner, as a worker does, with a checkpoint and an output file; return the job."""
    database = parts.database
    job = claimed(database, owner, name=name, spec=spec or SPEC, **changes)
    output, checkpoint = f"jobs/{job.id}/{job.process}/{OUTPUTS}/{FILE}", f"jobs/{job.id}/1/checkpoint.h5"
    for key in (output, checkpoint):
        path = parts.files.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(CONTENT)
    Attempts(database).checkpoint(job.id, job.attempt, CheckpointFile(1, checkpoint, len(CONTENT), {}, time.time()), [])
    assert Registry(database, owner).register(job.id, job.attempt, new) is not None
    return job


def things_of(asker: Asker, parts: Parts, trained: Trained) -> Things:
    """Make one of everything for an owner."""
    owner, database = asker.owner, parts.database
    model = f"{owner}s-digits"
    finished = registered(parts, owner, model, trained.versions["digits"], spec_of("digits"))
    Aliases(database, owner).move(model, ALIAS, 1, None, "test")
    jobs = {
        "queued": Jobs(database, owner).create(new_job(name=f"{owner}s-queued"))[0].id,
        "running": claimed(database, owner, name=f"{owner}s-running").id,
        "search": claimed(database, owner, name=f"{owner}s-search", spec=require_sound(SEARCH).model_dump(mode="json")).id,
        "finished": finished.id,
    }
    sweep = Jobs(database, owner).create_sweep([new_job(name=f"{owner}s-{member}", sweep_member=member) for member in "ab"])[0][0].sweep
    session = parts.sessions.open(owner, f"{model}@1", (np.zeros(3),))
    begun = asker("POST", "/v1/uploads", headers={"Upload-Length": "9"})
    deleted = asker("DELETE", f"/v1/datasets/{_uploaded(asker, owner, 9)}")
    return Things(owner, jobs, sweep or "", model, _uploaded(asker, owner, 0), session.id, begun.json()["id"], deleted.json()["id"])


def _uploaded(asker: Asker, owner: str, value: int) -> str:
    """Upload a data set; return its id."""
    uploaded = asker("POST", "/v1/datasets", files={"file": (f"{owner}.csv", f"x,y\n1,{len(owner)}\n2,{value}\n3,1\n4,1\n")})
    assert uploaded.status_code == 201, uploaded.text
    return str(uploaded.json()["id"])
