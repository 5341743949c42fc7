"""Training that starts from a registered model: the parts of the spec that follow from it, and what of its state can be used."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from models.core.errors import Fault, SpecError
from models.core.faults import quote
from models.preprocessing import AnyStep
from models.preprocessing.labels import Labels
from models.specs.functional import MAX_NODES, Functional, Node
from models.specs.job import JobSpec, Preprocessing, StartFrom
from models.specs.layer_patterns import trained_network
from models.specs.layers import AnyLayer
from models.specs.model import MAX_LAYERS, AnyModel, Sequential
from models.specs.network import layer_names, layers_with_names
from models.specs.registered import OriginSpec, Registered, no_such_model

_START = "/start_from"
_INDEX = re.compile(r"/model/(?:layers|nodes)/(?P<index>\d+)(?:/layer)?(?P<rest>.*)")


def written_out(raw: Any, registered: Registered) -> Any:
    """Return a raw spec with the network and preprocessing that follow from the model it starts from.

    A spec of wrong form, and one that does not change layers of a model, is returned unchanged.

    Args:
        raw: The spec as decoded JSON.
        registered: Where the model is looked up.

    Raises:
        SpecError: There is no such model, or it cannot be changed like that.
    """
    start = _start_of(raw)
    if start is None or (not start.changes_layers and {"model", "preprocessing"} <= raw.keys()):
        return raw
    origin = registered.origin(start.model)
    if origin is None:
        raise SpecError([Fault(f"{_START}/model", no_such_model(start.model))])
    model = _changed(origin.spec.model, start, origin.ref)
    if start.changes_layers and raw.get("model") is not None and not _is(model, raw["model"]):
        detail = f"expected no model with drop_last or append, as the layers follow from {origin.ref} (in a patch: null)"
        raise SpecError([Fault("/model", detail)])
    steps = origin.spec.preprocessing
    steps = _with_new_end(steps, model) if start.changes_layers else steps
    return {"model": model.model_dump(mode="json"), "preprocessing": steps.model_dump(mode="json"), **_given(raw)}


def pointed_at_request(raw: Any, spec: JobSpec, faults: Sequence[Fault]) -> list[Fault]:
    """Return faults with their pointers into the request, where a part of the spec was derived from it.

    Args:
        raw: The spec as decoded JSON.
        spec: The parsed spec.
        faults: Its faults.
    """
    start = spec.start_from
    if not isinstance(start, StartFrom) or not isinstance(raw, dict):
        return list(faults)
    given = _given(raw).keys()
    entries = spec.model.nodes if isinstance(spec.model, Functional) else spec.model.layers if isinstance(spec.model, Sequential) else []
    n_kept = len(entries) - len(start.append)
    moved = []
    for fault in faults:
        if fault.pointer.startswith("/model") and "model" not in given:
            fault = Fault(_pointer_in_request(fault.pointer, n_kept), fault.detail)
        elif fault.pointer.startswith("/preprocessing") and "preprocessing" not in given:
            fault = Fault("/preprocessing", fault.detail)
        moved.append(fault)
    return moved


def transfers(spec: JobSpec) -> bool:
    """Tell whether a job changes the layers of the model it starts from."""
    return isinstance(spec.start_from, StartFrom) and spec.start_from.changes_layers


def same_steps(spec: JobSpec, origin: OriginSpec) -> bool:
    """Tell whether the fitted preprocessing of a model can be used; only that of the inputs counts where layers are changed.

    Classes are left out, as specs were once stored without them: that the labels are the same is a rule of its own.
    """
    ours, theirs = (_compared(part.preprocessing) for part in (spec, origin))
    return ours.inputs == theirs.inputs and (transfers(spec) or ours.targets == theirs.targets)


def _compared(steps: Preprocessing) -> Preprocessing:
    targets = steps.targets
    if isinstance(targets, dict):
        return steps.model_copy(update={"targets": {name: _without_classes(chain) for name, chain in targets.items()}})
    return steps.model_copy(update={"targets": _without_classes(targets)})


def optimizer_change(spec: JobSpec, origin: OriginSpec) -> str:
    """Return why the state of the optimizer cannot be used; empty where it can.

    Only the learning rate may differ: all other fields determine which values an optimizer stores, or what they mean.
    """
    if origin.training is None:
        return "the model was imported without the state of an optimizer"
    ours, theirs = (part.training.optimizer.model_dump(exclude={"learning_rate"}) if part.training else {} for part in (spec, origin))
    if ours != theirs:
        key = next(key for key in ours if key not in theirs or ours[key] != theirs[key])
        return f"the optimizer differs: {key} was {quote(theirs.get(key))}, got {quote(ours[key])}"
    if _trained(spec) != _trained(origin):
        return "different layers are trained"
    return ""


def _start_of(raw: Any) -> StartFrom | None:
    """Return the start_from object of a spec; None where there is none or its form is wrong."""
    try:
        return StartFrom.model_validate(raw["start_from"]) if isinstance(raw, dict) and isinstance(raw.get("start_from"), dict) else None
    except ValidationError:
        return None


def _given(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a request; a model or preprocessing of null counts as left out."""
    return {key: value for key, value in raw.items() if value is not None or key not in ("model", "preprocessing")}


def _is(model: AnyModel, raw: Any) -> bool:
    """Tell whether a given model equals the derived one, as in a stored spec."""
    try:
        return type(model).model_validate(raw) == model
    except ValidationError:
        return False


def _changed(model: AnyModel, start: StartFrom, ref: str) -> Sequential | Functional:
    if isinstance(model, Sequential):
        return _changed_stack(model, start, ref) if start.changes_layers else model
    if isinstance(model, Functional):
        return _changed_graph(model, start, ref) if start.changes_layers else model
    raise SpecError([Fault(f"{_START}/model", f"expected a network, but {ref} is a scikit-learn pipeline")])


def _changed_stack(model: Sequential, start: StartFrom, ref: str) -> Sequential:
    named = [layer.model_copy(update={"name": name}) for _, name, layer in layers_with_names(model)]
    if start.drop_last >= len(named):
        raise _refused("drop_last", f"expected fewer than the {len(named)} layers of {ref}, got {start.drop_last}")
    kept = named[: len(named) - start.drop_last]
    if len(kept) + len(start.append) > MAX_LAYERS:
        raise _refused("append", f"expected at most {MAX_LAYERS} layers in all, got {len(kept) + len(start.append)}")
    return Sequential(kind="sequential", layers=[*kept, *start.append])


def _changed_graph(model: Functional, start: StartFrom, ref: str) -> Functional:
    nodes, end = {node.name: node for node in model.nodes}, _only_output(model, ref)
    for done in range(start.drop_last):
        _require_removable(nodes, end, ref, done)
        end = nodes.pop(end).inputs[0]
    if nodes[end].is_input:
        raise _refused("drop_last", f"expected fewer than {start.drop_last}, so that a layer of {ref} is kept")
    if len(nodes) + len(start.append) > MAX_NODES:
        raise _refused("append", f"expected at most {MAX_NODES} nodes in all, got {len(nodes) + len(start.append)}")
    for layer, name in zip(start.append, _new_names(start.append, nodes), strict=True):
        nodes[name] = Node(name=name, inputs=[end], layer=layer)
        end = name
    return Functional(kind="functional", nodes=list(nodes.values()), outputs=[end])


def _only_output(model: Functional, ref: str) -> str:
    if len(model.outputs) > 1:
        raise SpecError([Fault(_START, f"expected a network with one output to change layers of, but {ref} has {len(model.outputs)}")])
    return model.outputs[0]


def _require_removable(nodes: Mapping[str, Node], name: str, ref: str, done: int) -> None:
    """Refuse to remove a node that others need or that joins branches: the rest would not have one output."""
    node = nodes[name]
    users = [other.name for other in nodes.values() if name in other.inputs or other.shares == name]
    if users or len(node.inputs) != 1:
        why = f"{', '.join(users)} needs it" if users else "it joins several nodes" if node.inputs else "it is the input"
        raise _refused("drop_last", f"expected at most {done}: the next node from the end of {ref} is {name}, and {why}")


def _new_names(layers: Sequence[AnyLayer], taken: Mapping[str, Node]) -> list[str]:
    """Name new nodes: by the names of the layers, else by their classes, numbered where such a name exists."""
    for index, layer in enumerate(layers):
        if layer.name in taken:
            raise _refused(f"append/{index}/name", f"expected a unique name, got {quote(layer.name)} again")
    fillers = [layers[0].model_copy(update={"name": name}) for name in taken] if layers else []
    return layer_names([*fillers, *layers])[len(fillers) :]


def _with_new_end(steps: Preprocessing, model: Sequential | Functional) -> Preprocessing:
    """Remove the class labels, which come from the data of the job, and rename the output."""
    if not isinstance(steps.targets, dict):
        return steps.model_copy(update={"targets": _without_classes(steps.targets)})
    names = model.outputs if isinstance(model, Functional) else []
    named = {name: _without_classes(chain) for name, chain in zip(names, steps.targets.values(), strict=False)}
    return steps.model_copy(update={"targets": named})


def _without_classes(steps: Sequence[AnyStep]) -> list[AnyStep]:
    return [step.model_copy(update={"classes": None}) if isinstance(step, Labels) else step for step in steps]


def _pointer_in_request(pointer: str, n_kept: int) -> str:
    match = _INDEX.fullmatch(pointer)
    index = int(match["index"]) - n_kept if match else -1
    return f"{_START}/append/{index}{match['rest']}" if match and index >= 0 else _START


def _refused(field: str, detail: str) -> SpecError:
    return SpecError([Fault(f"{_START}/{field}", detail)])


def _trained(part: OriginSpec) -> list[bool]:
    """Return every `trainable` of a network, in order, after freezing."""
    return _flags(trained_network(part).model_dump())


def _flags(value: Any) -> list[bool]:
    if isinstance(value, list):
        return [flag for item in value for flag in _flags(item)]
    if not isinstance(value, dict):
        return []
    return [flag for key, item in value.items() for flag in ([item] if key == "trainable" else _flags(item))]
