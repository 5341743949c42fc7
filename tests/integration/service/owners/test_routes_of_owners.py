"""Every route, asked by one owner for the things of another: as for things that are not there. Generated from the routes."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import httpx
import pytest
from ulid import ULID

from service.access.caller import Scope
from service.access.guarded_route import GuardedRoute
from service.api import ROUTERS
from service.deps import Parts
from service.store.owners import Right
from tests.integration.given import rows_of
from tests.integration.service.owners.asking import Asker, forget_references
from tests.integration.service.owners.things import ALIAS, FILE, Things, things_of
from tests.integration.trained import Trained

#: Routes of no thing: lists and what creates things are tested below and in the tests of references, the others show nothing of an owner.
OF_NOTHING = {
    *("GET /v1/jobs", "GET /v1/models", "GET /v1/datasets", "GET /v1/sweeps", "GET /v1/deletions", "DELETE /v1/jobs"),
    *("POST /v1/jobs", "POST /v1/sweeps", "POST /v1/specs/check", "POST /v1/specs/parts", "POST /v1/specs/prepared", "POST /v1/augmentation/preview"),
    *("POST /v1/models", "POST /v1/datasets", "POST /v1/uploads", "POST /v1/temperature"),
    *("GET /v1/catalog", "GET /v1/catalog/{recipe_id}"),
    *("GET /v1/webhook-secret", "POST /v1/webhook-secret/rotate"),
}
#: An image for the routes of the Open Inference Protocol.
IMAGE = {"inputs": [{"name": "inputs", "shape": [1, 784], "datatype": "UINT8", "data": [0] * 784}]}
#: Bodies without which a route refuses a request before it looks for the thing.
BODIES: dict[str, dict[str, Any]] = {
    "POST /v1/models/{ref:ref}/surface": {side: {"feature": at, "from": 0, "to": 1, "steps": 2} for at, side in enumerate("xy")},
    "POST /v1/models/{ref:ref}/sample": {"n_samples": 1},
    "POST /v1/models/{ref:ref}/encode": {"inputs": [[0.0] * 784]},
    "POST /v1/models/{ref:ref}/predict": {"inputs": [[[0] * 28] * 28]},
    "POST /v2/models/{ref:ref}/infer": IMAGE,
    "POST /v2/models/{ref:ref}/versions/{version}/infer": IMAGE,
    "POST /v1/models/{ref:ref}/forecast": {"series": [1.0, 2.0], "steps": 1},
    "POST /v1/models/{ref:ref}/batch": {"source": "iris"},
    # Refused once the model is found, as a job that is made would differ each time.
    "POST /v1/models/{ref:ref}/retrain": {"patch": {"seed": -1}},
    "POST /v1/models/{ref:ref}/reproduce": {"notify": [{"url": "https://unknown.example/hook"}]},
    "POST /v1/models/{ref:ref}/sessions/{session_id}/predict": {"inputs": [1.0]},
    "POST /v1/models/{ref:ref}/generate": {"seed": "a"},
    "POST /v1/models/{ref:ref}/transform": {"inputs": [[[0] * 28] * 28]},
    "POST /v1/models/{ref:ref}/inverse_transform": {"targets": [[0.1] * 10]},
    "PUT /v1/models/{name:ref}/grants/{owner}": {"right": "read"},
    "PUT /v1/datasets/{dataset_id}/grants/{owner}": {"right": "read"},
    "PUT /v1/models/{name:ref}/aliases/{alias}": {"version": 1, "expected": None},
    "PUT /v1/models/{name:ref}/default-ref": {"default_ref": None},
    **{f"PATCH /v1/{of}": {"tags": ["theirs"]} for of in ("jobs/{job_id}", "models/{ref:ref}", "datasets/{dataset_id}")},
}
#: Queries without which a route refuses a request before it looks for the thing.
QUERIES = {"DELETE /v1/models/{name:ref}/aliases/{alias}": {"expected": "1"}}
#: Headers without which a route refuses a request before it looks for the thing.
HEADERS = {"PATCH /v1/uploads/{upload_id}": {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}}
#: Queries that name a thing, or a second one.
IN_QUERY = {"GET /v1/models/{ref:ref}/compare": "?with={ref:ref}", "GET /v1/curves": "?job={job_id}"}
#: Routes whose answer to others, of a model that is shared with them, leaves out what is the owner's alone: its jobs and data sets.
WITHOUT_OTHERS = {"GET /v1/models/{ref:ref}/lineage"}
ROUTES = {
    f"{method} {route.path}": route for router in ROUTERS for route in router.routes if isinstance(route, GuardedRoute) for method in route.methods
}
#: Routes about what belongs to owners: those that every caller may use show nothing of one, and administrators see the keys of all.
OWNED = {name: route for name, route in ROUTES.items() if route.needs not in (None, Scope.ADMIN)}
OF_THINGS = sorted(OWNED.keys() - OF_NOTHING)
#: The parts of paths that name a thing, in this order, and those of a thing below.
NAMED = ("job_id", "sweep_id", "ref:ref", "name:ref", "dataset_id", "upload_id", "deletion_id")
BELOW = {"epoch": "1", "version": "1", "name": FILE, "owner": "carl", "alias": ALIAS}
#: A plot that a thing has, by the part of the path that names it.
PLOT_OF = {"job_id": "confusion", "ref:ref": "confusion", "dataset_id": "histograms", "sweep_id": "times"}
BOTH_WAYS = [("ann", "bob"), ("bob", "ann")]


@pytest.fixture(scope="module")
def things(askers: dict[str, Asker], parts: Parts, trained: Trained) -> dict[str, Things]:
    return {name: things_of(askers[name], parts, trained) for name in ("ann", "bob")}


@pytest.fixture(autouse=True)
def nothing_changes(parts: Parts, things: dict[str, Things]) -> Iterator[None]:
    """Require that a test leaves the database as it was, apart from the audit of grants."""
    before = _rows(parts)
    yield
    assert _rows(parts) == before


def _rows(parts: Parts) -> dict[str, list[dict[str, Any]]]:
    return {table: rows for table, rows in rows_of(parts.database).items() if table != "audit"}


def test_every_route_has_a_case() -> None:
    """A new route names a thing by a known part of its path or query, or is among those that name none."""
    unknown = {name for name in OF_THINGS if not _kind(template(name))}
    assert unknown == set()
    assert len(OF_THINGS) > 40
    assert OWNED.keys() >= OF_NOTHING


def _kind(path: str) -> str:
    return next((kind for kind in NAMED if f"{{{kind}}}" in path), "")


def template(name: str) -> str:
    """Return the path of a route, with the query that names a thing."""
    return ROUTES[name].path + IN_QUERY.get(name, "")


def paths(path: str, ids: dict[str, list[str]]) -> list[str]:
    """Return the addresses of a route for each of those ids."""
    kind = _kind(path)
    sessions = ids["session_id"] if "{session_id}" in path else [""]
    found = [path.replace(f"{{{kind}}}", one).replace("{session_id}", session) for one, session in product(ids[kind], sessions)]
    for part, value in {**BELOW, **({"name": PLOT_OF[kind]} if "/plots/" in path else {})}.items():
        found = [address.replace(f"{{{part}}}", value) for address in found]
    assert not any("{" in address for address in found), found
    return found


def ids_of(things: Things) -> dict[str, list[str]]:
    """Return the ids of what an owner has, as another owner may write them."""
    refs = [things.model, f"{things.model}@1", f"{things.model}:{ALIAS}", f"{things.owner}/{things.model}", f"{things.owner}%2F{things.model}@1"]
    below = {"upload_id": [things.upload], "deletion_id": [things.deletion]}
    return _by_kind(list(things.jobs.values()), [things.sweep], refs, [things.dataset], [things.session]) | below


def absent(things: Things) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return ids that nobody has, of the same form and as many, and what they stand for."""
    stand_ins = {job: str(ULID()) for job in things.jobs.values()}
    stand_ins |= {things.sweep: str(ULID()), things.dataset: secrets.token_hex(10), things.session: secrets.token_hex(16), things.upload: str(ULID())}
    stand_ins[things.deletion] = str(ULID())
    stand_ins[things.model] = "x" * len(things.model)
    ids = ids_of(things)
    return {kind: [_replaced(one, stand_ins) for one in values] for kind, values in ids.items()}, stand_ins


def _by_kind(jobs: list[str], sweeps: list[str], refs: list[str], datasets: list[str], sessions: list[str]) -> dict[str, list[str]]:
    by_kind = {"job_id": jobs, "sweep_id": sweeps, "ref:ref": refs, "name:ref": refs, "dataset_id": datasets}
    return {**by_kind, "session_id": sessions}


def _replaced(text: str, stand_ins: dict[str, str]) -> str:
    for real, stand_in in stand_ins.items():
        text = text.replace(real, stand_in)
    return text


def asked(asker: Asker, name: str, address: str) -> httpx.Response:
    method = name.split()[0]
    sent: dict[str, Any] = {"json": BODIES[name]} if name in BODIES else {}
    sent |= {"params": QUERIES[name]} if name in QUERIES else {}
    return asker(method, address, headers=HEADERS.get(name, {}), **sent)


@pytest.mark.parametrize(("asking", "asked_of"), BOTH_WAYS)
@pytest.mark.parametrize("name", OF_THINGS)
def test_what_is_anothers_is_answered_as_what_is_not_there(
    name: str, asking: str, asked_of: str, askers: dict[str, Asker], things: dict[str, Things], statements: list[str]
) -> None:
    theirs = things[asked_of]
    nowhere, stand_ins = absent(theirs)
    for real, missing in zip(paths(template(name), ids_of(theirs)), paths(template(name), nowhere), strict=True):
        found, n_found = asked(askers[asking], name, real), list(statements)
        statements.clear()
        expected, n_expected = asked(askers[asking], name, missing), list(statements)
        statements.clear()
        media = "application/json" if "/v2/" in name else "application/problem+json"
        assert (found.status_code, found.headers["content-type"]) == (404, media), f"{real}: {found.text}"
        assert _replaced(found.text, stand_ins) == expected.text
        assert found.headers.keys() == expected.headers.keys()
        assert n_found == n_expected, "as many statements, of the same text, so that it takes the same time"


# No job of the sweep has ended, so that it has no plot yet.
@pytest.mark.parametrize("name", [name for name in OF_THINGS if name.startswith("GET") and "grants" not in name and "sweep_id}/plots/" not in name])
def test_what_is_ones_own_is_shown(name: str, askers: dict[str, Asker], things: dict[str, Things]) -> None:
    own = {**ids_of(things["ann"]), "job_id": [things["ann"].jobs["finished"]]}
    own["ref:ref"] = [one for one in own["ref:ref"] if "@" not in one and not (":" in one and "{version}" in name)]
    own["name:ref"] = [one for one in own["ref:ref"] if ":" not in one]
    for address in paths(template(name), own):
        response = asked(askers["ann"], name, address)
        assert response.status_code in (200, 422), f"{address}: {response.text}"  # 422: symbols of a table.


@pytest.mark.parametrize("name", [name for name in OF_THINGS if name.startswith("GET") and "grants" not in name])
def test_neither_an_etag_nor_a_range_of_anothers_is_a_way_in(name: str, askers: dict[str, Asker], things: dict[str, Things]) -> None:
    theirs = {**ids_of(things["ann"]), "job_id": [things["ann"].jobs["finished"]]}
    for address in paths(template(name), theirs):
        tag = askers["ann"]("GET", address).headers.get("etag", '"x"')
        for headers in ({"If-None-Match": tag}, {"If-None-Match": "*"}, {"Range": "bytes=0-3"}, {"Last-Event-ID": "1"}):
            assert askers["bob"]("GET", address, headers=headers).status_code == 404, (address, headers)


@pytest.mark.parametrize(("asking", "asked_of"), BOTH_WAYS)
@pytest.mark.parametrize("shared", ["", "shared=true"])
@pytest.mark.parametrize("of", ["jobs", "models", "datasets", "sweeps"])
def test_lists_show_nothing_of_anothers(
    of: str, shared: str, asking: str, asked_of: str, askers: dict[str, Asker], things: dict[str, Things]
) -> None:
    if of in ("jobs", "sweeps") and shared:
        return
    first = askers[asking]("GET", f"/v1/{of}?limit=1&{shared}")
    pages, cursor = [first.text], first.json()["next_cursor"]
    while cursor:
        page = askers[asking]("GET", f"/v1/{of}?limit=1&{shared}&cursor={cursor}")
        cursor = page.json()["next_cursor"]
        pages.append(page.text)
    assert [mark for mark in things[asked_of].marks if any(mark in page for page in pages)] == []
    assert shared or any(mark in page for page in pages for mark in things[asking].marks)


@pytest.mark.parametrize(("asking", "asked_of"), BOTH_WAYS)
@pytest.mark.parametrize("query", ["name={owner}s-queued", "recipe=x", "state=queued", "text={owner}", "task=train", "cursor={job}"])
def test_filters_and_cursors_of_jobs_show_nothing_of_anothers(
    query: str, asking: str, asked_of: str, askers: dict[str, Asker], things: dict[str, Things]
) -> None:
    page = askers[asking]("GET", "/v1/jobs?" + query.format(owner=asked_of, job=things[asked_of].jobs["running"])).text
    assert [mark for mark in things[asked_of].marks if mark in page] == []


@pytest.mark.parametrize(("asking", "asked_of"), BOTH_WAYS)
@pytest.mark.parametrize("path", ["models?text={owner}", "models?alias=champion", "datasets?text={owner}", "sweeps?text={owner}"])
def test_filters_of_lists_show_nothing_of_anothers(
    path: str, asking: str, asked_of: str, askers: dict[str, Asker], things: dict[str, Things]
) -> None:
    page = askers[asking]("GET", "/v1/" + path.format(owner=asked_of)).text
    assert [mark for mark in things[asked_of].marks if mark in page] == []


@pytest.mark.parametrize("right", list(Right))
@pytest.mark.parametrize("name", [name for name in OF_THINGS if "/models/" in name])
def test_a_shared_model_is_answered_as_its_owner_is_and_not_beyond_the_right(
    name: str, right: Right, askers: dict[str, Asker], things: dict[str, Things], parts: Parts
) -> None:
    ann, bob, theirs = askers["ann"], askers["bob"], things["ann"]
    own, (nowhere, stand_ins) = {**ids_of(theirs), "ref:ref": [theirs.model], "name:ref": [theirs.model]}, absent(theirs)
    shared = {**own, "ref:ref": [f"ann/{theirs.model}"], "name:ref": [f"ann/{theirs.model}"]}
    missing = {**nowhere, "ref:ref": [f"ann/{stand_ins[theirs.model]}"], "name:ref": [f"ann/{stand_ins[theirs.model]}"]}
    path = template(name)
    with lent(ann, f"models/{theirs.model}", right):
        found = asked(bob, name, paths(path, shared)[0])
    forget_references(parts)
    if not _may(name, right):
        expected = asked(bob, name, paths(path, missing)[0])
        assert (found.status_code, _replaced(found.text, stand_ins)) == (404, expected.text)
        return
    expected = asked(ann, name, paths(path, own)[0])
    assert (found.status_code, found.headers["content-type"]) == (expected.status_code, expected.headers["content-type"])
    if name in WITHOUT_OTHERS:
        assert theirs.jobs["finished"] in expected.text
    elif any(form in expected.headers["content-type"] for form in ("json", "markdown")):
        assert found.text.replace(f"ann/{theirs.model}", theirs.model) == expected.text
    elif "png" not in expected.headers["content-type"]:  # A drawing has the name in its title.
        assert found.content == expected.content


@pytest.mark.parametrize("right", list(Right))
@pytest.mark.parametrize("name", [name for name in OF_THINGS if "/datasets/" in name])
def test_a_shared_data_set_is_shown_and_not_changed(name: str, right: Right, askers: dict[str, Asker], things: dict[str, Things]) -> None:
    ann, bob, theirs = askers["ann"], askers["bob"], things["ann"]
    address = paths(template(name), ids_of(theirs))[0]
    with lent(ann, f"datasets/{theirs.dataset}", right):
        found = asked(bob, name, address)
        if not name.startswith("GET") or "grants" in name:
            nowhere, stand_ins = absent(theirs)
            expected = asked(bob, name, paths(template(name), nowhere)[0])
            assert (found.status_code, _replaced(found.text, stand_ins)) == (404, expected.text)
        else:
            expected = asked(ann, name, address)
            assert (found.status_code, found.content) == (expected.status_code, expected.content)
    assert asked(bob, name, address).status_code == 404


def _may(name: str, right: Right) -> bool:
    """Tell whether a right allows a call on a model: to look with either, to predict with `use`; the rest is one's own."""
    if name.startswith(("DELETE", "PATCH")) or any(part in name for part in ("grants", "{session_id}", "{alias}", "default-ref")):
        return False
    return (name.startswith("GET") and "/v2/" not in name) or right is Right.USE


@contextmanager
def lent(owner: Asker, thing: str, right: Right) -> Iterator[None]:
    """Share a thing with bob within the `with` block."""
    owner.share(thing, "bob", right.value)
    yield
    owner.withdraw(thing, "bob")
