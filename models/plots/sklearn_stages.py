"""The fitted stages of a scikit-learn model: what figures of them ask."""

from typing import Any

from models.core.arrays import Array
from models.core.errors import DataError
from models.plots.run import Run
from models.serving.runtimes.sklearn import SklearnRuntime


def estimators(run: Run) -> list[str]:
    """Return the class names of the estimators of a job's pipeline, in order; none of a network."""
    model = run.stored_spec.get("model", {})
    return [str(step["estimator"]) for step in model["steps"]] if model.get("kind") == "sklearn" else []


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
    return x if len(pipeline) == 1 else pipeline[:-1].transform(x)
