"""Grants: given, changed, listed and withdrawn by owners on their own things, with a row in the audit for every change."""

from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from service.access.caller import Caller
from service.deps import Parts
from service.store.owners import Kind, Right
from service.store.tables import audit, grants
from tests.integration.given import SPEC, at_once
from tests.integration.service.owners.asking import Asker
from tests.integration.service.owners.things import registered
from tests.integration.trained import Trained
from tests.responses import fault


@pytest.fixture(scope="module")
def line(parts: Parts, trained: Trained) -> str:
    registered(parts, "ann", "line", trained.versions["line"])
    return "models/line"


@pytest.fixture(scope="module")
def table(askers: dict[str, Asker]) -> str:
    return "datasets/" + uploaded(askers["ann"])


@pytest.fixture(params=["line", "table"])
def thing(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(request.param)
    return found


def uploaded(asker: Asker, content: str = "x,y\n1,2\n2,3\n") -> str:
    response = asker("POST", "/v1/datasets", files={"file": ("t.csv", content)})
    assert response.status_code in (200, 201), response.text
    found: str = response.json()["id"]
    return found


def listed(asker: Asker, thing: str) -> list[tuple[str, str]]:
    return [(grant["grantee"], grant["right"]) for grant in asker.get(f"/v1/{thing}/grants")["grants"]]


def put(asker: Asker, thing: str, grantee: str, body: Any) -> httpx.Response:
    return asker("PUT", f"/v1/{thing}/grants/{grantee}", json=body)


def test_a_grant_is_given_changed_listed_and_withdrawn(thing: str, askers: dict[str, Asker]) -> None:
    ann = askers["ann"]
    assert listed(ann, thing) == []
    ann.share(thing, "bob", "read")
    ann.share(thing, "*", "read")
    ann.share(thing, "bob", "use")
    assert listed(ann, thing) == [("*", "read"), ("bob", "use")]
    ann.withdraw(thing, "*")
    ann.withdraw(thing, "bob")
    assert listed(ann, thing) == []


def test_every_change_is_in_the_audit(thing: str, askers: dict[str, Asker], parts: Parts) -> None:
    with parts.database.reading() as connection:
        before = len(connection.execute(select(audit)).all())
    askers["ann"].share(thing, "bob", "use")
    askers["ann"].withdraw(thing, "bob")
    askers["ann"]("DELETE", f"/v1/{thing}/grants/bob")  # Changes nothing.
    with parts.database.reading() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.id)).all()[before:]
    subject = thing.replace("models/", "model ").replace("datasets/", "dataset ")
    assert [(row.actor, row.action, row.owner, row.subject, row.data) for row in rows] == [
        ("nobody", "give grant", "ann", subject, {"grantee": "bob", "right": "use"}),
        ("nobody", "withdraw grant", "ann", subject, {"grantee": "bob"}),
    ]


def test_a_grant_that_is_not_there_is_not_withdrawn(thing: str, askers: dict[str, Asker]) -> None:
    response = askers["ann"]("DELETE", f"/v1/{thing}/grants/bob")
    assert response.status_code == 404
    assert response.json()["detail"].startswith("there is no grant on ")


@pytest.mark.parametrize("grantee", ["ann", "Bob", "b ob", "-bob", "**", "x" * 64, "bob%0A"])
def test_a_grantee_is_another_owner(grantee: str, thing: str, askers: dict[str, Asker]) -> None:
    pointer, detail = fault(put(askers["ann"], thing, grantee, {"right": "use"}))
    assert (pointer, detail.startswith("expected another owner, of the form ")) == ("/path/owner", True)


@pytest.mark.parametrize(("body", "pointer"), [({}, "/right"), ({"right": "write"}, "/right"), ({"right": "use", "for": 1}, "/for")])
def test_a_right_is_read_or_use(body: Any, pointer: str, thing: str, askers: dict[str, Asker]) -> None:
    assert fault(put(askers["ann"], thing, "bob", body))[0] == pointer


@pytest.mark.parametrize("name", ["models/line@1", "models/nothing", "datasets/iris", "datasets/0000"])
def test_only_models_by_name_and_uploads_can_be_shared(name: str, line: str, askers: dict[str, Asker]) -> None:
    response = put(askers["ann"], name, "bob", {"right": "use"})
    assert response.status_code == 404
    assert response.json()["detail"].endswith("only what is your own can be shared")


def test_a_shared_thing_cannot_be_shared_on(thing: str, askers: dict[str, Asker]) -> None:
    askers["ann"].share(thing, "bob", "use")
    theirs = thing.replace("models/", "models/ann%2F")
    assert put(askers["bob"], theirs, "carl", {"right": "use"}).status_code == 404
    assert put(askers["bob"], thing, "carl", {"right": "use"}).status_code == 404
    askers["ann"].withdraw(thing, "bob")


def test_the_same_grant_given_many_times_at_once_is_one(thing: str, askers: dict[str, Asker], parts: Parts) -> None:
    kind, name = (Kind.MODEL if thing.startswith("models/") else Kind.DATASET), thing.split("/")[1]
    store = parts.seen_by(Caller("ann")).grants
    made = at_once(6, lambda number: store.give(kind, name, "bob", list(Right)[number % 2], "ann"))
    assert len(made) == 6
    assert [grantee for grantee, _ in listed(askers["ann"], thing)] == ["bob"]
    askers["ann"].withdraw(thing, "bob")


def test_what_is_shared_is_listed_as_that(askers: dict[str, Asker], line: str, table: str) -> None:
    bob, ids = askers["bob"], table.split("/")[1]
    for one in (line, table):
        askers["ann"].share(one, "bob", "read")
    assert [(model["ref"], model["owner"]) for model in bob.get("/v1/models?shared=true")["models"]] == [("ann/line@1", "ann")]
    assert [(upload["id"], upload["owner"]) for upload in bob.get("/v1/datasets?shared=true")["uploads"]] == [(ids, "ann")]
    assert askers["carl"].get("/v1/models?shared=true")["models"] == askers["ann"].get("/v1/models?shared=true")["models"] == []
    for one in (line, table):
        askers["ann"].withdraw(one, "bob")


def test_shared_models_of_several_owners_are_listed_page_by_page(askers: dict[str, Asker], parts: Parts, trained: Trained) -> None:
    for owner, name in (("ann", "p1"), ("ann", "p2"), ("carl", "p0"), ("carl", "p9")):
        registered(parts, owner, name, trained.versions["line"])
        askers[owner].share(f"models/{name}", "*", "read")
    found, cursor = [], ""
    while cursor is not None:
        page = askers["bob"].get(f"/v1/models?shared=true&limit=1{cursor and f'&cursor={cursor}'}")
        cursor = page["next_cursor"]
        found += [model["name"] for model in page["models"]]
    assert found == ["ann/p1", "ann/p2", "carl/p0", "carl/p9"]


def test_a_deleted_data_set_leaves_no_grants(askers: dict[str, Asker], parts: Parts) -> None:
    made = uploaded(askers["ann"], "x,y\n5,5\n6,6\n")
    askers["ann"].share(f"datasets/{made}", "bob", "use")
    assert askers["ann"]("DELETE", f"/v1/datasets/{made}").status_code == 200
    with parts.database.reading() as connection:
        assert connection.execute(select(grants).where(grants.c.thing == made)).all() == []


def test_a_data_set_that_anothers_job_uses_is_deleted_once_the_grant_is_withdrawn(askers: dict[str, Asker]) -> None:
    ann, made = askers["ann"], uploaded(askers["ann"], "x,y\n7,7\n8,8\n9,9\n")
    ann.share(f"datasets/{made}", "bob", "use")
    spec = {"data": {"source": f"dataset:{made}", "target": "y"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
    job = askers["bob"]("POST", "/v1/jobs", json={"spec": spec})
    assert job.status_code == 202, job.text
    used = ann("DELETE", f"/v1/datasets/{made}")
    assert used.status_code == 409
    assert "a job of an owner with whom it is shared: wait until it has ended, or withdraw the grant" in used.json()["detail"]
    assert job.json()["id"] not in used.text
    assert "bob" not in used.text
    ann.withdraw(f"datasets/{made}", "bob")
    assert ann("DELETE", f"/v1/datasets/{made}").status_code == 200


def test_whoever_shares_a_model_is_warned_of_the_raw_samples_in_its_file(askers: dict[str, Asker], parts: Parts, trained: Trained) -> None:
    new = trained.versions["line"]
    drawn = replace(new, provenance={**new.provenance, "golden": "synthetic"})
    for name, versions in (("all-drawn", (drawn, drawn)), ("one-real", (drawn, new, drawn)), ("real", (new, new))):
        for version in versions:
            registered(parts, "ann", name, version)
    found = {name: put(askers["ann"], f"models/{name}", "bob", {"right": "read"}).json()["warnings"] for name in ("all-drawn", "one-real", "real")}
    assert found["all-drawn"] == []
    assert found["one-real"][0].startswith("version 2 holds raw samples of the training and test data as golden examples")
    assert found["real"][0].startswith("the versions 1, 2 hold raw samples")
    shown = [askers["bob"].get(f"/v1/models/ann/{ref}")["golden"] for ref in ("all-drawn", "one-real@1", "one-real@2", "real")]
    assert shown == ["synthetic", "synthetic", "real", "real"]


def test_whoever_shares_a_model_is_warned_of_the_samples_that_its_estimator_keeps(askers: dict[str, Asker], parts: Parts, trained: Trained) -> None:
    new = trained.versions["line"]
    drawn = replace(new, provenance={**new.provenance, "golden": "synthetic"})
    for base in (
        {"estimator": "Ridge"},
        {"estimator": "SVR"},
        {"estimator": "AdaBoostRegressor", "params": {"estimator": {"estimator": "KNeighborsRegressor"}}},
    ):
        registered(parts, "ann", "keeping", drawn, {**SPEC, "model": {"kind": "sklearn", "steps": [base]}})
    (warning,) = put(askers["ann"], "models/keeping", "bob", {"right": "read"}).json()["warnings"]
    assert warning.startswith("the versions 2, 3 hold samples of the training data in what predicts by them (SVR, KNeighborsRegressor)")


def test_a_data_set_is_shared_without_a_warning(askers: dict[str, Asker], table: str) -> None:
    assert put(askers["ann"], table, "bob", {"right": "read"}).json()["warnings"] == []
    askers["ann"].withdraw(table, "bob")
