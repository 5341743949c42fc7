"""Classification with several labels: which of them each sample has, with the probability of each."""

from collections.abc import Sequence

import numpy as np

from models.artifact.answers import LabelsPrediction
from models.artifact.predictions import Fields, Prediction, Probabilities, labels_predictions
from models.artifact.samples.read import Decoded
from models.core.arrays import Array
from models.datasets import Description
from models.evaluation.direction import Direction
from models.evaluation.finished import Finished, Scores
from models.evaluation.metrics import labels_metrics
from models.kinds import Kind, Port
from models.specs.job import JobSpec
from models.specs.losses_and_metrics import Family, family_of
from models.specs.ports import output_names

#: Probability from which a sample has a label.
THRESHOLD = 0.5


class MultiLabel(Kind):
    """Any number of labels for each sample: targets of zeros and ones, a column for each label, and a loss of independent probabilities."""

    name = "multi_label"
    rank = 15
    compared = dict.fromkeys(("exact_match", "label_accuracy", "f1_micro", "f1_macro"), Direction.HIGHER)
    refines = ("regression",)
    answer = LabelsPrediction
    encodes_rows = True
    is_cross_validated = False

    def recognizes_network(self, spec: JobSpec, data: Description) -> bool:
        (output, *_) = output_names(spec)
        if spec.training is None or not data.has_binary_targets or spec.preprocessing.target_steps_of(output):
            return False
        return family_of(spec.training.loss_of(output)) is Family.BINARY

    def encode(self, outputs: Array, port: Port, given: Decoded, probabilities: Probabilities) -> list[Prediction]:
        return labels_predictions(outputs, _names(port), THRESHOLD, probabilities)

    def fields(self, outputs: Array, port: Port, given: Decoded) -> Fields:
        names = _names(port)
        labels = [[name for name, has in zip(names, row, strict=True) if has] for row in (outputs >= THRESHOLD).tolist()]
        return {"labels": np.fromiter(labels, object, len(labels)), "probabilities": dict(zip(names, outputs.T, strict=True))}

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Prediction]:
        return labels_predictions(values, _names(port), THRESHOLD, Probabilities.NONE)

    def evaluate(self, finished: Finished, port: Port) -> Scores:
        figures = {}
        for part in finished.measured("test"):
            predicted, true = (np.asarray(values[port.name]) >= THRESHOLD for values in (finished.outputs(part), finished.parts[part].y))
            figures[part] = labels_metrics(predicted, true)
        return Scores(figures)


def _names(port: Port) -> Sequence[str]:
    return port.signature.target_columns or ()
