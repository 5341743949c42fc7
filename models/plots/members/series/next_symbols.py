"""What a text model expects next, at several temperatures."""

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from models.plots.plot import Numbers, Plot
from models.plots.run import Run
from models.plots.style import COLORS, SMALL_PT, shown
from models.serving.tempering import tempered

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The temperatures of the panels, and the likeliest symbols that are drawn.
TEMPERATURES, N_SYMBOLS = (0.5, 1.0, 1.5, 2.0), 10
#: Most letters of the text that are written out, its last ones.
MAX_LETTERS = 60


class NextSymbolsNumbers(Numbers):
    """Probabilities of the likeliest next symbols of a text, by temperature."""

    text: str = Field(description="The last symbols before, as the model gets them.")
    symbols: list[str]
    temperatures: list[float]
    probabilities: list[list[float]] = Field(description="For each temperature the probability of each symbol.")
    n_symbols: int


class NextSymbolsPlot(Plot[Run, NextSymbolsNumbers]):
    """The likeliest next symbols of a piece of text, at several temperatures."""

    name, title, subject, form, rank = "next-symbols", "next symbols", Run, NextSymbolsNumbers, 74
    shows_data = True

    def applies(self, subject: Run) -> bool:
        return subject.has_model and subject.kind == "generation" and subject.content.golden.n_examples > 0

    def numbers(self, subject: Run) -> NextSymbolsNumbers:
        inputs = {name: texts[:1] for name, texts in subject.content.golden.inputs.items()}
        (text,) = (str(texts[0]) for texts in inputs.values())
        (row,) = subject.predictor.outputs(inputs)[subject.outputs[0]]
        labels = subject.content.signature.output.labels or ()
        likeliest = np.argsort(-row, kind="stable")[:N_SYMBOLS]
        rows = [tempered(row, temperature) for temperature in TEMPERATURES]
        return NextSymbolsNumbers(
            text=text[-MAX_LETTERS:],
            symbols=[str(labels[index]) for index in likeliest],
            temperatures=list(TEMPERATURES),
            probabilities=[(weights / weights.sum())[likeliest].tolist() for weights in rows],
            n_symbols=len(labels),
        )

    def draw(self, figure: "Figure", numbers: NextSymbolsNumbers) -> None:
        figure.set_size_inches(6.8, 3.4)
        all_axes = figure.subplots(1, len(numbers.temperatures), sharey=True, sharex=True, squeeze=False)[0]
        for axes, temperature, row in zip(all_axes, numbers.temperatures, numbers.probabilities, strict=True):
            axes.barh(range(len(row)), row, color=COLORS[0])
            axes.set_title(f"temperature {temperature:g}", fontsize=SMALL_PT)
            axes.grid(axis="y", visible=False)
        all_axes[0].set_yticks(range(len(numbers.symbols)), [_named(symbol) for symbol in numbers.symbols])
        all_axes[0].invert_yaxis()
        figure.supxlabel(f"probability of the symbol after “{shown(_on_one_line(numbers.text), MAX_LETTERS)}”", fontsize=SMALL_PT)

    def caption(self, numbers: NextSymbolsNumbers) -> str:
        plain = numbers.probabilities[numbers.temperatures.index(1.0)]
        low, high = numbers.probabilities[0][0], numbers.probabilities[-1][0]
        text = f"Of {numbers.n_symbols:,} symbols the likeliest after the text is {_named(numbers.symbols[0])}, with {plain[0]:.3f}"
        return f"{text}; with {low:.3f} at temperature {numbers.temperatures[0]:g} and {high:.3f} at temperature {numbers.temperatures[-1]:g}."


def _on_one_line(text: str) -> str:
    return text.replace("\n", "↵").replace("\t", "→")


def _named(symbol: str) -> str:
    return {" ": "space", "\n": "newline", "\t": "tab"}.get(symbol, shown(symbol, 14))
