"""Predictions of a loaded model for inputs of any form, by its queue or its thread."""

from dataclasses import dataclass
from time import perf_counter

from fastapi.concurrency import run_in_threadpool

from models.artifact.predictions import Prediction, Probabilities
from models.artifact.samples.read import Items, n_items
from models.artifact.samples.texts import Unknown
from models.artifact.signature import Method
from models.preprocessing.stopwatch import Stopwatch
from service.batching.phases import Phases
from service.bodies.content import LONG
from service.compiled_models import Loaded


@dataclass(frozen=True)
class Wanted:
    """What is asked of a model.

    Args:
        probabilities: How many class probabilities each prediction has, where no method is named.
        method: The method that gives the predictions; that of the model's kind by default.
        unknown: How symbols outside the vocabulary of a text model are handled.
        n_bytes: Size of what the inputs were read from. Little can be much once it is looked at: one long row, one large image.
    """

    probabilities: Probabilities = Probabilities.ALL
    method: Method | None = None
    unknown: Unknown | None = None
    n_bytes: int = 0


async def predicted(loaded: Loaded, items: Items, wanted: Wanted, phases: Phases) -> list[Prediction]:
    """Return the predictions of a model, one for each input, in order; see `Predictor.predict` for what it takes.

    Args:
        loaded: The model.
        items: The inputs.
        wanted: What is asked of it.
        phases: To which the times are added.

    Raises:
        ArtifactError: The model failed.
        InputError: Unsuitable inputs.
        Unavailable: Too many rows wait for the model.
    """
    predictor, n_samples = loaded.predictor, n_items(items)
    if not n_samples or wanted.method is not None:
        return await _by_method(loaded, items, wanted, phases)
    is_quick, began = loaded.decodes_quickly(n_samples) and _is_plain(loaded, items, wanted.n_bytes), perf_counter()
    with Stopwatch() as steps:
        given = predictor.decode(items, wanted.unknown) if is_quick else await run_in_threadpool(predictor.decode, items, wanted.unknown)
    phases.steps_s += steps.seconds
    phases.decode_s += perf_counter() - began - steps.seconds
    computed = await loaded.batcher.outputs(given.x, given.n_rows)
    phases.queue_s, phases.model_s = computed.queue_s, computed.model_s
    began = perf_counter()
    arguments = computed.outputs, given, n_samples, wanted.probabilities
    predictions = predictor.predictions(*arguments) if is_quick else await run_in_threadpool(predictor.predictions, *arguments)
    phases.encode_s += perf_counter() - began
    return predictions


def _is_plain(loaded: Loaded, items: Items, n_bytes: int) -> bool:
    """Tell whether samples are small, and no images: of some bytes of those, seconds may pass until they are decoded or refused."""
    if n_bytes >= LONG:
        return False
    may_be_images = any(given.images for given in loaded.predictor.signature.inputs.values())
    return not (may_be_images and isinstance(items, list) and items and isinstance(items[0], bytes | str | dict))


async def _by_method(loaded: Loaded, items: Items, wanted: Wanted, phases: Phases) -> list[Prediction]:
    """Return the predictions of a method, most of which need scikit-learn itself: in the thread of the model, one request after the other."""
    predict, arguments = loaded.predictor.predict, (items, wanted.probabilities, wanted.method, wanted.unknown)
    began = perf_counter()
    with Stopwatch() as steps:
        n_samples = n_items(items)
        is_quick = wanted.method is None or (loaded.is_quick(n_samples, wanted.method) and _is_plain(loaded, items, wanted.n_bytes))
        predictions = predict(*arguments) if is_quick else await loaded.batcher.call(lambda: predict(*arguments))
    phases.steps_s, phases.model_s = steps.seconds, perf_counter() - began - steps.seconds
    return predictions
