"""The layers of a network as a diagram."""

from typing import TYPE_CHECKING

from models.plots.graphs.boxes import Diagram, diagram_of
from models.plots.graphs.drawing import draw_diagram
from models.plots.graphs.folding import folded
from models.plots.graphs.nested import NestedModels
from models.plots.plot import Plot
from models.plots.run import Run
from models.serving.runtimes.keras import KerasRuntime
from models.specs.functional import Functional
from models.specs.importing import spec_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class NetworkPlot(Plot[Run, Diagram]):
    """Each layer of a network as a box, with the shape of its output and the number of its weights."""

    name, title, subject, form, rank = "network", "layers", Run, Diagram, 40

    def applies(self, subject: Run) -> bool:
        return subject.has_model and subject.content.framework == KerasRuntime.name

    def numbers(self, subject: Run) -> Diagram:
        model = spec_of(subject.content.spec).model
        nodes = {node.model: node.name for node in model.nodes if node.model is not None} if isinstance(model, Functional) else {}
        nested = NestedModels(nodes, lambda: subject.predictor.runtime)
        return folded(diagram_of(model, subject.content.signature.model_shapes, nested))

    def draw(self, figure: "Figure", numbers: Diagram) -> None:
        draw_diagram(figure, numbers)

    def caption(self, numbers: Diagram) -> str:
        layers = "1 layer" if numbers.layers == 1 else f"{numbers.layers:,} layers"
        text = f"The network has {layers} and {numbers.parameters:,} weights"
        frozen = numbers.parameters - sum(box.trainable for box in numbers.boxes)
        text += f", of which training changed {numbers.parameters - frozen:,}." if frozen else "."
        is_folded = any(box.layers > 1 for box in numbers.boxes)
        return f"{text} Layers that repeat, or follow each other in a long row, are drawn as one box." if is_folded else text
