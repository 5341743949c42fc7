"""Judge a spec without running it: every fault and warning at once, shapes and parameter counts."""

from dataclasses import dataclass, field
from typing import Any

from models.datasets import Description
from models.errors import Fault, SpecError
from models.spec.flow import Flow, follow
from models.spec.job import JobSpec
from models.spec.model import Sequential, SklearnPipeline
from models.spec.network import LayerRow, output_faults, summarize
from models.spec.parse import data_set_of, parse_spec
from models.spec.pipeline import pipeline_faults
from models.spec.warn import warnings_for


@dataclass
class CheckResult:
    """What is known of a spec before anything runs.

    Args:
        spec: The spec with its defaults written out; None where its form is wrong.
        errors: Why it cannot work; empty when it can.
        warnings: What will run but is probably a mistake.
        layers: One row for each layer of a network, up to the first that cannot work.
        n_fits: How many times a model is fitted.
    """

    spec: JobSpec | None = None
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    layers: list[LayerRow] = field(default_factory=list)
    n_fits: int = 1

    @property
    def ok(self) -> bool:
        """Tell whether the spec can be run."""
        return not self.errors

    @property
    def total_parameters(self) -> int:
        """Return the number of weights of the network."""
        return sum(row.parameters for row in self.layers)


def check_spec(raw: Any) -> CheckResult:
    """Check a spec, in milliseconds and without TensorFlow.

    Args:
        raw: The spec as decoded JSON.
    """
    try:
        spec = parse_spec(raw)
    except SpecError as error:
        return CheckResult(errors=error.faults)
    data = data_set_of(spec.data).describe()
    flow = follow(spec.preprocessing, data)
    result = CheckResult(spec, errors=[*_data_faults(spec, data), *flow.faults])
    _judge_model(spec, data, flow, result)
    result.warnings = warnings_for(spec, data) if result.ok else []
    return result


def require_sound(raw: Any) -> JobSpec:
    """Return the spec with its defaults written out, or raise what is wrong with it.

    Raises:
        SpecError: The spec cannot work.
    """
    result = check_spec(raw)
    if result.spec is None or not result.ok:
        raise SpecError(result.errors)
    return result.spec


def _judge_model(spec: JobSpec, data: Description, flow: Flow, result: CheckResult) -> None:
    result.errors += _section_faults(spec)
    if flow.inputs is None:
        return
    if isinstance(spec.model, SklearnPipeline):
        result.errors += pipeline_faults(spec.model.steps, flow.inputs, flow.targets)
        return
    result.layers, faults = summarize(spec.model.layers, flow.inputs)
    result.errors += faults
    complete = len(result.layers) == len(spec.model.layers)
    if complete and spec.training and flow.targets is not None:
        result.errors += output_faults(result.layers, spec.training, flow.targets, len(data.labels) if data.labels else None)


def _section_faults(spec: JobSpec) -> list[Fault]:
    if isinstance(spec.model, Sequential) and spec.training is None:
        return [Fault("/training", "training is required for a network: expected loss, epochs and so on")]
    if isinstance(spec.model, SklearnPipeline) and spec.training is not None:
        return [Fault("/training", "expected no training section: a scikit-learn pipeline is fitted whole, by its own parameters")]
    return []


def _data_faults(spec: JobSpec, data: Description) -> list[Fault]:
    faults = []
    has_test = data.n_test > 0 or spec.data.split is not None
    if data.n_test and spec.data.split:
        faults.append(Fault("/data/split", f"{spec.data.source} brings its own test part of {data.n_test:,}; expected no split"))
    if spec.data.split and data.inputs.axis == "time":
        faults.append(Fault("/data/split", "a series cannot be split at random; expected no split"))
    if data.targets is None and data.inputs.axis == "sample":
        faults.append(Fault("/data/source", f"{spec.data.source} has no targets to train on"))
    validation = spec.training.validation if spec.training else None
    if validation and validation.part and not has_test:
        faults.append(Fault("/training/validation/part", f"{spec.data.source} has no test part; expected a split of the training data"))
    return faults
