"""What is in a data set: raw samples of a part, and the letters and words of texts."""

from dataclasses import asdict
from typing import Annotated, NamedTuple

import orjson
from fastapi import APIRouter, Depends, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field, StringConstraints

from models.core.errors import SpecError
from models.datasets import DataSet
from models.datasets.data_set import PartName
from models.datasets.raw_preview import Preview, preview
from models.datasets.symbol_counts import Counting, count_symbols
from models.specs.data import DataSpec
from models.specs.parse import data_set_of
from models.uploads.stored.upload_record import StoredSet
from service.access.guarded_route import GuardedRoute
from service.api.datasets import TheDataSet, TheParams, reported, source_of
from service.api.value_types import RawValue
from service.contained_work import preview_upload
from service.deps import Parts, TheParts
from service.errors import Invalid
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/datasets", tags=["datasets"], route_class=GuardedRoute)

_Column = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_PART = Query(description="The training part before any split, or the data set's own test part.")


class _Asked(NamedTuple):
    """The samples that a preview shows."""

    part: PartName
    first: int
    n_samples: int


class SampleOut(BaseModel):
    """A raw sample."""

    index: int = Field(description="Index in the part, from 0.")
    input: RawValue = Field(description="A value or nested lists, of the data set's `input_shape`; an uploaded image as a data URL.")
    target: RawValue = Field(description="The raw target; null if the set has no targets.")


class PreviewOut(BaseModel):
    """Samples of a part, in order; for a series, its steps; for a text, its characters."""

    part: PartName = Field(description="The part.")
    n_samples: int = Field(description="Number of samples (or steps) in the part.")
    samples: list[SampleOut] = Field(description="The samples asked for, in order; fewer at the end of the part.")


class SymbolCountOut(BaseModel):
    """A letter or word, and its number of occurrences."""

    symbol: str = Field(description="The letter, word or punctuation mark.")
    count: int = Field(description="Number of its occurrences.")


class VocabularyOut(BaseModel):
    """The letters, or the words, of texts."""

    n_symbols: int = Field(description="Number of symbols, every occurrence counted.")
    n_distinct: int = Field(description="Number of distinct symbols: the size of a full vocabulary, without a marker for unknown symbols.")
    n_once: int = Field(description="Number of distinct symbols that occur once.")
    most_frequent: list[SymbolCountOut] = Field(description="The most frequent symbols; of equally frequent ones the first in the text.")


class TextCountsOut(BaseModel):
    """Counts of the letters and words of the texts of a part."""

    part: PartName = Field(description="The part.")
    n_texts: int = Field(description="Number of texts; 1 if the data set is one text.")
    n_characters: int = Field(description="Number of characters, before cleaning.")
    complete: bool = Field(
        description="Whether the whole part is counted; of more than 10,000,000 characters only the first texts or characters are."
    )
    letters: VocabularyOut = Field(description="Letters as the step `letters` reads them.")
    words: VocabularyOut = Field(description="Words and punctuation marks as the step `words` reads them.")
    n_outside: int | None = Field(description="Occurrences of words outside a vocabulary of the size asked for; null if no size is given.")


def the_selected_set(
    dataset_id: str,
    parts: TheParts,
    params: TheParams,
    target: Annotated[_Column | None, Query(description="Column (or array) of an upload that is shown as the target.")] = None,
    features: Annotated[
        list[_Column] | None, Query(max_length=100, description="Columns (or the array) of an upload that are shown as inputs.")
    ] = None,
) -> DataSet:
    """Return the data set of a path with the parameters, and for an upload the columns, of the query; 404 if it does not exist."""
    source = source_of(dataset_id, parts)
    try:
        return data_set_of(DataSpec(source=source, params=params.values, target=target, features=features), parts.visible)
    except SpecError as error:
        raise Invalid.of([fault.moved("/data/params", params.pointer).moved("/data", "/query") for fault in error.faults]) from error


@router.get("/{dataset_id}/preview", responses=problems("invalid-data", "data-unreachable"))
async def preview_dataset(
    data_set: Annotated[DataSet, Depends(the_selected_set)],
    parts: TheParts,
    part: Annotated[PartName, _PART] = "train",
    first: Annotated[int, Query(alias="from", ge=0, le=2**53, description="Index of the first sample to show, from 0.")] = 0,
    n_samples: Annotated[int, Query(ge=1, le=100, description="Samples to show, at most.")] = 5,
) -> PreviewOut:
    """Show raw samples of a data set.

    At most 100 samples of a part, from any index on: of a series its steps, of a text its characters. An uploaded image is a data URL of a PNG file.
    """
    with reported():
        found = await _previewed(data_set, _Asked(part, first, n_samples), parts)
    return PreviewOut(part=part, n_samples=found.n_samples, samples=[SampleOut(**sample) for sample in found.samples])


async def _previewed(data_set: DataSet, asked: _Asked, parts: Parts) -> Preview:
    cache = parts.settings.cache
    if isinstance(data_set, StoredSet):
        async with parts.containment.looks.turn():
            return Preview(**orjson.loads(await run_in_threadpool(parts.containment.run, preview_upload, data_set, *asked, cache)))
    async with parts.preparing:
        return await run_in_threadpool(preview, data_set, *asked, cache)


@router.get("/{dataset_id}/symbols", responses=problems("invalid-data", "data-unreachable"))
async def count_dataset_symbols(
    data_set: TheDataSet,
    parts: TheParts,
    part: Annotated[PartName, _PART] = "train",
    lower: Annotated[bool, Query(description="Count letters in lower case, as with the field `lower` of the step `letters`.")] = False,
    clean: Annotated[bool, Query(description="Count letters after cleaning, as with the field `clean` of the step `letters`.")] = False,
    most: Annotated[int, Query(ge=1, le=1_000, description="Most frequent letters, and words, to list.")] = 20,
    size: Annotated[
        int | None, Query(ge=2, le=1_000_000, description="Size of a vocabulary of words with its marker: words outside are counted.")
    ] = None,
) -> TextCountsOut:
    """Count letters and words of a data set of texts.

    It helps to choose the size of a vocabulary. Of more than 10,000,000 characters only the first are counted.
    """
    async with parts.preparing:
        with reported():
            counts = await run_in_threadpool(count_symbols, data_set, part, Counting(lower, clean, most, size), parts.settings.cache)
    return TextCountsOut.model_validate({"part": part, **asdict(counts)})
