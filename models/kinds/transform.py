"""Transform: other columns for each sample."""

from models.artifact.answers import RowPrediction
from models.artifact.predictions import Fields, Prediction, row_predictions
from models.artifact.samples.read import Decoded
from models.artifact.signature import Method
from models.core.arrays import Array
from models.kinds import Kind, Port
from models.specs.estimators.offered_estimators import Role


class Transform(Kind):
    """Other columns for each sample."""

    name = "transform"
    rank = 60
    answer = RowPrediction
    transforms = True
    takes_targets = False
    roles = (Role.TRANSFORMER,)
    natural_method = Method.TRANSFORM

    def fields(self, outputs: Array, port: Port, given: Decoded) -> Fields:
        return {"row": outputs}

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Prediction]:
        return row_predictions(values)
