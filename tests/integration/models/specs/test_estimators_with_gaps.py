"""Which estimators take missing and infinite values is what scikit-learn does."""

import numpy as np
import pytest

from models.specs.estimators.offered_estimators import ESTIMATORS, estimator_class


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ESTIMATORS)
@pytest.mark.parametrize(("value", "fact"), [(np.nan, "takes_gaps"), (np.inf, "takes_infinity")])
def test_an_estimator_takes_what_its_entry_says(name: str, value: float, fact: str) -> None:
    entry, x, y = ESTIMATORS[name], np.random.default_rng(0).random((40, 3)), np.arange(40) % 2
    x[3, 1] = value
    estimator = estimator_class(name)()
    try:
        estimator.fit(x, y) if entry.role.takes_targets else estimator.fit(x)
        taken = True
    except ValueError:
        taken = False
    assert taken is getattr(entry, fact)
