"""Promotions in the transaction that registers a version, on both databases."""

from typing import Any

import pytest

from service.store.aliases import Aliases
from service.store.attempts import Attempts
from service.store.audit import Audit
from service.store.database import Database
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from service.store.registry import Registry
from tests.integration.given import new_version, running

PROMOTE = {"alias": "champion", "when": "if_better", "metric": "accuracy", "margin": 0.0, "actor": "key k"}


def retrained(database: Database, expected: int | None, *, is_wanted: bool = True) -> dict[str, Any]:
    """Register a version by a retraining; return what its job has found."""
    job = running(database, retrains={"model": "digits@1", "promote": {**PROMOTE, "expected": expected}})
    Attempts(database).find(job.id, job.attempt, {"comparison": {}, "promotion": {"is_wanted": is_wanted, "reason": "accuracy 0.5 -> 0.6"}})
    first = Registry(database).register(job.id, job.attempt, new_version())
    again = Registry(database).register(job.id, job.attempt, new_version())
    assert first == again
    findings = Jobs(database).get(job.id).findings
    assert findings is not None
    assert "comparison" in findings
    promotion: dict[str, Any] = findings["promotion"]
    return promotion


@pytest.fixture(autouse=True)
def _first_version(database: Database) -> None:
    job = running(database)
    Registry(database).register(job.id, job.attempt, new_version())
    Aliases(database).move("digits", "champion", 1, None, "key k")


def champion(database: Database) -> int:
    [alias] = Aliases(database).of("digits").aliases
    return alias.version


def test_an_alias_is_moved_with_the_version_and_once(database: Database) -> None:
    found = retrained(database, 1)
    [job] = [job for job in Jobs(database).page(JobFilter(), None, 9) if job.retrains]
    assert found == {"promoted": True, "reason": "accuracy 0.5 -> 0.6", "from_version": 1, "to_version": 2}
    assert champion(database) == 2
    assert [(move.from_version, move.to_version, move.actor, move.job_id) for move in Aliases(database).history("digits", "champion", None, 9)] == [
        (1, 2, "key k", job.id),
        (None, 1, "key k", None),
    ]
    [last, first] = Audit(database).page(None, 2)
    assert (last.actor, last.data.pop("job_id"), "job_id" in first.data) == ("key k", job.id, False)
    assert last.data == {"alias": "champion", "from_version": 1, "to_version": 2}


def test_an_alias_that_means_another_version_stays(database: Database) -> None:
    found = retrained(database, None)
    assert found["promoted"] is False
    assert "it has version 1" in found["reason"]
    assert champion(database) == 1


def test_a_version_that_is_not_wanted_is_registered_all_the_same(database: Database) -> None:
    assert retrained(database, 1, is_wanted=False)["promoted"] is False
    assert champion(database) == 1
    assert Registry(database).resolve("digits").version == 2


def test_an_attempt_that_has_lost_its_job_moves_nothing(database: Database) -> None:
    job = running(database, retrains={"model": "digits@1", "promote": {**PROMOTE, "expected": 1}})
    Attempts(database).find(job.id, job.attempt, {"promotion": {"is_wanted": True, "reason": ""}})
    assert Registry(database).register(job.id, job.attempt + 1, new_version()) is None
    assert champion(database) == 1
