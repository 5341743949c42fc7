"""The loss by epoch, with the epochs that overfit."""

from models.plots.run import Run
from tests.unit.models.plots.drawing import plots_of, size_of, written_in


def a_run(losses: list[float], validated: list[float] | None = None) -> Run:
    epochs = [{"epoch": number, "loss": loss, "seconds": 0.5} for number, loss in enumerate(losses, 1)]
    for line, loss in zip(epochs, validated or [], strict=False):
        line["val_loss"] = loss
    return Run("toy@1", {"task": "train"}, {"task": "train"}, epochs=epochs)


OVERFITTED = a_run([1.0, 0.5, 0.3, 0.2, 0.1, 0.05], [1.0, 0.6, 0.7, 0.8, 0.9, 1.0])


def test_epochs_that_overfit_are_marked_and_named() -> None:
    made = plots_of(OVERFITTED)["loss"]
    assert made.numbers["overfits_after"] == 2
    assert made.caption == (
        "Validation loss is least in epoch 2 of 6: 0.6; it has risen since while the training loss fell, so later epochs overfit."
    )
    assert {"toy@1: loss by epoch", "training", "validation", "overfits", "epoch", "loss"} <= set(written_in(made))
    assert size_of(made) == (960, 600)


def test_without_validation_the_training_loss_is_described() -> None:
    made = plots_of(a_run([3.0, 2.0, 4.0]))["loss"]
    assert made.caption == "Training loss is least in epoch 2 of 3: 2."
    assert "validation" not in written_in(made)


def test_a_loss_that_was_never_finite_is_drawn_and_said() -> None:
    made = plots_of(a_run([float("nan"), float("inf")]))["loss"]
    assert made.numbers["training"]["values"] == [None, None]
    assert made.caption == "Training loss is not finite in any epoch."
    assert "epoch" in written_in(made)


def test_a_loss_over_powers_of_ten_has_plain_numbers_at_its_ticks() -> None:
    assert "0.001" in written_in(plots_of(a_run([10.0, 1.0, 0.1, 0.001]))["loss"])
