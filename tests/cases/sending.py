"""Send the files of a case as its steps say, and keep every answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.core.merge_patch import merge_patch
from tests.acceptance.service import Service

#: Seconds for the job of a case.
JOB_S = 120
#: Content types by the ending of a file, for steps that say image/*.
_MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".bmp": "image/bmp", ".webp": "image/webp", ".tif": "image/tiff"}


@dataclass
class Answer:
    """What came of one step.

    Args:
        step: The step.
        status: Status of the response.
        body: Its body; of a job that was accepted the job once it has ended.
        text: The body as text, with what the service said of the job.
        headers: Its headers, by names in any case.
    """

    step: dict[str, Any]
    status: int
    body: Any
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_late(self) -> bool:
        """Tell whether a job was accepted and failed."""
        return isinstance(self.body, dict) and self.body.get("state") == "failed"


@dataclass
class Sender:
    """Sends the steps of cases.

    Args:
        service: The service.
        folder: Folder of the files.
        specs: The specs by name, with places for what a step says.
        bases: Names of trained models by the name of a base.
    """

    service: Service
    folder: Path
    specs: dict[str, Any]
    bases: dict[str, str] = field(default_factory=dict)

    def answers(self, case: str, steps: list[dict[str, Any]], settle: dict[str, Any] | None = None) -> list[Answer]:
        """Send all steps of a case.

        Args:
            case: Its id.
            steps: Its steps.
            settle: What settles its doubts: `reading` of its upload, `spec`, a merge patch of its specs; None for the case as it is.
        """
        settle = settle or {}
        found, known = [], {"source": "", "model": ""}
        for index, step in enumerate(steps):
            answer = self._answer(f"{case}-{index}", step, known, settle)
            found.append(answer)
            if "upload" in step and answer.status < 300:
                known["source"] = answer.body["source"]
            if ("job" in step or "import" in step) and isinstance(answer.body, dict) and answer.body.get("state") == "succeeded":
                known["model"] = answer.body["model"]
        return found

    def _answer(self, name: str, step: dict[str, Any], known: dict[str, str], settle: dict[str, Any]) -> Answer:
        http = self.service.http
        if "upload" in step:
            path = self.folder / step["upload"]
            form = {"reading": json.dumps(settle["reading"])} if "reading" in settle else {}
            return _of(step, http.post("/v1/datasets", files={"file": (path.name, path.read_bytes())}, data=form))
        if "check" in step:
            return _of(step, http.post("/v1/specs/check", json={"spec": self.spec(step["check"], step, known["source"], settle)}))
        if "job" in step:
            body = {"spec": self.spec(step["job"], step, known["source"], settle), "name": f"case-{name}"}
            return self._job(step, http.post("/v1/jobs", json=body))
        if "import" in step:
            return self._import(name, step)
        ref = self.bases[step["model"]] if "model" in step else known["model"]
        path = self.folder / step["predict"]
        media = _MEDIA[path.suffix] if step["type"] == "image/*" else step["type"]
        return _of(step, http.post(f"/v1/models/{ref}/predict", content=path.read_bytes(), headers={"Content-Type": media}))

    def _import(self, name: str, step: dict[str, Any]) -> Answer:
        parts = step["import"]
        files = {key: (value, (self.folder / value).read_bytes()) for key, value in parts.items() if (self.folder / value).is_file()}
        data = {key: value for key, value in parts.items() if key not in files}
        return self._job(step, self.service.http.post("/v1/models", files=files, data={"name": f"case-{name}", **data}))

    def _job(self, step: dict[str, Any], response: Any) -> Answer:
        answer = _of(step, response)
        if answer.status < 300:
            job = self.service.wait_for(answer.body["id"], "succeeded", "failed", "cancelled", seconds=JOB_S)
            answer.body, answer.text = job, json.dumps(job, ensure_ascii=False)
        return answer

    def spec(self, name: str, step: dict[str, Any], source: str, settle: dict[str, Any]) -> dict[str, Any]:
        """Return a spec for what a step says."""
        values = {"$SOURCE": source, "$TARGET": step.get("target"), "$FEATURES": step.get("features"), "$GROUPS": step.get("groups")}
        values["$IMPUTE"] = {"step": "impute", "strategy": "most_frequent", "columns": step["impute"]} if "impute" in step else None
        values["$TEXT"] = {"step": "encode_categories", "columns": step["text"]} if "text" in step else None
        spec = dict(_filled(self.specs[name], values))
        if step.get("steps"):
            spec.setdefault("preprocessing", {}).setdefault("inputs", []).extend(step["steps"])
        return dict(merge_patch(spec, settle.get("spec", {})))


def _of(step: dict[str, Any], response: Any) -> Answer:
    try:
        body = response.json()
    except ValueError:
        body = response.text
    return Answer(step, response.status_code, body, response.text, response.headers)


def _filled(value: Any, values: dict[str, Any]) -> Any:
    """Fill the places of a spec; what has no value is left out."""
    if isinstance(value, dict):
        pairs = ((key, _filled(each, values)) for key, each in value.items())
        return {key: each for key, each in pairs if each is not None}
    if isinstance(value, list):
        return [each for each in (_filled(item, values) for item in value) if each is not None]
    return values.get(value, value) if isinstance(value, str) else value
