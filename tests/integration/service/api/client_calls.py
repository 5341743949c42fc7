"""How the method of the Python client for each operation is called."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from modelbook import Client
from modelbook.errors import APIError, ConflictError, InvalidError, NotFoundError

from tests.integration.sent import encoded

#: Spec of a small network.
NETWORK = {
    "data": {"source": "iris", "split": {"test": 0.2}},
    "preprocessing": {"targets": [{"step": "one_hot"}]},
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]},
    "training": {"loss": "categorical_crossentropy", "epochs": 1},
}
#: An image of the autoencoder.
ROW = np.zeros((8, 8)).tolist()

Call = Callable[[Client, dict[str, str], Path], Any]
#: How each operation is called. Every one is here, or `test_every_operation_has_a_method` fails.
CALLS: dict[str, Call] = {
    "annotate_dataset": lambda mb, i, _p: mb.datasets[i["dataset"]].annotate(tags=["two"], note="for tests"),
    "annotate_job": lambda mb, i, _p: mb.jobs[i["job"]].annotate(tags=["first"]),
    "annotate_model": lambda mb, _i, _p: mb.models["digits"].annotate(note="of all versions"),
    "apply_temperature": lambda mb, _i, _p: mb.specs.apply_temperature({"a": 0.5, "b": 0.5}, [1]),
    "cancel_job": lambda mb, i, _p: mb.jobs[i["queued"]].cancel(),
    "cancel_sweep": lambda mb, i, _p: mb.sweeps[i["sweep"]].cancel(),
    "check_spec": lambda mb, _i, _p: mb.check(NETWORK).raise_for_faults(),
    "compare_models": lambda mb, _i, _p: mb.models["digits"].compare("line"),
    "count_dataset_symbols": lambda mb, _i, _p: mb.datasets["sonnets"].symbols(most=3),
    "count_parts_of_spec": lambda mb, _i, _p: mb.specs.parts(NETWORK),
    "create_key": lambda mb, _i, _p: mb.keys.create("ben"),
    "create_stream_token": lambda mb, _i, _p: mb.stream_token(),
    "get_webhook_secret": lambda mb, _i, _p: mb.webhook_secret(),
    "rotate_webhook_secret": lambda mb, _i, _p: mb.rotate_webhook_secret(),
    "delete_alias": lambda mb, _i, _p: (mb.models["digits"].promote("gone"), mb.models["digits"].aliases.delete("gone", 1)),
    "delete_dataset": lambda mb, _i, _p: mb.upload(b"a,b\n5,x\n6,y\n", name="gone.csv", progress=False).delete(),
    "delete_job": lambda mb, i, _p: mb.jobs[i["queued"]].delete(cancel=True).undo(),
    "delete_jobs": lambda mb, _i, _p: mb.deletions.delete_jobs(name="nobody", before=datetime(2026, 1, 1), tag=["old", "bad"], dry_run=True),
    "delete_model": lambda mb, _i, _p: mb.models["line"].delete().undo(),
    "delete_sweep": lambda mb, i, _p: mb.sweeps[i["sweep"]].delete(cancel=True).undo(),
    "delete_session": lambda mb, _i, _p: mb.models["stream"].session().close(),
    "download_architecture": lambda mb, _i, p: mb.models["digits"].download(p / "digits.json"),
    "download_artifact": lambda mb, _i, p: mb.models["digits"].download(p),
    "download_checkpoint": lambda mb, i, p: mb.jobs[i["job"]].download_checkpoint(1, p),
    "download_file": lambda mb, i, p: mb.jobs[i["job"]].download_file("rows.npz", p),
    "download_onnx": lambda mb, _i, p: mb.models["digits"].download(p / "digits.onnx"),
    "download_weights": lambda mb, _i, p: mb.models["digits"].download(p, "weights"),
    "draw_confusion": lambda mb, _i, _p: mb.models["digits"].draw_confusion(),
    "draw_misclassified": lambda mb, _i, _p: mb.models["digits"].draw_misclassified(),
    "draw_sample": lambda mb, _i, _p: mb.models["autoencoder"].sample(2, seed=1),
    "draw_surface": lambda mb, _i, _p: mb.models["line"].surface({"feature": 0, "from": 0, "to": 1, "steps": 2}, {"feature": 1}),
    "encode_inputs": lambda mb, _i, _p: mb.models["autoencoder"].encode([ROW]),
    "feed_session": lambda mb, _i, _p: mb.models["stream"].session().predict([99.0]),
    "forecast_series": lambda mb, _i, _p: mb.models["stream"].forecast([99.0, 98.0, 97.0, 96.0], steps=2),
    "generate_text": lambda mb, _i, _p: mb.models["letters"].generate("From fairest creatures we desire", length=3),
    "get_curves": lambda mb, i, _p: mb.jobs.curves([i["job"], i["classifier"]], points=100, metrics=["loss"]),
    "get_dataset": lambda mb, _i, _p: mb.datasets["moons"].describe({"n_samples": 10}),
    "get_evaluation": lambda mb, _i, _p: mb.models["digits"].evaluation(),
    "get_health": lambda mb, _i, _p: mb.health(),
    "get_history": lambda mb, i, _p: mb.jobs[i["job"]].history(),
    "get_job": lambda mb, i, _p: mb.jobs.get(i["job"], wait=1),
    "get_lineage": lambda mb, _i, _p: mb.models["line"].lineage(),
    "get_job_plot_numbers": lambda mb, i, _p: mb.jobs[i["classifier"]].plots().named("confusion").numbers(),
    "get_job_plot_png": lambda mb, i, _p: mb.jobs[i["classifier"]].plots().named("confusion").png(),
    "get_job_plot_svg": lambda mb, i, _p: mb.jobs[i["classifier"]].plots().named("confusion").svg(),
    "get_model_plot_numbers": lambda mb, _i, _p: mb.models["digits"].plots().named("confusion").numbers(),
    "get_model_plot_png": lambda mb, _i, _p: mb.models["digits"].plots().named("confusion").png(),
    "get_model_plot_svg": lambda mb, _i, _p: mb.models["digits"].plots().named("confusion").svg(),
    "list_job_plots": lambda mb, i, _p: mb.jobs[i["job"]].plots(),
    "list_model_plots": lambda mb, _i, _p: mb.models["digits"].plots(),
    "get_dataset_plot_numbers": lambda mb, _i, _p: mb.datasets["moons"].plots({"n_samples": 10}).named("points").numbers(),
    "get_dataset_plot_png": lambda mb, _i, _p: mb.datasets["moons"].plots({"n_samples": 10}).named("points").png(),
    "get_dataset_plot_svg": lambda mb, _i, _p: mb.datasets["moons"].plots({"n_samples": 10}).named("points").svg(),
    "get_sweep_plot_numbers": lambda mb, i, _p: mb.sweeps[i["compared"]].plots().named("times").numbers(),
    "get_sweep_plot_png": lambda mb, i, _p: mb.sweeps[i["compared"]].plots().named("times").png(),
    "get_sweep_plot_svg": lambda mb, i, _p: mb.sweeps[i["compared"]].plots().named("times").svg(),
    "list_dataset_plots": lambda mb, _i, _p: mb.datasets["moons"].plots({"n_samples": 10}),
    "list_sweep_plots": lambda mb, i, _p: mb.sweeps[i["compared"]].plots(),
    "get_me": lambda mb, _i, _p: mb.me(),
    "get_model": lambda mb, _i, _p: mb.models.get("digits"),
    "get_model_card": lambda mb, _i, _p: mb.models["digits"].card(),
    "get_model_schema": lambda mb, _i, _p: mb.models["digits"].schemas(),
    "list_examples": lambda mb, _i, _p: mb.models["digits"].examples(),
    "get_problem": lambda mb, _i, _p: mb.problem("/problems/no-such-model"),
    "get_spec_schema": lambda mb, _i, _p: mb.specs.schema(),
    "list_problems": lambda mb, _i, _p: mb.problems(),
    "list_workers": lambda mb, _i, _p: mb.workers(),
    "get_readiness": lambda mb, _i, _p: mb.readiness(),
    "get_recipe": lambda mb, _i, _p: mb.catalog.get("mnist-dense-784"),
    "get_session": lambda mb, i, _p: mb.models["stream"].sessions(i["session"]).state(),
    "get_sweep": lambda mb, i, _p: mb.sweeps.get(i["sweep"]),
    "get_version": lambda mb, _i, _p: mb.models["digits"].version(1),
    "give_dataset_grant": lambda mb, i, _p: mb.datasets[i["dataset"]].grants.give("ben"),
    "give_model_grant": lambda mb, _i, _p: mb.models["digits"].grants.give("ben", "read"),
    "import_model": lambda mb, _i, p: mb.models.import_network(
        "copy", mb.models["digits"].download(p / "a.json"), mb.models["digits"].download(p / "w.h5", "weights")
    ),
    "invert_values": lambda mb, _i, _p: mb.models["stream"].invert(targets=[0.5]),
    "list_alias_moves": lambda mb, _i, _p: (mb.models["digits"].promote("known"), list(mb.models["digits"].aliases.history("known", limit=1))),
    "list_aliases": lambda mb, _i, _p: mb.models["digits"].aliases.list(),
    "list_audit": lambda mb, _i, _p: list(mb.audit.list(limit=1)),
    "list_checkpoints": lambda mb, i, _p: mb.jobs[i["job"]].checkpoints(),
    "list_dataset_grants": lambda mb, i, _p: mb.datasets[i["dataset"]].grants.list(),
    "list_datasets": lambda mb, _i, _p: list(mb.datasets.list(limit=1)),
    "get_deletion": lambda mb, _i, _p: mb.deletions.get(_deleted(mb)),
    "list_deletions": lambda mb, _i, _p: (_deleted(mb), list(mb.deletions.list(limit=1))),
    "purge_deletion": lambda mb, _i, _p: mb.deletions[_deleted(mb)].purge(),
    "undo_deletion": lambda mb, _i, _p: mb.deletions[_deleted(mb)].undo(),
    "list_events": lambda mb, i, _p: list(mb.jobs[i["job"]].past_events("state", "log", limit=1)),
    "list_files": lambda mb, i, _p: mb.jobs[i["job"]].files(),
    "list_jobs": lambda mb, _i, _p: list(mb.jobs.list(limit=2)),
    "list_keys": lambda mb, _i, _p: list(mb.keys.list(owner="ann", limit=1)),
    "list_model_grants": lambda mb, _i, _p: mb.models["digits"].grants.list(),
    "list_models": lambda mb, _i, _p: list(mb.models.list(limit=2)),
    "list_recipes": lambda mb, _i, _p: mb.catalog.list(),
    "list_scores": lambda mb, i, _p: mb.jobs[i["job"]].scores(),
    "list_sweeps": lambda mb, _i, _p: list(mb.sweeps.list(limit=1, text="swept")),
    "list_trials": lambda mb, i, _p: list(mb.jobs[i["job"]].trials("rank")),
    "list_versions": lambda mb, _i, _p: mb.models["digits@1"].versions(),
    "open_session": lambda mb, _i, _p: mb.models["stream"].session(),
    "pause_job": lambda mb, i, _p: mb.jobs[i["job"]].pause(),
    "plot_dataset": lambda mb, _i, _p: mb.datasets["moons"].plot({"n_samples": 10}),
    "predict_arrays": lambda mb, _i, _p: mb.models["line"].predict(np.array([[0.5]])),
    "predict_batch": lambda mb, i, _p: mb.models["line"].batch("noisy_sine", params={"n_samples": 20}),
    "predict_csv": lambda mb, _i, p: mb.models["line"].predict(_csv(p)),
    "predict_image": lambda mb, _i, _p: mb.models["digits"].predict(encoded(np.zeros((28, 28), np.uint8))),
    "predict_images": lambda mb, _i, _p: mb.models["digits"].predict([encoded(np.zeros((28, 28), np.uint8))]),
    "predict_inputs": lambda mb, _i, _p: mb.models["autoencoder"].draw([ROW]),
    "predict_rows": lambda mb, _i, _p: mb.models["line"].predict([[0.5]]),
    "prepare_samples": lambda mb, _i, _p: mb.specs.prepared(NETWORK, part="test", n_samples=1, spread=True, full_images=True),
    "preview_augmentation": lambda mb, _i, _p: mb.specs.preview_augmentation("mnist-augment", count=1),
    "preview_dataset": lambda mb, i, _p: mb.datasets[i["dataset"]].preview(n_samples=1, target="b", features=["a"]),
    "register_checkpoint": lambda mb, i, _p: mb.jobs[i["job"]].register_checkpoint(1, name="kept"),
    "reproduce_model": lambda mb, _i, _p: mb.models["line"].reproduce(priority=-1),
    "retrain_model": lambda mb, _i, _p: mb.models["line"].retrain(patch={"seed": 7}),
    "reread_dataset": lambda mb, i, _p: mb.datasets[i["dataset"]].reread({"missing": ["NA"]}),
    "resume_job": lambda mb, i, _p: mb.jobs[i["job"]].resume(),
    "revoke_key": lambda mb, i, _p: mb.keys.revoke(i["key"]),
    "rotate_key": lambda mb, i, _p: mb.keys.rotate(i["old key"], grace_s=1),
    "set_alias": lambda mb, _i, _p: mb.models["digits"].aliases.set("other", 1, None),
    "set_default_ref": lambda mb, _i, _p: mb.models["digits"].aliases.set_default("latest"),
    "show_activations": lambda mb, _i, _p: mb.models["autoencoder"].activations(ROW),
    "stop_job": lambda mb, i, _p: mb.jobs[i["job"]].stop(),
    "stream_events": lambda mb, i, _p: list(mb.jobs[i["job"]].events()),
    "submit_job": lambda mb, _i, _p: mb.train(NETWORK, {"seed": 3}, name="iris", epochs=2),
    "submit_sweep": lambda mb, _i, _p: mb.sweeps.submit("ridge-sine-line", {"a": {}}, name="swept-too"),
    "transform_values": lambda mb, _i, _p: mb.models["stream"].preprocess([[99.0, 98.0, 97.0, 96.0]]),
    "append_to_dataset": lambda mb, i, _p: mb.datasets[i["dataset"]].append(b"a,b\n5,x\n", format="csv"),
    "begin_upload": lambda mb, _i, _p: mb.upload(b"a,b\n5,x\n6,y\n", name="five.csv", progress=False, resumable=True),
    "cancel_upload": lambda mb, _i, _p: mb.upload(b"no array", name="x.npy", progress=False, resumable=True),
    "continue_upload": lambda mb, _i, _p: mb.upload(b"a,b\n7,x\n8,y\n", name="seven.csv", progress=False, resumable=True),
    "get_upload": lambda mb, _i, _p: mb.upload(b"a,b\n9,x\n8,y\n", name="nine.csv", progress=False, resumable=True),
    "upload_dataset": lambda mb, _i, _p: mb.upload(b"a,b\n3,x\n4,y\n", name="two.csv", progress=False),
    "withdraw_dataset_grant": lambda mb, i, _p: (mb.datasets[i["dataset"]].grants.give("cay"), mb.datasets[i["dataset"]].grants.withdraw("cay")),
    "withdraw_model_grant": lambda mb, _i, _p: (mb.models["line"].grants.give("cay"), mb.models["line"].grants.withdraw("cay")),
}
#: Operations that these things refuse, with the error: what they need is not here.
REFUSED: dict[str, type[APIError]] = {
    "cancel_upload": InvalidError,
    "download_checkpoint": NotFoundError,
    "download_file": NotFoundError,
    "draw_surface": InvalidError,
    "pause_job": ConflictError,
    "register_checkpoint": NotFoundError,
    "resume_job": ConflictError,
    "stop_job": ConflictError,
}


def _deleted(mb: Client) -> str:
    """Upload a data set and delete it; return the id of the deletion."""
    return mb.upload(f"a,b\n{uuid4().int % 1000},x\n6,y\n".encode(), name="gone.csv", progress=False).delete().id


def _csv(folder: Path) -> Path:
    (folder / "rows.csv").write_text("x\n0.5\n")
    return folder / "rows.csv"
