"""The data of a release, kept for ever: `python -m tests.supply.release_data` runs the service, makes something of everything, and takes a backup.

tests/data/release-VERSION.tar.xz has the backup, and what was seen over HTTP with the keys of two owners: every later version must restore the one,
and show the other.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from tests.acceptance.service import Service, embedded, environment, until
from tests.supply.audit import ROOT, say
from tests.supply.release import versions_in

#: Folder of what is kept.
FOLDER = ROOT / "tests" / "data"
#: Names of the backup and of what was seen, in the file of a release.
BACKUP, RECORD = "backup", "seen.json"
#: Epochs of the job that runs while the backup is taken, which lasts longer than that.
N_EPOCHS = 150
#: A model of every kind of prediction: whose spec it has in tests/data/artifacts, and requests that it answers.
MODELS: dict[str, tuple[str, dict[str, dict[str, Any]]]] = {
    "kinds": ("dense-classes", {"predict": {"inputs": [[5.1, 3.5, 1.4, 0.2], [6.7, 3.1, 5.6, 2.4]]}}),
    "values": ("sklearn-values", {"predict": {"inputs": [[0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09]]}}),
    "waves": ("stateful-series", {"predict": {"inputs": [[99.0, 98.0, 97.0]]}, "forecast": {"series": [99.0, 98.0, 97.0], "steps": 3}}),
    "letters": ("letters", {"generate": {"seed": "the time", "length": 12, "temperature": 0.8, "seed_number": 3}}),
    "groups": ("groups", {"predict": {"inputs": [[0, 1], [5, 5]]}}),
    "components": ("rows-by-pca", {"predict": {"inputs": [[1, 2, 3]]}}),
    "digits": ("denoised-digits", {"predict": {"inputs": [[[(8 * row + column) % 17 for column in range(8)] for row in range(8)]]}}),
}
#: Rows of a table, and of its next version.
TABLE, MORE = b"a,b,c\n1,2,x\n3,4,y\n5,6,x\n7,8,y\n9,1,x\n2,3,y\n4,5,x\n6,7,y\n", b"a,b,c\n8,9,x\n"
#: Recipes that take a second, or as long as their epochs.
LINE, WAVES = "ridge-sine-line", "sines0-lstm3-w3"
#: A search of one parameter.
SEARCH: dict[str, Any] = {
    "task": "search",
    "data": {"source": "noisy_sine"},
    "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]},
    "search": {"strategy": "grid", "folds": 2, "space": {"ridge__alpha": [0.1, 1.0]}},
}
#: What is compared: paths of lists and of things, for their owner and for the one that something is shared with.
SEEN = {
    "shop": (
        *("/v1/models?limit=200", "/v1/datasets", "/v1/sweeps", "/v1/models/line", "/v1/models/line/versions", "/v1/models/line/aliases"),
        *("/v1/models/line/aliases/champion/history", "/v1/models/line/grants", "/v1/deletions", "/v1/models/line:champion/evaluation"),
    ),
    "lab": ("/v1/models", "/v1/jobs", "/v1/models/shop/line"),
}


def main() -> None:
    """Make the file of the version of this checkout."""
    with tempfile.TemporaryDirectory() as folder:
        data, backups, record = (Path(folder, name) for name in ("data", "backups", RECORD))
        with embedded(data, MODELBOOK_KEYS="required", MODELBOOK_WORKER_SLOTS="1", MODELBOOK_SNAPSHOT_EVERY_S="1") as (service, _):
            keys = {owner: _command("keys", "create", "--owner", owner, "--data", str(data)) for owner in SEEN}
            shop, lab = (Service(str(service.http.base_url), key=key) for key in keys.values())
            with shop.http, lab.http:
                make(shop)
                record.write_text(json.dumps({"keys": keys, **seen(shop, lab)}), encoding="utf-8")
                backup = _command("backup", str(backups), "--data", str(data))
                require_open_jobs(shop)
        target = FOLDER / f"release-{versions_in(ROOT)['pyproject.toml']}.tar.xz"
        with tarfile.open(target, "w:xz", preset=9) as archive:
            archive.add(backup, BACKUP)
            archive.add(record, RECORD)
    say(f"{target.relative_to(FOLDER)}: {target.stat().st_size} bytes")


def make(shop: Service) -> None:
    """Make something of everything that a database keeps, and jobs in every state."""
    from tests.kept_models import spec_named  # It imports Keras, which those who restore the data do without.

    for name, (kept, _) in MODELS.items():
        shop.trained(spec_named(kept), name=name)
    _make_line(shop)
    uploaded = shop.http.post("/v1/datasets", files={"file": ("table.csv", TABLE)}, data={"name": "table"}).raise_for_status().json()["id"]
    shop.http.post(f"/v1/datasets/{uploaded}/append", files={"file": ("more.csv", MORE)}).raise_for_status()
    shop.http.post(
        "/v1/uploads", headers={"Upload-Length": "1000", "Upload-Metadata": "filename bGFyZ2UuY3N2", "Tus-Resumable": "1.0.0"}
    ).raise_for_status()
    _make_jobs(shop)


def _make_line(shop: Service) -> None:
    """Make a model with versions, an alias that moved, notes, a grant, and one that is deleted."""
    for alpha in (0.1, 1.0):
        shop.trained(LINE, name="line", patch={"model": {"steps": [{"estimator": "Ridge", "params": {"alpha": alpha}}]}})
    for version, before in ((1, None), (2, 1)):
        shop.http.put("/v1/models/line/aliases/champion", json={"version": version, "expected": before}).raise_for_status()
    shop.http.patch("/v1/models/line", json={"tags": ["straight"], "note": "ü 😀"}).raise_for_status()
    shop.http.put("/v1/models/line/grants/lab", json={"right": "use"}).raise_for_status()
    shop.http.get("/v1/webhook-secret").raise_for_status()
    shop.trained(LINE, name="gone")
    shop.http.delete("/v1/models/gone@1").raise_for_status()


def _make_jobs(shop: Service) -> None:
    """Make jobs that end in every way, and then one that runs, with those that wait for it: there is one slot."""
    shop.trained(SEARCH, name="search")
    sweep = (
        shop.http.post("/v1/sweeps", json={"recipe": LINE, "sweep": {"a": {"seed": 1}, "b": {"seed": 2}}, "name": "seeds"}).raise_for_status().json()
    )
    for member in sweep["members"]:
        shop.wait_for(member["job"]["id"], "succeeded")
    optimizer = {"name": "sgd", "learning_rate": 100.0}
    shop.wait_for(shop.submit(WAVES, name="failed", patch={"training": {"optimizer": optimizer, "epochs": 1}})["id"], "failed")
    running = shop.submit(WAVES, name="running", patch={"training": {"epochs": N_EPOCHS}})["id"]
    _queued, paused, cancelled = (shop.submit(LINE, name=name)["id"] for name in ("queued", "paused", "cancelled"))
    shop.http.post(f"/v1/jobs/{paused}/pause").raise_for_status()
    shop.http.post(f"/v1/jobs/{cancelled}/cancel").raise_for_status()
    until(lambda: shop.job(running)["progress"] > 0, "the first epochs")


def seen(shop: Service, lab: Service) -> dict[str, Any]:
    """Return what is seen of everything: jobs by name, things, and predictions."""
    jobs = shop.http.get("/v1/jobs", params={"limit": 200}).raise_for_status().json()["jobs"]
    services = {"shop": shop, "lab": lab}
    return {
        "jobs": {job["name"]: {name: job[name] for name in ("id", "state", "model")} for job in jobs},
        "things": {owner: {path: services[owner].http.get(path).raise_for_status().json() for path in paths} for owner, paths in SEEN.items()},
        "answers": {
            name: {verb: shop.http.post(f"/v1/models/{name}/{verb}", json=body).raise_for_status().json() for verb, body in bodies.items()}
            for name, (_, bodies) in MODELS.items()
        },
    }


def require_open_jobs(shop: Service) -> None:
    """Require that the job that was to run during the backup still does.

    Raises:
        SystemExit: It has ended.
    """
    jobs = {job["name"]: job["state"] for job in shop.http.get("/v1/jobs").raise_for_status().json()["jobs"]}
    found = {name: jobs[name] for name in ("running", "queued", "paused")}
    if any(name != state for name, state in found.items()):
        raise SystemExit(f"Error: expected jobs in the states of their names, got {found}; raise N_EPOCHS")


def _command(*words: str) -> str:
    """Run a command of the server, and return what it printed."""
    command = [sys.executable, "-P", "-m", "service.cli", *words]
    return subprocess.run(command, env=environment(), stdout=subprocess.PIPE, text=True, timeout=120, check=True).stdout.strip()


if __name__ == "__main__":
    main()
