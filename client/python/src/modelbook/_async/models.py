"""Models: predictions, files, and what is known of them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import PrivateAttr

from modelbook import _operations as operations
from modelbook._async.aliases import AsyncAliases
from modelbook._async.bound import AsyncResource, bind, given
from modelbook._async.deletions import AsyncDeletion, deleted
from modelbook._async.downloads import download
from modelbook._async.grants import AsyncGrants
from modelbook._async.http import AsyncHttp
from modelbook._async.jobs import AsyncJob
from modelbook._async.pages import pages
from modelbook._async.plots import OF_MODELS, AsyncPlots, plots_of
from modelbook._async.predictions import AsyncPredictionCalls
from modelbook._async.retraining import AsyncRetrainingCalls
from modelbook._calls import Call, annotations_body, json_body, submission_headers
from modelbook._files import PathLike, opened
from modelbook._imports import Architecture, import_body
from modelbook._models import AliasOut, ComparisonOut, EvaluationOut, LineageOut, ModelOut, ModelPage, VersionsOut
from modelbook._notebook import model_html
from modelbook.errors import InputError

#: Forms of a model that can be downloaded, with the endings of their names.
_FORMS = {
    "artifact": operations.DOWNLOAD_ARTIFACT,
    "weights": operations.DOWNLOAD_WEIGHTS,
    "onnx": operations.DOWNLOAD_ONNX,
    "architecture": operations.DOWNLOAD_ARCHITECTURE,
}
#: Content types of a card by its form.
_CARDS = {"markdown": "text/markdown", "html": "text/html"}
_ENDINGS = {".onnx": "onnx", ".json": "architecture", ".yaml": "architecture"}


class AsyncModelCalls(AsyncPredictionCalls, AsyncRetrainingCalls):
    """What can be asked of a model, and done with it."""

    async def refresh(self) -> AsyncModel:
        """Return what is known of the model now."""
        return bind(await self._http.get(AsyncModel, self._call(operations.GET_MODEL)), self._http)

    async def versions(self) -> list[AsyncModel]:
        """Return all versions, newest first."""
        found = await self._http.get(_Versions, Call(operations.LIST_VERSIONS, {"name": self._name}))
        return [bind(version, self._http) for version in found.versions]

    async def version(self, number: int) -> AsyncModel:
        """Return a version by its number."""
        call = Call(operations.GET_VERSION, {"name": self._name, "version": number})
        return bind(await self._http.get(AsyncModel, call), self._http)

    async def evaluation(self, output: str | None = None) -> EvaluationOut:
        """Return the evaluation of the model on its test part, else its validation part, else its training part.

        Args:
            output: Name of the output; needed for a model with several.
        """
        return await self._http.get(EvaluationOut, self._call(operations.GET_EVALUATION, {"output": output}))

    async def compare(self, other: Any) -> ComparisonOut:
        """Compare the model with another one: metrics, specs, sizes, speed, data and libraries side by side.

        Args:
            other: A model, or its reference.
        """
        ref = getattr(other, "ref", other)
        return await self._http.get(ComparisonOut, self._call(operations.COMPARE_MODELS, {"with": ref}))

    async def lineage(self) -> LineageOut:
        """Return what the model was made from, and what was made from it: data sets, jobs and versions, and how they follow from one another."""
        return await self._http.get(LineageOut, self._call(operations.GET_LINEAGE))

    async def card(self, form: str = "markdown") -> str:
        """Return the card of the model: what it is for, how good it is, its limits, figures, data, spec and provenance.

        Args:
            form: `markdown`, or `html` for a page of its own.
        """
        if form not in _CARDS:
            raise InputError(f"form: expected one of {', '.join(_CARDS)}, got {form!r}")
        operation = operations.GET_MODEL_CARD
        return (await self._http.content(Call(operation, {"ref": self.ref}, headers={"Accept": _CARDS[form]}))).decode()

    async def batch(
        self,
        source: Any,
        *,
        keep: Sequence[str | int] | None = None,
        format: str | None = None,
        idempotency_key: str | None = None,
        **fields: Any,
    ) -> AsyncJob:
        """Predict on a whole data set by a job, which leaves one file: `job.wait()`, then `job.download_predictions()`.

        Args:
            source: A data set: an object with `source`, or its name (`dataset:` and the id of an upload, or a built-in one).
            keep: Columns that stand before the predictions, such as keys: names, or indices from 0.
            format: Form of the file: `csv`, `parquet`, `npy` (an array; with `keep` of records) or `jsonl`.
            idempotency_key: Key under which repeated requests are one; a new one when left out.
            fields: `probabilities` (`all`, `top3` or `none`), `part` and `params` of a built-in set, `resources`, `priority`, `notify`.

        Raises:
            InvalidError: The model does not take the data set; `errors` says why.
        """
        operation = operations.PREDICT_BATCH
        asked = {"source": getattr(source, "source", source), **given(keep=None if keep is None else list(keep), format=format, **fields)}
        headers = submission_headers(operation, idempotency_key)
        return bind(await self._http.get(AsyncJob, Call(operation, {"ref": self.ref}, headers=headers, body=json_body(asked))), self._http)

    async def plots(self) -> AsyncPlots:
        """Return the plots of the model and of the job that has made it."""
        return await plots_of(self._http, OF_MODELS, {"ref": self.ref})

    async def draw_confusion(self, output: str | None = None) -> bytes:
        """Return a drawing of the confusion matrix, a PNG file."""
        return await self._http.content(self._call(operations.DRAW_CONFUSION, {"output": output}))

    async def draw_misclassified(self) -> bytes:
        """Return a drawing of misclassified images, a PNG file."""
        return await self._http.content(self._call(operations.DRAW_MISCLASSIFIED))

    async def download(self, path: PathLike | None = None, form: str | None = None) -> Path:
        """Write a file of the model, and return its path.

        Args:
            path: File or folder to write to; the server's name, in the current folder, when left out.
            form: `artifact` (HDF5), `weights` (HDF5), `architecture` (JSON, or YAML for a path ending in .yaml) or `onnx`. By the ending of the
                path when left out, else the artifact.
        """
        ending = Path(path).suffix.lower() if path is not None else ""
        form = form or _ENDINGS.get(ending, "artifact")
        if form not in _FORMS:
            raise InputError(f"form: expected one of {', '.join(_FORMS)}, got {form!r}")
        query = {"format": "yaml"} if form == "architecture" and ending == ".yaml" else {}
        return await download(self._http, self._call(_FORMS[form], query), path)

    async def promote(self, alias: str, *, expected: int | None = None) -> AliasOut:
        """Let an alias of the model mean this version, such as `champion`; return it.

        Args:
            alias: The alias; it is made if there is none.
            expected: The version that it means now; the one that it has at the moment of the call when left out.

        Raises:
            ConflictError: It means another version; somebody has moved it meanwhile.
        """
        version = (await self.refresh()).version
        return await self.aliases.set(alias, version, await self.aliases.meant(alias) if expected is None else expected)

    async def annotate(self, *, tags: Sequence[str] | None = None, note: str | None = None) -> AsyncModel:
        """Write tags and a note, and return the model: of a reference that is a bare name on the name, otherwise on the version.

        Args:
            tags: All its tags; an empty list for none; left out, they stay.
            note: The note; an empty text for none; left out, it stays.
        """
        call = Call(operations.ANNOTATE_MODEL, {"ref": self.ref}, body=annotations_body(tags, note))
        return bind(await self._http.get(AsyncModel, call), self._http)

    @property
    def aliases(self) -> AsyncAliases:
        """Return its aliases: names such as `champion` for one of its versions."""
        return AsyncAliases(self._http, self._name)

    async def delete(self, *, purge: bool | None = None) -> AsyncDeletion:
        """Delete the model: all versions of a name, the one of `name@version`; `.undo()` what is returned to restore it.

        Args:
            purge: Whether to remove its files at once, so that it cannot be restored.

        Raises:
            ConflictError: Something needs it; `errors` names it.
        """
        return await deleted(self._http, operations.DELETE_MODEL, {"ref": self.ref}, purge=purge)

    @property
    def grants(self) -> AsyncGrants:
        """Return whom the model is shared with."""
        return AsyncGrants(self._http, "model", self._name)

    @property
    def _name(self) -> str:
        return re.split("[@:]", self.ref, maxsplit=1)[0]


class AsyncModelRef(AsyncModelCalls):
    """A model by its reference: nothing is requested until a method is called.

    Args:
        http: The connection.
        ref: Its name, `name@version`, `name:alias`, or `owner/name`.
    """

    def __init__(self, http: AsyncHttp, ref: str) -> None:
        self._http, self.ref = http, ref

    def __repr__(self) -> str:
        return f"<model {self.ref}>"


class AsyncModel(AsyncModelCalls, ModelOut):
    """A model version: what is known of it, and what can be done with it.

    `aliases` are those of the model, as for a reference; the names of those that mean this version are `to_json()["aliases"]`.
    """

    _http: AsyncHttp = PrivateAttr()

    @property  # type: ignore[misc]
    def aliases(self) -> AsyncAliases:  # type: ignore[override]
        """Return the aliases of the model; without this the field of the answer would give their type."""
        return super().aliases

    async def job(self) -> AsyncJob:
        """Return the job that made it."""
        return bind(await self._http.get(AsyncJob, Call(operations.GET_JOB, {"job_id": self.job_id})), self._http)

    def __repr__(self) -> str:
        return f"<model {self.ref}: {self.kind or 'several outputs'}>"

    def _repr_html_(self) -> str:
        return model_html(self)


class AsyncModels(AsyncResource):
    """Models."""

    async def list(self, *, shared: bool | None = None, limit: int | None = None, **filters: Any) -> AsyncIterator[AsyncModel]:
        """Yield the newest version of each model, by name, page by page.

        Args:
            shared: Those that other owners share with you, instead of your own.
            limit: Models on a page, 1 to 200.
            filters: `text`, a part of the name or a note; `tag`, one or a list; `kind`; `alias`, whose version is given instead of the newest.
        """
        async for page in pages(self._http, _ModelPage, operations.LIST_MODELS, {"shared": shared, "limit": limit, **filters}):
            for model in page.models:
                yield bind(model, self._http)

    async def get(self, ref: str) -> AsyncModel:
        """Return a model: its name for the default alias, else for the newest version; `name@version`, or `name:alias`."""
        return await self[ref].refresh()

    async def import_network(self, name: str, architecture: Architecture | None, weights: PathLike, labels: Sequence[Any] | None = None) -> AsyncJob:
        """Import a network that was trained elsewhere; return the job that registers it.

        Args:
            name: Name of the model.
            architecture: Result of Keras' `model.to_json()`, the same as a dictionary, or a path of a file with it; None where the file in
                weights has it.
            weights: Path of an HDF5 file, as `model.save("x.h5")` writes it with the architecture.
            labels: Class labels, in the order of the outputs.
        """
        with opened(Path(weights)) as file:
            call = Call(operations.IMPORT_MODEL, body=import_body(name, architecture, file, labels))
            return bind(await self._http.get(AsyncJob, call), self._http)

    def __getitem__(self, ref: str) -> AsyncModelRef:
        return AsyncModelRef(self._http, ref)


class _ModelPage(ModelPage):
    models: list[AsyncModel]  # type: ignore[assignment]


class _Versions(VersionsOut):
    versions: list[AsyncModel]  # type: ignore[assignment]
