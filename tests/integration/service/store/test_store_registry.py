"""The registry of models, on SQLite and on PostgreSQL."""

import pytest

from service.errors import NotFound
from service.store.aliases import Aliases
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.registry import Registry
from service.store.rows import Version
from service.store.transitions import State
from tests.integration.given import at_once, claim, new_version, rows_of, running


def register(database: Database, name: str = "digits") -> Version:
    """Run a job to its end and return the version it made."""
    job = running(database, name=name)
    version = Registry(database).register(job.id, job.attempt, new_version())
    assert version is not None
    return version


def test_versions_of_a_name_count_from_one(database: Database) -> None:
    assert [register(database).version for _ in range(3)] == [1, 2, 3]


def test_each_name_counts_for_itself(database: Database) -> None:
    assert [register(database, name).ref for name in ("digits", "sines", "digits")] == ["digits@1", "sines@1", "digits@2"]


def test_six_first_versions_of_a_name_at_once_get_six_numbers(registry: Registry, database: Database) -> None:
    waiting = [running(database) for _ in range(6)]
    made = at_once(6, lambda number: registry.register(waiting[number].id, waiting[number].attempt, new_version()))
    assert sorted(version.version for version in made if version) == [1, 2, 3, 4, 5, 6]


def test_a_version_says_what_was_registered(registry: Registry, database: Database) -> None:
    job = running(database)
    new = new_version(onnx="jobs/x/1/model.onnx", signature={"kind": "regression"}, metrics={"test_r2": 0.9})
    version = registry.register(job.id, job.attempt, new)
    assert version is not None
    assert {name: getattr(version, name) for name in new.__dataclass_fields__} == vars(new)
    assert (version.job_id, version) == (job.id, registry.resolve("digits"))


def test_registering_ends_the_job_as_succeeded(registry: Registry, jobs: Jobs, all_jobs: AllJobs, database: Database) -> None:
    job = running(database)
    registry.register(job.id, job.attempt, new_version(metrics={"test_accuracy": 0.5}))
    ended = jobs.get(job.id)
    assert (ended.state, ended.progress, ended.metrics, ended.is_final) == (State.SUCCEEDED, 1.0, {"test_accuracy": 0.5}, True)
    assert [event.data for event in all_jobs.events_after(job.id, 2)] == [{"model": "digits@1"}, {"state": "succeeded"}]


def test_a_job_knows_the_version_it_made(registry: Registry, database: Database) -> None:
    version = register(database)
    assert registry.refs_of_jobs([version.job_id, running(database).id]) == {version.job_id: version.ref}


def test_a_stale_attempt_registers_nothing(registry: Registry, attempts: Attempts, database: Database) -> None:
    stale = running(database)
    attempts.lose(stale.id, stale.attempt, "its worker gave no sign of life", 3)
    claim(database, stale.id, "worker-2", 60)
    before = rows_of(database)
    assert registry.register(stale.id, stale.attempt, new_version()) is None
    assert rows_of(database) == before


def test_an_attempt_registers_once_however_often_it_asks(registry: Registry, database: Database) -> None:
    job = running(database)
    made = registry.register(job.id, job.attempt, new_version())
    assert registry.register(job.id, job.attempt, new_version()) == made is not None
    assert len(registry.versions("digits")) == 1


def test_a_name_means_its_newest_version(registry: Registry, database: Database) -> None:
    versions = [register(database) for _ in range(11)]
    assert registry.resolve("digits") == versions[-1]


def test_a_name_with_a_number_means_that_version(registry: Registry, database: Database) -> None:
    first, _second = register(database), register(database)
    assert registry.resolve("digits@1") == first


@pytest.mark.parametrize("ref", ["other", "other@1", "digits@0", "digits@01", "digits@-1", "digits@", "digits@1@1", "digits@x", "@1", "", "Digits"])
def test_a_reference_to_no_version_is_not_found(registry: Registry, database: Database, ref: str) -> None:
    register(database)
    with pytest.raises(NotFound, match="digits@3"):
        registry.resolve(ref)


@pytest.mark.parametrize(
    ("ref", "has"),
    [
        ("digits@7", "it has no version 7; its newest is 2"),
        ("default/digits@7", "there is default/digits, but it has no version 7; its newest is 2"),
        ("digits:nope", "it has no alias nope; it has champion, old, latest"),
    ],
)
def test_what_a_model_has_instead_is_said_to_those_who_see_it(ref: str, has: str, registry: Registry, database: Database) -> None:
    register(database), register(database)
    for alias in ("old", "champion"):
        Aliases(database).move("digits", alias, 1, None, "k")
    with pytest.raises(NotFound, match=has):
        registry.resolve(ref)
    foreign = ref.replace("default/", "").replace("digits", "default/digits")
    with pytest.raises(NotFound) as caught:
        Registry(database, "bob").resolve(foreign)
    assert caught.value.detail.startswith(f"there is no model '{foreign}'; expected a name")


def test_all_versions_are_listed_newest_first(registry: Registry, database: Database) -> None:
    made = [register(database) for _ in range(3)]
    assert registry.versions("digits") == made[::-1]


def test_versions_of_an_unknown_name_are_not_found(registry: Registry) -> None:
    with pytest.raises(NotFound, match="nothing"):
        registry.versions("nothing")


def test_models_are_listed_by_name_each_by_its_newest_version(registry: Registry, database: Database) -> None:
    for name in ("b", "a", "b", "c"):
        register(database, name)
    assert [version.ref for version in registry.newest(None, 10)] == ["a@1", "b@2", "c@1"]


def test_pages_of_models_go_on_behind_a_name(registry: Registry, database: Database) -> None:
    for name in ("a", "b", "c"):
        register(database, name)
    assert [version.ref for version in registry.newest("a", 1)] == ["b@1"]
    assert registry.newest("c", 1) == []
