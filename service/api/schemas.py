"""What the API answers with. Output fields have no defaults: what is named is always there."""

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, Field


class FaultOut(BaseModel):
    """One thing that is wrong, and where."""

    pointer: str = Field(description="JSON pointer into the request body.")
    detail: str = Field(description="What was expected and what came.")


class Problem(BaseModel):
    """An error, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FaultOut]


class RecipeSummary(BaseModel):
    """A recipe of the catalog, in short."""

    id: str
    group: str
    title: str
    source: str = Field(description="Where in the book it comes from.")
    expected_minutes: float = Field(description="Minutes the whole recipe takes on two cores.")


class VariantOut(BaseModel):
    """Another form of a recipe."""

    title: str
    patch: dict[str, Any] = Field(description="Merge patch to submit with the recipe.")
    reported: dict[str, Any]


class RecipeOut(RecipeSummary):
    """A recipe of the catalog."""

    notes: str
    requires: list[str] = Field(description="Recipes to train before, each under its own id: this one starts from their models.")
    reported: dict[str, Any] = Field(description="Figures the book reports.")
    tolerance: dict[str, float] = Field(description="How far a whole run may be from a reported figure, by its name.")
    quick: dict[str, Any] = Field(description="Merge patch that has it run in seconds; empty where it does so anyway.")
    variants: dict[str, VariantOut]
    sweep: dict[str, dict[str, Any]] = Field(description="Merge patches by name, which POST /v1/sweeps runs beside each other.")
    spec: dict[str, Any]


class StepsOut(BaseModel):
    """Whether a text model writes step by step."""

    difference: float | None = Field(description="Largest difference to whole windows, relative to the largest output; null where it does not.")
    reason: str = Field(description="Why it goes by whole windows; empty where it does not.")


class ServingOut(BaseModel):
    """How a model is served."""

    runtime: str = Field(description="onnx; or keras or sklearn, where ONNX cannot express the model.")
    difference: float | None = Field(
        description="Largest difference to the source model on the probe batch, relative to its largest output; of labels or clusters, the share."
    )
    samples: int = Field(description="Samples in the probe batch.")
    reason: str = Field(description="Why ONNX is not used; empty where it is.")
    steps: StepsOut | None = Field(description="The step form of a text model; null for others.")


class InputOut(BaseModel):
    """One input of a model."""

    input_shape: list[int | None] = Field(description="Shape of one raw value; null where an axis may vary.")
    input_dtype: str = Field(description="NumPy type of raw values; str: text, object: rows of numbers and text, picture: encoded images.")
    images: bool = Field(description="Whether PNG, JPEG and other pictures are taken.")
    model_shape: list[int] = Field(description="Shape of one value after preprocessing.")
    columns: list[str] | None = Field(description="Names of the columns that enter; null where they are no rows with named columns.")
    text_columns: list[int] = Field(description="Indices of the columns that hold text, counted from 0.")


class OutputOut(BaseModel):
    """One output of a model."""

    kind: str = Field(description="classification, regression, forecasting, generation, clustering, transform or reconstruction.")
    output_shape: list[int] = Field(description="Shape of one output, before it is brought back to the units of the targets.")
    labels: list[int | str] | None = Field(description="Class labels, in the order of the output; null where it has values.")
    target_columns: list[str] | None = Field(description="Names of the columns of a series that are forecast; null where they are the inputs.")


class SignatureOut(BaseModel):
    """What a model takes and gives."""

    inputs: dict[str, InputOut] = Field(description="By name, in the model's order; a model without named nodes has the one input `inputs`.")
    outputs: dict[str, OutputOut] = Field(description="By name, in the model's order; a model without named nodes has the one output `outputs`.")
    methods: list[str] = Field(
        description="What the model can be asked for by the field `method`; none where it labels its training data only, or has several outputs."
    )
    stateful: bool = Field(description="Whether sessions can be opened, in which the model goes on from call to call.")
    latent_size: int | None = Field(description="Values of a point in the latent space that samples are drawn from; null where there is none.")


class ModelOut(BaseModel):
    """A model version."""

    ref: str
    name: str
    version: int
    job_id: str
    kind: str | None = Field(description="Kind of its output; null where there are several, each with a kind of its own.")
    signature: SignatureOut
    preprocessing: dict[str, dict[str, list[dict[str, Any]]]] = Field(
        description="The recorded steps with what they learned: `inputs` by the names of the inputs, `targets` by those of the outputs."
    )
    metrics: dict[str, float]
    serving: ServingOut
    sha256: str = Field(description="Digest of the artifact.")
    size_bytes: int
    provenance: dict[str, Any]
    created_at: datetime


class ModelPage(BaseModel):
    """A page of models, each by its newest version, by name."""

    models: list[ModelOut]
    next_cursor: str | None


class VersionsOut(BaseModel):
    """All versions of a model, newest first."""

    versions: list[ModelOut]


class PredictionsOut(BaseModel):
    """Answers to a prediction, one for each input in order; of a model of several inputs or outputs an object with an answer of each output."""

    model: str = Field(description="The version that answered.")
    predictions: list[dict[str, Any]] = Field(
        description='{"label", "probability", "probabilities"} of a classifier ("probability" is null where it knows none), '
        '{"value"} of a regressor or forecaster, {"cluster"}, the transformed {"row"}, or the {"value", "error"} of a reconstruction. By a method: '
        '{"label"}, {"value"} or {"cluster"} of predict, {"probabilities"} of predict_proba, {"decision"} of decision_function, {"row"} of '
        "transform and inverse_transform."
    )


class SurfaceOut(BaseModel):
    """Answers on a grid over two features."""

    model: str = Field(description="The version that answered.")
    method: str = Field(description="What it was asked for.")
    x: list[float] = Field(description="Points along each row.")
    y: list[float] = Field(description="Points from row to row.")
    labels: list[int | str] | None = Field(description="Class labels, in the order that `values` means; null where the model has none.")
    values: list[list[float | None]] | list[list[list[float | None]]] = Field(
        description="A row for each y: places in `labels`, clusters, values, or the score of the second of two labels; of more labels or outputs a "
        "grid each. Null where a value is not finite."
    )


class SamplesOut(BaseModel):
    """Samples decoded from points of a latent space."""

    model: str = Field(description="The version that answered.")
    points: list[list[float]] = Field(description="The points, in order.")
    samples: list[Any] = Field(description="What each point means: nested lists in the units of the raw inputs.")


class PointsOut(BaseModel):
    """Inputs placed in a latent space."""

    model: str = Field(description="The version that answered.")
    points: list[list[float]] = Field(description="The point of each input, in order.")


class HealthOut(BaseModel):
    """Whether the process, and what it needs, is well."""

    status: str
    checks: dict[str, str]


def moment(seconds: float) -> datetime:
    """Return the time of that many seconds after 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def moment_or_none(seconds: float | None) -> datetime | None:
    """Return the time, or None where there is none."""
    return None if seconds is None else moment(seconds)
