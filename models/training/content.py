"""What the artifact of a fitted model records besides its weights."""

from typing import Any

from models.artifact.content import Content
from models.artifact.golden import Golden
from models.preparing.prepared import Prepared
from models.serving.halves import points_of
from models.serving.predictor import Predictor
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.specs.job import JobSpec
from models.training.carried import Carried
from models.training.history import RecordingListener
from models.training.learned import learned_figures
from models.training.provenance import provenance
from models.training.scores import evaluate


def content_of(
    spec: JobSpec, prepared: Prepared, predictor: Predictor, recorder: RecordingListener, carried: Carried, note: dict[str, Any]
) -> Content:
    """Evaluate a fitted model, and return what is recorded of it.

    Args:
        spec: A checked spec.
        prepared: The data.
        predictor: The model with its preprocessing, run by its own framework.
        recorder: Has heard of every epoch.
        carried: What training continues with.
        note: More to record of where the model comes from; JSON values.
    """
    runtime = predictor.runtime
    pipeline = runtime if isinstance(runtime, SklearnRuntime) else None
    labels = pipeline.training_labels if pipeline else None
    metrics, evaluations = evaluate(prepared, predictor)
    examples = predictor.kind.examples(prepared, Golden.SIZE if labels is None else 0)
    return Content(
        framework=runtime.name,
        spec=spec.model_dump(mode="json"),
        signature=predictor.signature,
        chain=prepared.chain,
        golden=Golden(examples, predictor.outputs(examples)),
        metrics={**recorder.last_metrics, **metrics, **(learned_figures(pipeline.pipeline) if pipeline else {})},
        history=recorder.history,
        provenance=provenance(data_sha256=prepared.raw_train.digest(), **note),
        optimizer=carried.optimizer,
        state=carried.state,
        training_labels=labels,
        evaluations=evaluations,
        latent_points=points_of(runtime.network, spec, predictor.prepare(examples)) if isinstance(runtime, KerasRuntime) else None,
    )
