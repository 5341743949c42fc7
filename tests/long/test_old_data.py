"""More of a data folder written by an earlier version: jobs that take longer are run again, and continued."""

from collections.abc import Iterator

import pytest

from tests.acceptance.old_folder import continued, on_old_folder, require_registered, require_same_metrics
from tests.acceptance.service import Service


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with on_old_folder(tmp_path_factory.mktemp("old")) as service:
        yield service


@pytest.mark.parametrize(("label", "epochs"), [("letters", [3, 4]), ("pictures", [2]), ("latent", [3, 4]), ("network-search", [2])])
def test_training_continues_from_an_old_model(old: Service, label: str, epochs: list[int]) -> None:
    assert continued(old, label) == epochs


@pytest.mark.parametrize("label", ["cancelled", "network-search"])
def test_a_checkpoint_of_an_old_job_becomes_a_model(old: Service, label: str) -> None:
    require_registered(old, label)


@pytest.mark.parametrize("label", ["cross-validation", "letters", "pictures", "series-own", "arrays"])
def test_the_job_of_an_old_spec_ends_with_the_metrics_it_had(old: Service, label: str) -> None:
    require_same_metrics(old, label)
