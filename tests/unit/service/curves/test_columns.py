"""Epochs as columns: read from texts, and continued."""

import numpy as np
import pytest

from models.evaluation.overfitting import Overfitting
from service.curves.columns import Columns, columns_of
from service.store.histories import EpochTexts

NAN = float("nan")


def columns(first: int, last_event: int = 1, **values: list[float]) -> Columns:
    return Columns(last_event, first, len(next(iter(values.values()))), {name: np.array(column, np.float32) for name, column in values.items()})


def shown(found: Columns | None) -> tuple[int, int, dict[str, list[float | None]]]:
    assert found is not None
    values = {name: [None if np.isnan(value) else value for value in column] for name, column in found.values.items()}
    return found.last_event, found.first, values


def test_what_an_epoch_has_not_is_missing() -> None:
    # Databases give them in any order.
    texts = EpochTexts(7, "6,3,4", '{"loss":0.5,"f1":0},{"loss":1.5,"auc":0.5},{"loss":1}', "5e-1,0.25,null")
    rates = {"learning_rate": [0.25, None, None, 0.5]}
    assert shown(columns_of(texts)) == (7, 3, {"loss": [1.5, 1, None, 0.5], "auc": [0.5, None, None, None], "f1": [None, None, None, 0], **rates})


def test_a_job_without_epochs_has_no_curves() -> None:
    assert shown(columns_of(EpochTexts(2, "", "", ""))) == (2, 1, {})


def test_columns_go_on_with_what_comes_after_their_last_epoch() -> None:
    known, newer = columns(1, 5, loss=[3.0, 2.0], auc=[0.5, NAN]), columns(2, 6, loss=[2.0, 1.0], f1=[NAN, 0.25])
    assert shown(known.continued(newer)) == (6, 1, {"loss": [3, 2, 1], "auc": [0.5, None, None], "f1": [None, None, 0.25]})


@pytest.mark.parametrize(
    "newer",
    [columns(2, loss=[2.5, 1.0]), columns(3, loss=[1.0]), columns_of(EpochTexts(2, "", "", "")), columns(2, loss=[2.0, 1.0], auc=[0.5, 0.5])],
    ids=["another value", "another epoch", "no epochs", "another metric"],
)
def test_columns_of_a_job_that_began_again_are_not_continued(newer: Columns) -> None:
    assert columns(1, loss=[3.0, 2.0]).continued(newer) is None


def test_overfitting_is_found_in_columns() -> None:
    found = columns(11, loss=[0.4, 0.3, 0.2, 0.1], val_loss=[0.5, 0.52, 0.55, 0.6])
    assert found.overfitting == Overfitting(11, 0.5, 0.6)


@pytest.mark.parametrize(
    "values", [{"loss": [0.4, 0.3, 0.2, 0.1]}, {"loss": [0.4, 0.3, 0.2, 0.1], "val_loss": [0.5, NAN, 0.55, 0.6]}], ids=["none", "a gap"]
)
def test_without_all_validation_losses_no_overfitting_is_found(values: dict[str, list[float]]) -> None:
    assert columns(1, **values).overfitting is None
