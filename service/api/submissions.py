"""Submitted jobs: a spec, or a recipe with a patch, read from a request and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from models.checking.check import CheckResult, check_spec
from models.core.errors import Fault
from models.core.faults import quote
from models.core.model_reference import bare_name
from models.core.part import Part
from models.estimating.estimate import Estimate, estimate
from models.specs.job import JobSpec
from models.specs.registered import Registered
from service.access.caller import Caller, Scope
from service.api.given_spec import GivenSpec
from service.api.notify import MAX_URLS, Notify
from service.api.value_types import MergePatch, StoredSpec
from service.bodies.content import decoded_body, part_of
from service.deps import Parts
from service.errors import Forbidden, Invalid
from service.problem_types.of_access import PRIORITY_NOT_ALLOWED

#: Most jobs of a sweep.
MAX_MEMBERS = 100
#: Most augmented images of a preview.
MAX_VARIANTS = 63
#: The largest priority, and the negative of the smallest.
MAX_PRIORITY = 10
NAME_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,62}$"


class Envelope(Part):
    """A request body that holds a spec or names a recipe."""

    spec: StoredSpec | None = Field(None, description="The job spec.")
    recipe: str | None = Field(None, description="Id of a recipe of the catalog, instead of a spec.")
    patch: MergePatch | None = Field(None, description="RFC 7386 merge patch on the spec, or that of the recipe.")
    name: str | None = Field(
        None, pattern=NAME_PATTERN, description="Name the model is registered under; the recipe's id, or one made from the job's, when left out."
    )
    priority: int = Field(
        0, ge=-MAX_PRIORITY, le=MAX_PRIORITY, description="Jobs of a higher priority are started first; above 0 only with the scope admin."
    )
    notify: list[Notify] = Field([], max_length=MAX_URLS, description="URLs that get signed notices of changes of the job's state.")


class JobRequest(Envelope):
    """A job: a spec, or a recipe with a patch."""

    spec: JobSpec | None = Field(None, description="The job spec.")  # type: ignore[assignment]


class SweepRequest(Envelope):
    """A sweep: a spec, or a recipe with a patch; and a patch for each job."""

    sweep: dict[Annotated[str, Field(pattern=NAME_PATTERN, max_length=40)], MergePatch] | None = Field(
        None, min_length=1, max_length=MAX_MEMBERS, description="Merge patches by the names of the jobs; the recipe's own when left out."
    )


class AugmentationPreview(Envelope):
    """A job, and which of its training images to augment."""

    index: int = Field(0, ge=0, le=100_000_000, description="Index of the image in the training part, from 0.")
    count: int = Field(15, ge=1, le=MAX_VARIANTS, description="Number of augmented images.")


class AugmentationPreviewRequest(AugmentationPreview):
    """A job, and which of its training images to augment."""

    spec: JobSpec | None = Field(None, description="The job spec.")  # type: ignore[assignment]


EnvelopeT = TypeVar("EnvelopeT", bound=Envelope)


@dataclass(frozen=True)
class Submission:
    """A decoded job body.

    Args:
        result: Result of checking its spec; pointers are into the body.
        name: Requested name of the model.
        recipe: Id of the recipe.
        priority: Requested priority.
        notify: Requested notices.
        given: The spec before it was checked; None without one.
        spec_errors: The errors of the spec alone; pointers are into the spec.
    """

    result: CheckResult
    name: str | None
    recipe: str | None
    priority: int = 0
    notify: Sequence[Notify] = ()
    given: GivenSpec | None = None
    spec_errors: Sequence[Fault] = ()


def expected_of(result: CheckResult, parts: Parts) -> Estimate | None:
    """Return what a job is expected to take; None for a faulty spec."""
    return None if result.work is None else estimate(result.work, parts.costs.current())


def estimate_of(result: CheckResult, parts: Parts) -> dict[str, Any] | None:
    """Return what a job is expected to take, as it is stored with it."""
    expected = expected_of(result, parts)
    return None if expected is None else expected.as_dict()


async def read_submission(request: Request, parts: Parts) -> tuple[Submission, bytes]:
    """Read and check a job body.

    Args:
        request: The request.
        parts: The parts of the application.

    Returns:
        The submission, and the body as bytes.

    Raises:
        Malformed, TooLarge, UnsupportedMedia: It is not a JSON body within the limit.
    """
    raw, body = await decoded_body(request)
    return await run_in_threadpool(checked_submission, raw, parts), body


def checked_submission(raw: Any, parts: Parts) -> Submission:
    """Check a decoded job body. Called off the event loop, as specs may refer to uploads and models."""
    try:
        envelope = envelope_of(raw, Envelope)
        given = given_of(envelope)
    except Invalid as error:
        return Submission(CheckResult(errors=error.errors), None, None)
    result, name = check_spec(given.patched, parts.lookup, parts.worker_memory), envelope.name or envelope.recipe
    spec_errors = result.errors
    result.errors = [*map(given.located, spec_errors), *name_faults(name, result.spec)]
    result.warnings = list(map(given.located, result.warnings))
    return Submission(result, name, envelope.recipe, envelope.priority, envelope.notify, given, spec_errors)


def envelope_of(raw: Any, envelope: type[EnvelopeT]) -> EnvelopeT:
    """Validate a decoded body that holds a spec.

    Raises:
        Invalid: It has another form.
    """
    return part_of(raw, envelope)


def given_of(envelope: Envelope) -> GivenSpec:
    """Return the unchecked spec of a body.

    Raises:
        Invalid: It has none, or a recipe that there is not.
    """
    return GivenSpec.of(envelope.spec, envelope.recipe, envelope.patch)


def sound_spec(raw: Any, envelope: type[EnvelopeT], registered: Registered) -> tuple[EnvelopeT, JobSpec, GivenSpec]:
    """Validate a decoded body that holds a spec, and check the spec.

    Args:
        raw: The decoded body.
        envelope: The form it must have.
        registered: Where models used as layers, and uploads, are looked up.

    Returns:
        The body, its spec with the defaults written out, and the spec as it was given, which locates faults in the body.

    Raises:
        Invalid: The body has another form, or the spec is faulty; pointers are into the body.
    """
    wanted = envelope_of(raw, envelope)
    given = given_of(wanted)
    result = check_spec(given.patched, registered)
    if result.errors or result.spec is None:
        raise Invalid.of(list(map(given.located, result.errors)))
    return wanted, result.spec, given


def require_ok(submission: Submission) -> JobSpec:
    """Return the spec of a submission without errors.

    Raises:
        Invalid: The check found errors.
    """
    if submission.result.spec is None or not submission.result.ok:
        raise Invalid.of(submission.result.errors)
    return submission.result.spec


def allowed_priority(priority: int, caller: Caller) -> int:
    """Return a requested priority.

    Raises:
        Forbidden: It is above 0, and the caller is no administrator.
    """
    if priority > 0 and not caller.has(Scope.ADMIN):
        detail = f"expected a priority of at most 0, got {priority}: one above 0 needs a key with the scope {Scope.ADMIN}"
        raise Forbidden(detail, [Fault("/priority", detail)], kind=PRIORITY_NOT_ALLOWED)
    return priority


def name_faults(name: str | None, spec: JobSpec | None) -> list[Fault]:
    """Refuse the name of the model that layers are shared with: the job makes a version of that model, too; `/name` points into the body."""
    other = bare_name(spec.share_layers_with.model) if spec and spec.share_layers_with else None
    if name is None or name != other:
        return []
    return [Fault("/name", f"expected a name other than {quote(other)}, the model that layers are shared with: each has its own versions")]
