"""Layers as Keras 1 and 2 wrote them, in the words of Keras 3."""

from collections.abc import Mapping
from typing import Any

from models.core.faults import quote
from models.specs.keras_config.notes import Notes

#: Classes that only have another name now; their arguments and weights are the same, or are renamed below.
_CLASSES = {
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
}
#: Arguments of Keras 1 by what they are called since Keras 2.
_ARGUMENTS = {
    "bias": "use_bias",
    "inner_activation": "recurrent_activation",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "p": "rate",
    "sigma": "stddev",
    "nb_filter": "filters",
    "filter_length": "kernel_size",
    "subsample": "strides",
    "subsample_length": "strides",
    "border_mode": "padding",
    "pool_length": "pool_size",
    "stride": "strides",
}
#: Layers of Keras 1 whose argument output_dim is the number of units; that of an Embedding is still called so.
_WITH_UNITS = ("Dense", "LSTM", "GRU", "SimpleRNN")
#: Arguments of Keras 1 about initial weights, training or speed: without effect on a network with weights.
_DROPPED = (
    *("init", "inner_init", "forget_bias_init", "beta_init", "gamma_init", "consume_less", "input_dtype", "W_learning_rate"),
    *("W_regularizer", "U_regularizer", "b_regularizer", "gamma_regularizer", "beta_regularizer", "W_constraint", "b_constraint"),
)
#: Sizes of a kernel along its axes, where Keras 1 has an argument for each.
_EXTENTS = (("nb_row", "nb_col"), ("kernel_dim1", "kernel_dim2", "kernel_dim3"))
#: Orders of the axes of images.
_ORDERS = {"tf": "channels_last", "th": "channels_first"}
#: The gates of Keras 1 where nothing else is said, by their name there.
_GATES = "hard_sigmoid"
#: Convolutions, whose kernels Theano applies mirrored.
_CONVOLUTIONS = ("Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose", "SeparableConv2D", "DepthwiseConv2D")
#: What is said of kernels of Theano, which are mirrored.
_MIRRORED = (
    "expected kernels of the backend tensorflow: {given}. Theano stores the kernels of convolutions mirrored: "
    'load the network in Keras 2 with TensorFlow and save it again, or send "backend": "tensorflow" beside class_name if they are not'
)


def renamed(kind: str, arguments: dict[str, Any], pointer: str, notes: Notes) -> tuple[str, dict[str, Any]]:
    """Return class and arguments of a layer by their names in Keras 3.

    What a name leaves open is written out: gates of an LSTM or GRU of Keras 1, and where a GRU applies its reset gate.
    """
    if notes.version is None or notes.version > 2:
        return kind, arguments
    kind = _CLASSES.get(kind, kind)
    found = _first(kind, arguments, pointer, notes) if notes.version == 1 else arguments
    if kind in _CONVOLUTIONS:
        _require_not_mirrored(pointer, notes)
    return kind, {**_defaults(kind, notes.version), **found}


def _defaults(kind: str, version: int) -> dict[str, Any]:
    """Return the values of arguments that an old file leaves out, where they differ from those of Keras 3."""
    if kind == "GRU":
        return {"reset_after": False, **({"recurrent_activation": _GATES} if version == 1 else {})}
    return {"recurrent_activation": _GATES} if kind == "LSTM" and version == 1 else {}


def _first(kind: str, arguments: Mapping[str, Any], pointer: str, notes: Notes) -> dict[str, Any]:
    """Rename the arguments of a layer of Keras 1."""
    found = {_ARGUMENTS.get(key, key): value for key, value in arguments.items() if key not in _DROPPED}
    if kind in _WITH_UNITS and "output_dim" in found:
        found["units"] = found.pop("output_dim")
    if kind != "Embedding":
        found.pop("input_dim", None)
    for names in _EXTENTS:
        if all(name in found for name in names):
            found["kernel_size"] = [found.pop(name) for name in names]
    if "dim_ordering" in found:
        order = found.pop("dim_ordering")
        found["data_format"] = _ORDERS.get(order, order)
    if kind == "BatchNormalization" and found.pop("mode", 0) != 0:
        notes.refuse(f"{pointer}/config/mode", f"BatchNormalization: expected the mode 0, got {quote(arguments['mode'])}")
    return found


def _require_not_mirrored(pointer: str, notes: Notes) -> None:
    if notes.backend not in ("tensorflow", "cntk") and (notes.backend or notes.version == 1):
        given = f"got {quote(notes.backend)}" if notes.backend else "the file names no backend"
        notes.refuse(f"{pointer}/class_name", _MIRRORED.format(given=given))
