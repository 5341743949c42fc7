"""Sixty small jobs that differ in everything their time depends on: layers, widths, batches, epochs, data, estimators, folds."""

import random
from collections.abc import Callable
from typing import Any

Spec = dict[str, Any]
#: Number of jobs of each kind.
COUNTS = {"dense": 13, "convolutional": 9, "recurrent": 9, "points": 8, "classical": 15, "searched": 6}
#: Seed of everything that is drawn.
SEED = 2027
_SOFTMAX = {"layer": "Dense", "units": 10, "activation": "softmax"}
_CLASSICAL: list[tuple[str, dict[str, Any]]] = [
    ("LogisticRegression", {"max_iter": 50}),
    ("RidgeClassifier", {}),
    ("GaussianNB", {}),
    ("DecisionTreeClassifier", {"max_depth": 12}),
    ("RandomForestClassifier", {"n_estimators": 60}),
    ("KNeighborsClassifier", {}),
    ("MLPClassifier", {"max_iter": 15}),
    ("SVC", {}),
]


def varied_jobs() -> list[Spec]:
    """Return the specs, in an order that mixes the kinds."""
    draw = random.Random(SEED)
    makers = [maker for kind, maker in _MAKERS.items() for _ in range(COUNTS[kind])]
    draw.shuffle(makers)
    return [maker(draw) for maker in makers]


def _digits(share: float | None, shape: list[int]) -> tuple[Spec, Spec]:
    """Return the data and the input steps of a share of MNIST."""
    data: Spec = {"source": "mnist"} if share is None else {"source": "mnist", "subset": share}
    return data, {"inputs": [{"step": "cast"}, {"step": "scale", "from": [0, 255], "to": [0, 1]}, {"step": "reshape", "shape": shape}]}


def _network(data: Spec, steps: Spec, layers: list[Spec], **training: Any) -> Spec:
    return {"data": data, "preprocessing": steps, "model": {"kind": "sequential", "layers": layers}, "training": training}


def _extras(draw: random.Random) -> Spec:
    validation: Spec = {"validation": {"split": 0.2}} if draw.random() < 0.5 else {}
    optimizer = {"name": draw.choice(["adam", "adam", "rmsprop", "sgd"])}
    return {"loss": "categorical_crossentropy", "metrics": ["accuracy"], "optimizer": optimizer, **validation}


def _dense(draw: random.Random) -> Spec:
    data, steps = _digits(draw.choice([None, 0.5, 0.25, 0.1]), [784])
    layers: list[Spec] = []
    for _ in range(draw.randint(1, 3)):
        layers.append({"layer": "Dense", "units": draw.choice([24, 64, 128, 300, 784]), "activation": "relu"})
        layers += [{"layer": "Dropout", "rate": 0.2}] if draw.random() < 0.4 else []
    steps = {**steps, "targets": [{"step": "one_hot"}]}
    return _network(data, steps, [*layers, _SOFTMAX], epochs=draw.randint(3, 8), batch_size=draw.choice([64, 128, 256]), **_extras(draw))


def _convolutional(draw: random.Random) -> Spec:
    data, steps = _digits(draw.choice([0.1, 0.05, 0.03]), [28, 28, 1])
    layers: list[Spec] = []
    for _ in range(draw.randint(1, 2)):
        stride, filters = draw.choice([1, 2]), draw.choice([8, 16, 24])
        layers.append({"layer": "Conv2D", "filters": filters, "kernel_size": draw.choice([3, 5]), "strides": stride, "activation": "relu"})
        layers += [{"layer": "MaxPooling2D"}] if draw.random() < 0.4 else []
    layers += [{"layer": "Flatten"}, {"layer": "Dense", "units": draw.choice([32, 96]), "activation": "relu"}, _SOFTMAX]
    steps = {**steps, "targets": [{"step": "one_hot"}]}
    return _network(data, steps, layers, epochs=draw.randint(3, 6), batch_size=draw.choice([32, 64, 128]), **_extras(draw))


def _recurrent(draw: random.Random) -> Spec:
    n, size, n_layers = draw.choice([300, 800, 1500]), draw.choice([3, 7, 15]), draw.randint(1, 2)
    waves = {"frequencies": [1.1, 1.7], "amplitudes": [1, 2], "phases": [0, 0]}
    data = {"source": "upsloping", "params": {"n_samples": n, "n_test": 200, "step": 0.057, **waves}}
    kind = draw.choice(["LSTM", "GRU", "SimpleRNN"])
    layers = [{"layer": kind, "units": draw.choice([4, 12, 40]), "return_sequences": index < n_layers - 1} for index in range(n_layers)]
    steps = {"inputs": [{"step": "min_max", "to": [0, 1]}, {"step": "window", "size": size}]}
    batch, epochs = draw.choice([1, 16, 32]), draw.randint(8, 20)
    return _network(data, steps, [*layers, {"layer": "Dense", "units": 1}], loss="mean_squared_error", epochs=epochs, batch_size=batch)


def _points(draw: random.Random) -> Spec:
    data = {"source": draw.choice(["moons", "circles"]), "params": {"n_samples": draw.choice([400, 2000, 8000])}}
    layers = [{"layer": "Dense", "units": draw.choice([8, 32, 64]), "activation": "relu"} for _ in range(draw.randint(1, 3))]
    output = {"layer": "Dense", "units": 2, "activation": "softmax"}
    epochs, batch = draw.randint(10, 40), draw.choice([16, 32, 64])
    return _network(data, {}, [*layers, output], loss="sparse_categorical_crossentropy", epochs=epochs, batch_size=batch)


def _classical(draw: random.Random) -> Spec:
    name, params = draw.choice(_CLASSICAL)
    data, steps = _digits(draw.choice([0.02, 0.03, 0.05]), [784])
    return {"data": data, "preprocessing": steps, "model": {"kind": "sklearn", "steps": [{"estimator": name, "params": params}]}}


def _searched(draw: random.Random) -> Spec:
    data = {"source": "moons", "params": {"n_samples": draw.choice([500, 2000]), "noise": 0.2, "seed": 42}}
    space, folds = {"n_estimators": [10, 20, 40], "max_depth": [2, 4, 8]}, draw.choice([3, 5])
    search = {"strategy": "grid", "folds": folds, "space": space}
    return {"task": "search", "data": data, "model": {"kind": "sklearn", "steps": [{"estimator": "RandomForestClassifier"}]}, "search": search}


_MAKERS: dict[str, Callable[[random.Random], Spec]] = {
    "dense": _dense,
    "convolutional": _convolutional,
    "recurrent": _recurrent,
    "points": _points,
    "classical": _classical,
    "searched": _searched,
}
