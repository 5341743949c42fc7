"""Names of activations, which mean another function in another version of Keras."""

from typing import Any

from models.core.faults import quote
from models.specs.keras_config.notes import Notes
from models.specs.layers.base import HARD_SIGMOID_KERAS2

#: Fields of layers that hold an activation.
ACTIVATION_FIELDS = ("activation", "recurrent_activation")
#: Names of the same function in other versions.
_ALIASES = {"swish": "silu", "hard_swish": "hard_silu"}
#: What is said of an activation whose meaning depends on the version of Keras.
_TWO_MEANINGS = (
    'expected keras_version beside class_name (such as "keras_version": "2.15.0"): hard_sigmoid is clip(0.2 x + 0.5, 0, 1) up to Keras 2, '
    "and clip(x / 6 + 0.5, 0, 1) in Keras 3"
)
#: Axes of a Softmax layer that are the last one.
_SOFTMAX_AXES = (-1, [-1])


def activation_of(value: Any, pointer: str, notes: Notes) -> Any:
    """Return the name that a spec has for an activation."""
    if is_hard_sigmoid_keras2(value):
        return HARD_SIGMOID_KERAS2
    if isinstance(value, dict):
        notes.refuse(pointer, f"expected the name of an activation, got {quote(value)}")
    elif value == HARD_SIGMOID_KERAS2:
        notes.refuse(pointer, f"expected an activation of Keras, got {quote(value)}")  # Somebody else's function of that name is code.
    elif value == "hard_sigmoid" and notes.version is None:
        notes.refuse(pointer, _TWO_MEANINGS)
    elif value == "hard_sigmoid" and notes.version is not None and notes.version < 3:
        return HARD_SIGMOID_KERAS2
    return _ALIASES.get(value, value) if isinstance(value, str) else "linear" if value is None else value


def is_hard_sigmoid_keras2(value: Any) -> bool:
    """Recognize the layers of Keras that a network of ours has in place of that function."""
    if not isinstance(value, dict) or value.get("class_name") != "Pipeline" or not isinstance(value.get("config"), dict):
        return False
    layers = value["config"].get("layers")
    if (
        not isinstance(layers, list)
        or len(layers) != 2
        or not all(isinstance(layer, dict) and isinstance(layer.get("config"), dict) for layer in layers)
    ):
        return False
    (first, scale), (second, cut) = ((layer.get("class_name"), layer["config"]) for layer in layers)
    cuts = {key: cut.get(key) or 0 for key in ("max_value", "negative_slope", "threshold")}
    return (
        (first, second) == ("Rescaling", "ReLU")
        and (scale.get("scale"), scale.get("offset")) == (0.2, 0.5)
        and cuts == {"max_value": 1, "negative_slope": 0, "threshold": 0}
    )


def as_activation(kind: str, arguments: dict[str, Any], pointer: str, notes: Notes) -> str | None:
    """Return the activation that a layer of its own class is; None for other classes. Another form of one is refused."""
    rule = _LAYERS.get(kind)
    return rule(arguments, pointer, notes) if rule else None


def _rectifier(arguments: dict[str, Any], pointer: str, notes: Notes) -> str:
    for key in ("negative_slope", "threshold"):
        if arguments.get(key):
            notes.refuse(f"{pointer}/config/{key}", f"ReLU: expected {key} 0, got {quote(arguments[key])}")
    top = arguments.get("max_value")
    if top not in (None, 6):
        notes.refuse(f"{pointer}/config/max_value", f"ReLU: expected max_value 6 or none, got {quote(top)}")
    return "relu6" if top else "relu"


def _leaky(arguments: dict[str, Any], pointer: str, notes: Notes) -> str:
    key = "negative_slope" if "negative_slope" in arguments else "alpha"
    slope = arguments.get(key, 0.3)
    if not isinstance(slope, int | float) or abs(slope - 0.2) > 1e-6:  # Older versions write the float32 number.
        notes.refuse(f"{pointer}/config/{key}", f"LeakyReLU: expected the slope 0.2 of the activation leaky_relu, got {quote(slope)}")
    return "leaky_relu"


def _exponential(arguments: dict[str, Any], pointer: str, notes: Notes) -> str:
    if arguments.get("alpha", 1) != 1:
        notes.refuse(f"{pointer}/config/alpha", f"ELU: expected alpha 1 of the activation elu, got {quote(arguments['alpha'])}")
    return "elu"


def _softmax(arguments: dict[str, Any], pointer: str, notes: Notes) -> str:
    if arguments.get("axis", -1) not in _SOFTMAX_AXES:
        notes.refuse(f"{pointer}/config/axis", f"Softmax: expected the axis -1, got {quote(arguments['axis'])}")
    return "softmax"


#: Layers of Keras that are an activation here, by class.
_LAYERS = {"ReLU": _rectifier, "LeakyReLU": _leaky, "ELU": _exponential, "Softmax": _softmax}
