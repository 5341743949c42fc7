"""Archives of images over HTTP: doubts are settled by reading the archive again, bad members are all named, parts are found."""

import base64
import json
from typing import Any

import httpx
import numpy as np
import pytest

from models.datasets import json_preview
from tests.integration.sent import npy
from tests.responses import fault
from tests.uploaded import image, zipped

SPEC = {
    "preprocessing": {"inputs": [{"step": "image", "size": [4, 4]}, {"step": "cast"}, {"step": "reshape", "shape": [16]}]},
    "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
}


def upload(client: httpx.Client, members: dict[str, bytes], **reading: Any) -> httpx.Response:
    fields = {"reading": json.dumps(reading)} if reading else {}
    return client.post("/v1/datasets", files={"file": ("images.zip", zipped(members))}, data=fields)


def checked(client: httpx.Client, source: str) -> Any:
    return client.post("/v1/specs/check", json={"spec": {**SPEC, "data": {"source": source}}}).json()


def test_class_names_that_look_alike_are_refused_until_they_are_settled(client: httpx.Client) -> None:
    names = [f"{name}/{k}.png" for name in ("Bar", "bar", "disc") for k in range(4)]
    sent = upload(client, {name: image(20 * k) for k, name in enumerate(names)}).json()
    (doubt,) = sent["doubts"]
    found = checked(client, sent["source"])
    assert not found["ok"]
    assert '"Bar" (4), "bar" (4)' in json.dumps(found["errors"]).replace('\\"', '"')
    for settle, n_classes in zip(doubt["settle"], (2, 3), strict=True):
        again = client.post(f"/v1/datasets/{sent['id']}/reread", json=settle).json()
        assert (again["doubts"], len(again["classes"]), checked(client, again["source"])["ok"]) == ([], n_classes, True)


def test_bad_members_are_all_in_one_answer_and_are_passed_over_where_that_is_asked(client: httpx.Client) -> None:
    good = {f"{kind}/{k}.png": image(k) for kind in ("a", "b") for k in range(9)}
    bad = {"a/cut.png": image(3)[:40], "b/empty.png": b"", "b/array.png": npy(np.ones(1))}
    response = upload(client, {**good, **bad})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["pointer"]) == (422, "/file")
    assert all(f"member {name}: " in error["detail"] for name in bad)
    assert "a NumPy array (NPY)" in error["detail"]
    skipped = upload(client, {**good, **bad}, on_bad="skip", max_bad_share=0.2).json()
    assert skipped["n_samples"] == 18
    assert skipped["reading"]["skipped"][0]["names"] == list(bad)


def test_folders_of_windows_with_parts_are_a_set_with_a_test_part(client: httpx.Client) -> None:
    parts = {"train": 6, "test": 3}
    members = {f"set\\{part}\\{kind}\\{k}.png": image(30 * k) for part, n in parts.items() for kind in ("a", "b") for k in range(n)}
    sent = upload(client, {**members, "set\\README.txt": b"Drawings."}).json()
    found = client.get(f"/v1/datasets/{sent['id']}").json()
    assert (found["n_train"], found["n_test"], found["labels"]) == (12, 6, ["a", "b"])
    assert sent["reading"]["skipped"] == [{"what": "files that are no images", "count": 1, "first_line": None, "names": ["set/README.txt"]}]
    shown = client.get(f"/v1/datasets/{sent['id']}/preview", params={"part": "test", "n_samples": 6}).json()
    assert [sample["target"] for sample in shown["samples"]] == ["a"] * 3 + ["b"] * 3
    assert checked(client, sent["source"])["ok"]


def test_raw_images_of_a_job_are_reduced_or_the_files_as_they_are(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    members = {f"{kind}/{k}.{kind}": image(30 * k, kind, (200, 140)) for kind in ("png", "jpeg") for k in range(3)}
    spec = {**SPEC, "data": {"source": upload(client, members).json()["source"]}}

    def prepared(*, full: bool) -> httpx.Response:
        return client.post("/v1/specs/prepared", json={"spec": spec, "n_samples": 100, "full_images": full})

    small, whole = (prepared(full=full).json()["samples"] for full in (False, True))
    assert [{**sample, "raw": 0} for sample in small] == [{**sample, "raw": 0} for sample in whole]
    for reduced, sample in zip(small, whole, strict=True):
        url, kind = sample["raw"]["inputs"]["inputs"], sample["raw"]["targets"]["outputs"]
        assert content(reduced["raw"]["inputs"]["inputs"], "png") != content(url, kind) in members.values()
    n_bytes = sum(len(content(sample["raw"]["inputs"]["inputs"], sample["raw"]["targets"]["outputs"])) for sample in whole)
    monkeypatch.setattr(json_preview, "MAX_WHOLE_BYTES", n_bytes)
    assert prepared(full=True).status_code == 200
    monkeypatch.setattr(json_preview, "MAX_WHOLE_BYTES", n_bytes - 1)
    detail = f"expected at most {n_bytes - 1:,} bytes of image files in one response, got {n_bytes:,}; ask for fewer, or for reduced images"
    assert fault(prepared(full=True)) == ("/n_samples", detail)


def content(url: str, kind: str) -> bytes:
    head, _, text = url.partition(",")
    assert head == f"data:image/{kind};base64"
    return base64.b64decode(text)
