"""A database with many things of one owner: jobs with the specs of recipes, one of them a search with many trials, models and data sets."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text, update
from ulid import ULID

from models.catalog import recipes
from models.specs.job import JobSpec
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.new_job import NewJob
from service.store.owners import DEFAULT_OWNER
from service.store.tables import jobs, models, trials, versions
from service.store.transitions import State, TrialState
from service.store.upload_tables import datasets
from tests.integration.service.fast.kept import kept_version

#: Jobs, trials of the search, and models as well as data sets.
N_JOBS, N_TRIALS, N_OTHERS = 10_000, 10_000, 1_000
#: Recipe of the search.
SEARCH = "moons-ridge-grid"
#: Tag of all jobs, and of one of a hundred.
COMMON, RARE = "course", "kept"
#: Model whose artifact all models have.
KEPT = "dense-classes"

_STATES = (State.SUCCEEDED, State.SUCCEEDED, State.SUCCEEDED, State.FAILED, State.CANCELLED)
_FIGURES = {"loss": 0.1, "accuracy": 0.9, "validation_loss": 0.2, "validation_accuracy": 0.85, "test_loss": 0.2, "test_accuracy": 0.84}


def fill(database: Database, folder: Path) -> str:
    """Fill a migrated database with jobs and models of the owner who needs no key.

    Args:
        database: The database.
        folder: Folder of the files.

    Returns:
        Id of the search.
    """
    first = Jobs(database).create(NewJob(_specs()[SEARCH], None, SEARCH, "cpu", None, ""))[0]
    with database.writing() as connection:
        rows = list(_jobs(_row(connection, jobs, first.id)))
        connection.execute(insert(jobs), rows)
        connection.execute(update(jobs).where(jobs.c.id == first.id).values(state=State.FAILED.value, finished_at=first.created_at))
        connection.execute(insert(trials), list(_trials(first.id)))
        _models(connection, [row["id"] for row in rows], folder)
        connection.execute(text("ANALYZE"))
    return first.id


def copy_dataset(database: Database, dataset_id: str) -> None:
    """Make many data sets of one."""
    with database.writing() as connection:
        row = _row(connection, datasets, dataset_id)
        copies = ({**row, "id": f"copy-{number}", "content": f"copy-{number}", "created_at": 1.7e9 + number} for number in range(1, N_OTHERS))
        connection.execute(insert(datasets), list(copies))


def _specs() -> dict[str, dict[str, Any]]:
    """Return the specs of the recipes that stand by themselves."""
    own = {name: recipe for name, recipe in recipes().items() if not recipe.requires}
    return {name: JobSpec.model_validate(recipe.spec).model_dump(mode="json") for name, recipe in own.items()}


def _row(connection: Connection, table: Table, thing: str) -> dict[str, Any]:
    return dict(connection.execute(select(table).where(table.c.id == thing)).one()._mapping)


def _jobs(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield ended jobs, one a minute, of all recipes in turn."""
    specs = list(_specs().items())
    for number in range(N_JOBS):
        (recipe, spec), at, state = specs[number % len(specs)], 1.7e9 + 60 * number, _STATES[number % len(_STATES)]
        own = {"id": str(ULID.from_timestamp(at)), "name": recipe, "recipe": recipe, "spec": spec, "state": state.value, "metrics": _FIGURES}
        times = {"created_at": at, "started_at": at + 1, "finished_at": at + 30}
        yield {**row, **own, **times, "tags": [COMMON] if number % 100 else [COMMON, RARE]}


def _trials(job_id: str) -> Iterator[dict[str, Any]]:
    draws = random.Random(0)
    for number in range(N_TRIALS):
        scores = {"score": draws.random(), "train_score": draws.random(), "fit_seconds": draws.random(), "figures": {}, "losses": 0}
        params = {"degree": draws.randint(0, 9), "alpha": 10 ** draws.uniform(-4, 2), "solver": draws.choice(["svd", "lsqr"])}
        yield {
            "job_id": job_id,
            "number": number,
            "round": 0,
            "candidate": number,
            "fold": 0,
            "params": params,
            "state": TrialState.DONE.value,
            **scores,
        }


def _models(connection: Connection, job_ids: list[str], folder: Path) -> None:
    version = vars(kept_version(KEPT, folder))
    named = [
        (f"model-{number:04}", job_id, {"owner": DEFAULT_OWNER, "created_at": 1.7e9 + number}) for number, job_id in enumerate(job_ids[:N_OTHERS])
    ]
    connection.execute(insert(models), [{**common, "name": name, "last_version": 1} for name, _, common in named])
    connection.execute(insert(versions), [{**version, **common, "model": name, "version": 1, "job_id": job_id} for name, job_id, common in named])
