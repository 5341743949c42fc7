"""The registry of models."""

from typing import Annotated

from fastapi import APIRouter, Query

from models.artifact.earlier import stored_signature, stored_steps
from service.api.schemas import ModelOut, ModelPage, ServingOut, SignatureOut, VersionsOut, moment
from service.deps import TheParts
from service.store.rows import Version

router = APIRouter(prefix="/v1/models", tags=["models"])


@router.get("")
def list_models(
    parts: TheParts,
    cursor: Annotated[str | None, Query(description="`next_cursor` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Models on a page.")] = 50,
) -> ModelPage:
    """List models by name, each by its newest version."""
    found = parts.registry.newest(cursor, limit + 1)
    page = found[:limit]
    return ModelPage(models=[_model_out(version) for version in page], next_cursor=page[-1].model if len(found) > limit else None)


@router.get("/{ref}")
def get_model(ref: str, parts: TheParts) -> ModelOut:
    """Show a model: `name` its newest version, `name@3` that one."""
    return _model_out(parts.registry.resolve(ref))


@router.get("/{name}/versions")
def list_versions(name: str, parts: TheParts) -> VersionsOut:
    """List all versions of a model, newest first."""
    return VersionsOut(versions=[_model_out(version) for version in parts.registry.versions(name)])


@router.get("/{name}/versions/{version}")
def get_version(name: str, version: int, parts: TheParts) -> ModelOut:
    """Show one version of a model."""
    return _model_out(parts.registry.resolve(f"{name}@{version}"))


def _model_out(version: Version) -> ModelOut:
    signature = stored_signature(version.signature)
    return ModelOut(
        ref=version.ref,
        name=version.model,
        kind=signature.output.kind if len(signature.outputs) == 1 else None,
        signature=SignatureOut(**signature.as_dict()),
        preprocessing=stored_steps(version.preprocessing),
        serving=ServingOut(**{"steps": None, **version.serving}),
        created_at=moment(version.created_at),
        **{name: getattr(version, name) for name in ("version", "job_id", "metrics", "sha256", "size_bytes", "provenance")},
    )
