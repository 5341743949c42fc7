"""A network judged whole: its layers or its graph, and what it is trained towards."""

from dataclasses import dataclass, field

from models.checking.flow import Flow
from models.checking.objective import Form, Objective, Verdict, judge
from models.core.errors import Fault
from models.core.tensors import Shape, TensorType
from models.datasets import Description
from models.preprocessing.labels import Labels
from models.preprocessing.one_hot import OneHot
from models.specs.functional import Functional
from models.specs.graph_shapes import summarize_graph
from models.specs.job import JobSpec
from models.specs.latent import latent_faults
from models.specs.layers import Layer
from models.specs.losses import Family, family_of
from models.specs.model import Sequential
from models.specs.network import summarize
from models.specs.registered import Registered
from models.specs.rows import LayerRow
from models.specs.text import symbols_step, width_faults
from models.specs.training import Training


@dataclass
class NetworkVerdict:
    """What is known of a network.

    Args:
        rows: A line for each layer that could be worked out.
        errors: What cannot work.
        warnings: What is probably a mistake.
    """

    rows: list[LayerRow] = field(default_factory=list)
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class End:
    """Where a network gives an output."""

    pointer: str
    name: str
    shape: Shape
    layer: Layer | None


def judge_network(spec: JobSpec, flow: Flow, data: Description, registered: Registered) -> NetworkVerdict:
    """Judge a network, given what reaches it.

    Args:
        spec: A spec with a sequential or functional model.
        flow: What preprocessing gives.
        data: What is known of the data set.
        registered: Where models used as layers are looked up.
    """
    verdict, inputs = NetworkVerdict(), flow.inputs
    if inputs is None:
        return verdict
    end = _follow(spec.model, inputs, registered, verdict) if isinstance(spec.model, Sequential | Functional) else None
    latent = latent_faults(spec, verdict.rows) if end else []
    verdict.errors += latent
    if end is None or latent or spec.training is None or flow.targets is None:
        return verdict
    found = judge_end(spec, spec.training, flow.targets, data, end)
    verdict.errors += found.errors
    verdict.warnings += found.warnings
    if symbols_step(spec) is not None:
        verdict.errors += width_faults(spec, data.n_symbols, end.shape[-1], _activation(end), end.pointer, end.name)
    return verdict


def judge_end(spec: JobSpec, training: Training, targets: TensorType, data: Description, end: End) -> Verdict:
    """Judge what a network is trained towards at one output.

    Args:
        spec: The spec, of this output alone.
        training: Its training part.
        targets: Type of the targets that the output is compared with.
        data: What is known of the data set.
        end: The output.
    """
    unfit = _unfit_targets(spec, targets, data)
    return Verdict([Fault("/preprocessing/targets", unfit)]) if unfit else judge(_objective(spec, targets, data, end), training)


def graph_end(model: Functional, shapes: dict[str, Shape], name: str) -> End:
    """Return an output of a graph, given the shapes behind its nodes."""
    layers = {node.name: node.layer for node in model.nodes}
    index, node = next((index, node) for index, node in enumerate(model.nodes) if node.name == name)
    return End(f"/model/nodes/{index}", node.name, shapes[node.name], layers.get(node.shares or node.name))


def _follow(model: Sequential | Functional, inputs: TensorType, registered: Registered, verdict: NetworkVerdict) -> End | None:
    """Fill in rows and errors; return the end of the network if it could be reached."""
    if isinstance(model, Sequential):
        placed = model.placed
        verdict.rows, faults = summarize([layer for _, layer in placed], inputs, [pointer for pointer, _ in placed])
        verdict.errors += faults
        if len(verdict.rows) < len(placed):
            return None
        last, (pointer, layer) = verdict.rows[-1], placed[-1]
        return End(pointer, last.name, last.output_shape, layer)
    summary = summarize_graph(model, inputs, registered)
    verdict.rows = summary.rows
    verdict.errors += summary.faults + _one_way(model)
    return None if verdict.errors else graph_end(model, summary.shapes, model.outputs[0])


def _one_way(model: Functional) -> list[Fault]:
    """Refuse more ways in and out than a job's data has: one input and one target."""
    inputs = [index for index, node in enumerate(model.nodes) if node.is_input]
    faults = [
        Fault(
            f"/model/nodes/{index}",
            "the data gives one input, but this is another; expected one input node, or what enters at each by its name in data.inputs",
        )
        for index in inputs[1:]
    ]
    if not inputs:
        faults.append(Fault("/model/nodes", "expected an input: a node with neither layer nor inputs; got none"))
    if len(model.outputs) > 1:
        faults.append(
            Fault(
                "/model/outputs/1",
                f"the data gives one target, but there are {len(model.outputs)} outputs; expected one, or what each learns in data.targets",
            )
        )
    return faults


def _unfit_targets(spec: JobSpec, targets: TensorType, data: Description) -> str:
    """Return why no network learns such labels as they are; empty where one does."""
    if not targets.is_numeric:
        return "targets that are text reach the network: expected a one_hot or label_encode step, got none"
    ids = list(range(len(data.labels or ())))
    family = family_of(spec.training.one_loss) if spec.training else Family.VALUES
    if spec.preprocessing.target_steps or not data.labels or family not in (Family.SPARSE, Family.BINARY) or list(data.labels) == ids:
        return ""
    labels = ", ".join(map(str, data.labels[:5])) + (", …" if len(data.labels) > 5 else "")
    return f"the loss takes the ids 0 to {ids[-1]}, but the labels are {labels}: expected a one_hot or label_encode step, got none"


def _objective(spec: JobSpec, targets: TensorType, data: Description, end: End) -> Objective:
    form = _form(spec, targets, data)
    n_classes = targets.shape[-1] if form is Form.ONE_HOT else len(data.labels or ()) or None
    return Objective(form, targets.shape, n_classes, end.shape, _activation(end), end.pointer, end.name)


def _activation(end: End) -> str:
    return str(getattr(end.layer, "activation", "")) if end.layer else ""


def _form(spec: JobSpec, targets: TensorType, data: Description) -> Form:
    if any(isinstance(step, OneHot) for step in spec.preprocessing.target_steps):
        return Form.ONE_HOT
    labelled = symbols_step(spec) is not None or data.labels is not None or any(isinstance(step, Labels) for step in spec.preprocessing.target_steps)
    return Form.LABELS if labelled and targets.shape == () else Form.VALUES
