"""Checkpoints of a spec: their names, and when one is better than all before it."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checking.rules.callbacks import name_fault
from models.specs.losses_and_metrics import direction
from models.specs.training import Checkpoint

NAMES = ("loss", "accuracy", "val_loss", "val_accuracy", "learning_rate")
NAN = math.nan


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("model-epoch-{epoch:03d}-val_loss-{val_loss:0.3f}.h5", "model-epoch-010-val_loss-0.079.h5"),
        ("model-weights-{epoch:02d}-{val_loss:.03f}.h5", "model-weights-10-0.079.h5"),
        ("weights-{epoch:03d}-{accuracy:0.3f}.h5", "weights-010-0.998.h5"),
        ("{epoch}.h5", "10.h5"),
        ("epoch-{epoch:05d}.h5", "epoch-00010.h5"),
        ("{epoch}-{learning_rate:g}.h5", "10-0.001.h5"),
        ("{epoch}-{val_accuracy:.2e}.h5", "10-nan.h5"),
    ],
)
def test_a_name_is_filled_in_with_the_epoch_and_what_was_logged(pattern: str, name: str) -> None:
    rule = Checkpoint(name=pattern)
    assert name_fault(rule, NAMES) == ""
    assert rule.file_name(10, {"loss": 0.0124, "accuracy": 0.9981, "val_loss": 0.0792, "learning_rate": 0.001}) == name


def test_a_name_without_the_epoch_is_for_a_single_file() -> None:
    assert name_fault(Checkpoint(name="best-{loss:.3f}.h5", keep=1), NAMES) == ""
    assert "expected {epoch}" in name_fault(Checkpoint(name="best-{loss:.3f}.h5", keep=2), NAMES)
    assert "expected {epoch}" in name_fault(Checkpoint(name="best-{loss:.3f}.h5", keep=None), NAMES)


def test_a_name_that_would_become_too_long_for_a_file_system_is_a_plain_one() -> None:
    assert Checkpoint(name="{epoch}-{loss:f}.h5").file_name(3, {"loss": 1e300}) == "epoch-00003.h5"


PIECES = st.sampled_from(
    ["{epoch}", "{epoch:03d}", "{loss:.3f}", "{val_loss:g}", "-", "model", "/", "..", "{", "}", "{{", "{loss!r}", "{x}", "\n", "é"]
)


@given(st.lists(PIECES, max_size=6).map(lambda pieces: "".join([*pieces, ".h5"])), st.floats(), st.floats())
def test_every_name_that_is_accepted_makes_a_plain_file_name_of_its_own_in_each_epoch(pattern: str, loss: float, val_loss: float) -> None:
    rule = Checkpoint(name=pattern)
    if name_fault(rule, NAMES) == "":
        made = [rule.file_name(epoch, {"loss": loss, "val_loss": val_loss}) for epoch in (1, 2, 12, 99_999)]
        assert all(re.fullmatch(r"[A-Za-z0-9_=+,()-][A-Za-z0-9_.=+,()-]*\.h5", name) and len(name) <= 200 for name in made), made
        assert len(set(made)) == 4


@pytest.mark.parametrize(
    ("monitor", "mode", "values", "improved"),
    [
        ("val_loss", "auto", [3, 2, 2, 4, 1], [True, True, False, False, True]),
        ("val_accuracy", "auto", [0.5, 0.6, 0.6, 0.4, 0.7], [True, True, False, False, True]),
        ("loss", "max", [1, 2, 1], [True, True, False]),
        ("accuracy", "min", [1, 2, 0.5], [True, False, True]),
        (None, "auto", [NAN, 2, NAN, 1], [False, True, False, True]),
    ],
)
def test_a_checkpoint_is_better_than_the_best_in_the_direction_of_its_monitor(
    monitor: str | None, mode: str, values: list[float], improved: list[bool]
) -> None:
    rule, best, found = Checkpoint.model_validate({"monitor": monitor, "mode": mode}), NAN, []
    for value in values:
        found.append(rule.improves(value, best))
        best = value if found[-1] else best
    assert found == improved


def test_losses_and_errors_get_better_downwards_and_scores_upwards() -> None:
    assert {direction(name) for name in ("loss", "val_loss", "mean_absolute_error", "val_mean_squared_error", "learning_rate")} == {"min"}
    assert {direction(name) for name in ("accuracy", "val_accuracy", "auc", "val_r2_score")} == {"max"}
