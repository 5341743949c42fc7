"""The corpus of hostile inputs against a running service: each is refused in plain words, or read right, and nothing of it is left."""

import pytest

from tests.acceptance.service import Service
from tests.hostile.corpus import FAMILIES, faults_of, files_below, unowned
from tests.hostile.requests import prepare

#: Measures times.
pytestmark = pytest.mark.alone


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_of_hostile_inputs_is_refused_or_read_right_within_bounds(service: Service, family: str) -> None:
    prepare(service)
    assert service.data is not None
    before = files_below(service.data.parent)
    assert faults_of(service, FAMILIES[family]) == []
    assert unowned(service, files_below(service.data.parent) - before, FAMILIES[family]) == []
    assert service.http.get("/healthz").status_code == 200


def test_the_corpus_is_large() -> None:
    assert sum(map(len, FAMILIES.values())) >= 120
