"""What was made from what, on both databases: jobs found by the versions that their specs name, of one owner only."""

from typing import Any

import pytest

from service.store.database import Database
from service.store.jobs import Jobs
from service.store.lineage import Lineage
from service.store.registry import MovedVersion, Registry
from service.store.rows import Job, Version
from tests.integration.given import LONG_S, SPEC, claim, new_job, new_version

#: Each way in which a spec names a version.
NAMING: dict[str, dict[str, Any]] = {
    "start": {"start_from": "base@1"},
    "start of layers": {"start_from": {"model": "base@1", "drop_last": 1}},
    "share": {"share_layers_with": {"model": "base@1", "layers": ["dense*"]}},
    "node": {"model": {"kind": "functional", "nodes": [{"name": "a", "model": "base@1"}]}},
    "weights": {"model": {"layers": [{"layer": "Backbone", "weights": "base@1"}]}},
}


def made(database: Database, name: str, owner: str = "ann", moved: str | None = None, **spec: Any) -> tuple[Job, Version]:
    """Make a job of an owner whose spec has those fields, and the version that it registers."""
    job = claim(database, Jobs(database, owner).create(new_job(name=name, spec={**SPEC, **spec}))[0].id, "worker-1", LONG_S)
    assert job is not None
    other = MovedVersion(moved, Registry(database, owner).resolve(moved).job_id, new_version()) if moved else None
    version = Registry(database, owner).register(job.id, job.attempt, new_version(), other)
    assert version is not None
    return job, version


@pytest.mark.parametrize("way", NAMING)
def test_a_job_is_found_by_every_way_in_which_its_spec_names_a_version(database: Database, way: str) -> None:
    made(database, "base")
    job, version = made(database, "next", **NAMING[way])
    lineage = Lineage(database, "ann")
    assert [found.id for found in lineage.naming(["base@1"], 0.0, 10)] == [job.id]
    assert [(job_id, found.ref) for job_id, found in lineage.made_by([job.id])] == [(job.id, version.ref)]


def test_a_retraining_is_found_by_the_version_that_it_trains_again(database: Database) -> None:
    job = Jobs(database, "ann").create(new_job(name="base", retrains={"model": "base@1", "promote": None}))[0]
    lineage = Lineage(database, "ann")
    assert [found.id for found in lineage.naming(["base@1"], 0.0, 10)] == [job.id]
    assert lineage.naming(["base@11", "ase@1"], 0.0, 10) == []


@pytest.mark.parametrize("ref", ["base@11", "ase@1", "base@", "b_se@1", "base%1", '"', "other/base@1"])
def test_only_the_very_version_is_found(database: Database, ref: str) -> None:
    made(database, "next", start_from="base@1")
    assert Lineage(database, "ann").naming([ref], 0.0, 10) == []


def test_no_job_of_another_owner_is_found(database: Database) -> None:
    job, _ = made(database, "next", owner="bob", start_from="base@1")
    lineage = Lineage(database, "ann")
    assert lineage.naming(["base@1"], 0.0, 10) == []
    assert lineage.made_by([job.id]) == []
    assert lineage.job(job.id) is None


def test_jobs_come_oldest_first_and_no_more_than_asked_for(database: Database) -> None:
    ids = [made(database, f"next-{index}", start_from="base@1")[0].id for index in range(3)]
    assert [job.id for job in Lineage(database, "ann").naming(["base@1", "else@1"], 0.0, 2)] == ids[:2]


def test_jobs_from_before_what_they_are_asked_for_are_not_read(database: Database) -> None:
    job, version = made(database, "next", start_from="base@1")
    lineage, hour = Lineage(database, "ann"), 3600.0
    assert [found.id for found in lineage.naming(["base@1"], version.created_at, 2)] == [job.id]
    assert lineage.naming(["base@1"], version.created_at + 2 * hour, 2) == []


def test_a_version_that_a_job_gave_layers_to_was_made_by_that_job(database: Database) -> None:
    first, base = made(database, "base")
    job, version = made(database, "next", moved="base", share_layers_with={"model": "base@1", "layers": ["dense*"]})
    lineage, moved = Lineage(database, "ann"), Registry(database, "ann").resolve("base@2")
    assert {(job_id, found.ref) for job_id, found in lineage.made_by([job.id])} == {(job.id, version.ref), (job.id, "base@2")}
    assert [lineage.maker_of(one).id for one in (base, version, moved)] == [first.id, job.id, job.id]
