"""Clustering: the cluster of each sample."""

from collections.abc import Mapping
from typing import ClassVar

from models.artifact.answers import ClusterPrediction
from models.artifact.golden import Golden
from models.artifact.predictions import Fields, Prediction, cluster_predictions
from models.artifact.samples.read import Decoded
from models.core.arrays import Array, Ports
from models.evaluation.direction import Direction
from models.evaluation.finished import Finished, Scores
from models.evaluation.metrics import cluster_figures
from models.evaluation.record import PartName, record_of
from models.kinds import Kind, Port
from models.preparing.prepared import Prepared
from models.specs.estimators.offered_estimators import Role


class Clustering(Kind):
    """The cluster of each sample."""

    name = "clustering"
    rank = 50
    compared: ClassVar[Mapping[str, Direction]] = {"silhouette": Direction.HIGHER, "ari": Direction.HIGHER}
    answer = ClusterPrediction
    takes_targets = False
    encodes_rows = True
    roles = (Role.CLUSTERER, Role.LABELLER)
    scorings = ("silhouette", "neg_inertia")
    predicts_values = False
    is_cross_validated = False

    def examples(self, prepared: Prepared, size: int) -> Ports:
        """Return more samples than other kinds: each shows one cluster, and nothing of how far the others are."""
        return super().examples(prepared, Golden.MAX_SIZE if size else 0)

    def fields(self, outputs: Array, port: Port, given: Decoded) -> Fields:
        return {"cluster": outputs}

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Prediction]:
        return cluster_predictions(values)

    def evaluate(self, finished: Finished, port: Port) -> Scores:
        figures = {part: _figures(finished, part, port.name) for part in finished.measured("test", "train")}
        recorded = finished.recorded
        record = record_of(self.name, recorded, finished.parts[recorded].n_samples, clustering=figures[recorded])
        return Scores({part: found for part, found in figures.items() if part in ("test", "train")}, record)


def _figures(finished: Finished, part: PartName, name: str) -> dict[str, float]:
    labels, truth = finished.training_labels, finished.truth.get(part, {}).get(name)
    clusters = finished.outputs(part)[name] if labels is None else labels
    (x,) = finished.parts[part].input_arrays.values()
    return cluster_figures(finished.pipeline, x, clusters, truth)
