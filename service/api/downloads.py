"""Downloads of the parts of a model, each with the SHA-256 of its body as ETag."""

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
from service.api.documented_headers import merged_responses, sends, tagged
from service.api.openapi import download_response
from service.api.sent_file import SentFile, caching, caching_of
from service.bodies.content import BYTES, HDF5
from service.deps import Parts, TheParts
from service.errors import NotFound, Unavailable
from service.http.etags import etag_of, is_known, not_modified
from service.problem_types.declared import problems
from service.problem_types.of_missing import NO_SUCH_FORM
from service.problem_types.of_server import MODEL_UNAVAILABLE
from service.store.rows import Version

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=GuardedRoute)

_CONTENT = {"application/json": {"schema": {"type": "object", "additionalProperties": True}}, "application/yaml": {"schema": {"type": "string"}}}
_ARCHITECTURE = merged_responses(
    {200: {"description": "The architecture.", "content": _CONTENT}},
    tagged(),
    sends(200, "Content-Disposition"),
    problems("no-such-form", "model-unavailable"),
)


@router.get("/{ref:ref}/artifact", response_class=FileResponse, responses=download_response(HDF5, "model-unavailable"))
def download_artifact(ref: str, request: Request, parts: TheParts) -> Response:
    """Download a model as one HDF5 file.

    Weights, architecture, preprocessing and examples. Plain `keras.models.load_model` opens it. Its ETag is its SHA-256.
    """
    version = parts.registry.resolve(ref)
    return SentFile(_artifact(version, parts), f"{_name(version)}.h5", HDF5, f'"{version.sha256}"', caching_of(ref)).response(request)


@router.get("/{ref:ref}/weights", response_class=FileResponse, responses=download_response(HDF5, "no-such-form", "model-unavailable"))
def download_weights(ref: str, request: Request, parts: TheParts) -> Response:
    """Download the weights of a network.

    An HDF5 file for `model.load_weights` of Keras. A scikit-learn pipeline has none: download its artifact.
    """
    version = parts.registry.resolve(ref)
    artifact = _network(version, parts)
    path = artifact.with_name(f"{artifact.stem}-weights.h5")
    if not path.is_file():
        write_weights(artifact, path)
    return SentFile(path, f"{_name(version)}-weights.h5", HDF5, _etag(path), caching_of(ref)).response(request)


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
    headers = caching(etag_of(body), caching_of(ref))
    if is_known(request, headers["ETag"]):
        return not_modified(request, headers)
    headers["Content-Disposition"] = f'attachment; filename="{_name(version)}.{file_format}"'
    return Response(body, media_type=f"application/{file_format}", headers=headers)


@router.get("/{ref:ref}/onnx", response_class=FileResponse, responses=download_response(BYTES, "no-such-form", "model-unavailable"))
def download_onnx(ref: str, request: Request, parts: TheParts) -> Response:
    """Download the ONNX form of a model.

    It takes preprocessed values; the preprocessing is in the artifact. 404 if the model is not served by ONNX Runtime.
    """
    version = parts.registry.resolve(ref)
    if version.onnx is None:
        raise NotFound(
            f"model {version.ref} has no ONNX form; it is served by {version.serving['runtime']}: {version.serving['reason']}", kind=NO_SUCH_FORM
        )
    path = _existing(version, parts.files.path(version.onnx))
    return SentFile(path, f"{_name(version)}.onnx", BYTES, _etag(path), caching_of(ref)).response(request)


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
        raise Unavailable(f"the file of model {version.ref} is damaged: {error}", kind=MODEL_UNAVAILABLE) from error
    if not is_network:
        raise NotFound(
            f"model {version.ref} is a scikit-learn pipeline: it has no separate weights or architecture, only the artifact", kind=NO_SUCH_FORM
        )
    return path


def _existing(version: Version, path: Path) -> Path:
    if not path.is_file():
        raise Unavailable(f"the file of model {version.ref} is missing", kind=MODEL_UNAVAILABLE)
    return path


def _etag(path: Path) -> str:
    status = path.stat()
    return f'"{_digest_of(path, status.st_mtime_ns, status.st_size)}"'


@lru_cache(maxsize=1024)
def _digest_of(path: Path, mtime_ns: int, size_bytes: int) -> str:
    """Return the SHA-256 of a file, computed once for each modification of it."""
    return sha256_of(path)
