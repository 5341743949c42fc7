"""One layer as Keras writes it, translated into the layer of a spec.

Nothing is built from the request itself: classes are looked up among our layers, arguments among their fields, and
unknown ones are refused unless they have no effect. Code (Lambda layers, custom classes) is never run.
"""

from typing import Any

from models.core.faults import quote
from models.core.old_names import old_name_hint
from models.specs.keras_config.activations import ACTIVATION_FIELDS, activation_of, as_activation
from models.specs.keras_config.notes import NamedAxis, Notes, named
from models.specs.keras_config.old_layers import renamed
from models.specs.layers import LAYERS, Layer

#: Classes of Keras; a class of any other name, including that of a layer of our own, would be custom code.
_CLASSES: dict[str, type[Layer]] = {name: cls for name, cls in LAYERS.items() if cls.is_stock()}
#: Arguments that a spec has no field for, and their values without effect, besides None and False.
_WITHOUT_EFFECT: dict[str, tuple[Any, ...]] = {
    "dtype": ("float32",),
    "data_format": ("channels_last",),
    "dilation_rate": (1, [1], [1, 1], [1, 1, 1]),
    "groups": (1,),
    "zero_output_for_mask": (True,),
    "ord": (2,),
}
#: Layers with an argument `axis` in Keras, which here is the last one.
_LAST_AXIS = ("BatchNormalization", "LayerNormalization", "Normalization", "Concatenate")
#: Arguments about initial weights, random draws, speed or the shape of samples: without effect on a network with weights.
_IGNORED = (
    *("unit_forget_bias", "implementation", "use_cudnn", "seed", "renorm_momentum", "backward_layer", "unroll", "fused"),
    *("batch_input_shape", "batch_shape", "input_shape", "input_length", "input_dtype"),
)
#: Layers that hold code, and what to do instead.
_CODE = {
    "Lambda": (
        "expected no code: a Lambda layer holds a Python function, which is never run here. If it scales its input, put a Rescaling layer in its "
        "place before you save the network; else take it out, and do its work in a preprocessing step of a job, or before you send inputs"
    ),
    "TFOpLambda": "expected no call of a TensorFlow function: put a layer of Keras in its place, such as Rescaling, Add or Multiply",
    "SlicingOpLambda": "expected no indexing of tensors: put a layer of Keras in its place, such as Cropping2D or Reshape",
}


def translate_layer(kind: str, arguments: dict[str, Any], pointer: str, notes: Notes, name: str | None = None) -> dict[str, Any]:
    """Translate a layer; what has no counterpart is noted as faults.

    Args:
        kind: Its class in Keras.
        arguments: Its configuration.
        pointer: Pointer to the layer.
        notes: Version of Keras; takes the faults.
        name: Name of the layer in the network; that in the configuration when left out.
    """
    kind, arguments = renamed(kind, {**arguments, **({"name": name} if name else {})}, pointer, notes)
    if kind not in _CLASSES and (activation := as_activation(kind, arguments, pointer, notes)):
        kind, arguments = "Activation", {"name": arguments.get("name"), "trainable": arguments.get("trainable", True), "activation": activation}
    cls = _CLASSES.get(kind)
    if cls is None:
        _refuse_class(kind, pointer, notes)
        return {}
    fields: dict[str, Any] = {"layer": kind}
    for field in cls.model_fields:
        key = cls.keras_names.get(field, field)
        if field != "layer" and key in arguments and not field.endswith("_initializer"):
            fields[field] = _value(field, arguments[key], f"{pointer}/config/{key}", notes)
    _require_whole(cls, fields, arguments, pointer, notes)
    return fields


def _refuse_class(kind: str, pointer: str, notes: Notes) -> None:
    if kind in _CODE:
        notes.refuse(f"{pointer}/class_name", f"{_CODE[kind]}; got {quote(kind)}")
        return
    known = f"one of the layers {', '.join(_CLASSES)}" if notes.lists_layers() else "one of the layers listed above"
    notes.refuse(f"{pointer}/class_name", f"expected {known}, got {quote(kind)}{old_name_hint(kind, _CLASSES)}")


def _require_whole(cls: type[Layer], fields: dict[str, Any], arguments: dict[str, Any], pointer: str, notes: Notes) -> None:
    """Refuse arguments that a spec has no field for and that have an effect, and a meaning that the version leaves open."""
    if cls.__name__ == "Bidirectional":
        _require_same_backward_layer(fields.get("wrapped", {}), arguments.get("backward_layer"), pointer, notes)
    if cls.__name__ == "GRU" and "reset_after" not in fields:
        notes.refuse(f"{pointer}/config/reset_after", "GRU: expected true or false, got none; true is the default of Keras 3, false that of Keras 1")
    for key in sorted(arguments.keys() - {cls.keras_names.get(field, field) for field in cls.model_fields}):
        if key == "axis" and cls.__name__ in _LAST_AXIS and arguments[key] not in (-1, [-1]):
            notes.axes.append(NamedAxis(f"{pointer}/config/axis", str(fields.get("name")), arguments[key]))
        elif key != "axis" or cls.__name__ not in _LAST_AXIS:
            _require_no_effect(key, arguments[key], cls, f"{pointer}/config/{key}", notes)


def _value(field: str, value: Any, pointer: str, notes: Notes) -> Any:
    if field in ACTIVATION_FIELDS:
        return activation_of(value, pointer, notes)
    if not isinstance(value, dict):
        return value
    kind, arguments = named(value, pointer)
    if field == "wrapped":
        return _wrapped(kind, arguments, pointer, notes)
    role = next((role for role in ("regularizer", "constraint") if field.endswith(role)), None)
    if role is None:
        notes.refuse(pointer, f"expected a plain value, got {quote(value)}")
    return {str(role): kind, **arguments}


def _wrapped(kind: str, arguments: dict[str, Any], pointer: str, notes: Notes) -> dict[str, Any]:
    """Translate a layer within another one, whose axes are those of a sample without the first."""
    own = Notes(notes.version, notes.backend, notes.faults)
    found = translate_layer(kind, arguments, pointer, own)
    for axis in own.axes:
        notes.refuse(axis.pointer, f"{kind} in a wrapper: only the default of axis is supported, got {quote(axis.axis)}")
    return found


def _require_no_effect(key: str, value: Any, cls: type[Layer], pointer: str, notes: Notes) -> None:
    if value is None or value is False or key.endswith("_initializer") or key in _IGNORED:
        return
    if key == "dtype" and isinstance(value, dict):
        value = value.get("config", {}).get("name") if isinstance(value.get("config"), dict) else value
    if value not in _WITHOUT_EFFECT.get(key, ()):
        hint = old_name_hint(key, cls.model_fields)
        notes.refuse(pointer, f"{cls.__name__}: only the default of {key} is supported, got {quote(value)}{hint}")


def _require_same_backward_layer(forward: dict[str, Any], backward: Any, pointer: str, notes: Notes) -> None:
    """Refuse a backward layer that differs from the forward one: Bidirectional makes both from one layer."""
    if backward is None:
        return
    kind, arguments = named(backward, f"{pointer}/config/backward_layer")
    other = _wrapped(kind, arguments, f"{pointer}/config/backward_layer", notes)
    differing = [key for key in {*forward, *other} - {"name", "go_backwards"} if forward.get(key) != other.get(key)]
    if differing:
        notes.refuse(f"{pointer}/config/backward_layer", f"expected the same layer as forward, but {min(differing)} differs")
