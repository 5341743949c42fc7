"""Where the batches of a fit come from."""

from models.preparing.prepared import Prepared
from models.specs.training import Training
from models.training.augmented import AugmentedBatches, InputAugmenters
from models.training.batches import Batches, TrainingBatches
from models.training.streamed import StreamedBatches


def batches_of(prepared: Prepared, training: Training, seed: int) -> Batches:
    """Return the batches of a fit: of the training part or of fresh samples, as they are or changed at random.

    Args:
        prepared: The data.
        training: How the network is fitted.
        seed: Seed of the job.
    """
    size, wanted, train = training.batch_size, training.samples_per_epoch, prepared.train
    augmenters = InputAugmenters.of(training.augmentation, seed, train.x) if training.augmentation else None
    if prepared.stream is not None:
        return StreamedBatches(prepared.stream, prepared, size, wanted or train.n_samples, augmenters)
    x, y = train.fed
    if augmenters is not None:
        return AugmentedBatches(x, y, size, augmenters, seed=seed, shuffle=training.shuffle, n_samples=wanted)
    return TrainingBatches(x, y, size, seed=seed, shuffle=training.shuffle, n_samples=wanted)
