"""Request bodies: bounded reading, decoding, and the form of a submitted job."""

import copy
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import orjson
from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field, ValidationError

from models.catalog import recipes
from models.checking.check import check_spec
from models.checking.check_result import CheckResult
from models.core.errors import Fault
from models.core.faults import faults_of, quote
from models.core.part import Part
from models.specs.job import JobSpec
from models.specs.registered import Registered
from service.api.headers import media_type
from service.errors import Invalid, Malformed, TooLarge, UnsupportedMedia

#: Largest spec taken, in bytes.
MAX_SPEC_BYTES = 1024 * 1024
#: Deepest nesting of objects and lists in a spec.
MAX_DEPTH = 30
#: Most jobs of a sweep.
MAX_MEMBERS = 100
#: Most changed pictures of a preview.
MAX_VARIANTS = 63
NAME_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,62}$"


class Envelope(Part):
    """What surrounds a spec in a request body."""

    spec: dict[str, Any] | None = Field(None, description="The job spec.")
    recipe: str | None = Field(None, description="Id of a recipe of the catalog, instead of a spec.")
    patch: dict[str, Any] | None = Field(None, description="RFC 7386 merge patch on the recipe's spec.")
    name: str | None = Field(
        None, pattern=NAME_PATTERN, description="Name the model is registered under; the recipe's id, or one made from the job's, when left out."
    )


class JobRequest(Envelope):
    """A job: a spec, or a recipe with a patch."""

    spec: JobSpec | None = Field(None, description="The job spec.")  # type: ignore[assignment]


class SweepRequest(Envelope):
    """A sweep: a spec, or a recipe with a patch; and a patch for each job."""

    sweep: dict[Annotated[str, Field(pattern=NAME_PATTERN, max_length=40)], dict[str, Any]] | None = Field(
        None, min_length=1, max_length=MAX_MEMBERS, description="Merge patches by the names of the jobs; the recipe's own when left out."
    )


class AugmentationPreview(Envelope):
    """A job, and which of its training pictures is drawn changed."""

    index: int = Field(0, ge=0, le=100_000_000, description="Place of the picture in the training part, from 0.")
    count: int = Field(15, ge=1, le=MAX_VARIANTS, description="How many changed pictures are drawn.")


class AugmentationPreviewRequest(AugmentationPreview):
    """A job, and which of its training pictures is drawn changed."""

    spec: JobSpec | None = Field(None, description="The job spec.")  # type: ignore[assignment]


PartT = TypeVar("PartT", bound=Part)
EnvelopeT = TypeVar("EnvelopeT", bound=Envelope)


@dataclass(frozen=True)
class Submission:
    """A decoded job body.

    Args:
        result: What checking its spec found, pointers into the body.
        name: Name asked for the model.
        recipe: Recipe named.
    """

    result: CheckResult
    name: str | None
    recipe: str | None


async def read_body(request: Request, limit: int) -> bytes:
    """Read a body of at most `limit` bytes.

    Raises:
        TooLarge: There is more.
    """
    return b"".join([chunk async for chunk in bounded(request, limit)])


async def bounded(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    """Yield a body of at most `limit` bytes as it comes.

    Raises:
        TooLarge: There is more.
    """
    size = int(request.headers.get("content-length", 0))
    if size > limit:
        raise TooLarge(f"expected a body of at most {limit:,} bytes, got {size:,}")
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise TooLarge(f"expected a body of at most {limit:,} bytes, got more")
        yield chunk


def decode_json(body: bytes) -> Any:
    """Decode JSON.

    Raises:
        Malformed: It is none. NaN and Infinity are none either.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed(f"expected JSON (which has no NaN or Infinity), got: {error}") from error


async def read_submission(request: Request, registered: Registered) -> tuple[Submission, bytes]:
    """Read and check a job body.

    Args:
        request: The request.
        registered: Where models used as layers are looked up.

    Returns:
        The submission, and the body as it came.

    Raises:
        Malformed, TooLarge, UnsupportedMedia: There is no JSON to judge.
    """
    raw, body = await decoded_body(request)
    # Off the event loop: the first look at an estimator imports scikit-learn, which takes a second or two.
    return await run_in_threadpool(_judge, raw, registered), body


async def decoded_body(request: Request, limit: int = MAX_SPEC_BYTES) -> tuple[Any, bytes]:
    """Read a JSON body; return it decoded and as it came.

    Args:
        request: The request.
        limit: Most bytes it may have.

    Raises:
        Malformed, TooLarge, UnsupportedMedia: There is no JSON to judge.
    """
    media = media_type(request)
    if media != "application/json":
        raise UnsupportedMedia(f"expected application/json, got {media or 'no content type'}")
    body = await read_body(request, limit)
    return decode_json(body), body


async def read_part(request: Request, limit: int, part: type[PartT]) -> PartT:
    """Read what a JSON body asks for.

    Args:
        request: The request.
        limit: Most bytes its body may have.
        part: What it is to be.

    Raises:
        Invalid: It is something else; pointers go into the body.
        Malformed, TooLarge, UnsupportedMedia: There is no JSON to judge.
    """
    raw, _ = await decoded_body(request, limit)
    return part_of(raw, part)


def part_of(raw: Any, part: type[PartT]) -> PartT:
    """Return a decoded body as what it is to be.

    Raises:
        Invalid: It is something else.
    """
    try:
        return part.model_validate(raw)
    except ValidationError as error:
        raise Invalid.of(faults_of(error, raw, part)) from error


def envelope_of(raw: Any, envelope: type[EnvelopeT]) -> EnvelopeT:
    """Return a decoded body that holds a spec, which may be nested only so deep.

    Raises:
        Invalid: It is something else.
    """
    if deep := depth_faults(raw):
        raise Invalid.of(deep)
    return part_of(raw, envelope)


def require_ok(submission: Submission) -> JobSpec:
    """Return the spec of a submission that can work.

    Raises:
        Invalid: It cannot.
    """
    if submission.result.spec is None or not submission.result.ok:
        raise Invalid.of(submission.result.errors)
    return submission.result.spec


def merge_patch(target: Any, patch: Any) -> Any:
    """Apply a merge patch (RFC 7386): objects are merged, null removes, all else replaces."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    merged = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge_patch(merged.get(key), value)
    return merged


def base_of(envelope: Envelope) -> tuple[Any, str, list[Fault]]:
    """Return the spec that a body asks for, before it is checked; where faults in it point to; and what is wrong with the body itself."""
    if (envelope.spec is None) == (envelope.recipe is None):
        return None, "", [Fault("", "expected either a spec or a recipe (with or without a patch)")]
    if envelope.spec is not None:
        patched = [Fault("/patch", "a patch goes with a recipe; expected none beside a spec")] if envelope.patch else []
        return envelope.spec, "/spec", patched
    recipe = recipes().get(envelope.recipe or "")
    if recipe is None:
        return None, "", [Fault("/recipe", f"expected one of {', '.join(recipes())}, got {quote(envelope.recipe)}")]
    return merge_patch(recipe.spec, envelope.patch or {}), "/patch", []


def _judge(raw: Any, registered: Registered) -> Submission:
    try:
        envelope = envelope_of(raw, Envelope)
    except Invalid as error:
        return Submission(CheckResult(errors=error.errors), None, None)
    base, prefix, faults = base_of(envelope)
    result = CheckResult(errors=faults) if base is None else _under(prefix, check_spec(base, registered), faults)
    name = envelope.name or envelope.recipe
    result.errors += _name_faults(name, result.spec)
    return Submission(result, name, envelope.recipe)


def _name_faults(name: str | None, spec: JobSpec | None) -> list[Fault]:
    """Refuse to register a model under the name of the one that it shares layers with, of which a version is made too."""
    other = spec.share_layers_with.model.split("@")[0] if spec and spec.share_layers_with else None
    if name is None or name != other:
        return []
    return [Fault("/name", f"expected a name other than {quote(other)}, the model that layers are shared with: each has versions of its own")]


def _under(prefix: str, result: CheckResult, more: list[Fault]) -> CheckResult:
    result.errors = more + [fault.under(prefix) for fault in result.errors]
    result.warnings = [fault.under(prefix) for fault in result.warnings]
    return result


def depth_faults(raw: Any) -> list[Fault]:
    """Refuse what is nested too deeply to be looked at safely."""
    return [Fault("", f"expected at most {MAX_DEPTH} levels of nesting, got more")] if depth_of(raw) > MAX_DEPTH else []


def depth_of(raw: Any) -> int:
    """Return how deeply a value is nested; walks level by level, so that no input can exhaust the stack."""
    level, depth = [raw], 0
    while level and depth <= MAX_DEPTH:
        level = [item for value in level if isinstance(value, dict | list) for item in (value.values() if isinstance(value, dict) else value)]
        depth += 1
    return depth
