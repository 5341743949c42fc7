"""Downloads of the parts of a model, each with the SHA-256 of its body as ETag."""

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse

from models.artifact.save_forms import holds_network, read_architecture, write_weights
from models.core.errors import ArtifactError
from models.core.files import sha256_of
from service.access.guarded_route import GuardedRoute
from service.api.openapi import Responses, file_response
from service.bodies.content import BYTES, HDF5, file_type, is_known
from service.deps import Parts, TheParts
from service.errors import NotFound, Unavailable
from service.store.rows import Version

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=GuardedRoute)

_ARCHITECTURE: Responses = {
    200: {
        "description": "The architecture.",
        "content": {
            "application/json": {"schema": {"type": "object", "additionalProperties": True}},
            "application/yaml": {"schema": {"type": "string"}},
        },
    }
}


@router.get("/{ref:ref}/artifact", response_class=FileResponse, responses=file_response(HDF5))
def download_artifact(ref: str, request: Request, parts: TheParts) -> Response:
    """Download a model as one HDF5 file.

    The file has the weights, the architecture, the preprocessing and examples. Plain `keras.models.load_model` opens it, `models.load` also applies
    the preprocessing. Its ETag is its SHA-256.
    """
    version = parts.registry.resolve(ref)
    return _sent(request, _artifact(version, parts), f"{_name(version)}.h5", HDF5, version.sha256)


@router.get("/{ref:ref}/weights", response_class=FileResponse, responses=file_response(HDF5))
def download_weights(ref: str, request: Request, parts: TheParts) -> Response:
    """Download the weights of a network.

    An HDF5 file for `model.load_weights` of Keras. A scikit-learn pipeline has none: download its artifact.
    """
    version = parts.registry.resolve(ref)
    artifact = _network(version, parts)
    path = artifact.with_name(f"{artifact.stem}-weights.h5")
    if not path.is_file():
        write_weights(artifact, path)
    return _sent(request, path, f"{_name(version)}-weights.h5", HDF5, _digest(path))


@router.get("/{ref:ref}/architecture", responses=_ARCHITECTURE)
def download_architecture(
    ref: str,
    request: Request,
    parts: TheParts,
    file_format: Annotated[Literal["json", "yaml"], Query(alias="format", description="File format of the architecture.")] = "json",
) -> Response:
    """Download the architecture of a network.

    As JSON for `keras.models.model_from_json`, or as YAML. A scikit-learn pipeline has none: download its artifact.
    """
    version = parts.registry.resolve(ref)
    found = read_architecture(_network(version, parts))
    text = json.dumps(found, indent=1) if file_format == "json" else yaml.safe_dump(found, sort_keys=False)
    body = text.encode()
    headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()}"'}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{_name(version)}.{file_format}"'
    return Response(body, media_type=f"application/{file_format}", headers=headers)


@router.get("/{ref:ref}/onnx", response_class=FileResponse, responses=file_response(BYTES))
def download_onnx(ref: str, request: Request, parts: TheParts) -> Response:
    """Download the ONNX form of a model.

    Its inputs are preprocessed values and its outputs are not inverted: the preprocessing is in the artifact. 404 if the model is not served by ONNX
    Runtime.
    """
    version = parts.registry.resolve(ref)
    if version.onnx is None:
        raise NotFound(f"model {version.ref} has no ONNX form; it is served by {version.serving['runtime']}: {version.serving['reason']}")
    path = _existing(version, parts.files.path(version.onnx))
    return _sent(request, path, f"{_name(version)}.onnx", BYTES, _digest(path))


def _name(version: Version) -> str:
    """Return the beginning of a file name that any header can have, also for a name that an earlier release took."""
    return f"{re.sub(r'[^A-Za-z0-9._-]', '_', version.model)}-{version.version}"


def _artifact(version: Version, parts: Parts) -> Path:
    return _existing(version, parts.files.path(version.artifact))


def _network(version: Version, parts: Parts) -> Path:
    """Return the path of the artifact of a network; a pipeline has no separate weights or layers."""
    path = _artifact(version, parts)
    try:
        is_network = holds_network(path)
    except ArtifactError as error:
        raise Unavailable(f"the file of model {version.ref} is damaged: {error}") from error
    if not is_network:
        raise NotFound(f"model {version.ref} is a scikit-learn pipeline: it has no separate weights or architecture, only the artifact")
    return path


def _existing(version: Version, path: Path) -> Path:
    if not path.is_file():
        raise Unavailable(f"the file of model {version.ref} is missing")
    return path


def _digest(path: Path) -> str:
    status = path.stat()
    return _digest_of(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1024)
def _digest_of(path: Path, mtime_ns: int, size_bytes: int) -> str:
    """Return the SHA-256 of a file, computed once for each modification of it."""
    return sha256_of(path)


def _sent(request: Request, path: Path, name: str, media_type: str, sha256: str) -> Response:
    """Send a file, or 304 if the caller already has it."""
    headers = {"ETag": f'"{sha256}"'}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, media_type=file_type(request, media_type), filename=name, headers=headers)
