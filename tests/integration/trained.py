"""Models trained once for the whole run, and their registration in a module's own database."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.catalog import recipes
from models.checking.check import require_sound
from models.core.merge_patch import merge_patch
from models.jobs import run
from models.training.listener import SilentListener
from service.settings import Settings
from service.store.database import Database
from service.store.files import Files
from service.store.registry import Registry
from service.store.rows import NewVersion, Version
from tests.integration.given import LONG_S, SPEC, claim, running
from tests.integration.keras_warnings import ignored_warnings
from workers.attempt import new_version

#: Name -> recipe and patch. The network is wide enough to be over a predictor cache of 1 MiB, and learns for one short epoch.
SPECS: dict[str, tuple[str, dict[str, Any]]] = {
    "line": ("ridge-sine-line", {}),
    "stiff-line": ("ridge-sine-line", {"model": {"steps": [{"estimator": "Ridge", "params": {"alpha": 1000.0}}]}}),
    "trees": ("ridge-sine-line", {"model": {"steps": [{"estimator": "HistGradientBoostingRegressor", "params": {"max_iter": 3}}]}}),
    "digits": (
        "mnist-dense-784",
        {
            "model": {"layers": [{"layer": "Dense", "units": 256, "activation": "relu"}, {"layer": "Dense", "units": 10, "activation": "softmax"}]},
            "training": {"epochs": 1, "batch_size": 4096, "validation": None},
        },
    ),
}


@dataclass(frozen=True)
class Trained:
    """Trained models, not yet registered.

    Args:
        folder: The files folder their files lie in.
        versions: What is to be registered, by name.
    """

    folder: Path
    versions: dict[str, NewVersion]


def train_all(folder: Path) -> Trained:
    """Train every model of SPECS."""
    return Trained(folder, {name: _train(folder, name) for name in SPECS})


def register(settings: Settings, name: str, new: NewVersion, spec: dict[str, Any] = SPEC, **changes: Any) -> Version:
    """Register a model in the database of those settings as a worker does, of a job of that spec, with those fields changed."""
    database = Database(settings.database_url)
    job = running(database, name=name, spec=spec)
    version = Registry(database).register(job.id, job.attempt, replace(new, **changes))
    database.close()
    assert version is not None
    return version


def finish(settings: Settings, job_id: str, new: NewVersion, **changes: Any) -> None:
    """Claim a queued job and end it with a version, with those fields changed."""
    database = Database(settings.database_url)
    job = claim(database, job_id, "worker-1", LONG_S)
    assert job is not None
    assert Registry(database).register(job.id, job.attempt, replace(new, **changes)) is not None
    database.close()


def register_all(settings: Settings, trained: Trained, *names: str) -> Settings:
    """Register trained models under their names; return settings whose files folder is theirs."""
    settings = settings.model_copy(update={"files": trained.folder})
    for name in names:
        register(settings, name, trained.versions[name])
    return settings


def train_spec(folder: Path, name: str, spec: dict[str, Any]) -> NewVersion:
    """Train a model into a files folder."""
    files = Files(folder)
    with ignored_warnings():
        outcome = run(require_sound(spec), files.attempt_folder(name, "1"), SilentListener())
    return new_version(outcome, files)


def _train(folder: Path, name: str) -> NewVersion:
    recipe, patch = SPECS[name]
    return train_spec(folder, name, merge_patch(recipes()[recipe].spec, patch))
