"""Answers of trained models, as the API sends them."""

import io
from base64 import b64encode
from typing import Any

import numpy as np
import orjson
from PIL import Image

from models.core.arrays import Array
from models.plots.figures import MadePlot
from models.plots.subjects import Answer
from models.serving.predictor import Predictor
from models.serving.verbs.forecast import ForecastSpec, forecast
from models.serving.verbs.surface import SurfaceSpec, surface_of
from tests.unit.models.plots.drawing import plots_of


def predicted(predictor: Predictor, inputs: Any, name: str = "toy@1", shown_inputs: Any = None) -> dict[str, MadePlot]:
    """Return the plots of predictions for inputs, which are sent in another form if one is given."""
    body = {"model": name, "kind": predictor.answer_kind(None), "predictions": predictor.predict(inputs)}
    return _plots(name, "predict", {"inputs": inputs if shown_inputs is None else shown_inputs}, body, predictor)


def forecasted(predictor: Predictor, request: dict[str, Any], name: str = "toy@1") -> dict[str, MadePlot]:
    """Return the plots of a forecast."""
    found = forecast(ForecastSpec.model_validate(request), predictor)
    steps = found.steps[:, 0] if found.steps.shape[1] == 1 else found.steps
    return _plots(name, "forecast", request, {"model": name, "forecast": steps, "times": found.times}, predictor)


def surface(predictor: Predictor, request: dict[str, Any], name: str = "toy@1") -> dict[str, MadePlot]:
    """Return the plots of a surface."""
    found = surface_of(SurfaceSpec.model_validate(request), predictor)
    return _plots(name, "surface", request, {"model": name, **vars(found)}, predictor)


def as_text(image: Array) -> str:
    """Return an image as browsers send it: base64 text of a PNG file."""
    file = io.BytesIO()
    Image.fromarray(np.asarray(image, np.uint8)).save(file, "PNG")
    return b64encode(file.getvalue()).decode()


def _plots(name: str, verb: str, request: Any, body: dict[str, Any], predictor: Predictor) -> dict[str, MadePlot]:
    sent, answered = (orjson.loads(orjson.dumps(one, option=orjson.OPT_SERIALIZE_NUMPY)) for one in (request, body))
    return plots_of(Answer(name, verb, sent, answered, predictor.signature))
