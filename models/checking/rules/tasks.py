"""Rule of the section of a task."""

from models.checking.case import Case
from models.checking.rule import Findings, Rule
from models.specs.job import JobSpec
from models.specs.tasks import section_faults, task_faults


class Tasks(Rule):
    """A task has the section that it needs, and no other; folds, score and candidates fit the model and the data."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.task != "train" or spec.cross_validation is not None or spec.search is not None

    def judge(self, case: Case) -> Findings:
        if case.errors:  # They are to be fixed before folds and candidates can be judged.
            return Findings(section_faults(case.spec))
        learned = next(iter(case.sets.targets.values()))
        return Findings(task_faults(case.spec, learned, case.candidate_faults))
