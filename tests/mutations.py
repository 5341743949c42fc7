"""Seeded mutations of artifacts: one recorded fact is changed in place, of every sort on which predictions depend."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import skops.io

from models.artifact.packing import read_json, write_json
from models.serving.runtimes.sklearn import TRUSTED_TYPES

Draws = np.random.Generator
#: Changes a file; returns whether it had what is changed.
Change = Callable[[h5py.File, Draws], bool]
#: Mutations of each model.
PER_MODEL = 10


@dataclass(frozen=True)
class Mutation:
    """A mutation of one file.

    Args:
        model: Name of the file.
        sort: What is changed.
        seed: Seed of the draws.
    """

    model: str
    sort: str
    seed: int

    def apply(self, file: h5py.File) -> None:
        """Change the file."""
        assert SORTS[self.sort](file, np.random.default_rng([self.seed, 13])), f"nothing to change: {self}"

    @property
    def changes_weights(self) -> bool:
        """Tell whether it changes the weights of a network."""
        return self.sort in ("weight", "channels")


def mutations_of(path: Path, copy: Callable[[Path], Path]) -> list[Mutation]:
    """Return the mutations of a file, its sorts in turn.

    Args:
        path: The file.
        copy: Makes a copy that may be changed.
    """
    sorts = [sort for sort in SORTS if _applies(sort, copy(path))]
    return [Mutation(path.stem, sorts[index % len(sorts)], index) for index in range(PER_MODEL)]


def _applies(sort: str, path: Path) -> bool:
    with h5py.File(path, "a") as file:
        return SORTS[sort](file, np.random.default_rng(0))


def _edited(file: h5py.File, name: str, edit: Callable[[Any], bool]) -> bool:
    """Edit a JSON value of the group modelbook in place."""
    group = file["modelbook"]
    value = read_json(group, name)
    done = edit(value)
    del group[name]
    write_json(group, name, value)
    return done


def _leaves(value: Any, inside: bool = False) -> Iterator[tuple[Any, Any]]:
    """Yield the container and key of every float, and of every array, of fitted state or fields."""
    entries = list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    for key, item in entries:
        if isinstance(item, float) or (isinstance(item, dict) and "__array__" in item):
            yield value, key
        else:
            yield from _leaves(item)


def _stretch(side: str) -> Change:
    """Change one number of the steps over the inputs, or the targets."""

    def change(file: h5py.File, draws: Draws) -> bool:
        def edit(record: Any) -> bool:
            found = list(_leaves(record[side]))
            if not found:
                return False
            container, key = found[draws.integers(len(found))]
            factor = draws.choice([0.5, 0.8, 1.25, 2.0])
            if isinstance(container[key], float):
                container[key] = container[key] * factor + 0.1
            else:
                array = file["modelbook/preprocessing_arrays"][container[key]["__array__"]]
                index = np.unravel_index(draws.integers(array.size), array.shape)
                array[index] = array[index] * factor + 0.1
            return True

        return _edited(file, "preprocessing", edit)

    return change


def _labels(file: h5py.File, draws: Draws) -> bool:
    def edit(record: Any) -> bool:
        outputs = [output for output in record["outputs"].values() if output["labels"]]
        for output in outputs[:1]:
            output["labels"] = output["labels"][::-1] if draws.integers(2) else np.roll(np.array(output["labels"], object), 1).tolist()
        return bool(outputs)

    return _edited(file, "signature", edit)


def _lists(key: str, nested: bool = False) -> Change:
    """Swap two entries of a list in the fitted state of an input step."""

    def change(file: h5py.File, draws: Draws) -> bool:
        def edit(record: Any) -> bool:
            states = [step["state"][key] for steps in record["inputs"].values() for step in steps if key in step["state"]]
            for found in states[:1]:
                entries = found[0] if nested else found
                one, other = draws.choice(len(entries), 2, replace=False)
                entries[one], entries[other] = entries[other], entries[one]
            return bool(states)

        return _edited(file, "preprocessing", edit)

    return change


def _window(file: h5py.File, draws: Draws) -> bool:
    def edit(record: Any) -> bool:
        windows = [step["spec"] for steps in record["inputs"].values() for step in steps if step["spec"]["step"] == "window"]
        for window in windows[:1]:
            window["size"] += int(draws.choice([-1, 1]))
        return bool(windows)

    return _edited(file, "preprocessing", edit)


def _columns(file: h5py.File, draws: Draws) -> bool:
    def edit(record: Any) -> bool:
        inputs = [
            given for given in record["inputs"].values() if given["columns"] and len(given["columns"]) > 1 and given["input_shape"][0] is not None
        ]
        for given in inputs[:1]:
            one, other = draws.choice(len(given["columns"]), 2, replace=False)
            columns = given["columns"]
            columns[one], columns[other] = columns[other], columns[one]
        return bool(inputs)

    return _edited(file, "signature", edit)


def _fitted_columns(file: h5py.File, draws: Draws) -> bool:
    """Swap two columns in an array of fitted state."""
    arrays = [array for array in file["modelbook/preprocessing_arrays"].values() if array.ndim and array.shape[-1] > 1]
    if not arrays:
        return False
    array = arrays[draws.integers(len(arrays))]
    values = array[()]
    one, other = draws.choice(values.shape[-1], 2, replace=False)
    values[..., [one, other]] = values[..., [other, one]]
    array[...] = values
    return True


def _weights(file: h5py.File) -> list[h5py.Dataset]:
    found: list[h5py.Dataset] = []
    if "model_weights" in file:
        file["model_weights"].visititems(lambda _, item: found.append(item) if isinstance(item, h5py.Dataset) and item.size else None)
    return found


def _channels(file: h5py.File, draws: Draws) -> bool:
    """Reverse the input channels of a kernel."""
    kernels = [array for array in _weights(file) if array.ndim > 1 and array.shape[-2] > 1]
    if not kernels:
        return False
    kernel = kernels[draws.integers(len(kernels))]
    kernel[...] = kernel[()][..., ::-1, :]
    return True


def _weight(file: h5py.File, draws: Draws) -> bool:
    """Change one number of a network, or of a fitted estimator."""
    arrays = _weights(file)
    if not arrays:
        return _estimator(file, draws)
    array = arrays[draws.integers(len(arrays))]
    index = np.unravel_index(draws.integers(array.size), array.shape)
    array[index] = array[index] * draws.choice([0.5, 1.25, -1.0]) + 0.05
    return True


def _estimator(file: h5py.File, draws: Draws) -> bool:
    pipeline = skops.io.loads(file["estimator"][()].tobytes(), trusted=list(TRUSTED_TYPES))
    arrays = [array for _, step in pipeline.steps for array in _learned(step)]
    if not arrays:
        return False
    array = arrays[draws.integers(len(arrays))]
    array.flat[draws.integers(array.size)] += draws.choice([-1.0, 0.3, 2.0])
    del file["estimator"]
    file.create_dataset("estimator", data=np.frombuffer(skops.io.dumps(pipeline), np.uint8))
    return True


def _learned(estimator: Any) -> list[np.ndarray[Any, Any]]:
    values = [value for name, value in sorted(vars(estimator).items()) if name.endswith("_")]
    return [value for value in values if isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.size]


#: What is changed, by name.
SORTS: dict[str, Change] = {
    "scale": _stretch("inputs"),
    "class order": _labels,
    "vocabulary": _lists("vocabulary_"),
    "categories": _lists("categories_", nested=True),
    "target scaler": _stretch("targets"),
    "window": _window,
    "column order": _columns,
    "fitted columns": _fitted_columns,
    "channels": _channels,
    "weight": _weight,
}
