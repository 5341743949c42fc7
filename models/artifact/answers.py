"""The forms of a prediction in an answer: each kind of prediction, and each method that a request names, has one of them."""

from typing import Annotated, Any

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from models.artifact.signature import OutputSignature
from models.core.arrays import Label

#: Type of a field that is left out where there is no value for it.
Missing = SkipJsonSchema[None]
#: Field with the reason for a null, left out where all numbers are finite.
Reason = Annotated[str | Missing, Field(None, description="Why a number is null: it is not finite. Left out where all are.")]


class LabelPrediction(BaseModel):
    """The class of a sample."""

    label: Label = Field(description="The class.")
    probability: float | None = Field(None, description="Its probability; null if the model has none, left out by the method predict.")
    probabilities: dict[str, float | None] | Missing = Field(None, description="Probabilities by label; left out where none were asked for.")
    reason: Reason


class LabelsPrediction(BaseModel):
    """The labels of a sample, any number of them."""

    labels: list[str] = Field(description="Labels with a probability of at least 0.5.")
    probabilities: dict[str, float | None] | Missing = Field(None, description="Probability of each label; left out where none were asked for.")
    reason: Reason


class ValuePrediction(BaseModel):
    """The value of a sample, or the values of its windows, in the units of the targets."""

    value: float | str | list[Any] | dict[str, float | None] | None = Field(
        description="A number, text, or nested lists of them; several target columns by name; null for a value that is not finite."
    )
    reason: Reason


class ClusterPrediction(BaseModel):
    """The cluster of a sample."""

    cluster: int = Field(description="Index of the cluster; -1 for noise.")


class RowPrediction(BaseModel):
    """A transformed sample."""

    row: list[Any] = Field(description="Its values, in the order of the columns.")
    reason: Reason


class ReconstructionPrediction(BaseModel):
    """A sample, reconstructed by an autoencoder."""

    value: float | str | list[Any] | None = Field(description="The sample, in the units of the raw data.")
    error: float | None = Field(None, description="Mean squared error, in prepared units; left out by the method predict.")
    reason: Reason


class ProbabilitiesPrediction(BaseModel):
    """The result of predict_proba for a sample."""

    probabilities: dict[str, float | None] = Field(description="Probabilities by label, or by index of the cluster.")
    reason: Reason


class DecisionPrediction(BaseModel):
    """The result of decision_function for a sample."""

    decision: float | dict[str, float | None] | None = Field(description="A number for two classes, else a number for each label.")
    reason: Reason


def answer_schema(form: type[BaseModel], output: OutputSignature) -> dict[str, Any]:
    """Return the JSON schema of one prediction of an output: its form, with the labels of the model.

    Args:
        form: The form of the output's kind.
        output: Signature of the output.
    """
    schema: dict[str, Any] = form.model_json_schema()
    if output.labels is not None and "label" in schema["properties"]:
        schema["properties"]["label"] = {"enum": list(output.labels), "description": "The class."}
        schema["properties"]["probabilities"]["propertyNames"] = {"enum": list(map(str, output.labels))}
    return schema
