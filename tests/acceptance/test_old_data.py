"""A data folder written by an earlier version: its jobs are shown, its models predict, and training continues from them.

`tests/long` runs more of its jobs again.

tests/data/README.md says how the folder was made, and what may be changed in the facts recorded beside it.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.acceptance.old_folder import JOBS, RECORDED, continued, got, on_old_folder, require_registered, require_same_metrics, spec_of
from tests.acceptance.service import Service
from tests.close import assert_close
from tests.modes import open_to_others

MODELS: dict[str, dict[str, Any]] = RECORDED["models"]
REQUESTS: list[dict[str, Any]] = RECORDED["requests"]

#: Fields of a job that are compared exactly.
SHOWN = ("id", "name", "state", "recipe", "model", "error", "metrics", "best_params", "best_score")
#: A job whose spec cannot be posted: an import refers to a file that no longer exists.
NOT_POSTED = {"imported"}


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with on_old_folder(tmp_path_factory.mktemp("old")) as service:
        yield service


def test_what_the_earlier_version_left_open_is_closed_to_others(old: Service) -> None:
    assert old.data is not None
    assert open_to_others(old.data) == []


def test_every_job_is_listed_by_its_state(old: Service) -> None:
    found = {job["id"]: (job["name"], job["state"]) for job in got(old, "/v1/jobs", limit=200)["jobs"]}
    expected = {job["id"]: (job["name"], job["state"]) for job in JOBS.values()}
    assert {job_id: found.get(job_id) for job_id in expected} == expected


@pytest.mark.parametrize("label", JOBS)
def test_a_job_is_shown_as_it_ended(old: Service, label: str) -> None:
    expected = JOBS[label]
    job = old.job(expected["id"])
    assert_close({field: job[field] for field in SHOWN}, {field: expected[field] for field in SHOWN})
    assert job["spec"]["task"] == expected["task"]


@pytest.mark.parametrize("label", JOBS)
def test_the_output_of_a_job_is_shown(old: Service, label: str) -> None:
    expected = JOBS[label]
    path = f"/v1/jobs/{expected['id']}"
    assert len(old.events(expected["id"])) == expected["n_events"]
    assert len(got(old, f"{path}/history")["epochs"]) == expected["n_epochs"]
    trials = got(old, f"{path}/trials")
    assert trials["n_trials"] == expected["n_trials"]
    assert_close([candidate["mean_score"] for candidate in trials["candidates"]], expected["scores"])
    assert [file["name"] for file in got(old, f"{path}/files")["files"]] == expected["files"]
    for name in expected["files"]:
        assert old.http.get(f"{path}/files/{name}").status_code == 200
    assert [checkpoint["epoch"] for checkpoint in got(old, f"{path}/checkpoints")["checkpoints"]] == expected["checkpoints"]
    for epoch in expected["checkpoints"]:
        assert old.http.get(f"{path}/checkpoints/{epoch}").content[1:4] == b"HDF"


def label_steps(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the steps of a spec that encode labels."""
    targets = spec["preprocessing"]["targets"]
    every = [step for steps in targets.values() for step in steps] if isinstance(targets, dict) else targets
    return [step for step in every if step["step"] in ("one_hot", "label_encode")]


@pytest.mark.parametrize("label", [label for label in JOBS if label not in NOT_POSTED])
def test_the_spec_of_a_job_can_be_posted_again(old: Service, label: str) -> None:
    spec = spec_of(old, label)
    found = old.http.post("/v1/specs/check", json={"spec": spec}).raise_for_status().json()
    assert found["errors"] == []
    steps, others = label_steps(found["spec"]), label_steps(spec)
    for step, other in zip(steps, others, strict=True):
        assert step["classes"] == other["classes"] or other["classes"] is None  # Specs of that time had no classes.
        step["classes"] = other["classes"]
    assert found["spec"]["resources"].pop("memory_gb") is None  # Specs of that time had none.
    assert found["spec"].pop("artifact") == {"golden": "real"}  # Nor this.
    assert found["spec"] == spec


@pytest.mark.parametrize("ref", MODELS)
def test_a_model_is_shown_with_its_file(old: Service, ref: str) -> None:
    expected = MODELS[ref]
    model = got(old, f"/v1/models/{ref}")
    assert_close([model["job_id"], model["kind"], model["metrics"]], [expected["job_id"], expected["kind"], expected["metrics"]])
    assert model["serving"]["runtime"] == expected["runtime"]
    assert old.http.get(f"/v1/models/{ref}/artifact").headers["etag"] == f'"{expected["sha256"]}"'
    assert (old.http.get(f"/v1/models/{ref}/onnx").status_code == 200) == (expected["runtime"] == "onnx")
    if expected["evaluation"] is not None:
        assert old.http.get(f"/v1/models/{ref}/evaluation").status_code == expected["evaluation"]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: f"{request['model']}-{request['verb']}")
def test_a_model_predicts_as_recorded(old: Service, request_: dict[str, Any]) -> None:
    response = old.http.post(f"/v1/models/{request_['model']}/{request_['verb']}", json=request_["body"])
    assert response.status_code == 200, response.text
    expected = {"model": request_["model"], **request_["answer"]}
    assert_close({name: response.json()[name] for name in expected}, expected)  # Answers of later versions have more fields.


def test_a_stateful_model_is_fed_value_by_value(old: Service) -> None:
    recorded = RECORDED["session"]
    session = old.http.post(f"/v1/models/{recorded['model']}/sessions").json()["id"]
    response = old.http.post(f"/v1/models/{recorded['model']}/sessions/{session}/predict", json=recorded["body"])
    assert_close(response.json()["predictions"], recorded["predictions"])


def test_the_evaluation_of_each_output_is_shown(old: Service) -> None:
    for output, part in (("kind", "classification"), ("weight", "regression")):
        assert got(old, "/v1/models/named-people@1/evaluation", output=output)[part] is not None


def test_the_evaluation_is_plotted_from_the_old_data(old: Service) -> None:
    for image in ("confusion", "misclassified"):
        response = old.http.get(f"/v1/models/pictures@1/evaluation/{image}.png")
        assert (response.status_code, response.content[1:4]) == (200, b"PNG"), response.text


def test_a_sweep_is_shown_with_its_jobs(old: Service) -> None:
    members = got(old, f"/v1/sweeps/{RECORDED['sweep']}")["members"]
    assert {member["member"]: member["job"]["id"] for member in members} == {name: JOBS[f"sweep-{name}"]["id"] for name in ("soft", "stiff")}


@pytest.mark.parametrize("label", RECORDED["datasets"])
def test_an_uploaded_data_set_is_shown(old: Service, label: str) -> None:
    expected = RECORDED["datasets"][label]
    found = {upload["id"]: upload for upload in got(old, "/v1/datasets")["uploads"]}[expected["id"]]
    assert {key: found[key] for key in expected} == expected
    assert got(old, f"/v1/datasets/{expected['id']}/preview")["samples"]


def test_a_job_interrupted_by_the_last_stop_is_finished(old: Service) -> None:
    job = old.wait_for(RECORDED["interrupted"], "succeeded")
    assert (job["attempt"], job["model"]) == (2, "interrupted@1")
    assert [epoch["epoch"] for epoch in got(old, f"/v1/jobs/{job['id']}/history")["epochs"]] == list(range(1, 13))


@pytest.mark.parametrize(("label", "epochs"), [("dense", [5, 6]), ("stateful", [2])])
def test_training_continues_from_an_old_model(old: Service, label: str, epochs: list[int]) -> None:
    assert continued(old, label) == epochs


def test_layers_of_an_old_model_are_reused_with_other_outputs(old: Service) -> None:
    spec = {
        "start_from": {"model": "values@1", "drop_last": 1, "append": [{"layer": "Dense", "units": 1}]},
        **{part: spec_of(old, "values")[part] for part in ("data", "training")},
    }
    assert old.trained(spec, name="values-transferred")["model"] == "values-transferred@1"


def test_an_old_model_is_a_layer_of_a_new_one(old: Service) -> None:
    assert old.trained(spec_of(old, "nested"), name="values-nested-again")["model"] == "values-nested-again@1"


def test_a_checkpoint_of_an_old_job_becomes_a_model(old: Service) -> None:
    require_registered(old, "dense")


@pytest.mark.parametrize("label", ["named", "search"])
def test_the_job_of_an_old_spec_ends_with_the_metrics_it_had(old: Service, label: str) -> None:
    require_same_metrics(old, label)
