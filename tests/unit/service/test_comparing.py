"""When the figures of two versions can be compared, and why not."""

from typing import Any

import pytest

from models.artifact.signature import Signature
from models.evaluation.record import PartName, record_of
from service.comparing import Compared, metrics_of, reasons_against, same_samples
from service.recorded import Recorded
from service.store.rows import Version
from tests.integration.given import new_version

TEST = {"test": {"n_samples": 20, "sha256": "a"}, "train": {"n_samples": 60, "sha256": "t"}}


def compared(version: int, *, kind: str = "regression", part: PartName = "test", parts: dict[str, Any] = TEST, **provenance: Any) -> Compared:
    """Return a version with an evaluation of that kind; without one for no kind."""
    evaluations = {"outputs": record_of(kind, part, 20)} if kind else {}
    recorded = Recorded(evaluations, Signature({}, {}), {}, [{"epoch": 1, "loss": 0.5}], {"parts": parts, **provenance}, 5)
    metrics = {"test_rmse": float(version), "loss": 0.5, "alpha": 2.0}
    row = {**vars(new_version(metrics=metrics)), "owner": "ann", "model": "m", "job_id": "j", "tags": [], "note": ""}
    return Compared(Version(**row, version=version, created_at=0.0), recorded)


OTHER_TEST = {**TEST, "test": {"n_samples": 30, "sha256": "b"}}
NOT_RECORDED = "it is not recorded whether their test parts have the same samples: one of them was made by an earlier release"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (compared(2), []),
        (compared(2, parts=OTHER_TEST), ["their test parts have other samples (20 and 30)"]),
        (compared(2, parts={}), [NOT_RECORDED]),
        (compared(2, part="validation"), ["m@1 was evaluated on its test part, m@2 on its validation part"]),
        (compared(2, kind="clustering"), ["m@1 is a model of regression, m@2 one of clustering"]),
        (compared(2, kind=""), ["m@2 has no evaluation"]),
    ],
)
def test_the_reason_says_what_differs(other: Compared, expected: list[str]) -> None:
    assert reasons_against(compared(1), other) == expected


def test_a_metric_is_of_the_part_that_it_was_measured_on() -> None:
    rows = {row.name: (row.part, row.same_data, row.difference) for row in metrics_of(compared(1), compared(2, parts=OTHER_TEST))}
    assert rows == {"test_rmse": ("test", False, -1.0), "loss": ("train", True, 0.0), "alpha": (None, None, 0.0)}


def test_the_training_part_of_an_earlier_release_is_known_by_its_digest() -> None:
    earlier = compared(2, parts={}, data_sha256="t")
    assert same_samples(compared(1), earlier, "train") is True
    assert same_samples(compared(1), earlier, "test") is None
