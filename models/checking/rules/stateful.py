"""Rules of stateful layers: a batch continues from the state that the batch before left, so order and size of batches are fixed."""

from collections.abc import Iterator

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.specs.job import JobSpec
from models.specs.model import Sequential, layers_by_pointer
from models.specs.series import windows_of
from models.specs.stateful import has_state

_BATCH_SIZE = "/training/batch_size"


class StatefulLayers(Rule):
    """Stateful layers are in a sequential model, and take whole batches in order."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.training is not None and has_state(spec.model)

    def judge(self, case: Case) -> Findings:
        model = case.spec.model
        if not isinstance(model, Sequential):
            told = "stateful layers go into a sequential model; expected false, got true"
            return Findings([Fault(f"{pointer}/stateful", told) for pointer, layer in layers_by_pointer(model) if layer.keeps_state])
        faults, warnings = [*_short_parts(case), *_shuffled(case)], list(_incomplete_batches(case))
        return Findings(faults, warnings)


def _windows(case: Case) -> Iterator[tuple[str, int]]:
    return windows_of(case.spec, next(iter(case.targets.values())))


def _short_parts(case: Case) -> Iterator[Fault]:
    """Refuse batches of which a part of series has not one whole."""
    size = case.training.batch_size
    for part, n in _windows(case):
        if 0 < n < size:
            wanted = f"expected at most the {n:,} windows of the {part} part, got {size:,}"
            yield Fault(_BATCH_SIZE, f"a stateful layer takes whole batches: {wanted}")


def _incomplete_batches(case: Case) -> Iterator[Fault]:
    """Warn of windows of series that make no whole batch."""
    size = case.training.batch_size
    for part, n in _windows(case):
        if n >= size and n % size:
            left = f"of the {n:,} windows of the {part} part the last {n % size:,} are left out"
            yield Fault(_BATCH_SIZE, f"a stateful layer takes whole batches: {left}")


def _shuffled(case: Case) -> Iterator[Fault]:
    if case.training.shuffle:
        yield Fault("/training/shuffle", "a stateful layer goes on where the batch before it left off: expected false, got true")
