"""The number of samples of each class of a data set."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from models.evaluation.record import AnyLabel
from models.plots.plot import Numbers, Plot
from models.plots.style import COLORS, name_axes, shown
from models.plots.subjects import DataShown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most classes with a bar, those with the most samples.
MAX_CLASSES = 40


class PartCounts(Numbers):
    """Samples of each class in a part, in the order of the classes."""

    part: str
    counts: list[int]


class ClassCountNumbers(Numbers):
    """The classes that are drawn, and the counts of each part."""

    classes: list[AnyLabel]
    n_classes: int
    fewest: int
    most: int
    parts: list[PartCounts]


class ClassCounts(Plot[DataShown, ClassCountNumbers]):
    """Samples of each class, by part."""

    name, title, subject, form, rank = "class-counts", "samples of each class", DataShown, ClassCountNumbers, 205

    def applies(self, subject: DataShown) -> bool:
        return bool(subject.description.labels) and subject.data.targets is not None

    def numbers(self, subject: DataShown) -> ClassCountNumbers:
        data, labels = subject.data, subject.description.labels or ()
        counted = {"training": Counter(np.ravel(data.targets).tolist())} if data.targets is not None else {}
        if data.test_targets is not None:
            counted["test"] = Counter(np.ravel(data.test_targets).tolist())
        train = counted["training"]
        kept = set(sorted(labels, key=lambda label: -train[label])[:MAX_CLASSES])
        classes = [label for label in labels if label in kept]
        return ClassCountNumbers(
            classes=list(classes),
            n_classes=len(labels),
            fewest=min(train[label] for label in labels),
            most=max(train[label] for label in labels),
            parts=[PartCounts(part=name, counts=[counts[label] for label in classes]) for name, counts in counted.items()],
        )

    def draw(self, figure: "Figure", numbers: ClassCountNumbers) -> None:
        axes = figure.add_subplot()
        width = 0.8 / len(numbers.parts)
        for index, part in enumerate(numbers.parts):
            axes.bar(np.arange(len(numbers.classes)) + width * (index + 0.5) - 0.4, part.counts, width, color=COLORS[index], label=part.part)
        _name_classes(axes, numbers.classes)
        name_axes(axes, "class", "samples")
        if len(numbers.parts) > 1:
            axes.legend()

    def caption(self, numbers: ClassCountNumbers) -> str:
        few = f" The {len(numbers.classes)} largest are drawn." if len(numbers.classes) < numbers.n_classes else ""
        return f"{numbers.n_classes:,} classes; in the training part the smallest has {numbers.fewest:,} samples, the largest {numbers.most:,}.{few}"


def _name_classes(axes: Any, classes: list[AnyLabel]) -> None:
    is_long = len(classes) > 12 or max(len(str(label)) for label in classes) * len(classes) > 70
    axes.set_xticks(range(len(classes)), [shown(label, 16) for label in classes], rotation=90 if is_long else 0)
    axes.grid(visible=False, axis="x")
