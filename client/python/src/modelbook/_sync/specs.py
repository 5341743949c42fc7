# Written from _async/specs.py by client/python/tools/generate.py; do not edit.
"""Specs: checked and looked at before a job is submitted; and the catalog, whose recipes are specs."""

from __future__ import annotations

from typing import Any

from modelbook import _operations as operations
from modelbook._answers import parsed
from modelbook._sync.bound import Resource, given
from modelbook._calls import Call, json_body
from modelbook._checks import Check
from modelbook._models import PartsOut, PreparedSamplesOut, RecipeOut, RecipeSummary, TemperaturesOut
from modelbook._specs import Patch, Trainable, submission


class Specs(Resource):
    """Specs of jobs."""

    def check(self, what: Trainable, patch: Patch | None = None, **fields: Any) -> Check:
        """Check a spec without running it.

        Args:
            what: Id of a recipe, or a spec.
            patch: RFC 7386 merge patch on it.
            fields: Further fields of the submission, `name` and `priority`, which are checked with it.
        """
        return self._http.get(Check, Call(operations.CHECK_SPEC, body=json_body(submission(what, patch, **fields))))

    def parts(self, what: Trainable, patch: Patch | None = None) -> PartsOut:
        """Return the parts of a job's data, and its folds, with the number of samples of each class."""
        return self._http.get(PartsOut, Call(operations.COUNT_PARTS_OF_SPEC, body=json_body(submission(what, patch))))

    def prepared(
        self,
        what: Trainable,
        patch: Patch | None = None,
        *,
        part: str | None = None,
        start: int | None = None,
        n_samples: int | None = None,
        fold: int | None = None,
        spread: bool | None = None,
        full_images: bool | None = None,
    ) -> PreparedSamplesOut:
        """Return samples as a model gets them, beside the raw ones.

        Args:
            what: Id of a recipe, or a spec.
            patch: RFC 7386 merge patch on it.
            part: `train`, `validation` or `test`.
            start: Index of the first sample in the part, from 0.
            n_samples: Number of samples.
            fold: Index of a fold, for tasks with folds.
            spread: Whether they are taken at equal distances from all of the part, as data may be in order of its classes.
            full_images: Whether raw images of files are whole, as `predict` takes them, instead of reduced to 128 pixels.
        """
        asked = given(part=part, n_samples=n_samples, fold=fold, spread=spread, full_images=full_images)
        body = {**submission(what, patch), **asked, **({} if start is None else {"from": start})}
        return self._http.get(PreparedSamplesOut, Call(operations.PREPARE_SAMPLES, body=json_body(body)))

    def preview_augmentation(self, what: Trainable, patch: Patch | None = None, *, index: int | None = None, count: int | None = None) -> bytes:
        """Return a training image and augmented variants of it, a PNG file.

        Args:
            what: Id of a recipe, or a spec, with `training.augmentation`.
            patch: RFC 7386 merge patch on it.
            index: Index of the image in the training part, from 0.
            count: Number of variants.
        """
        body = {**submission(what, patch), **given(index=index, count=count)}
        return self._http.content(Call(operations.PREVIEW_AUGMENTATION, body=json_body(body)))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of a job spec, for editors."""
        return dict(parsed(self._http.send(Call(operations.GET_SPEC_SCHEMA)), Any))

    def apply_temperature(self, probabilities: Any, temperatures: Any) -> TemperaturesOut:
        """Return a distribution at several temperatures, as texts are drawn with them.

        Args:
            probabilities: A list, or a dictionary by label.
            temperatures: Numbers from 0.
        """
        body = json_body({"probabilities": probabilities, "temperatures": temperatures})
        return self._http.get(TemperaturesOut, Call(operations.APPLY_TEMPERATURE, body=body))


class Catalog(Resource):
    """Recipes: specs of the catalog."""

    def list(self) -> RecipeList:
        """Return all recipes, by id."""
        return self._http.get(RecipeList, Call(operations.LIST_RECIPES))

    def get(self, recipe_id: str) -> RecipeOut:
        """Return a recipe with its spec and its variants."""
        return self._http.get(RecipeOut, Call(operations.GET_RECIPE, {"recipe_id": recipe_id}))


RecipeList = list[RecipeSummary]
