"""Classification: the class of each sample, with probabilities where the model has them."""

from collections.abc import Mapping
from typing import ClassVar

from models.artifact.answers import LabelPrediction
from models.artifact.predictions import (
    Fields,
    Prediction,
    Probabilities,
    class_fields,
    class_predictions,
    classification_predictions,
    label_predictions,
)
from models.artifact.samples.read import Decoded
from models.core.arrays import Array, Label
from models.core.deferred_rows import in_memory
from models.core.errors import ArtifactError
from models.datasets import Description
from models.evaluation.classification import class_probabilities, classification_report, predicted_positions, true_positions
from models.evaluation.direction import Direction
from models.evaluation.finished import Finished, Scores
from models.evaluation.metrics import accuracy
from models.evaluation.record import Evaluation, PartName, record_of
from models.kinds import Kind, Port
from models.preprocessing.chain import Chain
from models.preprocessing.labels import Labels
from models.specs.estimators.offered_estimators import Role
from models.specs.job import JobSpec
from models.specs.learned import learns_classes


class Classification(Kind):
    """The class of each sample."""

    name = "classification"
    rank = 10
    compared: ClassVar[Mapping[str, Direction]] = {"accuracy": Direction.HIGHER, "f1_macro": Direction.HIGHER, "log_loss": Direction.LOWER}
    answer = LabelPrediction
    roles = (Role.CLASSIFIER,)
    scorings = ("accuracy", "balanced_accuracy", "f1_macro", "f1_weighted", "precision_macro", "recall_macro", "neg_log_loss", "roc_auc")
    has_classes = True
    encodes_rows = True
    predicts_values = False

    def recognizes_network(self, spec: JobSpec, data: Description) -> bool:
        return learns_classes(spec, data)

    def labels(self, chain: Chain, name: str, output_shape: tuple[int, ...], classes: Array | None) -> tuple[Label, ...] | None:
        if classes is not None:
            return tuple(chain.invert(name, classes).tolist())
        step = next((step for step in chain.targets[name] if isinstance(step, Labels)), None)
        return tuple(step.classes_) if step else tuple(range(max(2, output_shape[-1])))

    def require_agreement(self, port: Port) -> None:
        """Require that the labels are the classes of the step that encodes them: predictions use the former, further training the latter."""
        step, labels = next(iter(port.chain.targets[port.name]), None), list(port.signature.labels or ())
        known = [label for label in step.classes_ if label in labels] if isinstance(step, Labels) else labels
        if known != labels:  # A classifier of an earlier version may lack classes.
            raise ArtifactError(f"labels of output {port.name!r}: expected {known}, the classes of its target step, got {labels}")

    def encode(self, outputs: Array, port: Port, given: Decoded, probabilities: Probabilities) -> list[Prediction]:
        labels = port.signature.labels or ()
        return label_predictions(outputs, labels) if outputs.ndim == 1 else classification_predictions(outputs, labels, probabilities)

    def fields(self, outputs: Array, port: Port, given: Decoded) -> Fields:
        return class_fields(outputs, port.signature.labels or ())

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Prediction]:
        return class_predictions(values, port.signature.labels or ())

    def evaluate(self, finished: Finished, port: Port) -> Scores:
        measured: tuple[PartName, ...] = ("test",) if finished.pipeline is None else ("test", "train")
        compared = {part: _positions(finished, part, port) for part in finished.measured(*measured)}
        figures = {part: {"accuracy": accuracy(predicted, true)} for part, (predicted, true) in compared.items() if part in measured}
        return Scores(figures, self._record(finished, port, *compared[finished.recorded]))

    def compared_figures(self, finished: Finished, port: Port) -> dict[str, float]:
        scores = self.evaluate(finished, port)
        report = scores.record.classification if scores.record else None
        more = {} if report is None else {"f1_macro": report.macro_average.f1, "log_loss": report.log_loss}
        return {**scores.figures[finished.recorded], **{name: value for name, value in more.items() if value is not None}}

    def _record(self, finished: Finished, port: Port, predicted: Array, true: Array) -> Evaluation | None:
        """Return the full record of a part; None for a model that knows one class only."""
        if len(port.signature.labels or ()) < 2:
            return None
        outputs = finished.outputs(finished.recorded)[port.name]
        probabilities = class_probabilities(outputs) if outputs.ndim > 1 else None
        report = classification_report(true, predicted, probabilities, port.signature.labels or ())
        return record_of(self.name, finished.recorded, len(predicted), classification=report)


def _positions(finished: Finished, part: PartName, port: Port) -> tuple[Array, Array]:
    """Return predicted and true positions of classes."""
    predicted = predicted_positions(finished.outputs(part)[port.name])
    return predicted, true_positions(in_memory(finished.parts[part].y[port.name]), port.chain, port.name, port.signature.labels or ())
