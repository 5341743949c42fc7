"""Where the batches of a fit come from."""

from models.preparing.named_parts import NamedParts
from models.preparing.parts import Parts
from models.specs.training import Training
from models.training.augmented import AugmentedBatches, Augmenter
from models.training.batches import Batches, TrainingBatches
from models.training.streamed import StreamedBatches


def batches_of(parts: Parts | NamedParts, training: Training, seed: int) -> Batches:
    """Return the batches of a fit: of the training part or of fresh samples, as they are or changed at random.

    Args:
        parts: The data.
        training: How the network is fitted.
        seed: Seed of the job.
    """
    size, wanted = training.batch_size, training.samples_per_epoch
    if isinstance(parts, NamedParts):
        return TrainingBatches(*parts.train.fed, size, seed=seed, shuffle=training.shuffle, n_samples=wanted)
    train = parts.train
    augmenter = Augmenter.of(training.augmentation, seed, train.x) if training.augmentation else None
    if parts.stream is not None:
        return StreamedBatches(parts.stream, parts, size, wanted or len(train.x), augmenter)
    if augmenter is not None:
        return AugmentedBatches(train.x, train.y, size, augmenter, seed=seed, shuffle=training.shuffle, n_samples=wanted)
    return TrainingBatches(train.x, train.y, size, seed=seed, shuffle=training.shuffle, n_samples=wanted)
