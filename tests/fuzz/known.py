"""What a service has: values of path parameters that exist, so that a request passes the question whether its thing is there."""

import re
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st
from schemathesis import Case, Response

from models.catalog import recipes
from models.core.merge_patch import merge_patch
from tests.acceptance.service import Service

#: Models that a fuzzed service has at least, by name: the recipe, and what makes it short.
MODELS: dict[str, tuple[str, dict[str, Any]]] = {
    "fuzzed-line": ("ridge-sine-line", {}),
    "fuzzed-waves": ("sines0-lstm3-w3", {"training": {"epochs": 1}}),
    "fuzzed-digits": ("mnist-dense-784", {"data": {"subset": 0.02}, "training": {"epochs": 1, "validation": None, "checkpoint": {"every": 1}}}),
    "fuzzed-text": ("temperature", {"training": {"samples": None}}),
}
#: Part of the parameters that get a value that exists.
PLACED = 0.75
#: An upload of numbers and texts.
TABLE = b"x,y,kind\n" + b"".join(b"%d,%d,%s\n" % (row, 2 * row + 1, b"ab"[row % 2 : row % 2 + 1]) for row in range(40))


@dataclass(frozen=True)
class Known:
    """Values of path parameters that exist, and some that nearly do.

    Args:
        values: The values, by parameter.
    """

    values: dict[str, list[Any]]

    def place(self, case: Case[Any], data: st.DataObject) -> None:
        """Put such values into most cases, instead of those that were drawn by the document."""
        self.place_at(case, data.draw(st.randoms(use_true_random=False)))

    def place_at(self, case: Case[Any], draws: Random) -> None:
        """Put such values into most cases, drawn by a generator."""
        for name in case.path_parameters or {}:
            if name in self.values and draws.random() < PLACED:
                case.path_parameters[name] = draws.choice(self.values[name])

    def learn(self, case: Case[Any], response: Response) -> None:
        """Keep the id of what a call made, for the operations on it: a job, its model, a session with it."""
        found = re.search(r"/(jobs|datasets|sweeps|sessions|deletions|keys|uploads)(/\{\w+\}(/\w+)?)?$", case.operation.path)
        if response.status_code not in (200, 201, 202) or case.method.upper() not in ("POST", "DELETE") or found is None:
            return
        made = response.json()
        if isinstance(made, dict) and isinstance(made.get("id"), str):
            kind = "deletions" if case.method.upper() == "DELETE" else found[1]
            self.values.setdefault(f"{kind[:-1]}_id", []).append(made["id"])


def known_of(service: Service) -> Known:
    """Train the models that a service lacks, upload a table, and return what it has then."""
    http = service.http
    versions = http.get("/v1/models").raise_for_status().json()["models"]
    missing = MODELS.keys() - {version["name"] for version in versions}
    made = [service.submit(recipe, name=name, patch=_short(recipe, patch)) for name, (recipe, patch) in MODELS.items() if name in missing]
    for job in made:
        service.wait_for(job["id"], "succeeded")
    table = http.post("/v1/datasets", files={"file": ("fuzzed.csv", TABLE)}).raise_for_status().json()["id"]
    jobs = [job["id"] for job in http.get("/v1/jobs").raise_for_status().json()["jobs"] if job["state"] == "succeeded"]
    names = list(MODELS)
    return Known(
        {
            "ref": [*names, *(f"{name}@1" for name in names), f"{names[0]}@2", f"{names[0]}:newest", f"default/{names[0]}", f"other/{names[0]}"],
            "name": [*names, "learning-curves", "missing"],
            "job_id": jobs,
            "dataset_id": [table, "moons", "mnist", "sonnets"],
            "recipe_id": [recipe for recipe, _ in MODELS.values()],
            "epoch": [1, 2],
            "version": [1, 2],
            "alias": ["newest", "champion"],
            "owner": ["bob"],
        }
    )


def _short(recipe: str, patch: dict[str, Any]) -> dict[str, Any]:
    return dict(merge_patch(recipes()[recipe].quick, patch))


def with_key(guarded: Service, service: Service) -> Service:
    """Return an API that requires keys, called with a key made at the same service where it needs none."""
    key = service.http.post("/v1/keys", json={"owner": "default", "scopes": ["read", "predict", "train"]}).raise_for_status().json()["key"]
    return Service(str(guarded.http.base_url), service.data, key)
