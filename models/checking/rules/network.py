"""Rules of the layers of a network."""

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline, layers_by_pointer


class Layers(Rule):
    """Each layer of a network takes the shape that reaches it."""

    def applies(self, spec: JobSpec) -> bool:
        return not isinstance(spec.model, SklearnPipeline)

    def judge(self, case: Case) -> Findings:
        return Findings(case.network.faults)


class FullDropout(Rule):
    """Each layer of a network passes something on."""

    def applies(self, spec: JobSpec) -> bool:
        return any(layer.drops_all for _, layer in layers_by_pointer(spec.model))

    def judge(self, case: Case) -> Findings:
        told = "a rate of 1 drops every value: nothing behind the layer can learn"
        layers = layers_by_pointer(case.spec.model)
        return Findings(warnings=[Fault(f"{pointer}/rate", told) for pointer, layer in layers if layer.drops_all])
