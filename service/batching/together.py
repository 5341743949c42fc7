"""Requests with plain rows: prepared and answered with all others of their batch."""

from collections.abc import Callable

from models.artifact.predictions import Prediction
from models.artifact.samples.read import Decoded, Items
from models.core.arrays import Ports
from models.serving.predictor import Predictor
from service.batching.waiting import Computed


def begun(predictor: Predictor, items: Items) -> tuple[Decoded, Callable[[Ports], Ports] | None]:
    """Read the samples of a request.

    Returns:
        The samples, and what prepares those of a whole batch; None in its place where they are prepared already.

    Raises:
        InputError: Unsuitable samples.
    """
    plain = predictor.plain
    rows = None if plain is None else plain.read(items)
    return (predictor.decode(items), None) if plain is None or rows is None else (rows, plain.prepare)


def predictions_of(predictor: Predictor, computed: Computed, given: Decoded, n_samples: int) -> list[Prediction]:
    """Return the predictions for a request: its share of those for the whole batch where they can be made together.

    Args:
        predictor: The model.
        computed: What it gave for the request.
        given: The samples of the request.
        n_samples: How many there are.

    Raises:
        InputError: The numbers of a sample are too large for the model.
    """
    batch, plain = computed.batch, predictor.plain
    if plain is None or batch is None:
        return predictor.predictions(computed.outputs, given, n_samples)
    if batch.made is None:
        batch.made = plain.predictions(batch.outputs) or []
    return batch.made[computed.start : computed.start + n_samples] or predictor.predictions(computed.outputs, given, n_samples)
