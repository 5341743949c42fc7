"""Models side by side, and what they were made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import Run
from tests.conftest import Answer, Scripted

#: One of two models that are compared.
SIDE: dict[str, Any] = {
    **{"job_id": "01J", "created_at": "2026-01-01T00:00:00Z", "size_bytes": 1000, "compiled_bytes": 200, "parameters": None},
    **{"runtime": "onnx", "speed": [{"batch_size": 1, "milliseconds": 0.25}], "part": "test", "data_sha256": "d" * 64, "parts": {}},
}
COMPARISON: dict[str, Any] = {
    "model": {"ref": "line@2", **SIDE},
    "other": {"ref": "line@1", **SIDE, "size_bytes": 900},
    "comparable": False,
    "reasons": ["their test parts have other samples (20 and 15)"],
    "metrics": [{"name": "test_rmse", "value": 0.5, "other": 0.75, "difference": -0.25, "part": "test", "same_data": False}],
    "spec": [{"pointer": "/model/steps/0/params/alpha", "change": "replace", "value": 9.0, "other": 1.0}],
    "libraries": [{"name": "numpy", "value": "2.1", "other": "2.0"}, {"name": "python", "value": "3.12", "other": "3.12"}],
}
NOTHING = dict.fromkeys(("title", "state", "sha256", "data_sha256", "created_at"))
LINEAGE: dict[str, Any] = {
    "model": "line@2",
    "things": [
        {**NOTHING, "id": "model line@2", "kind": "model", "name": "line@2", "gone": False, "created_at": "2026-01-02T00:00:00Z"},
        {**NOTHING, "id": "job 01J", "kind": "job", "name": "01J", "gone": False, "state": "succeeded", "created_at": "2026-01-01T00:00:00Z"},
        {**NOTHING, "id": "dataset dataset:x", "kind": "dataset", "name": "dataset:x", "gone": True},
    ],
    "links": [
        {"parent": "job 01J", "child": "model line@2", "relation": "made"},
        {"parent": "dataset dataset:x", "child": "job 01J", "relation": "data"},
    ],
    "complete": False,
}


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line]


def test_two_models_stand_side_by_side(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, COMPARISON)]
    result = run("models", "compare", "line@2", "line@1")
    assert server.requests[0].path == "/v1/models/line@2/compare?with=line%401"
    shown = lines(result.stdout)
    assert {"test_rmse 0.5 0.75 -0.25 no", "size_bytes 1000 900", "ms for 1 0.25 0.25", "numpy 2.1 2.0"} <= set(shown)
    assert "/model/steps/0/params/alpha 9 1" in shown
    assert not any(line.startswith("python") for line in shown)
    assert result.stderr == "the figures cannot be compared: their test parts have other samples (20 and 15)\n"


def test_a_lineage_lists_older_things_first_with_what_each_follows_from(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, LINEAGE)]
    result = run("models", "lineage", "line@2")
    assert lines(result.stdout) == [
        "thing follows from state",
        "dataset dataset:x gone",
        "job 01J dataset dataset:x (data) succeeded",
        "model line@2 job 01J (made)",
    ]
    assert result.stderr == "more than is listed here is left out\n"


def test_both_are_json_for_scripts(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, COMPARISON), Answer(200, LINEAGE)]
    assert json.loads(run("models", "compare", "line@2", "line@1", "--json").stdout)["spec"] == COMPARISON["spec"]
    assert json.loads(run("models", "lineage", "line@2", "--json").stdout)["links"] == LINEAGE["links"]


def test_a_card_is_printed_or_written_in_its_form(run: Run, server: Scripted, tmp_path: Path) -> None:
    server.script = [Answer(200, b"# Model card: line@2\n", {"Content-Type": "text/markdown"})]
    assert run("models", "card", "line@2").stdout == "# Model card: line@2\n"
    path = tmp_path / "card.html"
    assert run("models", "card", "line@2", "--html", "-o", str(path)).stdout == f"{path}\n"
    assert path.read_text(encoding="utf-8") == "# Model card: line@2\n"
    assert [request.headers["accept"] for request in server.requests] == ["text/markdown", "text/html"]
