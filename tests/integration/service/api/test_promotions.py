"""Retraining moves an alias to the new version where it is better, and only from the version that it had."""

from typing import Any

import httpx
import pytest

from service.settings import Settings
from tests.integration.fruit import TREE, ended, fruit, grown, retrain, spec_of, train
from tests.integration.working import Work, worker_of
from tests.responses import accepted, faults

#: A tree that is too small for the table, and what makes it large enough.
STUMP = {"model": {"kind": "sklearn", "steps": [{"estimator": "DecisionTreeClassifier", "params": {"max_depth": 1}}]}}
DEEPER = {"model": {"steps": [{"estimator": "DecisionTreeClassifier", "params": {"max_depth": 6}}]}}


@pytest.fixture(scope="module")
def work(settings: Settings) -> Work:
    return worker_of(settings)


def trained(client: httpx.Client, work: Work, name: str, **parts: Any) -> str:
    """Train a model on a table that then grows, with the alias champion; return the source of the table."""
    source = fruit(client)
    train(client, work, name, spec_of(source, **(parts or STUMP)))
    set_alias(client, name, 1, None)
    grown(client, source, 120)
    return source


def set_alias(client: httpx.Client, name: str, version: int, expected: int | None) -> None:
    response = client.put(f"/v1/models/{name}/aliases/champion", json={"version": version, "expected": expected})
    assert response.status_code == 200, response.text


def champion(client: httpx.Client, name: str) -> int:
    return int(client.get(f"/v1/models/{name}/aliases").json()["aliases"][0]["version"])


def test_a_better_model_gets_the_alias_and_a_worse_one_does_not(client: httpx.Client, work: Work) -> None:
    trained(client, work, "fruit")
    rule = {"alias": "champion", "when": "if_better", "metric": "accuracy", "margin": 0.01}
    better = retrain(client, work, "fruit:champion", source="newest", patch=DEEPER, promote=rule)["retraining"]
    assert (better["model"], better["promote"]) == ("fruit@1", {**rule, "expected": 1})
    promotion = better["promotion"]
    assert (promotion["promoted"], promotion["from_version"], promotion["to_version"]) == (True, 1, 2)
    assert promotion["reason"].startswith("accuracy 0.")
    assert champion(client, "fruit") == 2
    worse = retrain(client, work, "fruit:champion", patch={"model": STUMP["model"]}, promote=rule)["retraining"]
    assert (worse["model"], worse["promotion"]["promoted"], champion(client, "fruit")) == ("fruit@2", False, 2)
    [last, first] = client.get("/v1/models/fruit/aliases/champion/history").json()["moves"]
    assert (first["to_version"], last["from_version"], last["to_version"]) == (1, 1, 2)
    assert (first["job_id"], client.get(f"/v1/jobs/{last['job_id']}").json()["model"]) == (None, "fruit@2")


def test_an_alias_that_was_moved_meanwhile_stays(client: httpx.Client, work: Work) -> None:
    source = trained(client, work, "moved")
    train(client, work, "moved", spec_of(source, **STUMP))
    job = accepted(client.post("/v1/models/moved@1/retrain", json={"promote": {"alias": "champion", "when": "always"}}))
    set_alias(client, "moved", 2, 1)
    shown = ended(client, work, job)
    assert shown["model"] == "moved@3"
    assert shown["retraining"]["promotion"]["promoted"] is False
    assert "expected version 1, it has version 2" in shown["retraining"]["promotion"]["reason"]
    assert champion(client, "moved") == 2
    events = client.get(f"/v1/jobs/{job['id']}/events").text
    assert "moved:champion was not moved" in events


def test_an_alias_that_there_is_not_is_made(client: httpx.Client, work: Work) -> None:
    train(client, work, "fresh", spec_of(fruit(client)))
    shown = retrain(client, work, "fresh", promote={"alias": "staging", "when": "if_not_worse"})
    assert shown["retraining"]["promote"] == {"alias": "staging", "when": "if_not_worse", "metric": "accuracy", "margin": 0.0, "expected": None}
    assert shown["retraining"]["promotion"]["promoted"] is True
    assert client.get("/v1/models/fresh:staging").json()["ref"] == "fresh@2"


def test_what_cannot_be_promoted_is_refused(client: httpx.Client, work: Work) -> None:
    source = trained(client, work, "refused", model=TREE)

    def asked(ref: str = "refused@1", **body: Any) -> dict[str, str]:
        return faults(client.post(f"/v1/models/{ref}/retrain", json=body))

    unknown = asked(promote={"alias": "champion", "metric": "rmse"})
    assert list(unknown) == ["/promote/metric"]
    assert "accuracy" in unknown["/promote/metric"]
    assert "log_loss" in unknown["/promote/metric"]
    assert list(asked(promote={"alias": "7"})) == ["/promote/alias"]
    assert list(asked(promote={"alias": "champion"}, name="another")) == ["/name"]
    assert list(asked(promote={"alias": "champion"}, patch={"data": {"split": None}})) == ["/promote/when"]
    assert list(asked(promote={"alias": "champion", "margin": -1})) == ["/promote/margin"]
    train(client, work, "refused", spec_of(source))
    other = asked("refused@2", promote={"alias": "champion"})
    assert "retrain refused:champion" in other["/promote/alias"]
