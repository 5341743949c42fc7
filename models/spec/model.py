"""The model part of a spec: a stack of layers, or a pipeline of scikit-learn estimators."""

from typing import Annotated, Any, Literal

from pydantic import Field

from models.spec.estimators import EstimatorName
from models.spec.functional import Functional
from models.spec.layers import AnyLayer
from models.spec.layers.base import LayerName
from models.spec.part import Part

#: Bounds that keep a spec answerable at once and a model trainable on one machine.
MAX_LAYERS = 500
MAX_STEPS = 20


class Sequential(Part):
    """Layers one after the other."""

    kind: Literal["sequential"]
    layers: list[AnyLayer] = Field(min_length=1, max_length=MAX_LAYERS, description="The layers, input side first.")


class EstimatorStep(Part):
    """One estimator of a pipeline."""

    name: LayerName | None = Field(None, description="Name of the step; the estimator's name in lower case when left out.")
    estimator: EstimatorName = Field(description="Class name of the scikit-learn estimator.")
    params: dict[str, Any] = Field(default_factory=dict, description="Arguments of the estimator, as scikit-learn names them.")

    @property
    def step_name(self) -> str:
        """Return the name of the step in the pipeline."""
        return self.name or self.estimator.lower()


class SklearnPipeline(Part):
    """A scikit-learn pipeline; the last step predicts."""

    kind: Literal["sklearn"]
    steps: list[EstimatorStep] = Field(min_length=1, max_length=MAX_STEPS, description="The estimators, in order.")


AnyModel = Annotated[Sequential | Functional | SklearnPipeline, Field(discriminator="kind")]
