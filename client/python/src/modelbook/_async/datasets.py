"""Data sets: uploaded, looked at, deleted."""

from __future__ import annotations

import json
from asyncio import to_thread
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import PrivateAttr

from modelbook import _operations as operations
from modelbook._async.bound import AsyncResource, bind
from modelbook._async.deletions import AsyncDeletion, deleted
from modelbook._async.grants import AsyncGrants
from modelbook._async.http import AsyncHttp
from modelbook._async.pages import pages
from modelbook._async.plots import OF_DATASETS, AsyncPlots, plots_of
from modelbook._async.resumable import FROM_BYTES, send_in_pieces, size_of
from modelbook._calls import Call, annotations_body, json_body
from modelbook._files import Upload, upload_of
from modelbook._models import DatasetOut, DatasetsOut, PreviewOut, TextCountsOut, UploadOut
from modelbook._notebook import dataset_html
from modelbook._operations import Operation
from modelbook._progress import Display, display_for


class AsyncDatasetCalls:
    """What can be asked of a data set, and done with it."""

    if TYPE_CHECKING:
        id: str
        _http: AsyncHttp

    async def describe(self, params: Mapping[str, Any] | None = None) -> DatasetOut:
        """Return the description of the data set; nothing is loaded.

        Args:
            params: Parameters of a generator.
        """
        return await self._http.get(DatasetOut, self._call(operations.GET_DATASET, params=params))

    async def preview(
        self,
        *,
        part: str | None = None,
        start: int | None = None,
        n_samples: int | None = None,
        target: str | None = None,
        features: Sequence[str] | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> PreviewOut:
        """Return raw samples.

        Args:
            part: `train`, or `test` for the data set's own test part.
            start: Index of the first sample, from 0.
            n_samples: Number of samples.
            target: For uploads, the column or array that is shown as the target.
            features: For uploads, columns or the array that are shown as inputs.
            params: Parameters of a generator.
        """
        query = {"part": part, "from": start, "n_samples": n_samples, "target": target, "features": features, "params": params}
        return await self._http.get(PreviewOut, self._call(operations.PREVIEW_DATASET, **query))

    async def symbols(
        self,
        *,
        part: str | None = None,
        clean: bool | None = None,
        lower: bool | None = None,
        most: int | None = None,
        size: int | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> TextCountsOut:
        """Return counts of the letters and words of a data set of texts.

        Args:
            part: `train` or `test`.
            clean: Count letters as the step `letters` reads them with this field.
            lower: The same.
            most: Number of most frequent symbols to list.
            size: Size of a vocabulary of words, its marker included.
            params: Parameters of a generator.
        """
        query = {"part": part, "clean": clean, "lower": lower, "most": most, "size": size, "params": params}
        return await self._http.get(TextCountsOut, self._call(operations.COUNT_DATASET_SYMBOLS, **query))

    async def plot(self, params: Mapping[str, Any] | None = None) -> bytes:
        """Return a plot of the data set, a PNG file."""
        return await self._http.content(self._call(operations.PLOT_DATASET, params=params))

    async def plots(self, params: Mapping[str, Any] | None = None) -> AsyncPlots:
        """Return the plots of the data set.

        Args:
            params: Parameters of a generator.
        """
        return await plots_of(self._http, OF_DATASETS, {"dataset_id": self.id}, {"params": params})

    async def reread(self, reading: Mapping[str, Any]) -> AsyncDataset:
        """Read the file again in another way, as a new data set.

        Args:
            reading: What you say about the file, such as a value of `settle` of a doubt; the rest is recognized anew.
        """
        return await _read(self._http, Call(operations.REREAD_DATASET, {"dataset_id": self.id}, body=json_body(reading)))

    async def append(self, data: Any, *, format: str | None = None, reading: Mapping[str, Any] | None = None) -> AsyncDataset:
        """Append rows or images, and return the next version; this one stays.

        Args:
            data: What `datasets.upload` takes: with the columns of the data set, or images of its classes and of others.
            format: Format of the file; by its name when left out.
            reading: What you say about the file; the rest is read as the data set was.

        Raises:
            InvalidError: The file does not fit; `errors` says where.
        """
        upload, display = await to_thread(upload_of, data, None), display_for(False)
        fields = {"format": format, "reading": None if reading is None else json.dumps(dict(reading))}
        body = upload.body(display, **{name: value for name, value in fields.items() if value is not None})
        try:
            return await _read(self._http, Call(operations.APPEND_TO_DATASET, {"dataset_id": self.id}, body=body))
        finally:
            display.close()
            if upload.file is not data:
                upload.file.close()

    async def annotate(self, *, tags: Sequence[str] | None = None, note: str | None = None) -> AsyncDataset:
        """Write tags and a note on an uploaded data set, and return it; one that is left out stays.

        Args:
            tags: All its tags; an empty list for none.
            note: The note; an empty text for none.
        """
        call = Call(operations.ANNOTATE_DATASET, {"dataset_id": self.id}, body=annotations_body(tags, note))
        return bind(await self._http.get(AsyncDataset, call), self._http)

    async def delete(self, *, purge: bool | None = None) -> AsyncDeletion:
        """Delete an uploaded data set; `.undo()` what is returned to restore it.

        Args:
            purge: Whether to remove its files at once, so that it cannot be restored.
        """
        return await deleted(self._http, operations.DELETE_DATASET, {"dataset_id": self.id}, purge=purge)

    @property
    def grants(self) -> AsyncGrants:
        """Return whom the data set is shared with."""
        return AsyncGrants(self._http, "dataset", self.id)

    def _call(self, operation: Operation, **query: Any) -> Call:
        return Call(operation, {"dataset_id": self.id}, query)


class AsyncDatasetRef(AsyncDatasetCalls):
    """A data set by its id, or the name of a built-in one: nothing is requested until a method is called.

    Args:
        http: The connection.
        id: The id or name.
    """

    def __init__(self, http: AsyncHttp, id: str) -> None:
        self._http, self.id = http, id

    def __repr__(self) -> str:
        return f"<data set {self.id}>"


class AsyncDataset(AsyncDatasetCalls, UploadOut):
    """An uploaded data set: what is known of it, and what can be done with it."""

    _http: AsyncHttp = PrivateAttr()

    def __repr__(self) -> str:
        return f"<data set {self.id} {self.name!r}: {self.n_samples} samples>"

    def _repr_html_(self) -> str:
        return dataset_html(self)


class AsyncDatasets(AsyncResource):
    """Data sets."""

    async def upload(
        self,
        data: Any,
        *,
        name: str | None = None,
        format: str | None = None,
        delimiter: str | None = None,
        reading: Mapping[str, Any] | None = None,
        progress: bool = False,
        resumable: bool | None = None,
    ) -> AsyncDataset:
        """Upload a data set. The same file again is the same data set.

        `reading` and `doubts` of what is returned say how the file was read.

        Args:
            data: Path of a file; a folder of images with one folder for each class; an open file; bytes; a data frame or a series of pandas or
                polars, with a plain index; a list of dictionaries by column name; an array; arrays by name; a tuple (X, y) of arrays, or of a
                frame and targets.
            name: Name of the data set.
            format: Its format, such as `csv`, `parquet` or `images`; by the file's name and content when left out.
            delimiter: Character between the fields of a table; detected when left out.
            reading: What you say about the file, such as `{"missing": ["NA"]}`; the rest is recognized.
            progress: Whether to show a bar; lines where there is no terminal.
            resumable: Whether to send the file in pieces, so that a broken connection costs one of them; by its size when left out.

        Raises:
            InputError: Values would not come back as they are: an index, texts that look like numbers, a column of several types.
            InvalidError: The file cannot be read as a data set; `errors` says where.
        """
        upload, display = await to_thread(upload_of, data, name), display_for(progress)
        said = None if reading is None else json.dumps(dict(reading))
        fields = {"name": name, "delimiter": delimiter, "reading": said, **({"format": format} if format is not None else {})}
        try:
            if size_of(upload) >= FROM_BYTES if resumable is None else resumable:
                return await self._sent_in_pieces(upload, fields, display)
            return await _read(self._http, Call(operations.UPLOAD_DATASET, body=upload.body(display, **fields)))
        finally:
            display.close()
            if upload.file is not data:
                upload.file.close()

    async def _sent_in_pieces(self, upload: Upload, fields: Mapping[str, str | None], display: Display) -> AsyncDataset:
        said = {"format": upload.format, "delimiter": upload.delimiter, **{name: value for name, value in fields.items() if value is not None}}
        dataset_id = await send_in_pieces(self._http, upload, said, display)
        found = await self._http.get(_UploadedDataset, Call(operations.GET_DATASET, {"dataset_id": dataset_id}))
        return bind(found.upload, self._http)

    async def list(self, *, shared: bool | None = None, limit: int | None = None, **filters: Any) -> AsyncIterator[AsyncDataset]:
        """Yield the uploaded data sets, newest first, page by page.

        Args:
            shared: Those that other owners share with you, instead of your own.
            limit: Data sets on a page, 1 to 200.
            filters: `text`, a part of the name or the note; `tag`, one or a list; `form`, such as `table`; `sha256` of a
                file, for its different readings.
        """
        async for page in pages(self._http, _DatasetsPage, operations.LIST_DATASETS, {"shared": shared, "limit": limit, **filters}):
            for dataset in page.uploads:
                yield bind(dataset, self._http)

    async def built_in(self) -> Sequence[DatasetOut]:
        """Return the data sets and generators that the server brings, by name."""
        page = await self._http.get(_DatasetsPage, Call(operations.LIST_DATASETS, query={"limit": 1}))
        return page.datasets

    def __getitem__(self, dataset_id: str) -> AsyncDatasetRef:
        return AsyncDatasetRef(self._http, dataset_id)


async def _read(http: AsyncHttp, call: Call) -> AsyncDataset:
    """Return the data set that a call makes of a file, once the server has read it."""
    return bind(await http.get(AsyncDataset, replace(call, timeout_s=http.config.reading_s)), http)


class _UploadedDataset(DatasetOut):
    upload: AsyncDataset


class _DatasetsPage(DatasetsOut):
    uploads: list[AsyncDataset]  # type: ignore[assignment]
