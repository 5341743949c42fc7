"""Transform: other columns for each sample."""

from models.artifact.answers import Answer, row_answers
from models.artifact.method import Method
from models.artifact.samples.read import Decoded
from models.core.arrays import Array
from models.kinds import Kind, Port
from models.specs.estimators import Role


class Transform(Kind):
    """Other columns for each sample."""

    name = "transform"
    rank = 60
    transforms = True
    takes_targets = False
    roles = (Role.TRANSFORMER,)
    natural_method = Method.TRANSFORM

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Answer]:
        return row_answers(values)
