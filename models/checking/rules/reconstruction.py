"""Rules of autoencoders."""

from collections.abc import Iterator, Sequence

from models.checking.case import Case
from models.checking.locating import at_input
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.datasets import Description
from models.preprocessing import AnyStep
from models.preprocessing.scale import Scale
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline
from models.specs.ports import input_names, output_names


class Reconstruction(Rule):
    """An autoencoder: a network that learns to give its inputs back."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.data.reconstruct

    def judge(self, case: Case) -> Findings:
        spec, name = case.spec, input_names(case.spec)[0]
        steps = case.spec.preprocessing.input_steps_of(name)
        warnings = [*_way_back(steps), *_range(spec, steps)]
        return Findings(list(_faults(spec, case.inputs[name])), [at_input(spec, name, warning) for warning in warnings])


def _faults(spec: JobSpec, data: Description) -> Iterator[Fault]:
    if not spec.task_facts.trains:
        yield Fault("/task", f"an autoencoder is made by the task train, got {spec.task}")
    if isinstance(spec.model, SklearnPipeline):
        yield Fault("/data/reconstruct", "a network gives its inputs back: expected a sequential or functional model, got a scikit-learn pipeline")
    if data.inputs.axis == "time":
        yield Fault("/data/reconstruct", "the data is a series, whose window makes the targets: expected samples")
    if spec.data.target is not None:
        yield Fault("/data/target", f"the inputs themselves are what is learned: expected no target, got {spec.data.target!r}")
    if spec.preprocessing.targets:
        yield Fault("/preprocessing/targets", "the targets are the preprocessed inputs: expected no steps over targets")


def _way_back(steps: Sequence[AnyStep]) -> Iterator[Fault]:
    """Warn of the step that answers are not brought back beyond; pictures are meant to come back as numbers."""
    last = next(((index, step) for index, step in reversed(list(enumerate(steps))) if not step.has_inverse()), None)
    if last is not None and not last[1].decodes:
        yield Fault(f"/preprocessing/inputs/{last[0]}", f"{last[1].step} has no way back: answers stay in the form that it gives")


def _range(spec: JobSpec, steps: Sequence[AnyStep]) -> Iterator[Fault]:
    """Warn of a crossentropy over values that are no probabilities."""
    if spec.training is None or spec.training.loss_of(output_names(spec)[0]) != "binary_crossentropy":
        return
    for index, step in enumerate(steps):
        if isinstance(step, Scale) and not all(0 <= end <= 1 for end in step.to):
            detail = f"binary_crossentropy compares values from 0 to 1, but this step gives {step.to[0]:g} to {step.to[1]:g}"
            yield Fault(f"/preprocessing/inputs/{index}/to", f"{detail}; use mean_squared_error, or the range [0, 1]")
