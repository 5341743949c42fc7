"""Rule for what the artifact of a model holds."""

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.specs.estimators.offered_estimators import sample_keepers
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline


class KeptSamples(Rule):
    """A model whose artifact is to hold no samples of the data has none in itself."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.artifact.golden == "synthetic" and isinstance(spec.model, SklearnPipeline)

    def judge(self, case: Case) -> Findings:
        detail = "predicts by samples that it was fitted to, so the artifact holds these whatever its golden examples are"
        return Findings([], [Fault("/artifact/golden", f"{estimator} {detail}") for estimator in sample_keepers(case.spec.model.model_dump())])
