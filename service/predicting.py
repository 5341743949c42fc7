"""Predictions of a loaded model for inputs of any form, by its queue or its thread."""

from dataclasses import dataclass
from time import perf_counter

from fastapi.concurrency import run_in_threadpool

from models.artifact.predictions import Prediction, Probabilities
from models.artifact.samples.read import Decoded, Items, n_items
from models.artifact.samples.texts import Unknown
from models.artifact.signature import Method
from models.core.arrays import Ports
from models.preprocessing.stopwatch import steps_timed
from service.batching.phases import Phases
from service.compiled_models import Loaded


@dataclass(frozen=True)
class Wanted:
    """What is asked of a model.

    Args:
        probabilities: How many class probabilities each prediction has, where no method is named.
        method: The method that gives the predictions; that of the model's kind by default.
        unknown: How symbols outside the vocabulary of a text model are handled.
    """

    probabilities: Probabilities = Probabilities.ALL
    method: Method | None = None
    unknown: Unknown | None = None


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
    given, outputs = await computed(loaded, items, phases, wanted.unknown)
    began = perf_counter()
    arguments = outputs, given, n_samples, wanted.probabilities
    is_quick = loaded.decodes_quickly(n_samples)
    predictions = predictor.predictions(*arguments) if is_quick else await run_in_threadpool(predictor.predictions, *arguments)
    phases.encode_s += perf_counter() - began
    return predictions


async def computed(loaded: Loaded, items: Items, phases: Phases, unknown: Unknown | None = None) -> tuple[Decoded, Ports]:
    """Return inputs as the model takes them, at least one, and its outputs for them; arguments and errors as for `predicted`."""
    predictor, began = loaded.predictor, perf_counter()
    with steps_timed() as steps:
        is_quick = loaded.decodes_quickly(n_items(items))
        given = predictor.decode(items, unknown) if is_quick else await run_in_threadpool(predictor.decode, items, unknown)
    phases.steps_s += steps.seconds
    phases.decode_s += perf_counter() - began - steps.seconds
    result = await loaded.batcher.outputs(given.x, given.n_rows)
    phases.queue_s, phases.model_s = result.queue_s, result.model_s
    return given, result.outputs


async def _by_method(loaded: Loaded, items: Items, wanted: Wanted, phases: Phases) -> list[Prediction]:
    """Return the predictions of a method, most of which need scikit-learn itself: in the thread of the model, one request after the other."""
    predict, arguments = loaded.predictor.predict, (items, wanted.probabilities, wanted.method, wanted.unknown)
    began = perf_counter()
    with steps_timed() as steps:
        is_quick = wanted.method is None or loaded.is_quick(n_items(items), wanted.method)
        predictions = predict(*arguments) if is_quick else await loaded.batcher.call(lambda: predict(*arguments))
    phases.steps_s, phases.model_s = steps.seconds, perf_counter() - began - steps.seconds
    return predictions
