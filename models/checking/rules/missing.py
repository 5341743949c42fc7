"""Rule for missing and infinite inputs: a model that takes none is refused before a job fails on them."""

from collections.abc import Iterator, Sequence

import numpy as np

from models.checking.case import Case
from models.checking.locating import at_input
from models.checking.raw_inputs import columns_left
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.datasets import Description
from models.preprocessing.impute import Impute
from models.preprocessing.row_columns import named_columns
from models.preprocessing.step import Step
from models.specs.estimators.offered_estimators import ESTIMATORS
from models.specs.job import JobSpec
from models.specs.model import AnyModel, EstimatorStep, SklearnPipeline
from models.uploads.stored_upload import PREFIX

_STEPS = "/preprocessing/inputs"
#: Largest number of 32 bits.
_LARGEST = float(np.finfo(np.float32).max)


class MissingValues(Rule):
    """Missing values are filled before a model that takes none, and infinite ones are bounded."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.data.source.startswith(PREFIX)

    def judge(self, case: Case) -> Findings:
        if case.flow.faults:
            return Findings()  # Which values are left is not known after a faulty step.
        return Findings([at_input(case.spec, name, fault) for name, data in case.inputs.items() for fault in _faults(case, name, data)])


def _faults(case: Case, name: str, data: Description) -> Iterator[Fault]:
    if data.inputs.axis == "time":
        return
    steps, model = case.spec.preprocessing.input_steps_of(name), case.spec.model
    left = columns_left(steps, data)
    texts = [column for column in left if column in data.text_columns]
    if texts or (left and not _takes(model, "takes_gaps")):
        refused = texts if _takes(model, "takes_gaps") else left
        first = f" ({data.missing})" if data.missing else ""
        what = f"values are missing in {named_columns(refused, data.row_columns or ())}{first}"
        yield Fault(_STEPS, f"{what}, {_taker(model, 'missing values')}: add an impute step, or leave the columns out of data.features")
    elif data.missing and not left and not data.gaps and not _fills(steps) and not _takes(model, "takes_gaps"):
        yield Fault(_STEPS, f"expected no missing inputs, as {_taker(model, 'missing values')}; got {data.missing}")
    if data.infinite and not any(step.bounds_values() for step in steps) and not _takes(model, "takes_infinity"):
        yield Fault(_STEPS, f"expected finite inputs, as {_taker(model, 'infinite values')}; got {data.infinite}: add a clip step with low and high")
    if detail := _beyond(data) if not steps else "":
        yield Fault(_STEPS, f"expected inputs of 32 bits, of which the largest is 3.4e38, got {detail}: add a clip step with low and high")


def _beyond(data: Description) -> str:
    """Return the number of an array that is too large for models, which compute with 32 bits; empty where none is, or none is known."""
    large = [number for number in data.value_range or () if abs(number) > _LARGEST]
    return f"{large[0]:g}" if large else ""


def _fills(steps: Sequence[Step]) -> bool:
    return any(isinstance(step, Impute) for step in steps)


def _takes(model: AnyModel, sort: str) -> bool:
    """Tell whether every stage of a pipeline takes missing, or infinite, values; a network takes none."""
    return isinstance(model, SklearnPipeline) and not _refusing(model, sort)


def _refusing(model: SklearnPipeline, sort: str) -> list[EstimatorStep]:
    return [step for step in model.steps if not getattr(ESTIMATORS[step.estimator], sort) or _is_special(step)]


def _is_special(step: EstimatorStep) -> bool:
    """Tell whether trees are grown in a way that takes no missing values, by the errors' absolute sizes or with fixed directions."""
    return step.params.get("criterion") == "absolute_error" or step.params.get("monotonic_cst") is not None


def _taker(model: AnyModel, what: str) -> str:
    refusing = _refusing(model, "takes_gaps" if what == "missing values" else "takes_infinity") if isinstance(model, SklearnPipeline) else []
    return f"{refusing[0].estimator if refusing else 'encode_categories' if isinstance(model, SklearnPipeline) else 'a network'} takes no {what}"
