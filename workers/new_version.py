"""What is registered of a trained model."""

from dataclasses import asdict

from models.training.finish import Outcome
from service.store.files import Files
from service.store.registry import NewVersion


def new_version(outcome: Outcome, files: Files) -> NewVersion:
    """Return what is registered of a trained model."""
    content = outcome.content
    return NewVersion(
        artifact=files.key(outcome.artifact),
        sha256=outcome.sha256,
        size_bytes=outcome.artifact.stat().st_size,
        onnx=files.key(outcome.onnx) if outcome.onnx else None,
        serving=asdict(outcome.proof),
        signature=content.signature.as_dict(),
        preprocessing=_plain(content.chain.record()),
        metrics=content.metrics,
        provenance=content.provenance,
    )


def _plain(record: object) -> dict[str, object]:
    """Return a record with its arrays as lists, for a JSON column."""
    import orjson

    plain: dict[str, object] = orjson.loads(orjson.dumps(record, option=orjson.OPT_SERIALIZE_NUMPY))
    return plain
