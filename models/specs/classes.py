"""The classes of a target: a property of the data set, its training and test part together, that a spec is stored with."""

from collections.abc import Sequence

import numpy as np

from models.core.arrays import Label
from models.preprocessing import AnyStep, Step
from models.preprocessing.labels import Labels
from models.specs.job import JobSpec, Preprocessing


def labels_step(steps: Sequence[Step]) -> Labels | None:
    """Return the step over targets that encodes class labels; None where there is none."""
    return next((step for step in steps if isinstance(step, Labels)), None)


def lacks_classes(steps: Sequence[AnyStep]) -> bool:
    """Tell whether the targets are encoded by a step that has no classes yet."""
    step = labels_step(steps)
    return step is not None and step.classes is None


def with_classes(steps: Sequence[AnyStep], labels: Sequence[Label] | None) -> list[AnyStep]:
    """Give the step that encodes labels the classes of the data set, if it has none.

    Args:
        steps: The steps over the targets of an output.
        labels: The labels of the data set, in the order of the ids they get; None where they are unknown.
    """
    step = labels_step(steps)
    if step is None or step.classes is not None or not labels:
        return list(steps)
    index = list(steps).index(step)
    classes = _converted(steps[:index], labels)
    return [*steps[:index], step.model_copy(update={"classes": classes}), *steps[index + 1 :]] if classes else list(steps)


def with_classes_of(spec: JobSpec, labels: dict[str, Sequence[Label] | None]) -> JobSpec:
    """Write the classes of the data into a spec, wherever it gives none.

    Args:
        spec: A spec.
        labels: Labels of the data set of each output, by name.
    """
    targets = spec.preprocessing.targets
    if isinstance(targets, dict):
        fixed: list[AnyStep] | dict[str, list[AnyStep]] = {name: with_classes(steps, labels.get(name)) for name, steps in targets.items()}
    else:
        fixed = with_classes(targets, next(iter(labels.values()), None))
    return spec.model_copy(update={"preprocessing": Preprocessing.model_construct(**{**dict(spec.preprocessing), "targets": fixed})})


def _converted(steps: Sequence[AnyStep], labels: Sequence[Label]) -> list[Label] | None:
    """Return labels after the steps before the one that encodes them; None where these are fitted, or give other than labels."""
    values = np.asarray(labels)
    for step in steps:
        if step.learns():
            return None
        values = step.apply(values)
    if values.dtype.kind == "f" and np.array_equal(values, np.floor(values)):
        values = values.astype(np.int64)
    return list(dict.fromkeys(values.tolist())) if values.dtype.kind in "iuU" and len(values) > 1 else None
