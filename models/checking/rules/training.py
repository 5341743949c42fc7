"""Rules of a training section: epochs, batches, and images changed at random."""

from collections.abc import Iterator

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.tensors import Shape, shape_text
from models.preprocessing.window import Window
from models.specs.augmentation import Augmentation
from models.specs.epochs import streams
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline

_AUGMENTATION, _BATCH_SIZE = "/training/augmentation", "/training/batch_size"
#: Degrees by which a digit may be turned and still be sure to be read.
_UPRIGHT = 45
_DIGITS = {str(digit) for digit in range(10)}


class TrainingSection(Rule):
    """A network has a training section, a pipeline has none."""

    def applies(self, spec: JobSpec) -> bool:
        return isinstance(spec.model, SklearnPipeline) != (spec.training is None)

    def judge(self, case: Case) -> Findings:
        told = "training is required for a network: expected loss, epochs and so on"
        if case.spec.training is not None:
            told = "expected no training section: a scikit-learn pipeline is fitted whole, by its own parameters"
        return Findings([Fault("/training", told)])


class Batches(Rule):
    """Batches are no larger than what they are cut from."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None

    def judge(self, case: Case) -> Findings:
        training, n_train = case.training, case.n_train
        size, wanted = training.batch_size, training.samples_per_epoch
        if size <= (n_train if wanted is None else wanted):
            return Findings()
        whole = f"the training part of {n_train:,}" if wanted is None else f"an epoch of {wanted:,} samples"
        return Findings(warnings=[Fault(_BATCH_SIZE, f"a batch of {size:,} is larger than {whole}; each epoch is one step")])


class Epochs(Rule):
    """Epochs of another size than the training part, and a share of the training part."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and (spec.training.samples_per_epoch is not None or spec.data.subset is not None)

    def judge(self, case: Case) -> Findings:
        fresh = streams(case.spec, next(iter(case.inputs.values())))
        return Findings(list(_no_share_of_a_stream(case.spec) if fresh else _too_many(case)))


class Augmented(Rule):
    """Images that are changed at random, otherwise in each epoch."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and spec.training.augmentation is not None

    def judge(self, case: Case) -> Findings:
        changes = case.training.augmentation
        if changes is None:
            return Findings()
        labels = {str(label) for data in case.targets.values() for label in data.labels or ()}
        return Findings(list(_not_images(case)), list(_unreadable_digits(changes)) if labels == _DIGITS else [])


def _no_share_of_a_stream(spec: JobSpec) -> Iterator[Fault]:
    if spec.data.subset is not None:
        mend = "so there is no share of them; give training.samples_per_epoch instead"
        yield Fault("/data/subset", f"{spec.data.source} has fresh samples for every epoch, {mend}")


def _too_many(case: Case) -> Iterator[Fault]:
    wanted = case.training.samples_per_epoch
    if wanted is not None and wanted > case.n_train and case.training.augmentation is None:
        more = "more would only repeat some, so give more epochs, or augmentation, which makes them differ"
        yield Fault("/training/samples_per_epoch", f"expected at most the {case.n_train:,} samples of the training part, got {wanted:,}; {more}")


def _not_images(case: Case) -> Iterator[Fault]:
    """Refuse inputs of which none takes images; what enters at the others is left as it is."""
    entering = case.flow.inputs
    if len(entering) < len(case.inputs):
        return
    came = [_what_comes(case, name, given.shape) for name, given in entering.items()]
    if all(came):
        mend = "let a reshape or add_channel step give such a shape and the network flatten it, or leave augmentation out"
        wanted = "expected pictures of shape (height, width, channels) to change"
        yield Fault(_AUGMENTATION, f"{wanted}, but {' and '.join(came)} reach the network: {mend}")


def _what_comes(case: Case, name: str, shape: Shape) -> str:
    """Return what enters in place of images; empty where images do."""
    if any(isinstance(step, Window) for step in case.spec.preprocessing.input_steps_of(name)):
        return "windows of a series"
    return "" if len(shape) == 3 and None not in shape else f"samples of shape {shape_text(shape)}"


def _unreadable_digits(changes: Augmentation) -> Iterator[Fault]:
    """Warn where digits are changed into what is none, or another one."""
    mirrored = "a mirrored digit is no digit, and 2 and 5 come to look alike: labels no longer say what is seen"
    for name in ("horizontal_flip", "vertical_flip"):
        if getattr(changes, name):
            yield Fault(f"{_AUGMENTATION}/{name}", mirrored)
    if changes.rotation > _UPRIGHT:
        turned = f"a digit turned by more than {_UPRIGHT} degrees can be read as another one, as 6 and 9, or 1 and 7"
        yield Fault(f"{_AUGMENTATION}/rotation", turned)
