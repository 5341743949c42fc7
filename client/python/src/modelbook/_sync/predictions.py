# Written from _async/predictions.py by client/python/tools/generate.py; do not edit.
"""What a model computes: predictions, forecasts, texts, samples, surfaces, and single steps of preprocessing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, overload

from modelbook import _operations as operations
from modelbook._sync.asking import predict
from modelbook._sync.bound import given
from modelbook._sync.http import Http
from modelbook._sync.sessions import Session, open_session
from modelbook._sync.texts import TextStream
from modelbook._calls import Call, json_body, made, wait_headers
from modelbook._continuing import continued, series_of
from modelbook._inputs import rows_of, sent
from modelbook._models import (
    ActivationsOut,
    ConvertedOut,
    ExamplesOut,
    ForecastOut,
    GenerationSpec,
    ModelSchemaOut,
    PointsOut,
    SamplesOut,
    SurfaceOut,
    TextOut,
)
from modelbook._operations import Operation
from modelbook._predictions import back_as_array


class PredictionCalls:
    """What a model computes."""

    if TYPE_CHECKING:
        ref: str
        _http: Http

    def predict(
        self,
        inputs: Any,
        *,
        probabilities: str | None = None,
        method: str | None = None,
        unknown: str | None = None,
        precision: int | None = None,
        extra: str | None = None,
        wait_s: float | None = None,
    ) -> Any:
        """Predict on raw inputs: in the units, images or texts of the training data.

        Args:
            inputs: One input, or a list or an array of them: numbers, rows (also dictionaries by column name), series, texts, images (of Pillow,
                bytes or paths), a folder of images, a .npy, .npz or .csv file; a data frame of pandas or polars, by its columns; for a model of
                several inputs a dictionary of arrays, or a list of dictionaries. What a request cannot hold goes in several.
            probabilities: Class probabilities of each prediction: `all`, `top3` or `none`.
            method: Method that gives the predictions, one of `signature.methods`; that of the model's kind when left out.
            unknown: For text models, what becomes of symbols outside the vocabulary: `refuse`, `drop` or `replace`.
            precision: Significant digits of the floats of the predictions, 1 to 17; all when left out.
            extra: `ignore` passes over columns that the model does not know; they are refused when left out.
            wait_s: Seconds in which each request has to be answered by the server; without a limit when left out.

        Returns:
            A prediction for one input, a list for a list, an array for an array; for a frame a series with its index, or a frame of
            probabilities or scores with a column for each label.

        Raises:
            InputError: A frame lacks columns of the model, or has others, or a value cannot be sent.
            InvalidError: An input does not fit the model; `errors` says which and why.
            ServerError: The answer was not there within `wait_s`.
        """
        query = {"probabilities": probabilities, "method": method, "unknown": unknown, "precision": precision, "extra": extra}
        return predict(self._http, self.ref, inputs, query, wait_headers(wait_s))

    def predict_as(self, media_type: str, inputs: Any, *, wait_s: float | None = None, **options: Any) -> bytes:
        """Return the predictions of one request as a file: `text/csv`, `application/x-npy`, `application/x-ndjson` or `application/json`.

        Args:
            media_type: Content type of the file.
            inputs: Inputs as of `predict`, as many as one request holds.
            wait_s: Seconds in which the server has to answer; without a limit when left out.
            options: `probabilities`, `method`, `unknown`, `precision` and `extra`, as of `predict`.

        Raises:
            APIError: Predictions of this model do not fit in such a file (status 406).
        """
        headers = {"Accept": media_type, **wait_headers(wait_s)}
        return self._http.content(Call(operations.PREDICT_INPUTS, {"ref": self.ref}, given(**options), headers, sent(inputs).body))

    def predict_proba(self, inputs: Any) -> Any:
        """Return the probabilities of all classes: by label; for an array, an array in the order of the labels."""
        return self.predict(inputs, method="predict_proba")

    def decision_function(self, inputs: Any) -> Any:
        """Return the scores of a classifier that has no probabilities."""
        return self.predict(inputs, method="decision_function")

    def transform(self, inputs: Any) -> Any:
        """Return the rows of a transformer."""
        return self.predict(inputs, method="transform")

    def inverse_transform(self, rows: Any) -> Any:
        """Return transformed rows in the units of the raw data."""
        return self.predict(rows, method="inverse_transform")

    def draw(self, inputs: Any) -> bytes:
        """Return reconstructed images as one PNG file, of an autoencoder of images."""
        call = Call(operations.PREDICT_INPUTS, {"ref": self.ref}, headers={"Accept": "image/png"}, body=sent(inputs).body)
        return self._http.content(call)

    def forecast(self, series: Any, steps: int) -> Any:
        """Continue a series.

        Args:
            series: Its last steps, oldest first: numbers, or rows of numbers; a list, an array, a series or a frame.
            steps: Number of steps to forecast.

        Returns:
            The steps after the series, in its units; an array for an array, a series for a series, its index continued where it is regular.
        """
        call = self._call(operations.FORECAST_SERIES, json={"series": series_of(series), "steps": steps})
        return continued(series, (self._http.get(ForecastOut, call)).forecast)

    @overload
    def generate(self, seed: str | None = None, *, stream: Literal[False] = False, **options: Any) -> TextOut: ...

    @overload
    def generate(self, seed: str | None = None, *, stream: Literal[True], **options: Any) -> TextStream: ...

    def generate(self, seed: str | None = None, *, stream: bool = False, **options: Any) -> TextOut | TextStream:
        """Continue a text.

        Args:
            seed: The text; an excerpt of the training text when left out.
            stream: Whether to return the text as a stream of letters or words, to iterate over while it is generated.
            options: `length` (letters or words to generate), `temperature` (the lower, the likelier the symbols), `seed_number` (seed of the
                draws), `unknown` (what becomes of symbols outside the vocabulary: `refuse`, `drop` or `replace`).
        """
        spec = made(GenerationSpec, **given(seed=seed, **options))
        if stream:
            return TextStream(self._http, self._call(operations.GENERATE_TEXT, json=spec, headers={"Accept": "text/event-stream"}))
        return self._http.get(TextOut, self._call(operations.GENERATE_TEXT, json=spec))

    def encode(self, inputs: Any) -> Any:
        """Return the points of raw inputs in the latent space of an autoencoder; an array for an array."""
        found = sent(inputs)
        call = Call(operations.ENCODE_INPUTS, {"ref": self.ref}, body=found.body)
        return back_as_array((self._http.get(PointsOut, call)).points, inputs)

    def activations(self, sample: Any) -> ActivationsOut:
        """Return what each layer of the network gives for one raw sample. The first call takes seconds: the network is loaded for it."""
        found = sent([sample])
        return self._http.get(ActivationsOut, Call(operations.SHOW_ACTIVATIONS, {"ref": self.ref}, body=found.body))

    def sample(self, n_samples: int | None = None, *, points: Any = None, seed: int | None = None) -> SamplesOut:
        """Return samples from the latent space of a variational autoencoder.

        Args:
            n_samples: Number of points to draw; or
            points: Points to decode.
            seed: Seed of the draw.
        """
        return self._http.get(SamplesOut, self._call(operations.DRAW_SAMPLE, json=given(n_samples=n_samples, points=points, seed=seed)))

    def draw_sample(self, n_samples: int | None = None, *, points: Any = None, seed: int | None = None) -> bytes:
        """Return samples from the latent space as one PNG file; arguments as of `sample`."""
        spec = given(n_samples=n_samples, points=points, seed=seed)
        return self._http.content(self._call(operations.DRAW_SAMPLE, json=spec, headers={"Accept": "image/png"}))

    def surface(self, x: Mapping[str, Any], y: Mapping[str, Any], **options: Any) -> SurfaceOut:
        """Return predictions on a grid over two features.

        Args:
            x: Feature along x: `{"feature": 0, "from": -2, "to": 2, "steps": 100}`.
            y: Feature along y.
            options: `fixed` (values of other features), `method`, `clamp`.
        """
        return self._http.get(SurfaceOut, self._call(operations.DRAW_SURFACE, json={"x": x, "y": y, **given(**options)}))

    def preprocess(self, inputs: Any = None, *, targets: Any = None, each_step: bool = False) -> ConvertedOut:
        """Return raw inputs and targets as the model's network gets them, preprocessed by its recorded steps; of one input also after each step."""
        return self._converted(operations.TRANSFORM_VALUES, inputs, targets, each_step=each_step or None)

    def invert(self, inputs: Any = None, *, targets: Any = None) -> ConvertedOut:
        """Return values of the network in the units and labels of the raw data."""
        return self._converted(operations.INVERT_VALUES, inputs, targets)

    def schemas(self) -> ModelSchemaOut:
        """Return the JSON Schemas of one input of the model, and of one prediction."""
        return self._http.get(ModelSchemaOut, self._call(operations.GET_MODEL_SCHEMA))

    def examples(self) -> ExamplesOut:
        """Return raw inputs that the model was recorded with, each as `predict` takes it."""
        return self._http.get(ExamplesOut, self._call(operations.LIST_EXAMPLES))

    def session(self) -> Session:
        """Open a session: the recurrent state of a stateful model is kept from call to call."""
        return open_session(self._http, self.ref)

    def sessions(self, session_id: str) -> Session:
        """Return an open session by its id."""
        return Session(self._http, self.ref, session_id)

    def _converted(self, operation: Operation, inputs: Any, targets: Any, **more: Any) -> ConvertedOut:
        spec = given(inputs=None if inputs is None else rows_of(inputs), targets=targets, **more)
        return self._http.get(ConvertedOut, self._call(operation, json=spec))

    def _call(self, operation: Operation, query: Mapping[str, Any] | None = None, json: Any = None, headers: Mapping[str, str] | None = None) -> Call:
        call = Call(operation, {"ref": self.ref}, query or {}, headers or {})
        return call if json is None else Call(operation, call.path, call.query, call.headers, json_body(json))
