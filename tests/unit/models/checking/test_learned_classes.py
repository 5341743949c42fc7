"""A classifier whose training part has one class is refused before it runs."""

from pathlib import Path
from typing import Any

import pytest

from models.checking.check import check_spec
from tests.uploaded import OneUpload, csv_file, read


def faults(tmp_path: Path, targets: str, **fields: Any) -> list[tuple[str, str]]:
    upload = OneUpload(read(tmp_path, "csv", csv_file([["x", "y", "g"], *([n, target, f"of {target}"] for n, target in enumerate(targets))])))
    data = {"split": {"test": 0.25}, **fields.pop("data", {})}
    spec = {
        "data": {"source": "dataset:x", "target": "y", "features": ["x"], **data},
        "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
        **fields,
    }
    return [(fault.pointer, fault.detail.split("; ")[0]) for fault in check_spec(spec, upload).errors]


ONLY = 'expected at least two classes to learn from, but the training part has only "a"'


@pytest.mark.parametrize(
    ("targets", "split"),
    [("ab", {"test": 0.5}), ("a" * 15 + "b" * 5, {"test": 0.25, "shuffle": False})],
    ids=["two rows", "ordered by class"],
)
def test_one_class_in_the_training_part_is_refused(tmp_path: Path, targets: str, split: dict[str, Any]) -> None:
    ((pointer, detail),) = faults(tmp_path, targets, data={"split": split})
    assert pointer == "/data/split"
    assert detail.removesuffix('"a"').removesuffix('"b"') == ONLY.removesuffix('"a"')


def test_one_class_in_the_training_part_of_a_fold_is_refused(tmp_path: Path) -> None:
    ((_, detail),) = faults(
        tmp_path, "ab" * 10, data={"split": None, "groups": "g"}, task="cross_validate", cross_validation={"folds": 2, "grouped": True}
    )
    assert "the training part of fold 1 has only" in detail


@pytest.mark.parametrize("targets", ["ab" * 10, "a" * 15 + "b" * 5])
def test_two_classes_are_enough(tmp_path: Path, targets: str) -> None:
    assert faults(tmp_path, targets) == []
    assert faults(tmp_path, targets, data={"split": {"test": 0.25, "stratify": True}}) == []
