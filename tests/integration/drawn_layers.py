"""Hypothesis strategies: for each layer, the arguments it may have and the shapes it may meet."""

from typing import Any, get_args

from hypothesis import strategies as st

from models.core.tensors import Shape
from models.specs.layers import LAYERS, Backbone, Layer, Merge
from models.specs.layers.base import Activation
from models.specs.layers.bounds import Initializer

Strategies = dict[str, st.SearchStrategy[Any]]

UNITS = st.integers(1, 7)
ACTIVATION = st.sampled_from(get_args(get_args(Activation)[0]))
CONSTRAINT = (
    st.none()
    | st.just({"constraint": "NonNeg"})
    | st.fixed_dictionaries({"constraint": st.sampled_from(["MaxNorm", "UnitNorm"]), "axis": st.integers(0, 1)})
)
REGULARIZER = st.none() | st.fixed_dictionaries({"regularizer": st.sampled_from(["L1", "L2", "L1L2"])})
INITIALIZER = st.sampled_from(get_args(get_args(Initializer)[0]))
KERNEL: Strategies = {
    "activation": ACTIVATION,
    "use_bias": st.booleans(),
    "kernel_initializer": INITIALIZER,
    "bias_initializer": st.sampled_from(["zeros", "ones", "random_normal"]),
    "kernel_regularizer": REGULARIZER,
    "bias_regularizer": REGULARIZER,
    "kernel_constraint": CONSTRAINT,
}
PADDING = st.sampled_from(["valid", "same"])
SIDES = st.integers(0, 2) | st.tuples(st.integers(0, 2), st.integers(0, 2)).map(list)


def extents(n: int, largest: int = 4) -> st.SearchStrategy[Any]:
    """Draw a size for each of n axes, or one number for all."""
    one = st.integers(1, largest)
    return one | st.lists(one, min_size=n, max_size=n)


def sizes(rank: int, largest: int = 6) -> st.SearchStrategy[Shape]:
    """Draw a sample shape."""
    return st.lists(st.integers(1, largest), min_size=rank, max_size=rank).map(tuple)


def convolution(n: int) -> Strategies:
    return {"filters": UNITS, "kernel_size": extents(n), "strides": extents(n, 3), "padding": PADDING, **KERNEL}


def pooling(n: int) -> Strategies:
    return {"pool_size": extents(n), "strides": st.none() | extents(n, 3), "padding": PADDING}


ANY_SHAPE = st.integers(1, 4).flatmap(sizes)
IMAGES, SEQUENCES, VOLUMES = sizes(3, 9), sizes(2, 9), sizes(4)
SPATIAL = {1: SEQUENCES, 2: IMAGES, 3: VOLUMES}
DEPTHWISE: Strategies = {
    "kernel_size": extents(2),
    "strides": st.integers(1, 3),
    "padding": PADDING,
    "depth_multiplier": st.integers(1, 3),
    "activation": ACTIVATION,
    "use_bias": st.booleans(),
    "depthwise_initializer": INITIALIZER,
}
RECURRENT: Strategies = {
    **KERNEL,
    "units": UNITS,
    "recurrent_initializer": st.sampled_from(["orthogonal", "glorot_uniform"]),
    "dropout": st.sampled_from([0.0, 0.3]),
    "recurrent_dropout": st.sampled_from([0.0, 0.3]),
    "return_sequences": st.booleans(),
    "go_backwards": st.booleans(),
}
GATED: Strategies = {**RECURRENT, "recurrent_activation": ACTIVATION}
NORM: Strategies = {"epsilon": st.floats(1e-6, 1), "center": st.booleans(), "scale": st.booleans()}
WRAPPED_RECURRENT = st.fixed_dictionaries(
    {"layer": st.sampled_from(["LSTM", "GRU", "SimpleRNN"]), "units": UNITS}, optional={"return_sequences": st.booleans(), "use_bias": st.booleans()}
)
WRAPPED = st.one_of(
    st.fixed_dictionaries({"layer": st.just("Dense"), "units": UNITS}),
    st.fixed_dictionaries({"layer": st.just("Dropout"), "rate": st.just(0.2)}),
    st.fixed_dictionaries({"layer": st.just("BatchNormalization")}),
    st.fixed_dictionaries({"layer": st.just("Conv2D"), "filters": UNITS, "kernel_size": st.just(2)}),
    st.fixed_dictionaries({"layer": st.just("Flatten")}),
)

#: For each layer of one input, its arguments and the shapes it may meet.
DRAWN: dict[str, tuple[Strategies, st.SearchStrategy[Shape]]] = {
    "Dense": ({"units": UNITS, **KERNEL}, ANY_SHAPE),
    "Activation": ({"activation": ACTIVATION}, ANY_SHAPE),
    "Dropout": ({"rate": st.floats(0, 0.99)}, ANY_SHAPE),
    "GaussianNoise": ({"stddev": st.floats(0, 1)}, ANY_SHAPE),
    "BatchNormalization": ({"momentum": st.floats(0, 0.99), **NORM}, ANY_SHAPE),
    "LayerNormalization": (NORM, ANY_SHAPE),
    "Rescaling": ({"scale": st.floats(-2, 2), "offset": st.floats(-2, 2)}, ANY_SHAPE),
    "Normalization": ({"mean": st.floats(-2, 2), "variance": st.floats(0.1, 2)}, ANY_SHAPE),
    "Flatten": ({}, ANY_SHAPE),
    "Reshape": ({"shape": st.sampled_from([[24], [4, 6], [3, 2, 4], [1, 24, 1]])}, st.sampled_from([(24,), (2, 12), (4, 3, 2)])),
    "Permute": ({"dims": st.permutations([1, 2, 3]).map(list)}, IMAGES),
    "RepeatVector": ({"n": st.integers(1, 5)}, sizes(1)),
    "Embedding": ({"input_dim": st.integers(1, 20), "output_dim": UNITS, "embeddings_regularizer": REGULARIZER}, st.integers(1, 2).flatmap(sizes)),
    "CategoryEncoding": ({"num_tokens": st.integers(1, 20)}, st.integers(2, 8).map(lambda size: (size,))),
    "Conv1D": ({**convolution(1), "padding": st.sampled_from(["valid", "same", "causal"])}, SEQUENCES),
    "Conv2D": (convolution(2), IMAGES),
    "Conv3D": (convolution(3), VOLUMES),
    "Conv2DTranspose": (convolution(2), IMAGES),
    "SeparableConv2D": ({"filters": UNITS, **DEPTHWISE, "pointwise_initializer": INITIALIZER}, IMAGES),
    "DepthwiseConv2D": (DEPTHWISE, IMAGES),
    **{f"{kind}Pooling{n}D": (pooling(n), SPATIAL[n]) for kind in ("Max", "Average") for n in (1, 2, 3)},
    **{f"Global{kind}Pooling{n}D": ({}, SPATIAL[n]) for kind in ("Max", "Average") for n in (1, 2, 3)},
    "UpSampling2D": ({"size": extents(2, 3), "interpolation": st.sampled_from(["nearest", "bilinear"])}, IMAGES),
    "ZeroPadding2D": ({"padding": SIDES}, IMAGES),
    "Cropping2D": ({"cropping": SIDES}, IMAGES),
    "LSTM": (GATED, SEQUENCES),
    "GRU": ({**GATED, "reset_after": st.booleans()}, SEQUENCES),
    "SimpleRNN": (RECURRENT, SEQUENCES),
    "Bidirectional": ({"wrapped": WRAPPED_RECURRENT, "merge_mode": st.sampled_from(["concat", "sum", "mul", "ave"])}, SEQUENCES),
    "TimeDistributed": ({"wrapped": WRAPPED}, sizes(2) | sizes(4, 5)),
}
#: For each layer of several inputs, its arguments.
MERGING: dict[str, Strategies] = {
    **{name: {} for name in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Concatenate", "Sampling")},
    "Dot": {"axes": st.tuples(st.integers(1, 2), st.integers(1, 2)), "normalize": st.booleans()},
}
#: A backbone is a whole network; it has tests of its own.
CLASSES: dict[str, type[Layer]] = {name: cls for name, cls in LAYERS.items() if cls is not Backbone}


def examples_of(cls: type[Layer]) -> Strategies:
    """Return arguments of a layer that is not drawn above: examples of the fields that it requires."""
    required = {name: field.examples or [] for name, field in cls.model_fields.items() if field.is_required() and name != "layer"}
    return {name: st.sampled_from(examples) for name, examples in required.items()}


for _name, _cls in CLASSES.items():  # Layers of plug-ins, where they are.
    if _name not in DRAWN and _name not in MERGING and issubclass(_cls, Merge):
        MERGING[_name] = examples_of(_cls)
    elif _name not in DRAWN and _name not in MERGING:
        DRAWN[_name] = (examples_of(_cls), ANY_SHAPE)


def draw_layer(data: st.DataObject, name: str, arguments: Strategies) -> Layer:
    """Draw a layer: what it requires, and any of what it may have."""
    cls = CLASSES[name]
    drawn = data.draw(st.fixed_dictionaries({"trainable": st.booleans()}, optional=arguments), label="arguments")
    needed = [field for field, info in cls.model_fields.items() if info.is_required() and field != "layer"]
    required = {field: data.draw(arguments[field], label=field) for field in needed}
    return cls.model_validate({"layer": name, **required, **drawn})
