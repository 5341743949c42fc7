"""Artifacts whose records have another form than any that was written, under right digests."""

from pathlib import Path
from typing import Any

import pytest

from models.core.errors import ArtifactError
from tests.fuzz.artifacts import read_changed

KEPT = Path(__file__).parents[3] / "data" / "artifacts" / "dense-classes-v5.h5"


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("spec", None),
        ("spec", [{"version": 2}]),
        ("golden/names", {"inputs": ["inputs"], "outputs": ["outputs"], "columns": 0}),
        ("signature", {"inputs": {"inputs": "null"}, "outputs": {}}),
        ("signature", {"inputs": []}),
        ("preprocessing", [{"op": []}]),
        ("evaluations", {"test": 1}),
    ],
)
def test_it_is_refused_as_no_whole_artifact(name: str, record: Any) -> None:
    with pytest.raises(ArtifactError, match="is not a whole Modelbook artifact"):
        read_changed(KEPT, name, record)
