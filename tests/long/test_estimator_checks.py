"""A remote model passes all of scikit-learn's checks of estimators that apply to it; each fit is a job, so this takes a minute."""

import gc
from contextlib import suppress
from unittest import SkipTest

import pytest
from modelbook import Client
from modelbook.sklearn import RemoteEstimator
from sklearn.utils.estimator_checks import estimator_checks_generator

from tests.acceptance.service import Service


# The checks of pickling make clients that only the garbage collector closes.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.timeout(400)
@pytest.mark.parametrize("model", ["LogisticRegression", "Ridge"])
def test_it_passes_all_checks_of_scikit_learn(service: Service, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELBOOK_API_KEY", service.key or "")  # A key is not pickled.
    n_run = 0
    with Client(str(service.http.base_url), service.key) as client:
        for estimator, check in estimator_checks_generator(RemoteEstimator(model, name="checked", client=client), mark=None):
            with suppress(SkipTest):  # It does not apply.
                check(estimator)
                n_run += 1
    gc.collect()
    assert n_run > 40
