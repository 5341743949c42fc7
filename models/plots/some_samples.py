"""A few samples of a job's data to show: of the test part where there is one, of each class where there are classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.artifact.signature import InputSignature
from models.core.arrays import Label, Ports
from models.core.deferred_rows import in_memory
from models.core.tensors import CHANNELS, IMAGE
from models.evaluation.record import PartName
from models.plots.run import Run
from models.preparing.raw import Raw

#: Samples among which those of each class are looked for, the first of a part.
LOOKED_AT = 5000
#: Parts in the order in which they are preferred.
_PREFERRED: tuple[PartName, ...] = ("test", "validation", "train")


@dataclass(frozen=True)
class SomeSamples:
    """A few samples of a part.

    Args:
        part: The part.
        indices: Index of each sample in the part, from 0.
        raw: The samples before preprocessing, in memory.
        labels: Class of each by the targets of the data; None where these are no classes, or are not there.
    """

    part: PartName
    indices: list[int]
    raw: Raw
    labels: list[Label] | None

    @property
    def inputs(self) -> Ports:
        """Return the raw inputs by port."""
        return self.raw.input_arrays


def some_samples(run: Run, count: int, output: str | None = None, parts: Sequence[PartName] = _PREFERRED) -> SomeSamples:
    """Choose samples: the first of each class as long as there are more, then the first others.

    Args:
        run: The job.
        count: Most samples.
        output: The output by whose classes they are chosen; None for the first with classes.
        parts: Parts in the order in which they are preferred; one of them exists.
    """
    part = next(name for name in parts if name in run.raw_parts)
    raw = run.raw_parts[part]
    labels = labels_of(run, raw.rows(slice(LOOKED_AT)), output)
    indices = _chosen(labels, min(count, raw.n_samples))
    chosen = raw.rows(np.array(indices)).loaded()
    return SomeSamples(part, indices, chosen, None if labels is None else [labels[index] for index in indices])


def labels_of(run: Run, raw: Raw, output: str | None = None) -> list[Label] | None:
    """Return the class of each sample by the targets of an output, or the first that are classes; None where there are none."""
    for name, array in (raw.targets or {}).items():
        if output in (None, name) and run.raw.targets[name].labels is not None and array.ndim == 1:
            return list(in_memory(array).tolist())
    return None


def _chosen(labels: Sequence[Label] | None, count: int) -> list[int]:
    if labels is None:
        return list(range(count))
    first: dict[Label, int] = {}
    for index, label in enumerate(labels):
        first.setdefault(label, index)
    ordered = [first[label] for label in sorted(first, key=_order)][:count]
    others = [index for index in range(len(labels)) if index not in set(ordered)]
    return [*ordered, *others[: count - len(ordered)]]


def _order(label: Label) -> tuple[bool, Any]:
    return isinstance(label, str), label


def takes_images(given: InputSignature) -> bool:
    """Tell whether the raw values of an input are images, encoded or as arrays."""
    shape = given.input_shape
    is_array = given.takes_numbers and None not in shape and (len(shape) == 2 or (len(shape) == 3 and shape[-1] in CHANNELS))
    return given.input_dtype == IMAGE or given.images or (is_array and min(size or 0 for size in shape[:2]) > 1)


def image_input(run: Run) -> str | None:
    """Return the first input of a model that takes images; None if none does."""
    inputs = run.content.signature.inputs
    windowed = run.content.chain.window is not None
    return next((name for name, given in inputs.items() if takes_images(given) and not windowed), None)


def caption_of(samples: SomeSamples, position: int) -> str:
    """Return what a sample is called: its class, or its index in the part."""
    return f"{samples.labels[position]}" if samples.labels is not None else f"{samples.part} {samples.indices[position]}"
