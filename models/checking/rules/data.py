"""Rules of the data of a job, and of the steps over it."""

from collections.abc import Iterator

from models.checking.case import Case
from models.checking.column_names import gaps_left
from models.checking.locating import at_input, at_output
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.tensors import IMAGE
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline, layers_by_pointer
from models.uploads.upload import PREFIX


class Parts(Rule):
    """Targets, and the parts that the data is split into."""

    def judge(self, case: Case) -> Findings:
        if len(case.inputs) + len(case.targets) > 2 and any(data.inputs.axis == "time" for data in case.inputs.values()):
            return Findings([Fault("/data/source", "a series enters at one input and is learned by one output: expected a set of samples")])
        return Findings([*_split_faults(case), *_missing_targets(case), *_validation_faults(case)], list(_unshuffled_split(case)))


class Steps(Rule):
    """The steps over inputs and targets: each takes what reaches it, and the model takes what they give."""

    def judge(self, case: Case) -> Findings:
        return Findings(case.flow.faults, [*_unscaled_pixels(case), *_gaps(case)])


def _split_faults(case: Case) -> Iterator[Fault]:
    n_test = next(iter(case.targets.values())).n_test
    if n_test and case.spec.data.split:
        yield Fault("/data/split", f"{case.spec.data.source} brings its own test part of {n_test:,}; expected no split")


def _missing_targets(case: Case) -> list[Fault]:
    lacking = [name for name, data in case.targets.items() if data.targets is None and data.inputs.axis == "sample" and case.kind(name).takes_targets]
    return list(dict.fromkeys(at_output(case.spec, name, _no_targets(case.spec.data.source)) for name in lacking))


def _no_targets(source: str) -> Fault:
    if source.startswith(PREFIX):
        return Fault("/data/target", "the model is fitted to targets: expected the name of what is learned, got none")
    return Fault("/data/source", f"{source} has no targets to train on")


def _validation_faults(case: Case) -> Iterator[Fault]:
    spec, data = case.spec, next(iter(case.targets.values()))
    if spec.validates_on_test and not data.n_test and spec.data.split is None:
        yield Fault("/training/validation/part", f"{spec.data.source} has no test part; expected a split of the training data")


def _unshuffled_split(case: Case) -> Iterator[Fault]:
    split, data = case.spec.data.split, next(iter(case.targets.values()))
    if split is not None and not split.shuffle and data.inputs.axis != "time":
        yield Fault("/data/split/shuffle", "the last samples become the test part; if the data is ordered, they are unlike the rest")


def _unscaled_pixels(case: Case) -> Iterator[Fault]:
    if isinstance(case.spec.model, SklearnPipeline):
        return
    told = "pixels reach the network as 0 to 255; networks train better on a range such as [0, 1]: add a scale step"
    for name, data in case.inputs.items():
        if (
            data.inputs.dtype in ("uint8", IMAGE)
            and not any(step.scales for step in case.spec.preprocessing.input_steps_of(name))
            and not _scaled_by_layers(case.spec)
        ):
            yield at_input(case.spec, name, Fault("/preprocessing/inputs", told))


def _scaled_by_layers(spec: JobSpec) -> bool:
    return any(layer.scales for _, layer in layers_by_pointer(spec.model))


def _gaps(case: Case) -> Iterator[Fault]:
    for name, data in case.inputs.items():
        left = gaps_left(case.spec.preprocessing.input_steps_of(name), data) if data.gaps else ""
        if left:
            mend = "add an impute step; without one the job may fail, or learn nothing but NaN"
            yield at_input(case.spec, name, Fault("/preprocessing/inputs", f"{left}: {mend}"))
