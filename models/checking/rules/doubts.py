"""Rule for uploads with more than one meaning: nothing is learned from what may have been misread."""

from collections.abc import Iterator

from models.checking.case import Case
from models.checking.locating import at_output
from models.checking.rule import Findings, Rule
from models.core.errors import Fault
from models.core.faults import pointer_of
from models.specs.job import JobSpec
from models.uploads.stored_upload import PREFIX


class Doubts(Rule):
    """No column in doubt is used, and no labels that look alike are predicted, before the caller has said which meaning is right."""

    def applies(self, spec: JobSpec) -> bool:
        return spec.data.source.startswith(PREFIX)

    def judge(self, case: Case) -> Findings:
        faults, warnings = list[Fault](), list[Fault]()
        for name, fault, is_warning in _found(case):
            (warnings if is_warning else faults).append(_located(case.spec, name, fault))
        return Findings(list(dict.fromkeys(faults)), list(dict.fromkeys(warnings)))


def _found(case: Case) -> Iterator[tuple[str, Fault, bool]]:
    """Yield the name of a port, what is in doubt about it, and whether that is a warning."""
    for name, data_set in {**case.sets.inputs, **case.sets.targets}.items():
        doubted = data_set.doubted()
        predicts = name in case.sets.targets and not case.spec.data.reconstruct and case.kind(name).takes_targets
        yield from ((name, fault, False) for fault in doubted.faults)
        yield from ((name, fault, not predicts) for fault in doubted.labels)
        yield from ((name, fault, True) for fault in doubted.warnings)


def _located(spec: JobSpec, name: str, fault: Fault) -> Fault:
    """Return a fault of one port with its pointer into the whole spec."""
    if spec.data.inputs is not None and name in spec.data.inputs:
        return fault.moved("/data/features", f"/data/inputs{pointer_of([name])}/features")
    if spec.data.features is None and fault.pointer.startswith("/data/features/"):
        return Fault("/data/features", fault.detail)  # A single input of several targets gets the columns that are left.
    return at_output(spec, name, fault)
