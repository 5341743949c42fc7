"""Query parameters by which lists are filtered. Several filters of one request all have to fit."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import Depends, Query
from pydantic import AfterValidator, AwareDatetime

from models.core.model_reference import alias_fault
from models.core.schema_name import SchemaName
from models.specs.tasks import TASKS
from models.uploads.forms import FORMS
from service.api.value_types import MAX_TAGS, KindName, Tag
from service.store.dataset_filter import DatasetFilter
from service.store.job_filter import JobFilter
from service.store.model_filter import ModelFilter
from service.store.transitions import State

if TYPE_CHECKING:
    TaskName = str  # A type checker cannot read the registry.
    FormName = str
else:
    FormName = Annotated[Literal[tuple(FORMS)], SchemaName("FormName", "A stored form of an upload.")]
    TaskName = Annotated[Literal[tuple(TASKS)], SchemaName("TaskName", "A task of a job.")]

#: Longest text that is searched for, in characters.
_LONGEST = 200
#: Half of the last digit of times in answers, in seconds: who gives one of them means the moment from which it was rounded.
_ROUNDED_S = 0.5e-6
_WITH_TEXT = "Only those with this text in their name or note (of jobs also in the error), in small or capital letters."


def _alias(text: str) -> str:
    """Require an alias that a model can have."""
    if (fault := alias_fault(text)) is not None:
        raise ValueError(fault)
    return text


Tags = Annotated[
    list[Tag] | None, Query(alias="tag", max_length=MAX_TAGS, description="Only those with this tag; repeat it for those with all of several.")
]
Text = Annotated[str | None, Query(min_length=1, max_length=_LONGEST, description=_WITH_TEXT)]
Recipe = Annotated[str | None, Query(description="Only jobs of this recipe.")]
Moment = Annotated[AwareDatetime | None, Query(description="Only those that were made at this time or later, such as 2026-11-29T08:00:00Z.")]
Before = Annotated[AwareDatetime | None, Query(description="Only those that were made before this time.")]


# Coroutines: FastAPI calls other dependencies in a thread each.
async def _made(text: Text = None, tag: Tags = None, created_from: Moment = None, created_before: Before = None) -> JobFilter:
    """Return what both jobs and sweeps are filtered by."""
    begins, ends = (None if moment is None else moment.timestamp() - _ROUNDED_S for moment in (created_from, created_before))
    return JobFilter(text=text, tags=tag or (), created_from=begins, created_before=ends)


async def _of_jobs(
    made: Annotated[JobFilter, Depends(_made)],
    state: Annotated[State | None, Query(description="Only jobs in this state.")] = None,
    recipe: Recipe = None,
    name: Annotated[str | None, Query(description="Only jobs whose model has this name.")] = None,
    task: Annotated[TaskName | None, Query(description="Only jobs of this task.")] = None,
) -> JobFilter:
    """Return the filter of a list of jobs."""
    return replace(made, state=state, recipe=recipe, name=name, task=task)


async def _of_sweeps(
    made: Annotated[JobFilter, Depends(_made)],
    state: Annotated[State | None, Query(description="Only sweeps with a job in this state.")] = None,
    recipe: Recipe = None,
) -> JobFilter:
    """Return the filter of a list of sweeps."""
    return replace(made, state=state, recipe=recipe)


async def _of_models(
    text: Text = None,
    tag: Annotated[
        list[Tag] | None,
        Query(max_length=MAX_TAGS, description="Only models with this tag, of the name or of a version; repeat it for those with all of several."),
    ] = None,
    kind: Annotated[KindName | None, Query(description="Only models with an output of this kind.")] = None,
    alias: Annotated[
        Annotated[str, AfterValidator(_alias)] | None,
        Query(max_length=63, description="Only models with this alias, each by the version that it means instead of its newest."),
    ] = None,
) -> ModelFilter:
    """Return the filter of a list of models."""
    return ModelFilter(text, tag or (), kind, alias)


async def _of_datasets(
    text: Text = None,
    tag: Tags = None,
    form: Annotated[FormName | None, Query(description="Only uploads of this form.")] = None,
    sha256: Annotated[
        str | None,
        Query(pattern="^[0-9a-f]{64}$", description="Only uploads of the file with this SHA-256: the same file in its different readings."),
    ] = None,
) -> DatasetFilter:
    """Return the filter of a list of data sets."""
    return DatasetFilter(text, form, tag or (), sha256)


JobsAsked = Annotated[JobFilter, Depends(_of_jobs)]
SweepsAsked = Annotated[JobFilter, Depends(_of_sweeps)]
ModelsAsked = Annotated[ModelFilter, Depends(_of_models)]
DatasetsAsked = Annotated[DatasetFilter, Depends(_of_datasets)]
