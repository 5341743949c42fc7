"""Predictions of a loaded model for inputs of any form, by its queue or its threads."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

from models.artifact.predictions import Prediction, Probabilities
from models.artifact.samples.read import Decoded, Items, n_items
from models.artifact.samples.texts import Unknown
from models.artifact.signature import Method
from models.core.arrays import Ports
from models.preprocessing.stopwatch import Stopwatch
from models.serving.window_counts import n_windows
from service.batching.phases import Phases
from service.bodies.content import LONG
from service.compiled_models import Loaded

ResultT = TypeVar("ResultT")


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
    if not n_samples:
        return []
    if wanted.method is not None:
        return await _by_method(loaded, items, wanted, phases)
    return await computed(
        loaded, items, wanted, phases, lambda outputs, given: predictor.predictions(outputs, given, n_samples, wanted.probabilities)
    )


async def computed(loaded: Loaded, items: Items, wanted: Wanted, phases: Phases, encode: Callable[[Ports, Decoded], ResultT]) -> ResultT:
    """Return what is made of the outputs of a model for inputs, at least one; arguments and errors as for `predicted`.

    Args:
        loaded: The model.
        items: The inputs.
        wanted: What is asked of it, without a method.
        phases: To which the times are added.
        encode: Makes it of the outputs by port, and of the inputs as the model takes them.
    """
    predictor, is_plain = loaded.predictor, _is_plain(loaded, items, wanted.n_bytes)
    is_quick, began = is_plain and loaded.decodes_quickly(n_windows(items, predictor)), perf_counter()
    with Stopwatch() as steps:
        given, decoded_s = await _run(loaded, lambda: predictor.decode(items, wanted.unknown), is_quick=is_quick)
    phases.steps_s += steps.seconds
    phases.decode_s += perf_counter() - began - steps.seconds
    result = await loaded.batcher.outputs(given.x, given.n_rows)
    phases.queue_s, phases.model_s = result.queue_s, result.model_s
    began = perf_counter()
    encoded, encoded_s = await _run(loaded, lambda: encode(result.outputs, given), is_quick=is_quick)
    phases.encode_s += perf_counter() - began
    if is_plain:  # What others take says nothing about those that are asked about.
        loaded.samples.observe(given.n_rows, decoded_s + encoded_s)
    return encoded


async def called(loaded: Loaded, function: Callable[[], ResultT], phases: Phases) -> ResultT:
    """Return what a function computes with a model, in one of the model's threads: whoever asks for much holds up no other model.

    Args:
        loaded: The model.
        function: The function.
        phases: To which the times are added; those of the function count as the model's, but for the recorded steps.

    Raises:
        Exception: What it raised.
    """
    asked = perf_counter()

    def timed() -> tuple[ResultT, float, float]:
        began = perf_counter()
        return function(), began, perf_counter()

    with Stopwatch() as steps:
        result, began, ended = await loaded.threads.call(timed)
    phases.queue_s += began - asked
    phases.steps_s += steps.seconds
    phases.model_s += ended - began - steps.seconds
    return result


def _is_plain(loaded: Loaded, items: Items, n_bytes: int) -> bool:
    """Tell whether samples are small, and no images: of some bytes of those, seconds may pass until they are decoded or refused."""
    if n_bytes >= LONG:
        return False
    may_be_images = any(given.images for given in loaded.predictor.signature.inputs.values())
    by_input = items.values() if isinstance(items, dict) else [items]
    return not (may_be_images and any(isinstance(each, list) and each and isinstance(each[0], bytes | str | dict) for each in by_input))


async def _by_method(loaded: Loaded, items: Items, wanted: Wanted, phases: Phases) -> list[Prediction]:
    """Return the predictions of a method, most of which need scikit-learn itself."""
    method, predictor = wanted.method, loaded.predictor
    if method is None or not (loaded.is_quick(n_items(items), method) and _is_plain(loaded, items, wanted.n_bytes)):
        return await called(loaded, lambda: predictor.predict(items, wanted.probabilities, method, wanted.unknown), phases)
    began = perf_counter()
    with Stopwatch() as steps:
        predictions = predictor.predict(items, wanted.probabilities, method, wanted.unknown)
    phases.steps_s += steps.seconds
    phases.model_s += perf_counter() - began - steps.seconds
    return predictions


async def _run(loaded: Loaded, function: Callable[[], ResultT], *, is_quick: bool) -> tuple[ResultT, float]:
    """Return the result of a function, and the seconds that it took; those in which it waited for a thread are not among them."""

    def timed() -> tuple[ResultT, float]:
        began = perf_counter()
        return function(), perf_counter() - began

    return timed() if is_quick else await loaded.threads.call(timed)
