"""A network's architecture as Keras writes it, translated into the layers of a spec.

Nothing is built from the request itself: classes are looked up among our layers, arguments among their fields, and
unknown ones are refused unless they have no effect. Code (Lambda layers, custom classes) is never run.
"""

from typing import Any

from models.core.errors import Fault, SpecError
from models.core.faults import quote
from models.core.old_names import old_name_hint
from models.specs.layers import LAYERS, Layer

POINTER = "/architecture"
#: Classes of Keras; a class of any other name, including that of a layer of our own, would be custom code.
_CLASSES: dict[str, type[Layer]] = {name: cls for name, cls in LAYERS.items() if cls.is_stock()}
#: Arguments that a spec has no field for, and their values without effect, besides None and False.
_WITHOUT_EFFECT: dict[str, tuple[Any, ...]] = {
    "dtype": ("float32",),
    "data_format": ("channels_last",),
    "dilation_rate": (1, [1], [1, 1], [1, 1, 1]),
    "groups": (1,),
    "reset_after": (True,),
    "zero_output_for_mask": (True,),
    "ord": (2,),
}
#: Layers with an argument `axis` in Keras, which here is the last one.
_LAST_AXIS = ("BatchNormalization", "LayerNormalization", "Normalization", "Concatenate")
#: Layers that may add axes to samples or reorder them.
_RESHAPING = ("Reshape", "Permute", "RepeatVector", "TimeDistributed", "Embedding")
#: Arguments about initial weights, random draws or speed: without effect on a network with weights.
_IGNORED = ("unit_forget_bias", "implementation", "use_cudnn", "seed", "renorm_momentum", "backward_layer", "batch_input_shape", "batch_shape")


def network_of(config: Any) -> tuple[dict[str, Any], list[int]]:
    """Translate an architecture.

    Args:
        config: Result of `model.to_json()` of Keras, or the architecture in an HDF5 file, decoded.

    Returns:
        The model part of a spec, not yet validated, and the shape of one input sample.

    Raises:
        SpecError: It has another form, or holds something that a spec has no layer or field for.
    """
    kind, fields = _named(config, POINTER)
    layers = _with_last_axes(_list(fields, "layers", POINTER + "/config"))
    if kind == "Sequential":
        return _sequential(layers, fields)
    if kind in ("Functional", "Model"):
        return _functional(layers, fields)
    raise _refused(POINTER + "/class_name", f"expected Sequential or Functional, got {quote(kind)}")


def _with_last_axes(layers: list[Any]) -> list[Any]:
    """Write the channel axis as -1 where it is given as 3, as in the image networks of Keras Applications.

    Both are the same axis only while samples have the shape of images: nothing is changed where a layer may reshape them.
    """
    named = [(item.get("class_name"), item["config"]) for item in layers if isinstance(item, dict) and isinstance(item.get("config"), dict)]
    shapes = [fields.get("batch_shape", fields.get("batch_input_shape")) for kind, fields in named if kind == "InputLayer"]
    images = bool(shapes) and all(isinstance(shape, list) and len(shape) == 4 for shape in shapes)
    if not images or any(str(kind) in _RESHAPING or str(kind).endswith("3D") for kind, _ in named):
        return layers
    return [
        {**item, "config": {**item["config"], "axis": -1}}
        if isinstance(item, dict)
        and item.get("class_name") in _LAST_AXIS
        and isinstance(item.get("config"), dict)
        and item["config"].get("axis") in (3, [3])
        else item
        for item in layers
    ]


def _sequential(layers: list[Any], fields: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    shape: Any = fields.get("build_input_shape")
    translated = []
    for index, item in enumerate(layers):
        pointer = f"{POINTER}/config/layers/{index}"
        kind, arguments = _named(item, pointer)
        if kind == "InputLayer" and index == 0:
            shape = arguments.get("batch_shape", arguments.get("batch_input_shape"))
        else:
            translated.append(_layer(kind, arguments, pointer))
    return {"kind": "sequential", "layers": translated}, _shape(shape, POINTER + "/config/layers/0")


def _functional(layers: list[Any], fields: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    nodes: list[dict[str, Any]] = []
    shapes = []
    for index, item in enumerate(layers):
        pointer = f"{POINTER}/config/layers/{index}"
        kind, arguments = _named(item, pointer)
        name = arguments.get("name")
        if kind == "InputLayer":
            nodes.append({"name": name})
            shapes.append(_shape(arguments.get("batch_shape", arguments.get("batch_input_shape")), pointer))
            continue
        for use, call in enumerate(_list(item, "inbound_nodes", pointer)):
            given = {"inputs": _sources(call, f"{pointer}/inbound_nodes/{use}")}
            made = {"layer": _layer(kind, arguments, pointer)} if use == 0 else {"shares": name}
            nodes.append({"name": _node_name(name, use), **given, **made})
    if len(shapes) != 1:
        raise _refused(POINTER + "/config/input_layers", f"expected a network with one input, got {len(shapes)}")
    ends = fields.get("output_layers")
    ends = [ends] if isinstance(ends, list) and len(ends) == 3 and isinstance(ends[0], str) else ends
    return {"kind": "functional", "nodes": nodes, "outputs": _histories(ends, POINTER + "/config/output_layers")}, shapes[0]


def _node_name(name: Any, use: int) -> Any:
    """Return the name of a node: that of the layer for its first use, with a number for later ones."""
    return name if use == 0 else f"{name}.use{use}"


def _sources(call: Any, pointer: str) -> list[Any]:
    args, others = (call.get("args"), call.get("kwargs") or {}) if isinstance(call, dict) else (None, {})
    only_tensors = isinstance(others, dict) and all(value is None or key == "training" for key, value in others.items())
    if not isinstance(args, list) or not args or not only_tensors:
        raise _refused(pointer, "expected a call with tensors and no other arguments")
    tensors = args[0] if len(args) == 1 and isinstance(args[0], list) else args
    found = [tensor.get("config", {}) if isinstance(tensor, dict) else {} for tensor in tensors]
    return _histories([config.get("keras_history") if isinstance(config, dict) else None for config in found], pointer)


def _histories(histories: Any, pointer: str) -> list[Any]:
    if not isinstance(histories, list) or not histories:
        raise _refused(pointer, "expected a list of [layer, use, output]")
    for history in histories:
        if not isinstance(history, list) or len(history) != 3 or not isinstance(history[1], int) or history[2] != 0:
            raise _refused(pointer, f"expected [layer, use, 0], got {quote(history)}")
    return [_node_name(name, use) for name, use, _ in histories]


def _layer(kind: str, arguments: dict[str, Any], pointer: str) -> dict[str, Any]:
    if kind == "ReLU":
        return _rectifier(arguments, pointer)
    cls = _CLASSES.get(kind)
    if cls is None:
        raise _refused(f"{pointer}/class_name", f"expected one of the layers {', '.join(_CLASSES)}, got {quote(kind)}{old_name_hint(kind, _CLASSES)}")
    fields: dict[str, Any] = {"layer": kind}
    for name in cls.model_fields:
        key = cls.keras_names.get(name, name)
        if name != "layer" and key in arguments and not name.endswith("_initializer"):
            fields[name] = _value(name, arguments[key], f"{pointer}/config/{key}")
    if kind == "Bidirectional":
        _require_same_backward_layer(fields.get("wrapped", {}), arguments.get("backward_layer"), pointer)
    for key in arguments.keys() - {cls.keras_names.get(name, name) for name in cls.model_fields}:
        _require_no_effect(key, arguments[key], cls, f"{pointer}/config/{key}")
    return fields


def _rectifier(arguments: dict[str, Any], pointer: str) -> dict[str, Any]:
    """Translate a ReLU layer into the activation that it is."""
    for key in ("negative_slope", "threshold"):
        if arguments.get(key):
            raise _refused(f"{pointer}/config/{key}", f"ReLU: expected {key} 0, got {quote(arguments[key])}")
    top = arguments.get("max_value")
    if top not in (None, 6):
        raise _refused(f"{pointer}/config/max_value", f"ReLU: expected max_value 6 or none, got {quote(top)}")
    return _layer(
        "Activation", {"name": arguments.get("name"), "trainable": arguments.get("trainable"), "activation": "relu6" if top else "relu"}, pointer
    )


def _value(name: str, value: Any, pointer: str) -> Any:
    if not isinstance(value, dict):
        return value
    kind, arguments = _named(value, pointer)
    if name == "wrapped":
        return _layer(kind, arguments, pointer)
    role = next((role for role in ("regularizer", "constraint") if name.endswith(role)), None)
    if role is None:
        raise _refused(pointer, f"expected a plain value, got {quote(value)}")
    return {role: kind, **arguments}


def _require_no_effect(key: str, value: Any, cls: type[Layer], pointer: str) -> None:
    if value is None or value is False or key.endswith("_initializer") or key in _IGNORED:
        return
    if key == "dtype" and isinstance(value, dict):
        value = value.get("config", {}).get("name") if isinstance(value.get("config"), dict) else value
    if key == "axis" and cls.__name__ in _LAST_AXIS and value in (-1, [-1]):
        return
    if value not in _WITHOUT_EFFECT.get(key, ()):
        hint = old_name_hint(key, cls.model_fields)
        raise _refused(pointer, f"{cls.__name__}: only the default of {key} is supported, got {quote(value)}{hint}")


def _require_same_backward_layer(forward: dict[str, Any], backward: Any, pointer: str) -> None:
    """Refuse a backward layer that differs from the forward one: Bidirectional makes both from one layer."""
    if backward is None:
        return
    kind, arguments = _named(backward, f"{pointer}/config/backward_layer")
    other = _layer(kind, arguments, f"{pointer}/config/backward_layer")
    differing = [key for key in {*forward, *other} - {"name", "go_backwards"} if forward.get(key) != other.get(key)]
    if differing:
        raise _refused(f"{pointer}/config/backward_layer", f"expected the same layer as forward, but {min(differing)} differs")


def _named(item: Any, pointer: str) -> tuple[str, dict[str, Any]]:
    if not isinstance(item, dict) or not isinstance(item.get("class_name"), str) or not isinstance(item.get("config"), dict):
        raise _refused(pointer, f"expected an object with class_name and config, got {quote(item)}")
    return item["class_name"], item["config"]


def _list(item: dict[str, Any], key: str, pointer: str) -> list[Any]:
    if not isinstance(item.get(key), list):
        raise _refused(f"{pointer}/{key}", f"expected a list, got {quote(item.get(key))}")
    found: list[Any] = item[key]
    return found


def _shape(batch_shape: Any, pointer: str) -> list[int]:
    sizes = batch_shape[1:] if isinstance(batch_shape, list) else None
    if not sizes or not all(type(size) is int and 0 < size <= 1_000_000 for size in sizes):
        raise _refused(pointer, f"expected the shape of a batch: null, then known sizes, got {quote(batch_shape)}")
    return sizes


def _refused(pointer: str, detail: str) -> SpecError:
    return SpecError([Fault(pointer, detail)])
