"""The content of an artifact besides the weights: evaluation, history, provenance, golden examples."""

import platform
import time
from importlib.metadata import version
from typing import Any

import numpy as np

from models.artifact.content import Content
from models.artifact.golden import SYNTHETIC, Golden
from models.core.arrays import Ports
from models.core.libraries import library_versions
from models.core.processor import processor_name
from models.evaluation.finished import Finished
from models.evaluation.metrics import finite_figures
from models.evaluation.record import Evaluation, PartName
from models.preparing.prepared import Pairs, Prepared
from models.preparing.raw import Raw
from models.serving.compiled.latent import points_of
from models.serving.predictor import Predictor
from models.serving.recording import record_golden
from models.serving.runtimes import Runtime
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.job import JobSpec
from models.training.history import RecordingListener
from models.training.start import Carried

#: Most components of a PCA whose explained variance is reported.
MAX_COMPONENTS = 10


def content_of(
    spec: JobSpec, prepared: Prepared, predictor: Predictor, recorder: RecordingListener, carried: Carried, note: dict[str, Any]
) -> Content:
    """Evaluate a fitted model, and return the content of its artifact.

    Args:
        spec: A checked spec.
        prepared: The data.
        predictor: The model with its preprocessing, run by its own framework.
        recorder: Has the history.
        carried: Variables that training continues with.
        note: More entries of the provenance; JSON values.
    """
    runtime = predictor.runtime
    pipeline = runtime if isinstance(runtime, SklearnRuntime) else None
    labels = pipeline.training_labels if pipeline else None
    metrics, evaluations = evaluate(prepared, predictor, spec.data.period)
    for evaluation in evaluations.values():
        if evaluation.naive is not None and evaluation.naive.note is not None:
            recorder.log(f"on the {evaluation.part} part {evaluation.naive.note}")
    golden = _golden(spec, prepared, predictor, Golden.SIZE if labels is None else 0)
    return Content(
        framework=runtime.name,
        spec=spec.model_dump(mode="json"),
        signature=predictor.signature,
        chain=prepared.chain,
        golden=golden,
        metrics={**recorder.last_metrics, **metrics, **(learned_figures(pipeline.pipeline) if pipeline else {})},
        history=recorder.history,
        provenance=provenance(data_sha256=prepared.raw_train.digest(), parts=parts_record(prepared), golden=golden.source, **note),
        optimizer=carried.optimizer,
        state=carried.state,
        training_labels=labels,
        evaluations=evaluations,
        compiled=_compiled(runtime, spec),
        latent_points=points_of(runtime.network, spec, predictor.prepare(golden.inputs)) if isinstance(runtime, KerasRuntime) else None,
    )


def _golden(spec: JobSpec, prepared: Prepared, predictor: Predictor, size: int) -> Golden:
    """Record golden examples: samples of the data, or of the same form with the job's seed as the spec asks."""
    examples, is_synthetic = predictor.kind.examples(prepared, size), spec.artifact.golden == SYNTHETIC
    if is_synthetic:
        examples = predictor.kind.drawn(examples, prepared, np.random.default_rng(spec.seed))
    return record_golden(predictor, examples, is_synthetic=is_synthetic)


def _compiled(runtime: Runtime, spec: JobSpec) -> dict[str, Any] | None:
    if not isinstance(runtime, KerasRuntime) or spec.training is None:
        return None
    from models.building.compile_settings import compile_settings  # Loads Keras, which a job of scikit-learn does without.

    return compile_settings(runtime.network, spec.training)


def learned_figures(pipeline: Any) -> dict[str, float]:
    """Return fitted figures of the last step of a pipeline, for the metrics.

    Args:
        pipeline: A fitted scikit-learn pipeline.

    Returns:
        Those that the last step has: "alpha" that the estimator selected; "n_estimators" of an ensemble; "slope" and "intercept" of a
        line from one feature to one target, in the units of the model; "explained_variance_1" and so on, the explained
        variance ratios of the first 10 components of a PCA.
    """
    from sklearn.base import is_regressor  # A process that fits networks does not load it.

    last = pipeline[-1]
    figures: dict[str, float] = {}
    if hasattr(last, "alpha_"):
        figures["alpha"] = float(np.asarray(last.alpha_).item())
    if hasattr(last, "estimators_"):
        figures["n_estimators"] = float(len(last.estimators_))
    if is_regressor(pipeline):
        figures |= _line(last)
    shares = getattr(last, "explained_variance_ratio_", ())[:MAX_COMPONENTS]
    return figures | {f"explained_variance_{index}": float(share) for index, share in enumerate(shares, 1)}


def _line(regressor: Any) -> dict[str, float]:
    slope, intercept = (np.asarray(getattr(regressor, name, ())) for name in ("coef_", "intercept_"))
    return {"slope": float(slope.item()), "intercept": float(intercept.item())} if slope.size == intercept.size == 1 else {}


def evaluate(prepared: Prepared, predictor: Predictor, period: int | None = None) -> tuple[dict[str, float], dict[str, Evaluation]]:
    """Evaluate on the test part, on the training part if there were no epochs, and record one part in full.

    The record is of the test part, else of the validation part, else of the training part. The model runs at most once on each part.

    Args:
        prepared: The data.
        predictor: The finished model.
        period: Steps of a season of series; None where it is not known.

    Returns:
        Finite figures with the prefix of their part, such as "test_", and of their output if there are several; and the records by output.
    """
    finished = _finished(prepared, predictor, period)
    metrics: dict[str, float] = {}
    records: dict[str, Evaluation] = {}
    for kind, port in predictor.outputs_by_kind:
        scores = kind.evaluate(finished, port)
        name = f"{port.name}_" if len(predictor.signature.outputs) > 1 else ""
        metrics |= {f"{part}_{name}{figure}": value for part, figures in scores.figures.items() for figure, value in finite_figures(figures).items()}
        if scores.record is not None:
            records[port.name] = scores.record
    return metrics, records


def _finished(prepared: Prepared, predictor: Predictor, period: int | None) -> Finished:
    runtime = predictor.runtime
    pipeline = runtime if isinstance(runtime, SklearnRuntime) else None
    labels = pipeline.training_labels if pipeline else None
    truth: dict[PartName, Ports | None] = {"test": prepared.raw_test.target_arrays if prepared.raw_test else None, "train": prepared.truth}
    return Finished(
        run=runtime.run,
        parts=_parts(prepared) if labels is None else {"train": prepared.train},
        truth={part: targets for part, targets in truth.items() if targets is not None},
        pipeline=pipeline.pipeline if pipeline else None,
        training_labels=labels,
        raw={part: raw for part, raw in _raw_parts(prepared).items() if raw is not None},
        period=period,
    )


def parts_record(prepared: Prepared) -> dict[str, dict[str, Any]]:
    """Return size and digest of each raw part of a job's data, for the provenance: figures of models are comparable where the digests are equal."""
    return {part: {"n_samples": raw.n_samples, "sha256": raw.digest()} for part, raw in _raw_parts(prepared).items() if raw is not None}


def _raw_parts(prepared: Prepared) -> dict[PartName, Raw | None]:
    return {"test": prepared.raw_test, "validation": prepared.raw_validation, "train": prepared.raw_train}


def _parts(prepared: Prepared) -> dict[PartName, Pairs]:
    found: dict[PartName, Pairs | None] = {"test": prepared.test, "validation": prepared.validation, "train": prepared.train}
    return {part: pairs for part, pairs in found.items() if pairs is not None}


def provenance(**note: Any) -> dict[str, Any]:
    """Return the provenance of a model: versions, machine, time.

    Args:
        **note: More entries; JSON values.
    """
    return {
        "modelbook": version("modelbook"),
        "python": platform.python_version(),
        "libraries": library_versions(),
        "machine": f"{platform.system()} {platform.machine()}",
        "cpu": processor_name(),
        "created_at": time.time(),
        **note,
    }
