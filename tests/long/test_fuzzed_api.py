"""Requests drawn by the document itself: every response is one that it describes, and none is a failure of the server. `make fuzz` sends more."""

from pathlib import Path

import pytest

from tests.acceptance.second_api import second_api
from tests.acceptance.service import Service
from tests.fuzz.calling import Calls
from tests.fuzz.judging import DESCRIBED
from tests.fuzz.known import Known, known_of, with_key
from tests.fuzz.readers import CONTAINED, FUZZED
from tests.fuzz.reading import faults_of_one
from tests.fuzz.run import Plan, fuzzed

#: Requests to each of the two APIs, inputs of each reader, and of those that run in child processes.
N_CASES, N_INPUTS, N_IN_CHILDREN = 750, 150, 10
#: Seed of what is drawn: the same in every run, so that a red run means that a change is wrong.
SEED = 20


@pytest.fixture(scope="module")
def known(service: Service) -> Known:
    return known_of(service)


def require_sound(calls: Calls) -> None:
    assert calls.failures == {}
    assert calls.n_cases >= N_CASES
    assert len(calls.n_calls) == len(DESCRIBED.operations)
    assert {200, 404, 405, 422} <= set(calls.statuses)


@pytest.mark.timeout(900)
def test_an_api_without_keys_keeps_to_its_document(service: Service, known: Known) -> None:
    require_sound(fuzzed(service, known, Plan(N_CASES, SEED)))


@pytest.mark.timeout(900)
def test_an_api_with_keys_keeps_to_its_document_and_refuses_requests_without_one(service: Service, known: Known, tmp_path: Path) -> None:
    with second_api(service, tmp_path, MODELBOOK_KEYS="required") as guarded:
        require_sound(fuzzed(with_key(guarded, service), known, Plan(N_CASES, SEED + 1)))


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # Pillow says so before the image is refused.
@pytest.mark.parametrize("name", [*FUZZED, *CONTAINED])
def test_a_reader_raises_its_own_errors_only(name: str) -> None:
    reader, n_inputs = (FUZZED[name], N_INPUTS) if name in FUZZED else (CONTAINED[name], N_IN_CHILDREN)
    assert faults_of_one(reader, n_inputs, f"long {name}") == []
