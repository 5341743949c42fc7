"""Rules for the training section: epochs, batches and augmentation."""

from collections.abc import Iterator

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.tensors import Shape, shape_text
from models.preprocessing.window import Window
from models.specs.augmentation import Augmentation
from models.specs.job import JobSpec
from models.specs.learned import streams
from models.specs.model import SklearnPipeline

_AUGMENTATION, _BATCH_SIZE = "/training/augmentation", "/training/batch_size"
#: Largest rotation at which digits stay distinguishable, in degrees.
_UPRIGHT = 45
_DIGITS = {str(digit) for digit in range(10)}


class TrainingSection(Rule):
    """A network has a training section, a pipeline has none."""

    def applies(self, spec: JobSpec) -> bool:
        return isinstance(spec.model, SklearnPipeline) != (spec.training is None)

    def judge(self, case: Case) -> Findings:
        detail = "expected a training section with loss and epochs, as the model is a network"
        if case.spec.training is not None:
            detail = "expected no training section, as the model is a scikit-learn pipeline"
        return Findings([Fault("/training", detail)])


class Batches(Rule):
    """A batch is at most as large as an epoch."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None

    def judge(self, case: Case) -> Findings:
        training, n_train = case.training, case.n_train
        size, wanted = training.batch_size, training.samples_per_epoch
        if size <= (n_train if wanted is None else wanted):
            return Findings()
        epoch = f"the training part of {n_train:,}" if wanted is None else f"an epoch of {wanted:,} samples"
        return Findings(warnings=[Fault(_BATCH_SIZE, f"a batch of {size:,} is larger than {epoch}; each epoch is one batch")])


class Epochs(Rule):
    """The size of epochs and a subset fit the data."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and (spec.training.samples_per_epoch is not None or spec.data.subset is not None)

    def judge(self, case: Case) -> Findings:
        fresh = streams(case.spec, next(iter(case.inputs.values())))
        return Findings(list(_no_subset_of_fresh_samples(case.spec) if fresh else _too_many(case)))


class Augmented(Rule):
    """Augmentation is used on images, and does not make digits ambiguous."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and spec.training.augmentation is not None

    def judge(self, case: Case) -> Findings:
        changes = case.training.augmentation
        if changes is None:
            return Findings()
        labels = {str(label) for data in case.targets.values() for label in data.labels or ()}
        return Findings(list(_not_images(case)), list(_unreadable_digits(changes)) if labels == _DIGITS else [])


def _no_subset_of_fresh_samples(spec: JobSpec) -> Iterator[Fault]:
    if spec.data.subset is not None:
        yield Fault("/data/subset", f"expected training.samples_per_epoch instead, as {spec.data.source} draws new samples for every epoch")


def _too_many(case: Case) -> Iterator[Fault]:
    wanted = case.training.samples_per_epoch
    if wanted is not None and wanted > case.n_train and case.training.augmentation is None:
        fix = "more would repeat samples; use more epochs, or augmentation"
        yield Fault("/training/samples_per_epoch", f"expected at most the {case.n_train:,} samples of the training part, got {wanted:,}; {fix}")


def _not_images(case: Case) -> Iterator[Fault]:
    """Refuse a model without an input of images; other inputs are not augmented."""
    given = case.flow.inputs
    if len(given) < len(case.inputs):
        return
    came = [_other_than_images(case, name, samples.shape) for name, samples in given.items()]
    if all(came):
        fix = "add a reshape or add_channel step and a Flatten layer, or remove augmentation"
        yield Fault(_AUGMENTATION, f"expected images of shape (height, width, channels), got {' and '.join(came)}: {fix}")


def _other_than_images(case: Case, name: str, shape: Shape) -> str:
    """Return what an input takes instead of images; empty for images."""
    if any(isinstance(step, Window) for step in case.spec.preprocessing.input_steps_of(name)):
        return "windows of a series"
    return "" if len(shape) == 3 and None not in shape else f"samples of shape {shape_text(shape)}"


def _unreadable_digits(changes: Augmentation) -> Iterator[Fault]:
    """Warn of changes after which digits are not recognizable."""
    mirrored = "mirrored digits are ambiguous, for example 2 and 5"
    for name in ("horizontal_flip", "vertical_flip"):
        if getattr(changes, name):
            yield Fault(f"{_AUGMENTATION}/{name}", mirrored)
    if changes.rotation > _UPRIGHT:
        turned = f"digits rotated by more than {_UPRIGHT} degrees are ambiguous, for example 6 and 9"
        yield Fault(f"{_AUGMENTATION}/rotation", turned)
