"""What the API answers with about evaluations."""

from pydantic import Field

from models.evaluation.record import Evaluation


class EvaluationOut(Evaluation):
    """What a model version is worth on one part of its data."""

    ref: str = Field(description="The version.")
