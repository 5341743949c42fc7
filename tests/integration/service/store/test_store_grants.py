"""What an owner sees of others' models and data sets by grants, on SQLite and on PostgreSQL."""

from pathlib import Path

import pytest

from service.errors import Conflict, NotFound
from service.store.database import Database
from service.store.datasets import Datasets
from service.store.deletion_rows import Order
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.grants import Grants
from service.store.jobs import Jobs
from service.store.owners import EVERYONE, Kind, Right
from service.store.registry import Registry
from service.store.rows import NewDataset
from tests.integration.given import LONG_S, at_once, claim, new_job, new_version, rows_of

ANNS = "a" * 20


@pytest.fixture
def grants(database: Database, tmp_path: Path) -> Grants:
    """The grants of ann, who has a model `digits` and a data set; bob has a model `digits` as well."""
    for owner in ("ann", "bob"):
        job = claim(database, Jobs(database, owner).create(new_job())[0].id, "worker-1", LONG_S)
        assert job is not None
        assert Registry(database, owner).register(job.id, job.attempt, new_version()) is not None
    values = tmp_path / "values"
    values.mkdir()
    (tmp_path / "datasets").mkdir()
    stored(database, tmp_path, "ann").create(NewDataset(ANNS, "b" * 20, "t", "csv", "c" * 64, 1, {}), values)
    return Grants(database, "ann")


def stored(database: Database, folder: Path, owner: str) -> Datasets:
    return Datasets(database, Files(folder), owner)


@pytest.mark.parametrize("grantee", ["bob", EVERYONE])
@pytest.mark.parametrize("given", list(Right))
@pytest.mark.parametrize("asked", list(Right))
def test_use_includes_read(given: Right, asked: Right, grantee: str, grants: Grants, database: Database, tmp_path: Path) -> None:
    grants.give(Kind.MODEL, "digits", grantee, given, "ann")
    grants.give(Kind.DATASET, ANNS, grantee, given, "ann")
    found = stored(database, tmp_path, "bob").find(ANNS, asked)
    if given is Right.READ and asked is Right.USE:
        assert found is None
        with pytest.raises(NotFound):
            Registry(database, "bob").resolve("ann/digits", asked)
        return
    assert found is not None
    assert Registry(database, "bob").resolve("ann/digits", asked).ref == "ann/digits@1"
    assert Registry(database, "bob").resolve("digits", asked).ref == "digits@1"


def test_a_grant_is_to_its_grantee_only(grants: Grants, database: Database, tmp_path: Path) -> None:
    grants.give(Kind.MODEL, "digits", "carl", Right.USE, "ann")
    grants.give(Kind.DATASET, ANNS, "carl", Right.USE, "ann")
    with pytest.raises(NotFound):
        Registry(database, "bob").versions("ann/digits")
    assert Registry(database, "bob").newest(None, 10, shared=True) == []
    assert stored(database, tmp_path, "bob").page(None, 10, shared=True) == []
    assert [version.ref for version in Registry(database, "carl").newest(None, 10, shared=True)] == ["ann/digits@1"]
    assert [dataset.id for dataset in stored(database, tmp_path, "carl").page(None, 10, shared=True)] == [ANNS]


def test_a_grant_on_a_model_is_none_on_a_data_set_of_that_name(grants: Grants, database: Database, tmp_path: Path) -> None:
    job = claim(database, Jobs(database, "ann").create(new_job(name=ANNS))[0].id, "worker-1", LONG_S)
    assert job is not None
    Registry(database, "ann").register(job.id, job.attempt, new_version())
    grants.give(Kind.MODEL, ANNS, "bob", Right.USE, "ann")
    assert stored(database, tmp_path, "bob").find(ANNS) is None


def test_only_ones_own_is_shared(grants: Grants, database: Database) -> None:
    others = Grants(database, "bob")
    before = rows_of(database)
    for kind, thing in ((Kind.DATASET, ANNS), (Kind.MODEL, "none"), (Kind.MODEL, "digits@1"), (Kind.DATASET, "digits")):
        with pytest.raises(NotFound, match="only what is your own can be shared"):
            others.give(kind, thing, "carl", Right.USE, "bob")
        with pytest.raises(NotFound, match="only what is your own can be shared"):
            others.withdraw(kind, thing, "carl", "bob")
        with pytest.raises(NotFound, match="only what is your own can be shared"):
            others.of(kind, thing)
    assert rows_of(database) == before


def test_a_grant_given_many_times_at_once_is_one(grants: Grants) -> None:
    at_once(6, lambda number: grants.give(Kind.MODEL, "digits", "bob", list(Right)[number % 2], "ann"))
    assert [grant.grantee for grant in grants.of(Kind.MODEL, "digits")] == ["bob"]


def test_a_data_set_is_deleted_with_its_grants_unless_a_job_uses_it_that_may(grants: Grants, database: Database, tmp_path: Path) -> None:
    datasets = stored(database, tmp_path, "ann")
    grants.give(Kind.DATASET, ANNS, EVERYONE, Right.USE, "ann")
    Jobs(database, "bob").create(new_job(spec={"data": {"source": f"dataset:{ANNS}"}}))
    deletions = Deletions(database, Files(tmp_path), 7.0, "ann")
    with pytest.raises(Conflict, match=r"a job of an owner with whom it is shared: .* or withdraw the grant"):
        deletions.dataset(ANNS, Order("nobody"))
    grants.give(Kind.DATASET, ANNS, EVERYONE, Right.READ, "ann")
    deletions.dataset(ANNS, Order("nobody"))
    rows = rows_of(database)
    assert (datasets.find(ANNS), rows["grants"]) == (None, [])
    assert [(row["action"], row["subject"], row["data"]["grantee"]) for row in rows["audit"] if "grantee" in row["data"]][-1] == (
        "withdraw grant",
        f"dataset {ANNS}",
        EVERYONE,
    )


def test_another_owner_deletes_nothing(grants: Grants, database: Database, tmp_path: Path) -> None:
    grants.give(Kind.DATASET, ANNS, "bob", Right.USE, "ann")
    before = rows_of(database)
    with pytest.raises(NotFound):
        Deletions(database, Files(tmp_path), 7.0, "bob").dataset(ANNS, Order("nobody"))
    assert rows_of(database) == before
