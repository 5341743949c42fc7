"""What the fit of a scikit-learn pipeline takes: the terms of its phases."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.estimating.pipeline_memory import pipeline_uses
from models.estimating.terms import Term, Terms
from models.specs.estimators.estimator_costs import EstimatorCost, FitSize, estimator_cost
from models.specs.estimators.estimator_forms import described
from models.specs.estimators.estimator_limits import Size, columns_after
from models.specs.model import EstimatorStep, SklearnPipeline

MACHINE = "machine:pipeline"
#: Seconds of an operation; of building a pipeline, and of each estimator in it.
OPERATION_S, BUILD_S, STEP_S = 1e-9, 0.02, 2e-3
#: Seconds of an evaluation; of compiling and proving, of each estimator, of each part of a model such as the nodes of its trees.
EVALUATE_S, COMPILE_S, COMPILE_STEP_S, NODE_S = 0.04, 0.02, 0.02, 2e-5
#: Seconds of the scores of a trial.
SCORE_S = 5e-3
#: Bytes of a process that has loaded the libraries; of a node of a tree, which is compiled in memory; how many times rows are held.
PIPELINE_BYTES, NODE_BYTES, USE_COPIES = 4.1e8, 1500, 4.0


@dataclass(frozen=True)
class PipelineFit:
    """A fit of a pipeline.

    Args:
        model: The pipeline.
        n_samples: Number of samples that it is fitted to.
        n_evaluated: Number of samples that it is evaluated on.
        n_columns: Number of columns that it takes.
        n_classes: Number of classes; 1 for none.
    """

    model: SklearnPipeline
    n_samples: int
    n_evaluated: int
    n_columns: int
    n_classes: int

    def phases(self) -> dict[str, Terms]:
        """Return the terms of each phase from the fit on."""
        costs = list(self._costs())
        share = self.n_evaluated / max(self.n_samples, 1)
        predicted = tuple(Term(cost.predict * share * OPERATION_S, (MACHINE, key, "predicting")) for key, cost in costs)
        n_nodes = sum(cost.n_nodes for _, cost in costs)
        return {
            "fitting": (Term(BUILD_S, (MACHINE, "build")), *(Term(STEP_S + cost.fit * OPERATION_S, (MACHINE, key)) for key, cost in costs)),
            "evaluating": (Term(EVALUATE_S, (MACHINE, "evaluating")), *predicted),
            "compiling": (
                Term(COMPILE_S + COMPILE_STEP_S * len(costs), (MACHINE, "compiling")),
                Term(NODE_S * n_nodes, (MACHINE, "compiling", "compiling:nodes")),
            ),
            "scoring": (Term(SCORE_S, (MACHINE, "scoring")), *predicted),
        }

    def memory(self) -> Terms:
        """Return the terms of the largest memory of the process, in bytes."""
        uses = pipeline_uses(self.model, self.n_samples, self.n_columns)
        nodes = Term(NODE_BYTES * sum(cost.n_nodes for _, cost in self._costs()), ("memory:nodes",))
        return (Term(PIPELINE_BYTES, ("memory:pipeline",)), *(Term(USE_COPIES * use.size_bytes, ("memory:rows",)) for use in uses), nodes)

    def _costs(self) -> Iterator[tuple[str, EstimatorCost]]:
        """Yield the key and the operations of each estimator."""
        width = self.n_columns
        for step in self.model.steps:
            after = columns_after(step.estimator, _whole(step), Size(self.n_samples, width)) or width
            yield (
                f"estimator:{step.estimator}",
                estimator_cost(step.estimator, step.params, FitSize(self.n_samples, max(width, after), self.n_classes)),
            )
            width = after


def _whole(step: EstimatorStep) -> dict[str, object]:
    return {**{key: parameter.default for key, parameter in described(step.estimator).parameters.items()}, **step.params}
