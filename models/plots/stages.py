"""The fitted stages that the rows of a model pass: its input steps, then the estimators of its pipeline."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError
from models.plots.run import Run
from models.serving.runtimes.sklearn import SklearnRuntime

#: Names of estimators that scale columns; steps say so themselves.
_SCALERS = ("MinMaxScaler", "StandardScaler")


@dataclass(frozen=True)
class Stage:
    """A fitted transformation of rows.

    Args:
        name: Name of the step or class name of the estimator.
        scales: Whether it scales columns.
        apply: Transforms rows.
        invert: Brings transformed rows back.
        fitted: The step or estimator.
    """

    name: str
    scales: bool
    apply: Callable[[Array], Array]
    invert: Callable[[Array], Array]
    fitted: Any


def estimator_names(run: Run) -> list[str]:
    """Return the class names of the estimators of a job's pipeline, in order; none of a network."""
    model = run.stored_spec.get("model", {})
    return [str(step["estimator"]) for step in model["steps"]] if model.get("kind") == "sklearn" else []


def stage_names(run: Run) -> list[str]:
    """Return the names of all stages of a model of one input, known without loading the model."""
    return [step.step for step in _steps(run)] + estimator_names(run)


def n_scaling(run: Run) -> int:
    """Return how many of the first stages lead to scaled columns, all of which keep the columns; 0 where no such stage scales."""
    facts = [(step.keeps_columns, step.scales) for step in _steps(run)] + [(name in _SCALERS, name in _SCALERS) for name in estimator_names(run)]
    kept = list(takewhile(lambda fact: fact[0], facts))
    return max((number for number, (_, scales) in enumerate(kept, 1) if scales), default=0)


def stages_of(run: Run) -> list[Stage]:
    """Return the stages of a model of one input that transform rows, in order."""
    steps = [Stage(step.step, step.scales, step.apply, step.invert, step) for step in _steps(run)]
    fitted = [estimator for _, estimator in pipeline_of(run).steps] if estimator_names(run) else []
    return steps + [_stage(estimator) for estimator in fitted if hasattr(estimator, "transform") and not hasattr(estimator, "predict")]


def through(stages: list[Stage], rows: Array) -> Array:
    """Return rows after some stages, float64 array of shape (n_samples, n_features)."""
    for stage in stages:
        rows = stage.apply(rows)
    return np.asarray(rows, np.float64)


def pipeline_of(run: Run) -> Any:
    """Return the fitted pipeline.

    Raises:
        DataError: The model is none of scikit-learn.
    """
    runtime = run.predictor.runtime
    if not isinstance(runtime, SklearnRuntime):
        raise DataError("expected a model of scikit-learn")
    return runtime.pipeline


def seen_by_last(run: Run, samples: Array) -> Array:
    """Return samples as the last estimator of a pipeline gets them, array of shape (n_samples, n_features).

    Args:
        run: A job with a pipeline.
        samples: Raw inputs of the only input, array of shape (n_samples, ...).
    """
    pipeline = pipeline_of(run)
    (x,) = run.content.chain.prepare(dict.fromkeys(run.content.signature.inputs, samples)).values()
    return x if len(pipeline) == 1 else np.asarray(pipeline[:-1].transform(x))


def _steps(run: Run) -> tuple[Any, ...]:
    """Return the fitted input steps."""
    return next(iter(run.content.chain.inputs.values()))


def _stage(estimator: Any) -> Stage:
    name = type(estimator).__name__
    return Stage(name, name in _SCALERS, estimator.transform, getattr(estimator, "inverse_transform", _no_inverse), estimator)


def _no_inverse(rows: Array) -> Array:
    raise DataError("a stage of the model has no inverse")
