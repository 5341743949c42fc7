"""What is in data, before a model is trained on it: samples of every part, letters and words, parts and folds, and what a model would get."""

from typing import Any

import httpx
import pytest

from models.catalog import recipes
from models.datasets import DATA_SETS
from tests.responses import faults, problem
from tests.uploaded import csv_file, image, npy, npz, zipped

pytestmark = pytest.mark.slow

#: Sets that need no download.
AT_HAND = sorted(source for source, cls in DATA_SETS.items() if not cls.downloads)
#: Recipes whose specs need neither a model nor a download.
READY = sorted(recipe.id for recipe in recipes().values() if not recipe.requires and DATA_SETS[recipe.spec["data"]["source"]].downloads is False)


def uploaded(client: httpx.Client, content: bytes, file_name: str) -> str:
    response = client.post("/v1/datasets", files={"file": (file_name, content)})
    assert response.status_code in (200, 201), response.text
    found: str = response.json()["id"]
    return found


def preview(client: httpx.Client, source: str, **query: Any) -> dict[str, Any]:
    response = client.get(f"/v1/datasets/{source}/preview", params=query)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def posted(client: httpx.Client, route: str, **body: Any) -> dict[str, Any]:
    response = client.post(f"/v1/specs/{route}", json=body)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


@pytest.mark.parametrize("source", AT_HAND)
def test_every_set_shows_the_last_sample_of_each_of_its_parts(client: httpx.Client, source: str) -> None:
    described = client.get(f"/v1/datasets/{source}").json()
    for part in ("train", "test"):
        n_samples = described[f"n_{part}"]
        if n_samples:
            found = preview(client, source, part=part, **{"from": n_samples - 1})
            assert (found["part"], found["n_samples"], [sample["index"] for sample in found["samples"]]) == (part, n_samples, [n_samples - 1])
        else:
            assert list(faults(client.get(f"/v1/datasets/{source}/preview", params={"part": part}))) == ["/query/part"]


def test_a_test_part_is_another_than_the_training_part(client: httpx.Client) -> None:
    assert [sample["target"] for sample in preview(client, "mnist", part="test", n_samples=4)["samples"]] == [7, 2, 1, 0]
    assert preview(client, "sum_of_sines", part="test", n_samples=1)["samples"][0]["input"] == pytest.approx([1.27431], abs=1e-5)


def test_uploads_of_every_kind_are_shown_from_any_index(client: httpx.Client) -> None:
    table = uploaded(client, csv_file([["x", "kind"], [1, "a"], [2, "b"], [3, "a"]]), "t.csv")
    assert preview(client, table, target="kind", **{"from": 1})["samples"] == [
        {"index": 1, "input": [2], "target": "b"},
        {"index": 2, "input": [3], "target": "a"},
    ]
    assert preview(client, table, features=["kind"], n_samples=1)["samples"] == [{"index": 0, "input": ["a"], "target": None}]
    arrays = uploaded(client, npz(x_train=[[1], [2]], y_train=[5, 6], x_test=[[3]], y_test=[7]), "a.npz")
    assert preview(client, arrays, part="test", target="y_train")["samples"] == [{"index": 0, "input": [3], "target": 7}]
    text = uploaded(client, b"ab\ncd", "t.txt")
    assert [sample["input"] for sample in preview(client, text, **{"from": 2})["samples"]] == ["\n", "c", "d"]
    images = uploaded(client, zipped({"cats/1.png": image(), "dogs/2.png": image(200)}), "i.zip")
    (dog,) = preview(client, images, **{"from": 1})["samples"]
    assert (dog["target"], dog["input"][:22]) == ("dogs", "data:image/png;base64,")
    series = uploaded(client, npy([[1.5], [2.5]]), "s.npy")
    assert preview(client, series, **{"from": 1})["samples"] == [{"index": 1, "input": [2.5], "target": None}]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"from": -1}, "/query/from"),
        ({"from": 150}, "/query/from"),
        ({"from": 10**18}, "/query/from"),
        ({"part": "validation"}, "/query/part"),
        ({"part": "test"}, "/query/part"),
        ({"target": "kind"}, "/query/target"),
        ({"features": ["x"]}, "/query/features"),
        ({"n_samples": 101}, "/query/n_samples"),
    ],
)
def test_samples_that_are_not_there_are_refused_by_pointer(client: httpx.Client, query: dict[str, Any], pointer: str) -> None:
    assert list(faults(client.get("/v1/datasets/iris/preview", params=query))) == [pointer]


def test_a_preview_that_would_be_huge_is_refused(client: httpx.Client) -> None:
    params = '{"n_samples": 2, "steps": 1000, "features": 1000}'
    assert list(faults(client.get("/v1/datasets/random_sequences/preview", params={"params": params}))) == ["/query/n_samples"]
    params = '{"n_samples": 100000, "steps": 1000, "features": 1000}'
    assert list(faults(client.get("/v1/datasets/random_sequences/preview", params={"params": params}))) == ["/query/params"]


def test_letters_and_words_are_counted(client: httpx.Client) -> None:
    found = client.get("/v1/datasets/sonnets/symbols", params={"clean": True, "most": 1, "size": 1000}).json()
    assert found["letters"] == {"n_symbols": 95_035, "n_distinct": 61, "n_once": 1, "most_frequent": [{"symbol": " ", "count": 17_983}]}
    assert (found["words"]["n_distinct"], found["words"]["most_frequent"], found["n_outside"]) == (3_502, [{"symbol": ",", "count": 1_803}], 2_980)
    text = uploaded(client, b"to be or not to be", "t.txt")
    words = client.get(f"/v1/datasets/{text}/symbols").json()["words"]
    assert (words["n_symbols"], words["n_distinct"], words["most_frequent"][0]) == (6, 4, {"symbol": "to", "count": 2})


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("iris/symbols", "/path/dataset_id"),
        ("sonnets/symbols?part=test", "/query/part"),
        ("sonnets/symbols?size=1", "/query/size"),
        ("sonnets/symbols?most=1001", "/query/most"),
    ],
)
def test_what_cannot_be_counted_is_refused_by_pointer(client: httpx.Client, path: str, pointer: str) -> None:
    assert list(faults(client.get(f"/v1/datasets/{path}"))) == [pointer]


@pytest.mark.parametrize("recipe", READY)
def test_every_recipe_shows_its_parts_and_the_samples_that_its_model_gets(client: httpx.Client, recipe: str) -> None:
    counted = {part["part"]: part["n_samples"] for part in posted(client, "parts", recipe=recipe)["parts"]}
    for part, n_samples in counted.items():
        found = posted(client, "prepared", recipe=recipe, part=part, n_samples=1, **{"from": n_samples - 1})
        assert (found["part"], found["n_samples"], len(found["samples"])) == (part, n_samples, 1)
        (sample,) = found["samples"]
        assert {name: set(values) for name, values in sample["prepared"].items()} == {name: set(found[name]) for name in ("inputs", "targets")}


def test_folds_have_their_sizes_and_classes(client: httpx.Client) -> None:
    found = posted(client, "parts", recipe="ridgecls-cv")
    assert [[part["n_samples"] for part in fold["parts"]] for fold in found["folds"]] == [[262, 38]] * 4 + [[263, 37]] * 4
    classes = found["folds"][0]["parts"][1]["targets"]["outputs"]["classes"]
    assert classes == [{"label": 0, "n_samples": 19}, {"label": 1, "n_samples": 19}]


def test_windows_are_shown_raw_and_scaled_with_the_steps_they_cover(client: httpx.Client) -> None:
    found = posted(client, "prepared", recipe="sines0-lstm3-w3", part="test", n_samples=2)
    assert (found["n_samples"], found["inputs"]["inputs"]["shape"], found["targets"]["outputs"]["shape"]) == (197, [3, 1], [1])
    first, second = found["samples"]
    assert first["span"] == {"series": 0, "first": 0, "last": 2, "target_first": 3, "target_last": 3}
    raw = [value for (value,) in first["raw"]["inputs"]["inputs"]]
    assert raw == pytest.approx([1.27431, 1.21252, 1.12758], abs=1e-5)
    low, high = -2.735805246286758, 2.7352245244469024  # Of the training part.
    scaled = [value for (value,) in first["prepared"]["inputs"]["inputs"]]
    assert scaled == pytest.approx([(value - low) / (high - low) for value in raw])
    assert second["raw"]["inputs"]["inputs"][:2] == first["raw"]["inputs"]["inputs"][1:]
    assert first["prepared"]["targets"]["outputs"] == second["prepared"]["inputs"]["inputs"][2]


def test_samples_are_spread_over_data_in_order_of_its_classes(client: httpx.Client) -> None:
    rows = "".join(f"{index},{'abcd'[index // 10]}\n" for index in range(40))
    source = f"dataset:{uploaded(client, f'x,kind{chr(10)}{rows}'.encode(), 'ordered.csv')}"
    spec = {"data": {"source": source, "target": "kind"}, "model": {"kind": "sklearn", "steps": [{"estimator": "GaussianNB"}]}}
    found = posted(client, "prepared", spec=spec, n_samples=4, spread=True)
    assert [(sample["index"], sample["raw"]["targets"]["outputs"]) for sample in found["samples"]] == [(0, "a"), (10, "b"), (20, "c"), (30, "d")]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"recipe": "sines0-lstm3-w3", "part": "validation"}, "/part"),
        ({"recipe": "sines0-lstm3-w3", "part": "all"}, "/part"),
        ({"recipe": "sines0-lstm3-w3", "from": 197}, "/from"),
        ({"recipe": "sines0-lstm3-w3", "from": -1}, "/from"),
        ({"recipe": "sines0-lstm3-w3", "n_samples": 0}, "/n_samples"),
        ({"recipe": "sines0-lstm3-w3", "n_samples": 101}, "/n_samples"),
        ({"recipe": "sines0-lstm3-w3", "fold": 0}, "/fold"),
        ({"recipe": "ridgecls-cv", "fold": 8}, "/fold"),
        ({"recipe": "sines0-lstm3-w3", "patch": {"training": {"epochs": 0}}}, "/patch/training/epochs"),
        ({"recipe": "transfer-mnist"}, "/patch/start_from/model"),
        ({"recipe": "none"}, "/recipe"),
        ({"parts": "train"}, "/parts"),
        ({}, ""),
        ([], ""),
    ],
)
def test_prepared_samples_that_are_not_there_are_refused_by_pointer(client: httpx.Client, body: Any, pointer: str) -> None:
    assert list(faults(client.post("/v1/specs/prepared", json=body))) == [pointer]


def test_data_that_a_request_cannot_prepare_is_refused_at_its_step(client: httpx.Client) -> None:
    spec = {
        "data": {"source": "mnist"},
        "preprocessing": {"inputs": [{"step": "reshape", "shape": [784]}, {"step": "pca", "n_components": 2}]},
        "model": {"kind": "sklearn", "steps": [{"estimator": "RidgeClassifier"}]},
    }
    ((pointer, detail),) = faults(client.post("/v1/specs/prepared", json={"spec": spec})).items()
    assert pointer == "/spec/preprocessing/inputs/1"
    assert "data.subset" in detail
    steps = spec.pop("preprocessing")
    ((pointer, _),) = faults(client.post("/v1/specs/prepared", json={"spec": spec, "patch": {"preprocessing": steps}})).items()
    assert pointer == "/patch/preprocessing/inputs/1"
    small = {**spec, "data": {"source": "mnist", "subset": 0.01}, "preprocessing": steps}
    assert posted(client, "prepared", spec=small, n_samples=1)["n_samples"] == 600


def test_a_text_that_the_job_would_fail_on_says_so(client: httpx.Client) -> None:
    text = uploaded(client, b"aaaaaaaaaabbbbbbbbbbc", "t.txt")
    spec = {
        "data": {"source": f"dataset:{text}"},
        "preprocessing": {"inputs": [{"step": "letters", "vocabulary": ["a", "b"]}, {"step": "window", "size": 2}]},
        "model": {
            "kind": "sequential",
            "layers": [
                {"layer": "Embedding", "input_dim": 2, "output_dim": 2},
                {"layer": "LSTM", "units": 2},
                {"layer": "Dense", "units": 2, "activation": "softmax"},
            ],
        },
        "training": {"loss": "sparse_categorical_crossentropy", "epochs": 1},
    }
    response = client.post("/v1/specs/prepared", json={"spec": spec})
    assert "got ['c']" in problem(response)["detail"]
