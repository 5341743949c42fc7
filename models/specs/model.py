"""The model part of a spec: a stack of layers, or a pipeline of scikit-learn estimators."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from models.core.part import Part
from models.core.schema_name import SchemaName
from models.specs.estimators.offered_estimators import ESTIMATORS, EstimatorName
from models.specs.functional import Functional
from models.specs.layers import AnyLayer, Layer
from models.specs.layers.base import LayerName

#: Bounds that keep checking fast and a model trainable on one machine.
MAX_LAYERS = 500
MAX_STEPS = 20


class Block(Part):
    """Layers that are repeated; each repetition has its own weights."""

    repeat: int = Field(ge=1, le=MAX_LAYERS, description="Number of repetitions.")
    layers: list[AnyLayer] = Field(min_length=1, max_length=MAX_LAYERS, description="The layers of one repetition.")


def _tag_of(value: Any) -> str:
    repeats = "repeat" in value if isinstance(value, dict) else isinstance(value, Block)
    return "a block" if repeats else "a layer"


LayerOrBlock = Annotated[
    Annotated[AnyLayer, Tag("a layer")] | Annotated[Block, Tag("a block")],
    Discriminator(_tag_of),
    SchemaName("LayerOrBlock", "An entry of a stack: a layer, or layers that are repeated."),
]


class Sequential(Part):
    """A stack of layers."""

    kind: Literal["sequential"]
    layers: list[LayerOrBlock] = Field(
        min_length=1, max_length=MAX_LAYERS, description="The layers, input side first; {repeat, layers} for layers that are repeated."
    )

    @model_validator(mode="after")
    def _not_too_many(self) -> Self:
        n_layers = sum(entry.repeat * len(entry.layers) if isinstance(entry, Block) else 1 for entry in self.layers)
        if n_layers > MAX_LAYERS:
            raise ValueError(f"expected at most {MAX_LAYERS} layers in all, got {n_layers:,}")
        return self

    @property
    def layers_by_pointer(self) -> list[tuple[str, Layer]]:
        """Return every layer of the network, blocks written out, each with its pointer."""
        return [pair for index, entry in enumerate(self.layers) for pair in _written_out(f"/model/layers/{index}", entry)]


def _written_out(pointer: str, entry: Layer | Block) -> list[tuple[str, Layer]]:
    if not isinstance(entry, Block):
        return [(pointer, entry)]
    repeated = [(number, index, layer) for number in range(entry.repeat) for index, layer in enumerate(entry.layers)]
    return [(f"{pointer}/layers/{index}", _renamed(layer, number)) for number, index, layer in repeated]


def _renamed(layer: Layer, number: int) -> Layer:
    """Append the number of a later repetition to the name of a layer, where it has one."""
    return layer.model_copy(update={"name": f"{layer.name}_{number}"}) if number and layer.name else layer


class EstimatorStep(Part):
    """One estimator of a pipeline."""

    name: LayerName | None = Field(None, description="Name of the step; the estimator's name in lower case when left out.")
    estimator: EstimatorName = Field(description="Class name of the scikit-learn estimator.")
    params: dict[str, Any] = Field(default_factory=dict, description="Arguments of the estimator, as scikit-learn names them.")

    @property
    def step_name(self) -> str:
        """Return the name of the step in the pipeline."""
        return self.name or self.estimator.lower()

    @property
    def stages(self) -> str:
        """Return the parameter with the number of stages of an ensemble that can be fitted in parts, with the same result; else an empty text."""
        stages, params = ESTIMATORS[self.estimator].stages, self.params
        stops_early = params.get("early_stopping", True) if stages == "max_iter" else params.get("n_iter_no_change") is not None
        is_repeatable = params.get("random_state", 0) is not None
        return stages if is_repeatable and not stops_early and not params.get("warm_start") else ""


class SklearnPipeline(Part):
    """A scikit-learn pipeline; the last step predicts."""

    kind: Literal["sklearn"]
    steps: list[EstimatorStep] = Field(min_length=1, max_length=MAX_STEPS, description="The estimators, in order.")


AnyModel = Annotated[
    Sequential | Functional | SklearnPipeline, Field(discriminator="kind"), SchemaName("ModelSpec", "The model of a job: a network, or a pipeline.")
]


def why_not_pausable(raw: Mapping[str, Any]) -> str | None:
    """Return why a fit of the model of a stored spec cannot be paused; None if it can."""
    model = raw["model"]
    if model["kind"] != "sklearn" or EstimatorStep.model_validate(model["steps"][-1]).stages:
        return None
    return "its estimator has neither batches nor stages between which its fit could stop"


def layers_by_pointer(model: AnyModel) -> list[tuple[str, Layer]]:
    """Return the layers of a model, each with its pointer; none of a pipeline."""
    return [] if isinstance(model, SklearnPipeline) else list(model.layers_by_pointer)


def has_state(model: AnyModel) -> bool:
    """Tell whether a model has a stateful layer."""
    return any(layer.keeps_state for _, layer in layers_by_pointer(model))
