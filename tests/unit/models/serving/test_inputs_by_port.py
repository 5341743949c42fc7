"""Samples that name their inputs become an array for each, images and rows alike; what is wrong is pointed at in the sample."""

import base64
import json
from typing import Any

import numpy as np
import pytest

from models.artifact.earlier import stored_signature
from models.artifact.samples.read import SampleReader
from models.artifact.signature import InputSignature, OutputSignature, Signature
from models.core.errors import InputError
from models.preprocessing.chain import Chain
from models.preprocessing.image import Image
from models.serving.decoding.npz_arrays import MAX_UNPACKED, arrays_of_npz
from tests.uploaded import image, npz

SIGNATURE = Signature(
    {
        "look": InputSignature((), "image", True, (4, 4)),
        "facts": InputSignature((2,), "float64", False, (2,), columns=("age", "size")),
    },
    {"kind": OutputSignature("classification", (2,), ("a", "b"))},
)
CHAIN = Chain({"look": (Image(step="image", size=(4, 4), mode="grey"),), "facts": ()}, {"kind": ()})
IMAGE = base64.b64encode(image(100)).decode()


def prepared(*items: Any) -> dict[str, np.ndarray]:
    return SampleReader(SIGNATURE, CHAIN).samples(items)


def refusal(*items: Any) -> dict[str, str]:
    with pytest.raises(InputError) as error:
        prepared(*items)
    return {fault.pointer: fault.detail for fault in error.value.faults}


def test_an_image_and_a_row_by_names_enter_side_by_side() -> None:
    found = prepared({"facts": {"size": 2, "age": 1}, "look": IMAGE}, {"facts": {"age": 3, "size": 4}, "look": IMAGE})
    assert list(found) == ["look", "facts"]
    assert (found["look"].shape, found["look"].mean()) == ((2, 4, 4), 100)
    assert found["facts"].tolist() == [[1, 2], [3, 4]]


def test_what_is_not_an_image_is_pointed_at() -> None:
    found = refusal({"facts": [1, 2], "look": IMAGE}, {"facts": [1, 2], "look": base64.b64encode(b"none").decode()})
    assert list(found) == ["/inputs/1/look"]


def test_faults_of_all_inputs_are_reported_at_once() -> None:
    assert set(refusal({"facts": [1, "x"], "look": 3})) == {"/inputs/0/facts/1", "/inputs/0/look"}


def test_at_most_twenty_faults_are_reported() -> None:
    assert len(refusal(*[{"facts": [1, 2]}] * 30)) == 20


def test_a_signature_by_names_is_read_back_as_it_was() -> None:
    assert stored_signature(json.loads(json.dumps(SIGNATURE.as_dict()))) == SIGNATURE


def test_an_archive_is_read_in_the_order_of_the_inputs() -> None:
    found = arrays_of_npz(npz(b=np.ones((3, 2)), a=np.zeros(3)), ("a", "b"))
    assert {name: array.shape for name, array in found.items()} == {"a": (3,), "b": (3, 2)}
    assert list(found) == ["a", "b"]


def test_an_archive_that_swells_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(InputError, match="once it is unpacked"):
        arrays_of_npz(npz(a=np.zeros(MAX_UNPACKED + 1, np.uint8)), ("a",))


def test_pickled_objects_are_refused() -> None:
    with pytest.raises(InputError, match="without pickled objects"):
        arrays_of_npz(npz(a=np.array([{}], object)), ("a",))
