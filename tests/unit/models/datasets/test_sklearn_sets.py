"""The data sets included in scikit-learn match their descriptions, and the withdrawn one is refused."""

from collections import Counter

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn import datasets

from models.core.errors import SpecError
from models.datasets import DATA_SETS, WITHDRAWN
from models.datasets.sklearn_sets import Digits
from models.specs.data import DataSpec
from models.specs.parse import data_set_of


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "diabetes"])
def test_columns_have_the_names_of_scikit_learn(name: str) -> None:
    loaded = getattr(datasets, f"load_{name}")()
    assert DATA_SETS[name]().describe().columns == tuple(loaded.feature_names)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("iris", {"setosa": 50, "versicolor": 50, "virginica": 50}),
        ("wine", {"class_0": 59, "class_1": 71, "class_2": 48}),
        ("breast_cancer", {"malignant": 212, "benign": 357}),
    ],
)
def test_targets_are_class_names(name: str, counts: dict[str, int]) -> None:
    data = DATA_SETS[name]().load(None)
    assert data.targets is not None
    assert Counter(data.targets.tolist()) == counts


def test_a_flower_has_its_species() -> None:
    data = DATA_SETS["iris"]().load(None)
    assert data.targets is not None
    assert_allclose(data.inputs[[0, 50, 100]], [[5.1, 3.5, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.3, 3.3, 6.0, 2.5]])
    assert data.targets[[0, 50, 100]].tolist() == ["setosa", "versicolor", "virginica"]


def test_small_digits_are_images_of_ink_from_0_to_16() -> None:
    data = Digits().load(None)
    assert data.targets is not None
    assert (data.inputs.min(), data.inputs.max()) == (0, 16)
    assert np.array_equal(data.inputs, np.rint(data.inputs))
    assert data.inputs[0, 0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert data.targets[:10].tolist() == list(range(10))


def test_the_progression_of_diabetes_is_between_25_and_346() -> None:
    data = DATA_SETS["diabetes"]().load(None)
    assert data.targets is not None
    assert (data.targets.min(), data.targets.max()) == (25, 346)
    assert_allclose((data.inputs**2).sum(axis=0), 1)


@pytest.mark.parametrize("source", WITHDRAWN)
def test_the_boston_prices_are_refused_with_the_reason_and_alternatives(source: str) -> None:
    with pytest.raises(SpecError) as raised:
        data_set_of(DataSpec(source=source))
    (fault,) = raised.value.faults
    assert fault.pointer == "/data/source"
    for word in (source, "withdrawn from scikit-learn in version 1.2", "ethical", "racial", "california", "diabetes"):
        assert word in fault.detail
