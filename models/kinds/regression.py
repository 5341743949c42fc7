"""Regression: a value, or several, for each sample."""

from models.artifact.predictions import Fields, Prediction, bare_values, named_predictions, named_values, value_predictions
from models.artifact.samples.read import Decoded
from models.core.arrays import Array
from models.datasets import Description
from models.evaluation.finished import Finished, Scores
from models.evaluation.metrics import VALUE_FIGURES, value_scores
from models.kinds import Kind, Port
from models.specs.estimators.offered_estimators import Role
from models.specs.job import JobSpec
from models.specs.learned import learns_classes


class Regression(Kind):
    """A value, or several, for each sample."""

    name = "regression"
    rank = 20
    compared = VALUE_FIGURES
    roles = (Role.REGRESSOR,)
    scorings = ("r2", "explained_variance", "neg_mean_squared_error", "neg_root_mean_squared_error", "neg_mean_absolute_error")

    def recognizes_network(self, spec: JobSpec, data: Description) -> bool:
        return not learns_classes(spec, data)

    def fields(self, outputs: Array, port: Port, given: Decoded) -> Fields:
        inverted, names = port.invert(outputs), port.signature.target_columns
        return {"value": bare_values(inverted) if names is None else named_values(inverted, names)}

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Prediction]:
        inverted = port.invert(values)
        names = port.signature.target_columns
        return value_predictions(inverted) if names is None else named_predictions(inverted, names)

    def in_units(self, values: Array, port: Port) -> Array:
        return port.invert(values)

    def evaluate(self, finished: Finished, port: Port) -> Scores:
        return value_scores(self.name, finished, port.name, port.invert)
