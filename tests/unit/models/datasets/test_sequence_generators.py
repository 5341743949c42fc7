"""The series of chapter Keras part 2, compared with plain loops over its formulas and with measured values."""

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from pydantic import ValidationError

from models.core.arrays import Array
from models.datasets import DATA_SETS, Data

TWO: dict[str, Any] = {"frequencies": [1.0, 2.0], "amplitudes": [1.0, 2.0], "phases": [0.0, 0.0]}
FOUR: dict[str, Any] = {"frequencies": [1.1, 1.7, 3.1, 7.0], "amplitudes": [1.0, 2.0, 2.0, 3.0], "phases": [0.0] * 4}
WAVES = st.lists(st.tuples(*(st.floats(-9, 9) for _ in range(3))), min_size=1, max_size=4)


def loaded(source: str, **params: Any) -> Data:
    return DATA_SETS[source].model_validate(params).load(None)


def sums(waves: dict[str, Any], n: int, skip: int, step: float = 0.057) -> list[float]:
    """Return the sums, value by value."""
    found = []
    for k in range(n):
        terms = zip(waves["frequencies"], waves["amplitudes"], waves["phases"], strict=True)
        found.append(math.fsum(amplitude * math.sin(frequency * (phase + step * (k + skip))) for frequency, amplitude, phase in terms))
    return found


def turned(values: list[float]) -> list[float]:
    """Negate what falls, the first with the second, by comparing the values before negation."""
    falls = [later < earlier for earlier, later in itertools.pairwise(values)]
    return [-value if fall else value for value, fall in zip(values, [falls[0], *falls], strict=True)]


def column(array: Array | None) -> Array:
    assert array is not None
    assert array.shape[1:] == (1,)
    return array[:, 0]


@pytest.mark.parametrize("n", [200, 2_000, 20_000])
@pytest.mark.parametrize("waves", [TWO, FOUR], ids=["set 0", "set 1"])
def test_sums_of_sines_are_those_of_the_formula(waves: dict[str, Any], n: int) -> None:
    data = loaded("sum_of_sines", n_samples=n, **waves)
    assert_allclose(column(data.inputs), sums(waves, n, 0), rtol=0, atol=1e-12)
    assert_allclose(column(data.test_inputs), sums(waves, 200, 2 * n), rtol=0, atol=1e-12)


@pytest.mark.parametrize("n", [200, 2_000, 20_000])
def test_upsloping_sums_are_those_of_the_formula(n: int) -> None:
    data = loaded("upsloping", n_samples=n)
    assert_allclose(column(data.inputs), turned(sums(FOUR, n, 0)), rtol=0, atol=1e-12)
    assert_allclose(column(data.test_inputs), turned(sums(FOUR, 200, 2 * n)), rtol=0, atol=1e-12)


@settings(max_examples=50, deadline=None)
@given(WAVES, st.integers(2, 40), st.integers(0, 500))
def test_any_waves_are_those_of_the_formula(waves: list[tuple[float, float, float]], n: int, skip: int) -> None:
    fields = dict(zip(("frequencies", "amplitudes", "phases"), map(list, zip(*waves, strict=True)), strict=True))
    plain, sloping = (loaded(source, n_samples=2, n_test=n, test_skip=skip, **fields) for source in ("sum_of_sines", "upsloping"))
    assert_allclose(column(plain.test_inputs), sums(fields, n, skip), rtol=0, atol=1e-11)
    assert_allclose(column(sloping.test_inputs), turned(column(plain.test_inputs).tolist()), rtol=0, atol=0)


@pytest.mark.parametrize("source", ["sum_of_sines", "upsloping"])
def test_the_test_series_has_its_own_number_of_values(source: str) -> None:
    generator = DATA_SETS[source].model_validate({"n_samples": 2_000})
    assert (generator.describe().n_train, generator.describe().n_test) == (2_000, 200)
    few = DATA_SETS[source].model_validate({"n_samples": 2_000, "n_test": 30})
    assert few.describe().n_test == 30
    assert_allclose(column(few.load(None).test_inputs), column(generator.load(None).test_inputs)[:30], rtol=0, atol=0)


@pytest.mark.parametrize(
    ("source", "waves", "train", "test", "low", "high"),
    [
        ("sum_of_sines", TWO, [0, 0.28448, 0.56581], [1.27431, 1.21252, 1.12758], -2.736, 2.736),
        ("sum_of_sines", FOUR, [0, 1.77321, 3.35031], [5.43892, 4.47387, 3.32634], -7.170, 6.475),
        ("upsloping", {}, [0, 1.77321, 3.35031], [-5.43892, -4.47387, -3.32634], -6.669, 7.170),
    ],
    ids=["set 0", "set 1", "set 2"],
)
def test_each_set_has_the_measured_start_and_range(
    source: str, waves: dict[str, Any], train: list[float], test: list[float], low: float, high: float
) -> None:
    data = loaded(source, **waves)
    series = column(data.inputs)
    assert_allclose(series[:3], train, rtol=0, atol=5e-6)
    assert_allclose(column(data.test_inputs)[:3], test, rtol=0, atol=5e-6)
    assert_allclose([series.min(), series.max()], [low, high], rtol=0, atol=2e-3)


def test_the_damped_cosine_is_that_of_the_formula() -> None:
    series = column(loaded("damped_cosine").inputs)
    assert len(series) == 50_000
    expected = [100 * math.cos(k / (2 * math.pi * 25)) * math.exp(-0.0001 * k) for k in range(50_000)]
    assert_allclose(series, expected, rtol=0, atol=1e-10)


def test_random_sequences_have_the_requested_shapes_and_depend_on_the_seed() -> None:
    first, again, other = (loaded("random_sequences", n_samples=3, steps=5, features=2, targets=[5, 4], seed=seed) for seed in (1, 1, 2))
    assert first.targets is not None
    assert (first.inputs.shape, first.targets.shape) == ((3, 5, 2), (3, 5, 4))
    assert np.array_equal(first.inputs, again.inputs)
    assert not np.array_equal(first.inputs, other.inputs)


@pytest.mark.parametrize("source", ["sum_of_sines", "upsloping"])
def test_each_wave_has_a_frequency_an_amplitude_and_a_phase(source: str) -> None:
    with pytest.raises(ValidationError, match="expected frequencies, amplitudes and phases of one length"):
        loaded(source, frequencies=[1.0], amplitudes=[1.0, 2.0], phases=[0.0])
