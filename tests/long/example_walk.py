"""A walk through the API as the examples of its document tell it."""

import base64
import io
import json
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
from PIL import Image

from models.catalog import recipes
from models.core.merge_patch import merge_patch
from service.api.document_content import example_name
from service.app import create_app
from service.settings import Settings
from tests.acceptance.service import Service
from tests.described import JSON, Described

#: Recipes whose models the examples are about, each as short as it can be.
QUICK = ("sines0-lstm3-w3", "rnn-stateful", "mnist-vae", "temperature", "moons-ridge-grid", "minmax-moons")
SHORT = {"data": {"subset": 0.02}, "training": {"epochs": 1, "batch_size": 256, "validation": None}}
CHECKPOINTS = {"training": {"checkpoint": {"every": 1}}}


class Walk:
    """Calls operations with the examples of their bodies, and keeps what they answer.

    Args:
        service: The service.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self.described = Described(create_app(Settings(database_url="sqlite://")).openapi())
        self.answers: dict[str, Any] = {}
        self.examples: dict[str, Any] = {}
        self.faults: dict[str, list[str]] = {}
        self.sent: set[tuple[str, str]] = set()

    def call(self, operation: str, query: dict[str, Any] | None = None, media: str = JSON, **path: Any) -> Any:
        """Call an operation with the example of its body; return its answer, which has to be as the document says.

        Args:
            operation: Its name.
            query: Its query.
            media: Content type of the body.
            path: Values of the path.
        """
        verb, template = self.described.routes[operation]
        body = self._body(operation, media)
        response = self.service.http.request(verb, template.format(**path), params=query or {}, **body)
        return self.took(operation, response)

    def took(self, operation: str, response: httpx.Response) -> Any:
        """Keep the answer of an operation, and what the document has against it."""
        assert response.is_success, f"{operation}: {response.text}"
        if not response.content or response.headers.get("content-type") != JSON:
            return response
        answer = response.json()
        schema = self.described.answers(operation)[str(response.status_code)]["schema"]
        self.faults[operation] = self.described.faults(answer, schema)
        self.examples.setdefault(example_name(operation, schema), answer)
        return self.answers.setdefault(operation, answer)

    def _body(self, operation: str, media: str) -> dict[str, Any]:
        examples = self.described.examples(operation)
        if media not in examples:
            return {}
        self.sent.add((operation, media))
        if media == "multipart/form-data":
            fields = dict(examples[media])
            return {"files": {"file": ("example", fields.pop("file").encode())}, "data": fields}
        content = examples[media] if isinstance(examples[media], str) else json.dumps(examples[media])
        return {"content": content, "headers": {"content-type": media}}

    def log_in_and_out(self, key: str) -> None:
        """Log in as a page does, with a key that works, unlike that of the example; then log out."""
        self._body("log_in", JSON)
        self.service.http.post("/v1/login", json={"key": key}).raise_for_status()
        self.call("log_out")


def walk_all(walk: Walk) -> None:
    """Call every operation."""
    _data(walk)
    jobs = _train(walk)
    _jobs(walk, jobs)
    _models(walk)
    _predictions(walk)
    _plots(walk, jobs)
    _registry(walk)
    walk.call("get_problem", slug="malformed-request")
    for operation in (
        "get_health",
        *("get_inference_server", "get_inference_live", "get_inference_ready"),
        "get_readiness",
        "get_me",
        "create_stream_token",
        "get_webhook_secret",
        "rotate_webhook_secret",
        "apply_temperature",
        "list_problems",
        "list_workers",
    ):
        walk.call(operation)


def _data(walk: Walk) -> None:
    fruit = walk.call("upload_dataset", media="multipart/form-data")
    walk.call("reread_dataset", dataset_id=fruit["id"])
    walk.call("annotate_dataset", dataset_id=fruit["id"])
    walk.call("append_to_dataset", media="multipart/form-data", dataset_id=fruit["id"])
    http, name = walk.service.http, "filename " + base64.b64encode(b"t.csv").decode()
    began = walk.took("begin_upload", http.post("/v1/uploads", headers={"Upload-Length": "8", "Upload-Metadata": name, "Tus-Resumable": "1.0.0"}))
    walk.call("get_upload", upload_id=began["id"])
    for operation in ("list_recipes", "list_datasets", "check_spec", "count_parts_of_spec", "prepare_samples", "preview_augmentation"):
        walk.call(operation)
    walk.call("get_recipe", recipe_id="ridge-sine-line")
    walk.call("get_dataset", dataset_id=walk.answers["list_datasets"]["datasets"][0]["source"])
    walk.call("preview_dataset", {"data_params": '{"n_samples": 20}'}, dataset_id="moons")
    walk.call("count_dataset_symbols", dataset_id="sonnets")
    for operation in ("give_dataset_grant", "list_dataset_grants"):
        walk.call(operation, dataset_id=fruit["id"], owner="bob")


def _train(walk: Walk) -> dict[str, str]:
    """Train the models of the examples; return the ids of the jobs by name."""
    source = walk.answers["upload_dataset"]["source"]
    steps = [{"estimator": "LogisticRegression"}]
    fruit: dict[str, Any] = {"data": {"source": source, "target": "kind"}, "model": {"kind": "sklearn", "steps": steps}}
    submit = walk.service.submit
    made = {"fruit": submit(fruit, name="fruit"), "mnist-dense-784": submit("mnist-dense-784", patch=merge_patch(SHORT, CHECKPOINTS))}
    made |= {name: submit(name, patch=_quick(name)) for name in QUICK}
    return {name: walk.service.wait_for(job["id"], "succeeded")["id"] for name, job in made.items()}


def _quick(recipe: str) -> dict[str, Any]:
    short = {"training": {"samples": {"length": 5, "every": 1}}} if recipe == "temperature" else {}
    return dict(merge_patch(recipes()[recipe].quick, short))


def _jobs(walk: Walk, jobs: dict[str, str]) -> None:
    walk.call("get_job", job_id=jobs["fruit"])
    walk.call("annotate_job", job_id=jobs["fruit"])
    network = jobs["mnist-dense-784"]
    for operation in ("get_history", "list_checkpoints", "list_events"):
        walk.call(operation, job_id=network)
    walk.call("get_curves", {"job": network, "points": 10})
    walk.call("register_checkpoint", {"name": "again"}, job_id=network, epoch=1)
    walk.call("list_trials", job_id=jobs["moons-ridge-grid"])
    walk.call("list_scores", job_id=jobs["moons-ridge-grid"])
    walk.call("list_files", job_id=jobs["minmax-moons"])
    walk.call("list_jobs", {"name": "fruit"})
    job, sweep = walk.call("submit_job"), walk.call("submit_sweep")
    walk.call("list_sweeps")
    walk.call("get_sweep", sweep_id=sweep["id"])
    walk.call("cancel_sweep", sweep_id=sweep["id"])
    for operation in ("pause_job", "resume_job", "cancel_job"):
        walk.call(operation, job_id=job["id"])
    for name in ("mnist-dense-784", "moons-ridge-grid", "temperature"):
        _follow(walk, "stream_events", walk.call("stream_events", job_id=jobs[name]).text)


def _models(walk: Walk) -> None:
    walk.call("list_models")
    walk.call("annotate_model", ref="fruit")
    for operation in ("get_model", "get_model_schema", "list_examples", "get_evaluation"):
        walk.call(operation, ref="fruit")
    walk.call("list_versions", name="fruit")
    walk.call("get_version", name="fruit", version=1)
    for operation in ("give_model_grant", "list_model_grants"):
        walk.call(operation, name="fruit", owner="bob")
    walk.service.http.put("/v1/models/fruit/aliases/champion", json={"version": 1, "expected": None}).raise_for_status()
    for operation in ("list_aliases", "list_alias_moves"):
        walk.call(operation, name="fruit", alias="champion")
    walk.call("set_default_ref", name="fruit")
    architecture = walk.call("download_architecture", ref="mnist-dense-784")
    weights = walk.call("download_weights", ref="mnist-dense-784").content
    form = {"name": "imported", "architecture": json.dumps(architecture)}
    walk.took("import_model", walk.service.http.post("/v1/models", data=form, files={"weights": ("weights.h5", weights)}))


def _plots(walk: Walk, jobs: dict[str, str]) -> None:
    of_things = ("job", {"job_id": jobs["fruit"]}), ("model", {"ref": "fruit"}), ("dataset", {"dataset_id": "moons"})
    for kind, path in of_things:
        first = walk.call(f"list_{kind}_plots", **path)["plots"][0]
        walk.call(f"get_{kind}_plot_numbers", name=first["name"], **path)
    walk.call("list_sweep_plots", sweep_id=walk.answers["submit_sweep"]["id"])


def _registry(walk: Walk) -> None:
    """Compare and trace versions, train them again, and delete what is not needed."""
    walk.call("compare_models", {"with": "mnist-dense-784"}, ref="fruit")
    walk.call("get_lineage", ref="fruit")
    for operation in ("retrain_model", "reproduce_model"):
        walk.service.wait_for(walk.call(operation, ref="fruit")["id"], "succeeded")
    walk.call("set_alias", name="fruit", alias="champion")
    walk.call("delete_jobs", {"state": "failed", "dry_run": True})
    walk.call("delete_job", job_id=walk.answers["submit_job"]["id"])
    walk.call("delete_sweep", {"cancel": True}, sweep_id=walk.answers["submit_sweep"]["id"])
    for operation, path in (("delete_dataset", {"dataset_id": walk.answers["append_to_dataset"]["id"]}), ("delete_model", {"ref": "imported"})):
        deleted = walk.call(operation, **path)["id"]
        walk.call("get_deletion", deletion_id=deleted)
    walk.call("list_deletions")
    walk.call("undo_deletion", deletion_id=walk.answers["delete_dataset"]["id"])
    walk.call("purge_deletion", deletion_id=walk.answers["delete_model"]["id"])


def _predictions(walk: Walk) -> None:
    for operation in ("predict_inputs", "predict_rows", "draw_surface", "infer_model", "get_inference_model", "get_inference_model_ready"):
        walk.call(operation, ref="fruit")
    for operation in ("infer_model_version", "get_inference_model_version", "get_inference_model_version_ready"):
        walk.call(operation, ref="fruit", version=1)
    for operation in ("predict_inputs", "predict_csv"):
        walk.call(operation, media="text/csv", ref="fruit")
    image, array = _digit()
    path = "/v1/models/mnist-dense-784/predict"
    http = walk.service.http
    binary = {"content-type": "application/octet-stream"}
    walk.took("predict_image", http.post(f"{path}/image", content=image, headers=binary))
    walk.took("predict_images", http.post(f"{path}/images", files=[("images", ("seven.png", image, "image/png"))] * 2))
    walk.took("predict_arrays", http.post(f"{path}/arrays", content=array, headers=binary))
    for operation in ("forecast_series", "transform_values", "invert_values"):
        walk.call(operation, ref="sines0-lstm3-w3")
    for operation in ("draw_sample", "encode_inputs", "show_activations"):
        walk.call(operation, ref="mnist-vae")
    walk.call("predict_batch", ref="mnist-dense-784")
    session = walk.call("open_session", ref="rnn-stateful")["id"]
    for operation in ("feed_session", "get_session", "delete_session"):
        walk.call(operation, ref="rnn-stateful", session_id=session)
    _text(walk)


def _text(walk: Walk) -> None:
    example = walk.described.examples("generate_text")[JSON]
    walk.call("generate_text", ref="temperature")
    stream = {"accept": "text/event-stream"}
    response = walk.service.http.post("/v1/models/temperature/generate", json=example, headers=stream)
    _follow(walk, "generate_text", response.text)


def walk_administration(walk: Walk) -> None:
    """Call the operations for administrators."""
    key = walk.call("create_key")
    walk.log_in_and_out(key["key"])
    walk.call("rotate_key", key_id=key["id"])
    walk.call("revoke_key", key_id=key["id"])
    walk.call("list_keys")
    walk.call("list_audit")


def _follow(walk: Walk, operation: str, stream: str) -> None:
    """Keep what the document has against the events of a stream."""
    schema = walk.described.event_schema(operation)
    events = list(events_of(stream))
    faults = [f"{event['event']}{fault}" for event in events for fault in walk.described.faults(event, schema)]
    walk.faults[f"events of {operation}"] = walk.faults.get(f"events of {operation}", []) + faults
    seen = walk.answers.setdefault(f"events of {operation}", [])
    seen += [event["event"] for event in events]


def events_of(stream: str) -> Iterator[dict[str, Any]]:
    """Yield the events of a stream, their data decoded."""
    for block in stream.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            yield {**fields, "data": json.loads(fields["data"])}


def _digit() -> tuple[bytes, bytes]:
    """Return an image as the bytes of a PNG file and of a .npy file."""
    pixels = np.zeros((28, 28), np.uint8)
    pixels[4:24, 13:16] = 255
    image, array = io.BytesIO(), io.BytesIO()
    Image.fromarray(pixels).save(image, "PNG")
    np.save(array, pixels[None])
    return image.getvalue(), array.getvalue()
