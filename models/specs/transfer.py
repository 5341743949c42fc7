"""A job's network and preprocessing written out from the model that it starts from, less its last layers and with new ones."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from models.core.errors import Fault, SpecError
from models.core.faults import quote
from models.preprocessing import AnyStep
from models.preprocessing.labels import Labels
from models.specs.functional import MAX_NODES, Functional, Node
from models.specs.job import JobSpec, Preprocessing
from models.specs.layers import AnyLayer
from models.specs.missing import no_such_model
from models.specs.model import MAX_LAYERS, AnyModel, Sequential
from models.specs.network import layer_names
from models.specs.registered import Registered
from models.specs.start_from import StartFrom

_START = "/start_from"
_INDEX = re.compile(r"/model/(?:layers|nodes)/(?P<place>\d+)(?:/layer)?(?P<rest>.*)")


def written_out(raw: Any, registered: Registered) -> Any:
    """Return a raw spec with its network and its preprocessing, where these follow from the model it starts from.

    A spec whose form is wrong, and one that begins anew or goes on from a model as it is, is returned as it came.

    Args:
        raw: The spec as decoded JSON.
        registered: Where the model is looked up.

    Raises:
        SpecError: There is no such model, or it cannot be changed in that way.
    """
    start = _start_of(raw)
    if start is None or (not start.changes_layers and {"model", "preprocessing"} <= raw.keys()):
        return raw
    origin = registered.origin(start.model)
    if origin is None:
        raise SpecError([Fault(f"{_START}/model", no_such_model(start.model))])
    model = _changed(origin.spec.model, start, origin.ref)
    if start.changes_layers and raw.get("model") is not None and not _is(model, raw["model"]):
        detail = f"the layers are those of {origin.ref}, as drop_last and append change them; expected no model beside those (in a patch: null)"
        raise SpecError([Fault("/model", detail)])
    steps = origin.spec.preprocessing
    steps = _with_new_end(steps, model) if start.changes_layers else steps
    return {"model": model.model_dump(mode="json"), "preprocessing": steps.model_dump(mode="json"), **_given(raw)}


def pointed_at_request(raw: Any, spec: JobSpec, faults: Sequence[Fault]) -> list[Fault]:
    """Point faults of what was written out at that part of the request which it follows from.

    Args:
        raw: The spec as decoded JSON.
        spec: The same with everything written out.
        faults: What is wrong with it.
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


def _start_of(raw: Any) -> StartFrom | None:
    """Return the object a spec starts from; None where there is none, or none of the right form."""
    try:
        return StartFrom.model_validate(raw["start_from"]) if isinstance(raw, dict) and isinstance(raw.get("start_from"), dict) else None
    except ValidationError:
        return None


def _given(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a request says itself; null says as much as leaving out."""
    return {key: value for key, value in raw.items() if value is not None or key not in ("model", "preprocessing")}


def _is(model: AnyModel, raw: Any) -> bool:
    """Tell whether a model given is the one that would be written out, as it is in a spec that was stored."""
    try:
        return type(model).model_validate(raw) == model
    except ValidationError:
        return False


def _changed(model: AnyModel, start: StartFrom, ref: str) -> Sequential | Functional:
    if isinstance(model, Sequential):
        return _changed_stack(model, start, ref) if start.changes_layers else model
    if isinstance(model, Functional):
        return _changed_graph(model, start, ref) if start.changes_layers else model
    raise SpecError([Fault(f"{_START}/model", f"expected a network, but {ref} is a scikit-learn pipeline, which is fitted whole")])


def _changed_stack(model: Sequential, start: StartFrom, ref: str) -> Sequential:
    layers = [layer for _, layer in model.layers_by_pointer]
    named = [layer.model_copy(update={"name": name}) for layer, name in zip(layers, layer_names(layers), strict=True)]
    if start.drop_last >= len(named):
        raise _refused("drop_last", f"expected fewer than the {len(named)} layers of {ref}, of which one at least is kept, got {start.drop_last}")
    kept = named[: len(named) - start.drop_last]
    if len(kept) + len(start.append) > MAX_LAYERS:
        raise _refused("append", f"expected at most {MAX_LAYERS} layers in all, got {len(kept) + len(start.append)}")
    return Sequential(kind="sequential", layers=[*kept, *start.append])


def _changed_graph(model: Functional, start: StartFrom, ref: str) -> Functional:
    nodes, end = {node.name: node for node in model.nodes}, _only_output(model, ref)
    for done in range(start.drop_last):
        _require_loose(nodes, end, ref, done)
        end = nodes.pop(end).inputs[0]
    if nodes[end].is_input:
        raise _refused("drop_last", f"expected fewer, so that a layer of {ref} is kept: behind {start.drop_last} comes its input")
    if len(nodes) + len(start.append) > MAX_NODES:
        raise _refused("append", f"expected at most {MAX_NODES} nodes in all, got {len(nodes) + len(start.append)}")
    for layer, name in zip(start.append, _new_names(start.append, nodes), strict=True):
        nodes[name] = Node(name=name, inputs=[end], layer=layer)
        end = name
    return Functional(kind="functional", nodes=list(nodes.values()), outputs=[end])


def _only_output(model: Functional, ref: str) -> str:
    if len(model.outputs) > 1:
        raise SpecError([Fault(_START, f"layers are changed at the end of a network with one output, but {ref} has {len(model.outputs)}")])
    return model.outputs[0]


def _require_loose(nodes: Mapping[str, Node], name: str, ref: str, done: int) -> None:
    """Refuse to take off a node that others need, or that joins branches: what is left would have no one end."""
    node = nodes[name]
    users = [other.name for other in nodes.values() if name in other.inputs or other.shares == name]
    if users or len(node.inputs) != 1:
        why = f"{', '.join(users)} needs it" if users else "it joins several nodes" if node.inputs else "it is the input"
        raise _refused("drop_last", f"expected at most {done}: the next node from the end of {ref} is {name}, and {why}")


def _new_names(layers: Sequence[AnyLayer], taken: Mapping[str, Node]) -> list[str]:
    """Name new nodes: as the layers say, else by their kinds, with numbers where those names are there already."""
    for index, layer in enumerate(layers):
        if layer.name in taken:
            raise _refused(f"append/{index}/name", f"expected a name that no other layer has, got {quote(layer.name)} again")
    fillers = [layers[0].model_copy(update={"name": name}) for name in taken] if layers else []
    return layer_names([*fillers, *layers])[len(fillers) :]


def _with_new_end(steps: Preprocessing, model: Sequential | Functional) -> Preprocessing:
    """Leave the class labels to the data of the job, as the layer that knew the model's own may be gone, and give the one output its new name."""
    if not isinstance(steps.targets, dict):
        return steps.model_copy(update={"targets": _without_classes(steps.targets)})
    named = {name: _without_classes(chain) for name, chain in zip(_output_names(model), steps.targets.values(), strict=False)}
    return steps.model_copy(update={"targets": named})


def _output_names(model: Sequential | Functional) -> list[str]:
    return model.outputs if isinstance(model, Functional) else []


def _without_classes(steps: Sequence[AnyStep]) -> list[AnyStep]:
    return [step.model_copy(update={"classes": None}) if isinstance(step, Labels) else step for step in steps]


def _pointer_in_request(pointer: str, n_kept: int) -> str:
    match = _INDEX.fullmatch(pointer)
    index = int(match["place"]) - n_kept if match else -1
    return f"{_START}/append/{index}{match['rest']}" if match and index >= 0 else _START


def _refused(field: str, detail: str) -> SpecError:
    return SpecError([Fault(f"{_START}/{field}", detail)])
