"""The form of one prediction, whatever the kind of model."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

_Missing = SkipJsonSchema[None]


class PredictionOut(BaseModel):
    """One prediction, with the fields that its kind or the named method gives; of a model of several outputs an object by output name."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, "PredictionOut | Any"]

    label: int | str | _Missing = Field(None, description="Class, of a classifier.")
    probability: float | None = Field(None, description="Probability of the label; null if the classifier has none.")
    probabilities: dict[str, float] | _Missing = Field(None, description="Probabilities by label.")
    value: Any = Field(None, description="Value in the units of the targets: a number, text, or nested lists of them.")
    error: float | _Missing = Field(None, description="Error of a reconstruction.")
    cluster: int | _Missing = Field(None, description="Index of the cluster.")
    decision: float | dict[str, float] | _Missing = Field(None, description="Result of decision_function: a number, or one for each label.")
    row: list[Any] | _Missing = Field(None, description="Row of a transformer, or of transform and inverse_transform.")
