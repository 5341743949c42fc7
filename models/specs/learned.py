"""What the model of a spec learns: what the steps over its one input say of that, and whether a network learns classes or values."""

from models.datasets import Description
from models.preprocessing import AnyStep
from models.preprocessing.labels import Labels
from models.specs.job import JobSpec
from models.specs.losses import Family, family_of
from models.specs.ports import input_names, output_names


def only_input_steps(spec: JobSpec) -> list[AnyStep]:
    """Return the steps over the one input of a model; none where it has several."""
    first, *others = input_names(spec)
    return [] if others else spec.preprocessing.input_steps_of(first)


def learns_classes(spec: JobSpec, data: Description) -> bool:
    """Tell whether the output of a network is to give classes.

    Args:
        spec: A spec of one output.
        data: What is known of what it learns.
    """
    (output, *_) = output_names(spec)
    family = family_of(spec.training.loss_of(output)) if spec.training else Family.VALUES
    if family is Family.SPARSE or any(isinstance(step, Labels) for step in spec.preprocessing.target_steps_of(output)):
        return True
    return family is Family.BINARY and data.labels is not None
