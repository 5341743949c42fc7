"""Judge a spec without running it: every fault and warning at once, shapes and parameter counts."""

from dataclasses import dataclass, field
from typing import Any

from models.checking.callbacks import callback_faults
from models.checking.flow import Flow
from models.checking.judge import judge_network
from models.checking.named_check import judge_named
from models.checking.pipeline import pipeline_faults
from models.checking.reconstruction import follow_spec, learned, reconstruction_faults
from models.checking.rules.tasks import section_faults, task_faults
from models.checking.warn import warnings_for
from models.core.errors import Fault, SpecError
from models.datasets import Description
from models.specs.backbones import backbone_faults, backbones_pinned
from models.specs.epochs import epoch_faults, named_epoch_faults
from models.specs.freezing import freeze_faults, frozen_rows
from models.specs.functional import Functional, Node
from models.specs.job import JobSpec
from models.specs.kind import kind_of
from models.specs.kinds import Kind
from models.specs.memory import training_bytes
from models.specs.model import SklearnPipeline
from models.specs.parse import data_set_of, parse_spec
from models.specs.ports import is_named
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.rows import LayerRow
from models.specs.series import series_faults
from models.specs.sharing import sharing_faults, with_link
from models.specs.start import judge_start
from models.specs.start_from import StartFrom
from models.specs.stateful import batch_faults, batch_warnings, stateful_faults
from models.specs.text import described, text_faults
from models.specs.transfer import pointed_at_request
from models.uploads.upload import PREFIX


@dataclass
class CheckResult:
    """What is known of a spec before anything runs.

    Args:
        spec: The spec with its defaults written out; None where its form is wrong.
        errors: Why it cannot work; empty when it can.
        warnings: What will run but is probably a mistake.
        layers: One row for each layer of a network, up to the first that cannot work.
        n_fits: How many times a model is fitted.
        training_bytes: Memory that fitting a network takes, roughly; 0 for scikit-learn.
    """

    spec: JobSpec | None = None
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    layers: list[LayerRow] = field(default_factory=list)
    n_fits: int = 1
    training_bytes: int = 0

    @property
    def ok(self) -> bool:
        """Tell whether the spec can be run."""
        return not self.errors

    @property
    def total_parameters(self) -> int:
        """Return the number of weights of the network."""
        return sum(row.parameters for row in self.layers)


def check_spec(raw: Any, registered: Registered = NONE_REGISTERED) -> CheckResult:
    """Check a spec, in milliseconds and without TensorFlow.

    Args:
        raw: The spec as decoded JSON.
        registered: Where models used as layers, and uploads, are looked up; there are none when left out.
    """
    try:
        spec = parse_spec(raw, registered)
    except SpecError as error:
        return CheckResult(errors=error.faults)
    if is_named(spec):
        return _checked_named(spec, registered)
    spec, told = with_link(raw, spec, registered)
    data_set = data_set_of(spec.data, registered)
    data = described(spec, data_set)
    result = _judged(spec, data, registered)
    result.errors += task_faults(spec, data_set, lambda candidate: _judged(candidate, data, registered).errors) if result.ok else section_faults(spec)
    result.errors += _checkpoint_faults(spec, registered) + sharing_faults(spec, result.layers if result.ok else [], registered)
    result.spec = pinned = _pinned(spec, registered)
    if spec.start_from is not None:
        errors, warnings = judge_start(pinned, result.layers if result.ok else None, data, registered)
        result.errors += errors
        result.warnings += warnings
    result.n_fits = spec.n_fits(folds=kind_of(spec, data) is not Kind.CLUSTERING)
    found = [*warnings_for(spec, data), *batch_warnings(spec, data), *told, *result.warnings]
    result.warnings = pointed_at_request(raw, spec, found) if result.ok else []
    result.errors = pointed_at_request(raw, spec, result.errors)
    return result


def _checked_named(spec: JobSpec, registered: Registered) -> CheckResult:
    verdict, n_bytes = judge_named(spec, registered, _data_faults)
    errors = verdict.errors + backbone_faults(spec.model, verdict.rows, registered) + freeze_faults(spec, [] if verdict.errors else verdict.rows)
    errors += _checkpoint_faults(spec, registered) + sharing_faults(spec, [], registered) + named_epoch_faults(spec)
    return CheckResult(_pinned(spec, registered), errors, verdict.warnings, frozen_rows(spec, verdict.rows), training_bytes=n_bytes)


def _checkpoint_faults(spec: JobSpec, registered: Registered) -> list[Fault]:
    wanted = spec.from_checkpoint
    if wanted is None:
        return []
    if not spec.task_facts.trains or isinstance(spec.model, SklearnPipeline):
        return [Fault("/from_checkpoint", "expected a network with the task train: a checkpoint takes the place of training")]
    if registered.checkpoint(wanted.job, wanted.epoch) is None:
        return [Fault("/from_checkpoint", f"job {wanted.job} has no checkpoint of epoch {wanted.epoch}")]
    return []


def _judged(spec: JobSpec, data: Description, registered: Registered) -> CheckResult:
    """Judge what a training run takes: data, preprocessing, model and training."""
    faults, data = reconstruction_faults(spec, data), learned(spec, data)
    flow, unfit = follow_spec(spec, data), text_faults(spec)
    if unfit:  # What is wrong is told; what the network is trained towards cannot be judged.
        flow.targets = None
    result = CheckResult(spec, errors=[*faults, *_data_faults(spec, data), *(flow.faults if not faults else ()), *unfit])
    _judge_model(spec, flow, data, registered, result)
    return result


def require_sound(raw: Any, registered: Registered = NONE_REGISTERED) -> JobSpec:
    """Return the spec with its defaults written out, or raise what is wrong with it.

    Args:
        raw: The spec as decoded JSON.
        registered: Where models used as layers, and uploads, are looked up; there are none when left out.

    Raises:
        SpecError: The spec cannot work.
    """
    result = check_spec(raw, registered)
    if result.spec is None or not result.ok:
        raise SpecError(result.errors)
    return result.spec


def _pinned(spec: JobSpec, registered: Registered) -> JobSpec:
    """Replace references to models used as layers, or gone on from, by those of the versions they mean now."""
    start, origin = spec.start_from, registered.origin(spec.origin_ref) if spec.origin_ref else None
    if origin is not None:
        pinned = start.model_copy(update={"model": origin.ref}) if isinstance(start, StartFrom) else origin.ref
        spec = spec.model_copy(update={"start_from": pinned})
    other, link = spec.share_layers_with, registered.origin(spec.share_layers_with.model) if spec.share_layers_with else None
    if other is not None and link is not None:
        spec = spec.model_copy(update={"share_layers_with": other.model_copy(update={"model": link.ref})})
    spec = spec.model_copy(update={"model": backbones_pinned(spec.model, registered)})
    if not isinstance(spec.model, Functional):
        return spec
    nodes = [_pinned_node(node, registered) for node in spec.model.nodes]
    return spec.model_copy(update={"model": spec.model.model_copy(update={"nodes": nodes})})


def _pinned_node(node: Node, registered: Registered) -> Node:
    found = registered.describe(node.model) if node.model else None
    return node.model_copy(update={"model": found.ref}) if found else node


def _judge_model(spec: JobSpec, flow: Flow, data: Description, registered: Registered, result: CheckResult) -> None:
    result.errors += [*_section_faults(spec), *epoch_faults(spec, flow.inputs, data)]
    if flow.inputs is None:
        return
    if isinstance(spec.model, SklearnPipeline):
        result.errors += pipeline_faults(spec.model, flow, data)
        return
    verdict = judge_network(spec, flow, data, registered)
    result.layers, result.warnings = frozen_rows(spec, verdict.rows), verdict.warnings
    result.errors += (
        verdict.errors + backbone_faults(spec.model, verdict.rows, registered) + freeze_faults(spec, [] if verdict.errors else verdict.rows)
    )
    if spec.training:
        result.training_bytes = training_bytes(verdict.rows, spec.training, flow.inputs.shape, data.n_train)


def _section_faults(spec: JobSpec) -> list[Fault]:
    if not isinstance(spec.model, SklearnPipeline) and spec.training is None:
        return [Fault("/training", "training is required for a network: expected loss, epochs and so on")]
    if isinstance(spec.model, SklearnPipeline) and spec.training is not None:
        return [Fault("/training", "expected no training section: a scikit-learn pipeline is fitted whole, by its own parameters")]
    return [*callback_faults(spec.training), *stateful_faults(spec)] if spec.training else []


def _data_faults(spec: JobSpec, data: Description) -> list[Fault]:
    faults = [*series_faults(spec, data), *batch_faults(spec, data)]
    has_test = data.n_test > 0 or spec.data.split is not None
    if data.n_test and spec.data.split:
        faults.append(Fault("/data/split", f"{spec.data.source} brings its own test part of {data.n_test:,}; expected no split"))
    if data.targets is None and data.inputs.axis == "sample" and kind_of(spec, data).takes_targets:
        faults.append(_no_targets(spec.data.source))
    validation = spec.training.validation if spec.training else None
    if validation and validation.part and not has_test:
        faults.append(Fault("/training/validation/part", f"{spec.data.source} has no test part; expected a split of the training data"))
    return faults


def _no_targets(source: str) -> Fault:
    if source.startswith(PREFIX):
        return Fault("/data/target", "the model is fitted to targets: expected the name of what is learned, got none")
    return Fault("/data/source", f"{source} has no targets to train on")
