"""The report of a classifier: closed forms on a handful of samples, and scikit-learn's numbers on any."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from models.evaluation import classification
from models.evaluation.classification import calibration, classification_report
from models.evaluation.record import ClassificationReport, Evaluation

TRUE = np.array([0, 0, 1, 1, 2])
PREDICTED = np.array([0, 1, 1, 1, 0])
PROBABILITIES = np.array([[0.8, 0.1, 0.1], [0.2, 0.6, 0.2], [0.1, 0.9, 0.0], [0.25, 0.5, 0.25], [0.75, 0.0, 0.25]])
LABELS = ("ant", "bee", "cow")


@pytest.fixture(scope="module")
def report() -> ClassificationReport:
    return classification_report(TRUE, PREDICTED, PROBABILITIES, LABELS)


def test_accuracy_and_confusion_matrix_count_samples(report: ClassificationReport) -> None:
    assert report.accuracy == 0.6
    assert report.confusion_matrix == [[1, 1, 0], [0, 2, 0], [1, 0, 0]]
    assert report.labels == list(LABELS)


def test_the_log_loss_is_the_mean_of_minus_the_logarithm_of_the_true_class(report: ClassificationReport) -> None:
    assert report.log_loss == pytest.approx(-sum(math.log(p) for p in (0.8, 0.2, 0.9, 0.5, 0.25)) / 5)


def test_each_class_has_precision_recall_and_f1(report: ClassificationReport) -> None:
    found = [(one.label, one.precision, one.recall, one.f1, one.support) for one in report.classes]
    assert found == [("ant", 0.5, 0.5, 0.5, 2), ("bee", pytest.approx(2 / 3), 1.0, pytest.approx(0.8), 2), ("cow", 0.0, 0.0, 0.0, 1)]
    assert report.macro_average.recall == pytest.approx(0.5)
    assert report.macro_average.f1 == pytest.approx(1.3 / 3)


def test_misclassified_samples_are_listed_with_their_index_and_probability(report: ClassificationReport) -> None:
    found = [(one.index, one.true, one.predicted, one.probability) for one in report.misclassified]
    assert found == [(1, "ant", "bee", 0.6), (4, "cow", "ant", 0.75)]
    assert report.n_misclassified == 2


def test_curves_rank_the_samples_of_one_class_against_all_others(report: ClassificationReport) -> None:
    cow = report.classes[2]
    assert cow.roc is not None
    assert cow.precision_recall is not None
    assert cow.roc.auc == pytest.approx(0.875)  # Of four samples of other classes it ranks over three, and level with one.
    assert (cow.roc.false_positive_rate[0], cow.roc.true_positive_rate[-1]) == (0, 1)
    assert (cow.precision_recall.recall, cow.precision_recall.precision) == ([0, 1, 1], [1, 0.5, 0.2])
    assert cow.precision_recall.average_precision == 0.5


def test_the_calibration_error_is_the_weighted_gap_of_confidence_and_accuracy() -> None:
    found = calibration(np.array([0.1, 0.95, 0.85, 0.85, 1.0]), np.array([False, True, True, False, False]))
    assert [one.count for one in found.bins] == [1, 0, 0, 0, 0, 0, 0, 0, 2, 2]
    assert (found.bins[8].confidence, found.bins[8].accuracy) == (pytest.approx(0.85), 0.5)
    assert (found.bins[1].confidence, found.bins[1].accuracy) == (None, None)
    assert found.expected_error == pytest.approx((0.1 * 1 + 0.35 * 2 + 0.475 * 2) / 5)


def test_a_model_without_probabilities_has_no_curves_no_loss_and_no_calibration() -> None:
    found = classification_report(TRUE, PREDICTED, None, LABELS)
    assert (found.log_loss, found.calibration) == (None, None)
    assert {(one.roc, one.precision_recall) for one in found.classes} == {(None, None)}
    assert {one.probability for one in found.misclassified} == {None}
    assert found.accuracy == 0.6


@pytest.mark.parametrize("outputs", [np.full((5, 3), np.nan), PROBABILITIES * 2, PROBABILITIES - [1, 0, -1]], ids=["nan", "sums of 2", "negative"])
def test_outputs_that_are_no_probabilities_count_as_none(outputs: np.ndarray) -> None:
    assert classification_report(TRUE, PREDICTED, outputs, LABELS) == classification_report(TRUE, PREDICTED, None, LABELS)


def test_a_class_that_training_has_not_seen_counts_as_wrong_and_is_in_no_row() -> None:
    found = classification_report(np.array([0, 1, -1]), np.array([0, 1, 1]), None, (7, 8))
    assert (found.accuracy, found.n_unseen, found.confusion_matrix) == (pytest.approx(2 / 3), 1, [[1, 0], [0, 1]])
    assert [(one.index, one.true, one.predicted) for one in found.misclassified] == [(2, None, 8)]


def test_a_part_of_unseen_classes_only_is_all_wrong() -> None:
    found = classification_report(np.array([-1]), np.array([1]), np.array([[0.2, 0.8]]), (7, 8))
    assert (found.accuracy, found.log_loss, found.macro_average.f1) == (0, None, 0)


def test_a_class_that_does_not_occur_has_no_curves_and_is_not_averaged() -> None:
    found = classification_report(np.array([0, 1]), np.array([0, 1]), np.array([[0.9, 0.1, 0.0], [0.0, 0.9, 0.1]]), LABELS)
    assert (found.classes[2].roc, found.classes[2].support) == (None, 0)
    assert found.macro_average.f1 == 1


def test_matrix_curves_and_mistakes_are_kept_within_their_limits() -> None:
    n = classification.MAX_MATRIX_CLASSES + 1
    found = classification_report(np.arange(n), np.roll(np.arange(n), 1), np.eye(n, dtype=np.float32), range(n))
    assert found.confusion_matrix is None
    assert found.classes[0].roc is None
    assert (found.n_misclassified, len(found.misclassified)) == (n, classification.MAX_MISTAKES)


def test_a_long_curve_is_thinned_to_points_of_its_own_with_both_ends() -> None:
    scores = np.random.default_rng(0).normal(size=5000)
    positive = scores + np.random.default_rng(1).normal(size=5000) > 0
    false, true, _ = metrics.roc_curve(positive, scores)
    found = classification.roc_curve(positive, scores)
    points = list(zip(found.false_positive_rate, found.true_positive_rate, strict=True))
    assert len(points) <= classification.MAX_POINTS < len(false)
    assert set(points) <= set(zip(false.round(6).tolist(), true.round(6).tolist(), strict=True))
    assert (points[0], points[-1]) == ((0, 0), (1, 1))
    assert found.auc == pytest.approx(metrics.roc_auc_score(positive, scores))
    assert np.trapezoid(found.true_positive_rate, found.false_positive_rate) == pytest.approx(found.auc, abs=0.002)


@given(st.integers(2, 5), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_any_report_has_the_numbers_of_scikit_learn_and_survives_json(n_classes: int, n: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    true, probabilities = draw.integers(0, n_classes, n), draw.dirichlet(np.ones(n_classes), n).astype(np.float32)
    predicted = probabilities.argmax(axis=1)
    found = classification_report(true, predicted, probabilities, range(n_classes))
    assert found.confusion_matrix == metrics.confusion_matrix(true, predicted, labels=range(n_classes)).tolist()
    assert found.macro_average.f1 == pytest.approx(metrics.f1_score(true, predicted, average="macro", zero_division=0))
    for index, one in enumerate(found.classes):
        assert (one.roc is None) == (one.support in (0, n))
        if one.roc is not None and one.precision_recall is not None:
            assert one.roc.auc == pytest.approx(metrics.roc_auc_score(true == index, probabilities[:, index]))
            assert one.precision_recall.average_precision == pytest.approx(metrics.average_precision_score(true == index, probabilities[:, index]))
    record = Evaluation(kind="classification", part="test", n_samples=n, classification=found, regression=None, clustering=None)
    assert Evaluation.model_validate_json(record.model_dump_json()) == record
