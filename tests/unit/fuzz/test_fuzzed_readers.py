"""Every reader gives a result or one of its own errors for what is near a valid input; here for a few inputs, in tests/long for many."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.errors import DataError
from models.serving.decoding import FORMATS
from models.uploads.formats import READERS
from tests.fuzz.changed_bytes import changed_bytes
from tests.fuzz.changed_json import changed
from tests.fuzz.readers import ABORTING, CONTAINED, FUZZED, Reader
from tests.fuzz.reading import faults_of_one

#: Inputs of each reader.
N_INPUTS = 12
SPEC = {"data": {"source": "moons"}, "layers": [{"units": 3}, 0.5]}


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # Pillow says so before the image is refused.
@pytest.mark.parametrize("name", FUZZED)
def test_a_reader_raises_its_own_errors_only(name: str) -> None:
    assert faults_of_one(FUZZED[name], N_INPUTS, name) == []


def test_every_format_is_fuzzed() -> None:
    assert {f"upload {name}" for name in set(READERS) - ABORTING} | {f"body {name}" for name in FORMATS} <= set(FUZZED)
    assert {f"upload {name} in a child" for name in ABORTING} <= set(CONTAINED)


@pytest.mark.parametrize("error", [ValueError("wrong"), RecursionError(), BaseException("a panic")])
def test_another_error_is_reported_once_with_an_input(error: BaseException) -> None:
    def read(content: bytes) -> None:
        raise error if len(content) > 1 else DataError("short")

    (fault,) = faults_of_one(Reader(st.binary(), read, (DataError,)), 50, "seed")
    assert fault.startswith(f"{type(error).__name__}: {error} for b")


def test_the_same_seed_gives_the_same_inputs() -> None:
    def inputs() -> list[bytes]:
        came: list[bytes] = []
        faults_of_one(Reader(changed_bytes([b"some bytes"]), came.append, ()), 20, "seed")
        return came

    assert inputs() == inputs()
    assert len(set(inputs())) > 10


@given(changed(SPEC))
def test_the_value_that_is_changed_stays(value: Any) -> None:
    assert SPEC == {"data": {"source": "moons"}, "layers": [{"units": 3}, 0.5]}
