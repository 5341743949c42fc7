"""Digests of samples: equal for equal ones, whatever array they are in."""

import numpy as np

from models.preparing.raw import Raw
from models.retraining.row_digests import row_digests


def test_a_sample_has_the_same_digest_in_arrays_of_other_types() -> None:
    short, long = (Raw({"x": np.array(texts)}, {"y": np.array([1, 2])}) for texts in (["a", "b"], ["a", "a longer text"]))
    assert row_digests(short)[0] == row_digests(long)[0]
    whole, broken = (Raw({"x": np.array(values)}, None) for values in ([[1, 2]], [[1.0, 2.0]]))
    assert row_digests(whole)[0] == row_digests(broken)[0]


def test_samples_that_differ_in_a_target_or_in_one_port_have_other_digests() -> None:
    base = {"a": np.array([[1.0, 2.0]] * 3), "b": np.array([b"x", b"x", b"y"], object)}
    found = row_digests(Raw(base, {"t": np.array(["u", "v", "u"])}))
    assert len(set(found.tolist())) == 3


def test_rows_of_numbers_gaps_and_texts_have_digests_too() -> None:
    rows = np.array([[1.5, "red", None], [1.5, "red", None], [1.5, "blue", None]], object)
    found = row_digests(Raw({"x": rows}, None))
    assert found[0] == found[1] != found[2]
