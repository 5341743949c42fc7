"""Points of a latent space, drawn or given, and images of what they mean."""

import io
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PIL import Image
from pydantic import ValidationError

from models.artifact.signature import Signature
from models.core.arrays import Array
from models.core.errors import InputError
from models.preprocessing import AnyStep
from models.preprocessing.numbers import Normalize, Scale
from models.preprocessing.reshape import Reshape
from models.serving.grid import grid_of
from models.serving.verbs.sample import MAX_VALUES, SampleSpec, draw_samples
from tests.bare import fitted_chain, signature_of
from tests.faults import pointers_of

SIGNATURE = signature_of("reconstruction", (2, 2), "float64", False, (4,), (4,), None, latent_size=2)
STEPS: list[AnyStep] = [Scale(step="scale", **{"from": (0, 10)}), Reshape(step="reshape", shape=[4])]
CHAIN = fitted_chain(STEPS, [], np.zeros((3, 2, 2)), None)


def doubled(x: Array) -> Array:
    """A decoder: each point, then twice the point."""
    return np.concatenate([x, 2 * x], axis=1)


def drawn(**fields: Any) -> Array:
    return draw_samples(SampleSpec(**fields), SIGNATURE, CHAIN, doubled).samples


def test_given_points_are_decoded_into_the_units_of_the_raw_inputs() -> None:
    assert_array_equal(drawn(points=[[0.5, 1.0], [0.0, 0.25]]), [[[5, 10], [10, 20]], [[0, 2.5], [0, 5]]])


def test_equal_seeds_draw_equal_samples_and_others_others() -> None:
    assert_array_equal(drawn(n_samples=3, seed=7), drawn(n_samples=3, seed=7))
    assert not np.array_equal(drawn(n_samples=3, seed=7), drawn(n_samples=3, seed=8))
    assert not np.array_equal(drawn(n_samples=3), drawn(n_samples=3))


def test_points_are_drawn_from_the_standard_normal_distribution() -> None:
    points = draw_samples(SampleSpec(n_samples=1000, seed=1), SIGNATURE, CHAIN, doubled).points
    assert points.shape == (1000, 2)
    assert np.allclose(points.mean(axis=0), 0, atol=0.1)
    assert np.allclose(points.std(axis=0), 1, atol=0.1)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"n_samples": 0},
        {"n_samples": 1001},
        {"n_samples": 1, "points": [[0, 0]]},
        {"points": [[0, 0]], "seed": 1},
        {"points": []},
        {"points": [[0, float("nan")]]},
    ],
    ids=str,
)
def test_what_says_nothing_or_too_much_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SampleSpec(**fields)


@pytest.mark.parametrize(
    ("signature", "fields", "pointer"),
    [
        (SIGNATURE, {"points": [[0, 0], [0]]}, "/points/1"),
        (SIGNATURE, {"points": [[0, 1e300]]}, "/points"),
        (replace(SIGNATURE, latent_size=None), {"n_samples": 1}, ""),
        (signature_of("reconstruction", (2, 2), output_shape=(MAX_VALUES,), latent_size=2), {"n_samples": 2}, "/n_samples"),
    ],
)
def test_points_that_cannot_be_decoded_are_refused_with_a_pointer(signature: Signature, fields: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InputError) as caught:
        draw_samples(SampleSpec(**fields), signature, CHAIN, doubled)
    assert pointers_of(caught.value.faults) == [pointer]


def test_predictions_are_inverted_up_to_the_last_step_without_an_inverse() -> None:
    chain = fitted_chain([Normalize(step="normalize"), *STEPS], [], np.ones((3, 2, 2)), None)
    assert_array_equal(chain.restore(np.array([[0.1, 0.2, 0.3, 0.4]])), [[[1, 2], [3, 4]]])


def pixels(png: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(png)))


def test_images_are_laid_out_row_by_row_without_scaling() -> None:
    images = np.arange(3.0).reshape(3, 1, 1) * np.ones((1, 2, 3)) * 100
    grid = pixels(grid_of(images, replace(SIGNATURE.input, input_dtype="uint8")))
    assert grid.shape == (4, 6)
    assert_array_equal(grid[:2], [[0] * 3 + [100] * 3] * 2)
    assert_array_equal(grid[2:], [[200] * 3 + [0] * 3] * 2)


def test_values_that_are_no_bytes_are_drawn_from_their_least_to_their_largest() -> None:
    assert_array_equal(pixels(grid_of(np.array([[[-1.0, 0.0], [0.5, 1.0]]]), SIGNATURE.input)), [[0, 128], [191, 255]])


@pytest.mark.parametrize(("shape", "wanted"), [((1, 2, 3, 3), (2, 3, 3)), ((1, 2, 3, 1), (2, 3))])
def test_colours_are_kept(shape: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    assert pixels(grid_of(np.zeros(shape), SIGNATURE.input)).shape == wanted


@pytest.mark.parametrize("shape", [(2, 4), (2, 4, 4, 2)])
def test_samples_that_are_not_an_images_are_not_drawn(shape: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match="expected a model whose samples are images"):
        grid_of(np.zeros(shape), SIGNATURE.input)
