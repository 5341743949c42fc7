"""Plots of epochs, batches, folds and the evaluation of a classifier: known numbers, texts and sentences."""

import math
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from models.evaluation.record import GenerationReport, record_of
from models.plots.epochs import MAX_EPOCHS
from models.plots.figures import MadePlot
from models.plots.members.runs.metrics import MetricsPlot
from models.plots.run import Run
from models.plots.style import settings
from models.searching.ranking import Standing
from tests.unit.models.plots.classifiers import classified, evaluated
from tests.unit.models.plots.drawing import plot_of, plots_of, size_of, written_in

TASK = {"task": "train"}
#: Plots of every classifier.
JUDGED = ("roc", "precision-recall", "calibration", "class-scores", "confusion")


def a_run(**fields: Any) -> Run:
    return Run("toy@1", TASK, TASK, **fields)


def epochs(**series: list[float]) -> list[dict[str, float]]:
    return [{"epoch": number, **dict(zip(series, values, strict=True))} for number, values in enumerate(zip(*series.values(), strict=True), 1)]


def drawn(made: MadePlot) -> list[str]:
    """Draw a plot in both forms, and return its texts."""
    assert size_of(made)[0] <= 1020
    return written_in(made)


def test_every_metric_has_its_curves() -> None:
    made = plots_of(a_run(epochs=epochs(loss=[2, 1], accuracy=[0.5, 0.75], val_accuracy=[0.25, 0.5], auc=[0.1, 0.2])))["metrics"]
    assert [metric["name"] for metric in made.numbers["metrics"]] == ["accuracy", "auc"]
    assert {"accuracy", "auc", "training", "validation"} <= set(drawn(made))
    assert made.caption == "After epoch 2: accuracy 0.75 (training), 0.5 (validation); auc 0.2 (training)."


@pytest.mark.parametrize("n_metrics", [1, 2, 4, 6])
def test_long_names_of_metrics_stand_in_the_figure_and_apart(n_metrics: int) -> None:
    names = [f"output_{number}_root_mean_squared_logarithmic_error" for number in range(n_metrics)]
    numbers = MetricsPlot().numbers(a_run(epochs=epochs(**{name: [2.0, 1.0] for name in names})))
    with matplotlib.rc_context(settings()):
        figure = Figure(figsize=MetricsPlot.size_inches, layout="compressed")
        FigureCanvasAgg(figure)
        MetricsPlot().draw(figure, numbers)
        figure.canvas.draw()
    written = [text for axes in figure.axes for text in (axes.title, axes.yaxis.label, axes.xaxis.label) if text.get_text()]
    boxes = [text.get_window_extent() for text in written]
    assert len(boxes) >= n_metrics + 1
    assert all(figure.bbox.contains(*corner) for box in boxes for corner in (box.min, box.max))
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_epochs_without_metrics_have_no_plot_of_them() -> None:
    assert set(plots_of(a_run(epochs=epochs(loss=[2, 1], learning_rate=[0.1, 0.1])))) == {"loss"}


def test_a_learning_rate_that_changes_is_drawn() -> None:
    made = plots_of(a_run(epochs=epochs(loss=[3, 2, 1], learning_rate=[0.1, 0.01, 0.001])))["learning-rate"]
    assert "0.001" in drawn(made)
    assert made.caption == "The learning rate is 0.1 in epoch 1 and 0.001 in epoch 3."


def test_the_time_of_epochs_is_added_up() -> None:
    made = plots_of(a_run(epochs=epochs(seconds=[3, 1, 2], samples_per_second=[100, 300, 1500])))["epoch-time"]
    assert "time in s" in drawn(made)
    assert made.caption == ("The epochs took 6 s together, 2 s each in the mean, the last one 1,500 samples per second; the slowest, 1, took 3 s.")


def test_batches_stand_within_their_epochs() -> None:
    batches = [{"epoch": 1, "step": 5, "loss": 2.0}, {"epoch": 1, "step": 10, "loss": 1.5}, {"epoch": 2, "step": 5, "loss": 1.0}]
    made = plots_of(a_run(batches=batches))["batches"]
    assert made.numbers == {"position": [0.5, 1.0, 1.5], "loss": [2.0, 1.5, 1.0]}
    assert "epochs done" in drawn(made)


def test_of_very_many_epochs_some_are_drawn_and_all_are_described() -> None:
    losses = [1 / number for number in range(1, 3 * MAX_EPOCHS)]
    losses[1000] = 1e-9
    made = plots_of(a_run(epochs=epochs(loss=losses)))["loss"]
    assert len(made.numbers["epochs"]) <= MAX_EPOCHS + 1
    assert made.numbers["epochs"][-1] == len(losses)
    assert "least in epoch 1001 of 5,999" in made.caption


def test_a_text_model_has_its_perplexity() -> None:
    report = GenerationReport(loss=math.log(8), accuracy=0.3, perplexity=8.0, n_symbols=40, n_samples=100)
    run = evaluated(record_of("generation", "test", 100, generation=report), epochs=epochs(loss=[math.log(16), math.log(4)]))
    made = plot_of(run, "perplexity")
    assert made.numbers["training"]["values"] == [16.0, 4.0]
    assert "finished model, test part" in drawn(made)
    assert made.caption.startswith("The finished model has a perplexity of 8 on the test part")


def test_a_cross_validation_has_its_scores_by_fold() -> None:
    line = Standing(0, {}, [0.5, 1.0, None], [0.9, 1.0, 1.0], 0.75, 0.25, 0.95, 0.1, [], 1)
    made = plot_of(a_run(candidates=[line]), "fold-scores")
    assert {"fold", "score", "mean", "held-back fold", "other folds"} <= set(drawn(made))
    assert made.caption == "The mean score of 2 folds is 0.75, with a standard deviation of 0.25; they range from 0.5 to 1."


@pytest.fixture(scope="module")
def judged() -> dict[str, MadePlot]:
    """Plots of a classifier of three classes with probabilities."""
    rng = np.random.default_rng(0)
    true = rng.integers(0, 3, 300)
    shares = rng.dirichlet([1, 1, 1], 300) + 1.2 * np.eye(3)[true] * rng.random((300, 1))
    shares /= shares.sum(axis=1, keepdims=True)
    run = classified(true, shares.argmax(axis=1), ["$a$", "_b", "数字"], shares)
    return {name: plot_of(run, name) for name in JUDGED}


@pytest.mark.parametrize("name", JUDGED)
def test_a_classifier_has_plots_of_its_evaluation(judged: dict[str, MadePlot], name: str) -> None:
    made = judged[name]
    assert "test part (300 samples)" in made.caption
    assert len(drawn(made)) > 5


def test_the_curve_of_two_classes_is_that_of_the_second() -> None:
    shares = np.array([[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.7, 0.3]])
    made = plot_of(classified([0, 0, 1, 1], [0, 1, 1, 0], ["no", "yes"], shares), "roc")
    assert [curve["label"] for curve in made.numbers["curves"]] == ["yes"]
    assert made.caption == "The area under the curve of class yes against the other is 0.75 on the test part (4 samples)."


def test_several_outputs_have_plots_of_their_own() -> None:
    run = classified([0, 1], [0, 1], ["a", "b"])
    content = run.content
    outputs = {"left/one": content.signature.output, "right": content.signature.output}
    evaluations = dict.fromkeys(outputs, content.evaluations["output"])
    run._loaded["artifact"] = SimpleNamespace(
        content=SimpleNamespace(signature=SimpleNamespace(outputs=outputs, has_single_ports=False), evaluations=evaluations)
    )
    assert plot_of(run, "confusion-left-one").heading == "toy@1: confusion matrix, output left/one"
    assert plot_of(run, "confusion-right").heading == "toy@1: confusion matrix, output right"
