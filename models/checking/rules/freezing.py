"""Rules of layers that a job does not train."""

from collections.abc import Sequence

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.faults import quote
from models.specs.freezing import frozen_names, frozen_rows, kept_names, matched, own_names
from models.specs.job import JobSpec
from models.specs.rows import LayerRow
from models.specs.start_from import StartFrom

_TRAINING, _START = "/training/freeze", "/start_from/freeze"
#: Names that are quoted back where a pattern matches none of them.
_MAX_NAMES = 30


class Freezing(Rule):
    """Patterns of layers that are not trained: each matches one, and something is left to train."""

    def applies(self, spec: JobSpec) -> bool:
        return bool(spec.training and spec.training.freeze) or isinstance(spec.start_from, StartFrom)

    def judge(self, case: Case) -> Findings:
        spec = case.spec
        faults = _pattern_faults(spec.training.freeze, own_names(spec.model), _TRAINING) if spec.training else []
        if isinstance(spec.start_from, StartFrom):
            faults += _pattern_faults(spec.start_from.freeze, kept_names(spec), _START)
        if faults or case.errors:  # They are to be fixed before it is known what is left to train.
            return Findings(faults)
        return Findings(_nothing_left(spec, case.network.rows))


def _nothing_left(spec: JobSpec, rows: Sequence[LayerRow]) -> list[Fault]:
    trained, left = (sum(row.trainable for row in some) for some in (rows, frozen_rows(spec, rows)))
    if left or not trained or not frozen_names(spec):
        return []
    pointer = _TRAINING if spec.training and spec.training.freeze else _START
    return [Fault(pointer, "expected a layer with weights that is left to train, but the patterns match all of them")]


def _pattern_faults(patterns: Sequence[str], names: Sequence[str], pointer: str) -> list[Fault]:
    """Refuse each pattern that matches none of the names.

    Args:
        patterns: The patterns.
        names: Names of layers.
        pointer: Where the spec has the patterns.
    """
    shown = ", ".join(names[:_MAX_NAMES]) + (", …" if len(names) > _MAX_NAMES else "")
    return [
        Fault(f"{pointer}/{index}", f"expected a pattern that matches a layer, got {quote(pattern)}; the layers are {shown}")
        for index, pattern in enumerate(patterns)
        if not matched([pattern], names)
    ]
