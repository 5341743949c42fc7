"""The forms of answers with predictions: one for each kind, distinguished by the field `kind`."""

from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, RootModel, create_model

from models.kinds import KINDS
from models.serving.methods import OUTPUTS, answer_forms

_MODEL = Field(description="The model version.")
_ONE_EACH = "One for each input, in their order."


def _answer(kind: str, item: Any, what: str) -> type[BaseModel]:
    """Return the form of an answer with predictions of a form."""
    fields: dict[str, Any] = {
        "model": (str, _MODEL),
        "kind": (Literal[kind], Field(description="Kind of the answer, which decides the form of its predictions.")),
        "predictions": (list[item], Field(description=_ONE_EACH)),
    }
    return create_model(f"{kind.title().replace('_', '')}Predictions", __doc__=what, __module__=__name__, **fields)


def _answers() -> list[type[BaseModel]]:
    forms = answer_forms()
    found = [_answer(kind, form, f"Predictions of the kind {kind}.") for kind, form in forms.items()]
    # Forms with more fields first, since readers of such unions take the first form that fits.
    of_output = sorted(dict.fromkeys(kind.answer for kind in KINDS.values()), key=lambda form: -len(form.model_fields))
    of_outputs: Any = reduce(or_, of_output)
    several = "Predictions of a model of several inputs or outputs: an object by output name for each sample."
    return [*found, _answer(OUTPUTS, dict[str, of_outputs], several)]


#: The forms by kind.
ANSWERS = _answers()


class Predictions(RootModel[Annotated[reduce(or_, ANSWERS), Field(discriminator="kind")]]):  # type: ignore[misc]
    """Predictions in the order of the inputs; `kind` decides their form."""
