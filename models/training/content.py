"""What the artifact of a fitted model records besides its weights."""

from typing import Any

from models.artifact.content import Content
from models.artifact.golden import Golden, NamedGolden
from models.preparing.named_parts import NamedParts
from models.preparing.parts import Parts
from models.serving.any_predictor import AnyPredictor
from models.specs.job import JobSpec
from models.training.carried import Carried
from models.training.history import RecordingListener
from models.training.provenance import provenance


def content_of(
    spec: JobSpec,
    parts: Parts | NamedParts,
    predictor: AnyPredictor,
    golden: Golden | NamedGolden,
    recorder: RecordingListener,
    carried: Carried,
    note: dict[str, Any],
) -> Content:
    """Return what is recorded of every model; what only some have, and what was measured of it, is added.

    Args:
        spec: A checked spec.
        parts: The data.
        predictor: The model with its preprocessing.
        golden: The examples it is to answer.
        recorder: Has heard of every epoch.
        carried: What training goes on with.
        note: More to record of where the model comes from; JSON values.
    """
    return Content(
        framework=predictor.runtime.name,
        spec=spec.model_dump(mode="json"),
        signature=predictor.signature,
        chain=parts.chain,
        golden=golden,
        metrics=recorder.last_metrics,
        history=recorder.history,
        provenance=provenance(data_sha256=parts.digest(), **note),
        optimizer=carried.optimizer,
        state=carried.state,
    )
