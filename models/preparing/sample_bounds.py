"""Limits on what is loaded and computed to show samples during a request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.core.errors import Fault, InputError, SpecError
from models.core.faults import pointer_of
from models.core.tensors import IMAGE, TensorType
from models.datasets import Description
from models.preparing.sample_types import n_values, types_of
from models.preprocessing.step import Step
from models.preprocessing.window import Window
from models.specs.job import JobSpec
from models.specs.ports import PortSets

#: Largest data set that is read into memory, in bytes.
MAX_LOADED_BYTES = 400 * 1024 * 1024
#: Most values of an array that a step is fitted to as a whole, or of windows that are copied.
MAX_FITTED = 10_000_000
#: Most values that a step is fitted to in pieces.
MAX_PASSED = 100_000_000
#: Most values of such a piece.
PIECE = 2_000_000
#: Most encoded images that are decoded to fit a step.
MAX_DECODED = 2_000
#: Longest text that is encoded, in characters.
MAX_CHARACTERS = 5_000_000
#: Most values of the prepared samples that are computed.
MAX_COMPUTED = 10_000_000
_REMEDY = "a smaller data set or generator shows the same steps"


@dataclass(frozen=True)
class _Stage:
    """A step, and all samples that reach it.

    Args:
        index: Index of the step.
        step: The step.
        n_samples: Number of samples, or of steps of a series.
        given: Type of a sample.
    """

    index: int
    step: Step
    n_samples: int
    given: TensorType


def require_loadable(sets: PortSets) -> None:
    """Refuse data that takes too much memory to load.

    Raises:
        SpecError: It is too large.
    """
    loaded = [data_set for data_set in (*sets.inputs.values(), *sets.targets.values()) if not data_set.opens()]
    size_bytes = max((data_set.loaded_bytes() for data_set in loaded), default=0)
    if size_bytes > MAX_LOADED_BYTES:
        detail = f"expected data of at most {MAX_LOADED_BYTES:,} bytes to be looked at during a request, got about {size_bytes:,}; {_REMEDY}"
        raise SpecError([Fault("/data/source", detail)])


def require_small(spec: JobSpec, inputs: dict[str, Description], n_samples: int, *, fits: bool = True) -> None:
    """Refuse data that takes too much time or memory to fit the steps of a spec to, or to prepare samples of.

    Args:
        spec: A checked spec.
        inputs: Description of the data of each input.
        n_samples: Number of samples that are prepared.
        fits: Whether the steps are fitted; those of a series are applied to all of it in any case.

    Raises:
        SpecError: It is too large to fit a step to; the pointer names the step.
        InputError: The samples are too large.
    """
    wholes = {name: data for name, data in inputs.items() if fits or data.inputs.axis == "time"}
    faults = [fault for name, data in wholes.items() for fault in _faults(spec, name, data)]
    if faults:
        raise SpecError(faults)
    n_computed = n_samples * sum(n_values(types_of(spec.preprocessing.input_steps_of(name), data)[-1].shape, data) for name, data in inputs.items())
    if n_computed > MAX_COMPUTED:
        detail = f"expected at most {MAX_COMPUTED:,} values in the prepared samples, got about {n_computed:,} in {n_samples}; ask for fewer samples"
        raise InputError([Fault("/n_samples", detail)])


def _faults(spec: JobSpec, name: str, data: Description) -> list[Fault]:
    steps = spec.preprocessing.input_steps_of(name)
    prefix = "/preprocessing/inputs" + (pointer_of([name]) if isinstance(spec.preprocessing.inputs, dict) else "")
    found = [Fault(f"{prefix}/{stage.index}", fault) for stage in _stages(spec, steps, data) if (fault := _fault(stage, data))]
    return found[:1]


def piece_size(steps: Sequence[Step], data: Description) -> int:
    """Return the number of samples of a piece in which steps are fitted.

    Args:
        steps: Steps over an input.
        data: Description of its data.
    """
    return max(1, PIECE // max(n_values(given.shape, data) for given in types_of(steps, data)))


def _stages(spec: JobSpec, steps: Sequence[Step], data: Description) -> Iterator[_Stage]:
    """Yield the steps that get all samples, where those are in memory or take time: of a series all steps, else those that learn from values."""
    is_series = data.inputs.axis == "time"
    n_test, n_train = _n_parts(spec, data)
    n_samples = n_train + n_test if is_series else n_train
    for index, (step, given, output) in enumerate(zip(steps, *_before_and_after(steps, data), strict=True)):
        if is_series or step.learns_values():
            yield _Stage(index, step, n_samples, given)
            if data.inputs.dtype == IMAGE:  # All images are decoded for this step.
                yield _Stage(index, step, n_samples, data.inputs)
        if isinstance(step, Window):
            n_samples //= step.stride
            # Windows over one series are views; those of several are concatenated.
            if data.lengths is not None:
                yield _Stage(index, step, n_samples, output)


def _before_and_after(steps: Sequence[Step], data: Description) -> tuple[list[TensorType], list[TensorType]]:
    types = types_of(steps, data)
    return types[:-1], types[1:]


def _n_parts(spec: JobSpec, data: Description) -> tuple[int, int]:
    """Return about how many samples the test part has, and the training part before a validation part is split off."""
    split_off = round(data.n_train * spec.data.split.test) if spec.data.split and not data.n_test else 0
    return data.n_test + split_off, round((data.n_train - split_off) * (spec.data.subset or 1))


def _fault(stage: _Stage, data: Description) -> str:
    """Return why a step gets too much; empty if it does not."""
    if stage.given.dtype == "str" and data.inputs.axis == "time":
        return _over(stage, stage.n_samples, MAX_CHARACTERS, "characters")
    if stage.given.dtype == IMAGE:
        return _over(stage, stage.n_samples, MAX_DECODED, "images to decode")
    limit = MAX_PASSED if stage.given.axis == "sample" and stage.step.learns_in_pieces() else MAX_FITTED
    return _over(stage, stage.n_samples * n_values(stage.given.shape, data), limit, "values")


def _over(stage: _Stage, found: int, limit: int, unit: str) -> str:
    if found <= limit:
        return ""
    learns = " learns from all samples" if stage.step.learns_values() else ""
    wanted = f"expected at most {limit:,} {unit} to show prepared samples during a request, got {found:,}"
    return f"{stage.step.step}{learns}: {wanted}; data.subset takes a share, or {_REMEDY}"
