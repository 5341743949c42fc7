"""Bodies that the hot path reads, and those that it leaves to the ordinary route."""

import numpy as np
import pytest

from service.api.fast.bodies import LeftError, npy_numbers
from tests.integration.sent import npy


def headed(shape: tuple[int, ...]) -> bytes:
    """Return a .npy file of one number whose header says a shape."""
    header = repr({"descr": "<f4", "fortran_order": False, "shape": shape}).encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + b"\0" * 4


def test_an_array_is_read_as_it_was_written() -> None:
    array = np.arange(6, dtype=np.float32).reshape(1, 2, 3)
    np.testing.assert_array_equal(npy_numbers(npy(array)), array)
    assert npy_numbers(headed((1,) * 16)).ndim == 16


@pytest.mark.parametrize("shape", [(), (1,) * 17, (1,) * 65, (1,) * 100, (0,), (2,), (-1,), (2**70,)])
def test_an_array_of_an_unusual_shape_is_left(shape: tuple[int, ...]) -> None:
    with pytest.raises(LeftError):
        npy_numbers(headed(shape))
