"""Predicted classes of an answer with their probabilities."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from models.plots.given_inputs import images_of
from models.plots.plot import Numbers, Plot
from models.plots.probability_bars import Panel, draw_panels, panel_of
from models.plots.style import first_of
from models.plots.subjects import Answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most panels: of more predictions the first are drawn.
MAX_PANELS = 15


class AnsweredProbabilities(Numbers):
    """A panel for each prediction."""

    model: str
    panels: list[Panel]
    n_predictions: int


class AnsweredProbabilitiesPlot(Plot[Answer, AnsweredProbabilities]):
    """Bars of the probabilities of each input of a request, below the image where the input is one."""

    name, title, subject, form, rank = "answer-probabilities", "predicted classes", Answer, AnsweredProbabilities, 200
    shows_data = True

    def applies(self, subject: Answer) -> bool:
        return subject.verb == "predict" and next(_found(subject), None) is not None

    def numbers(self, subject: Answer) -> AnsweredProbabilities:
        found = list(_found(subject))
        shown = found[:MAX_PANELS]
        count = max(index for index, _, _ in shown) + 1
        images = images_of(subject, count)
        panels = [
            panel_of(f"input {index + 1}{f', {output}' if output else ''}", probabilities, image=images[index])
            for index, output, probabilities in shown
        ]
        return AnsweredProbabilities(model=subject.title, panels=panels, n_predictions=len(found))

    def draw(self, figure: "Figure", numbers: AnsweredProbabilities) -> None:
        draw_panels(figure, numbers.panels)

    def note(self, numbers: AnsweredProbabilities) -> str:
        return first_of(len(numbers.panels), numbers.n_predictions, "predictions")

    def caption(self, numbers: AnsweredProbabilities) -> str:
        left_out = numbers.n_predictions - len(numbers.panels)
        some = f" {left_out:,} more are not drawn." if left_out else ""
        if len(numbers.panels) == 1:
            (panel,) = numbers.panels
            return f"{numbers.model} predicts {panel.predicted} with a probability of {panel.largest:.2f}."
        unsure = min(numbers.panels, key=lambda panel: panel.largest)
        text = f"{numbers.model} is least sure of {unsure.name}: {unsure.predicted} with a probability of {unsure.largest:.2f}"
        return f"{text}.{some}"


def _found(answer: Answer) -> Iterator[tuple[int, str, dict[str, float | None]]]:
    """Yield index, output (empty where there is only one) and probabilities of each prediction that has some."""
    for index, prediction in enumerate(answer.body.get("predictions") or []):
        for output, one in _by_output(prediction):
            probabilities = _probabilities(one)
            if probabilities:
                yield index, output, probabilities


def _by_output(prediction: Any) -> list[tuple[str, Any]]:
    is_named = isinstance(prediction, Mapping) and prediction and all(isinstance(value, Mapping) for value in prediction.values())
    is_bare = is_named and set(prediction) == {"probabilities"}
    return list(prediction.items()) if is_named and not is_bare else [("", prediction)]


def _probabilities(prediction: Any) -> dict[str, float | None]:
    if not isinstance(prediction, Mapping):
        return {}
    found = prediction.get("probabilities")
    if isinstance(found, Mapping):
        return dict(found)
    label, probability = prediction.get("label"), prediction.get("probability")
    return {} if label is None or probability is None else {str(label): probability}
