"""The sharpest of the hostile inputs, through the real routes and child processes; the long ring sends all of them to a running service."""

import httpx
import pytest

from tests.hostile.case import Case
from tests.hostile.families import archives, arrays, forms, hdf5_files, tables, typed_tables

SHARPEST = {
    name: family.CASES[name]
    for family, names in (
        (arrays, ("npy: a billion rows of no bytes", "npy: no character", "npz: a pickle")),
        (
            archives,
            ("zip: overlapping members of 8 GB", "tar: links and devices", "idx: holes of no size", "zip: damaged behind the first frame of a GIF"),
        ),
        (hdf5_files, ("chained deflate", "virtual data of /etc/passwd")),
        (typed_tables, ("jsonl: half a character", "xlsx: a file")),
        (tables, ("a million quotes", "a first line with such a delimiter")),
        (forms, ("a codec that fails as an upload", "no codec as an import")),
    )
    for name in names
}


@pytest.mark.parametrize("case", SHARPEST.values(), ids=SHARPEST)
def test_a_hostile_input_is_refused_or_read_right(client: httpx.Client, case: Case) -> None:
    answer = case.door(client, case.make())
    assert answer.status // 100 == (2 if case.is_read else 4), answer.text
    assert case.says in answer.text
