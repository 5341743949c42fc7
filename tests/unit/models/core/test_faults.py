"""Faults: moved pointers, and suggestions for unknown words."""

import pytest

from models.core.errors import Fault
from models.core.faults import did_you_mean, pointer_of, quote


@pytest.mark.parametrize(
    ("pointer", "moved"),
    [
        ("/data/params", "/query/params"),
        ("/data/params/n_samples", "/query/params/n_samples"),
        ("/data/paramset", "/data/paramset"),
        ("/data", "/data"),
        ("", ""),
    ],
)
def test_a_fault_is_moved_where_its_pointer_is_the_old_one_or_below_it(pointer: str, moved: str) -> None:
    assert Fault(pointer, "detail").moved("/data/params", "/query/params") == Fault(moved, "detail")


def test_a_fault_is_put_below_a_prefix() -> None:
    assert [Fault(pointer, "x").under("/spec").pointer for pointer in ("", "/model")] == ["/spec", "/spec/model"]


def test_a_pointer_escapes_special_characters() -> None:
    assert pointer_of(["inputs", 0, "a/b~"]) == "/inputs/0/a~1b~0"


def test_the_most_similar_known_word_is_named() -> None:
    assert did_you_mean("bach_size", ["batch_size", "epochs"]) == "; did you mean batch_size?"
    assert did_you_mean("knd", ["kind"], write=quote) == '; did you mean "kind"?'
    assert did_you_mean("xyz", ["batch_size"]) == ""
    assert (did_you_mean("acc", ["accuracy"]), did_you_mean("acc", ["accuracy"], cutoff=0.5)) == ("", "; did you mean accuracy?")
