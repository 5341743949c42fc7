"""Preview of augmentation over HTTP."""

import io
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from models.core.arrays import Array
from tests.responses import problem

ROUTE = "/v1/augmentation/preview"
UPRIGHT = {"training": {"augmentation": {"rotation": 10, "horizontal_flip": False}}}
#: Side of a digit in the grid: 28 pixels, each four wide; and the gap between two.
SIDE, GAP = 112, 4


def drawn(client: httpx.Client, **body: Any) -> Array:
    response = client.post(ROUTE, json=body)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "image/png"
    return np.asarray(Image.open(io.BytesIO(response.content)))


def refused(client: httpx.Client, body: Any) -> list[str]:
    return [error["pointer"] for error in problem(client.post(ROUTE, json=body))["errors"]]


def tiles(grid: Array, n: int) -> list[Array]:
    columns = (grid.shape[1] + GAP) // (SIDE + GAP)
    corners = [(index // columns * (SIDE + GAP), index % columns * (SIDE + GAP)) for index in range(n)]
    return [grid[top : top + SIDE : 4, left : left + SIDE : 4] for top, left in corners]


def test_a_grid_shows_the_image_and_then_its_variants(client: httpx.Client) -> None:
    grid = drawn(client, recipe="mnist-augment", patch=UPRIGHT, index=5, count=8)
    assert grid.shape == (3 * SIDE + 2 * GAP, 3 * SIDE + 2 * GAP)
    first, *others = tiles(grid, 9)
    sample = client.get("/v1/datasets/mnist/preview", params={"n_samples": 6}).json()["samples"][5]
    assert sample["target"] == 2
    assert first.tolist() == sample["input"]
    assert len({tile.tobytes() for tile in others}) == 8
    for tile in others:
        assert tile.astype(float).sum() == pytest.approx(first.astype(float).sum(), rel=0.1)


def test_equal_requests_give_equal_images_and_another_seed_gives_another(client: httpx.Client) -> None:
    body = {"recipe": "mnist-augment", "index": 3, "count": 3}
    one, two = drawn(client, **body), drawn(client, **body)
    other = drawn(client, **body, patch={"seed": 43})
    assert np.array_equal(one, two)
    assert np.array_equal(tiles(one, 1), tiles(other, 1))
    assert not np.array_equal(one, other)


def test_shapes_are_shown_too(client: httpx.Client) -> None:
    grid = drawn(client, recipe="shapes-cnn", patch={"training": {"augmentation": {"vertical_flip": True}}}, count=3)
    assert grid.shape == (2 * 128 + GAP, 2 * 128 + GAP)


def test_an_invalid_preview_is_refused_with_its_pointer(client: httpx.Client) -> None:
    flat = {"training": {"augmentation": {"rotation": 5}}}
    assert refused(client, {"recipe": "mnist-cnn-striding"}) == ["/patch/training/augmentation"]
    assert refused(client, {"recipe": "mnist-dense-784", "patch": flat}) == ["/patch/training/augmentation"]
    assert refused(client, {"recipe": "mnist-augment", "index": 60_000}) == ["/index"]
    assert refused(client, {"recipe": "mnist-augment", "index": -1}) == ["/index"]
    assert refused(client, {"recipe": "mnist-augment", "count": 64}) == ["/count"]
    assert refused(client, {"recipe": "mnist-augment", "patch": {"training": {"augmentation": {"rotation": 200}}}}) == [
        "/patch/training/augmentation/rotation"
    ]
    assert refused(client, {"recipe": "mnist-augmnt"}) == ["/recipe"]
    assert refused(client, {"cout": 3}) == ["/cout"]
    assert refused(client, {}) == [""]
    assert refused(client, []) == [""]


def test_data_that_takes_too_much_memory_is_not_loaded(client: httpx.Client) -> None:
    spec = client.get("/v1/catalog/shapes-cnn").json()["spec"]
    spec["training"]["augmentation"] = {"rotation": 10}
    spec["data"]["params"] = {"n_samples": 100_000, "test": 100_000}
    (error,) = problem(client.post(ROUTE, json={"spec": spec}))["errors"]
    assert error["pointer"] == "/spec/data/source"
    assert "at most 419,430,400 bytes to be looked at during a request" in error["detail"]
