"""What an epoch is made of, judged: how many samples, fresh ones or the data's own, changed at random or not."""

from models.core.errors import Fault
from models.core.tensors import TensorType, shape_text
from models.datasets import Description
from models.preprocessing.window import Window
from models.specs.job import JobSpec
from models.specs.training import Training

_AUGMENTATION, _SAMPLES = "/training/augmentation", "/training/samples_per_epoch"
#: Degrees by which a digit may be turned and still be sure to be read.
_UPRIGHT = 45
_DIGITS = {str(digit) for digit in range(10)}


def streams(spec: JobSpec, data: Description) -> bool:
    """Tell whether a network is trained on fresh samples in every epoch; folds and trials are cut from those drawn once."""
    return data.endless and spec.task_facts.trains and spec.training is not None


def epoch_faults(spec: JobSpec, inputs: TensorType | None, data: Description) -> list[Fault]:
    """List what cannot work about the samples of an epoch.

    Args:
        spec: The spec.
        inputs: Type of the samples that reach the network; None where that is not known.
        data: What is known of the data set.
    """
    training = spec.training
    if training is None:
        return []
    faults = [] if inputs is None else _not_pictures(training, inputs, spec)
    if streams(spec, data):
        return [*faults, *_no_share_of_a_stream(spec)]
    return [*faults, *_too_many(training, data)]


def named_epoch_faults(spec: JobSpec) -> list[Fault]:
    """List what a network of several inputs or outputs cannot do about the samples of an epoch."""
    if spec.training is None or spec.training.augmentation is None:
        return []
    return [Fault(_AUGMENTATION, "expected a network of one input and one output, whose pictures are changed, got one of several, named ones")]


def epoch_warnings(spec: JobSpec, data: Description) -> list[Fault]:
    """List what is probably not meant about the samples of an epoch."""
    training = spec.training
    if training is None:
        return []
    return [*_small_epoch(training), *_unreadable_digits(training, data)]


def _not_pictures(training: Training, inputs: TensorType, spec: JobSpec) -> list[Fault]:
    series = any(isinstance(step, Window) for step in spec.preprocessing.input_steps)
    if training.augmentation is None or (len(inputs.shape) == 3 and None not in inputs.shape and not series):
        return []
    came = "windows of a series" if series else f"samples of shape {shape_text(inputs.shape)}"
    mend = "let a reshape or add_channel step give such a shape and the network flatten it, or leave augmentation out"
    return [Fault(_AUGMENTATION, f"expected pictures of shape (height, width, channels) to change, but {came} reach the network: {mend}")]


def _no_share_of_a_stream(spec: JobSpec) -> list[Fault]:
    if spec.data.subset is None:
        return []
    return [
        Fault(
            "/data/subset",
            f"{spec.data.source} has fresh samples for every epoch, so there is no share of them; give training.samples_per_epoch instead",
        )
    ]


def _too_many(training: Training, data: Description) -> list[Fault]:
    wanted = training.samples_per_epoch
    if wanted is None or wanted <= data.n_train or training.augmentation is not None:
        return []
    more = "more would only repeat some, so give more epochs, or augmentation, which makes them differ"
    return [Fault(_SAMPLES, f"expected at most the {data.n_train:,} samples of the training part, got {wanted:,}; {more}")]


def _small_epoch(training: Training) -> list[Fault]:
    wanted = training.samples_per_epoch
    if wanted is None or training.batch_size <= wanted:
        return []
    return [
        Fault("/training/batch_size", f"a batch of {training.batch_size:,} is larger than an epoch of {wanted:,} samples; each epoch is one step")
    ]


def _unreadable_digits(training: Training, data: Description) -> list[Fault]:
    """Warn where digits are changed into what is none, or another one."""
    changes = training.augmentation
    if changes is None or {str(label) for label in data.labels or ()} != _DIGITS:
        return []
    mirrored = "a mirrored digit is no digit, and 2 and 5 come to look alike: labels no longer say what is seen"
    turned = f"a digit turned by more than {_UPRIGHT} degrees can be read as another one, as 6 and 9, or 1 and 7"
    found = [
        ("horizontal_flip", changes.horizontal_flip, mirrored),
        ("vertical_flip", changes.vertical_flip, mirrored),
        ("rotation", changes.rotation > _UPRIGHT, turned),
    ]
    return [Fault(f"{_AUGMENTATION}/{name}", detail) for name, asked, detail in found if asked]
