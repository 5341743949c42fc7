"""What a job learns to answer."""

from models.datasets import Description
from models.preprocessing.labels import Labels
from models.preprocessing.symbols import Symbols
from models.preprocessing.window import Window
from models.specs.estimators import ESTIMATORS, Role
from models.specs.job import JobSpec
from models.specs.kinds import Kind
from models.specs.losses import Family, family_of
from models.specs.model import SklearnPipeline
from models.specs.ports import output_names

_KINDS = {
    Role.CLASSIFIER: Kind.CLASSIFICATION,
    Role.REGRESSOR: Kind.REGRESSION,
    Role.CLUSTERER: Kind.CLUSTERING,
    Role.LABELLER: Kind.CLUSTERING,
    Role.TRANSFORMER: Kind.TRANSFORM,
}


def kind_of(spec: JobSpec, data: Description) -> Kind:
    """Tell from a spec, and what is known of its data, what its model will answer."""
    if spec.data.reconstruct:
        return Kind.RECONSTRUCTION
    if any(isinstance(step, Symbols) for step in spec.preprocessing.every_input_step):
        return Kind.GENERATION
    if any(isinstance(step, Window) for step in spec.preprocessing.every_input_step):
        return Kind.FORECASTING
    if isinstance(spec.model, SklearnPipeline):
        return _KINDS[ESTIMATORS[spec.model.steps[-1].estimator].role]
    return Kind.CLASSIFICATION if _has_classes(spec, data) else Kind.REGRESSION


def _has_classes(spec: JobSpec, data: Description) -> bool:
    (output, *_), training = output_names(spec), spec.training
    family = family_of(training.loss_of(output)) if training else Family.VALUES
    if family is Family.SPARSE or any(isinstance(step, Labels) for step in spec.preprocessing.target_steps_of(output)):
        return True
    return family is Family.BINARY and data.labels is not None


__all__ = ["Kind", "kind_of"]
