"""A recorded spec on other data: what of it follows from the data set is written anew."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.core.arrays import Label
from models.preprocessing import AnyStep
from models.specs.classes import labels_step, with_classes_of
from models.specs.data import Split
from models.specs.job import JobSpec
from models.specs.parse import parse_spec
from models.specs.ports import PortSets, port_sets
from models.specs.registered import Registered


def moved_to(spec: JobSpec, source: str) -> dict[str, Any]:
    """Return a spec with another source, as JSON; what only another one could mean is left out.

    Args:
        spec: A checked spec.
        source: Name of the data set.
    """
    raw = spec.model_dump(mode="json")
    if source != spec.data.source:
        raw["data"] |= {"source": source, "params": {}}
    return raw


def fitted_to_data(raw: Mapping[str, Any], patch: Mapping[str, Any], n_before: int | None, registered: Registered) -> dict[str, Any]:
    """Return a spec whose split and classes fit its data, unless the patch says them.

    A data set with a test part of its own is not split. One that has grown is split so that no sample changes its part. Classes that the data has
    beyond the recorded ones follow these.

    Args:
        raw: The spec with its patch, as JSON.
        patch: The patch.
        n_before: Number of samples that the data set had before it has grown; None for one that has not.
        registered: Where uploads and models are looked up.

    Raises:
        SpecError: The spec has faults.
    """
    spec = parse_spec(dict(raw), registered)
    sets = port_sets(spec, registered)
    fitted = dict(raw)
    if "split" not in patch.get("data", {}):
        split = _split(spec, sets, n_before)
        fitted["data"] = {**raw["data"], "split": None if split is None else split.model_dump(mode="json")}
    if "targets" not in patch.get("preprocessing", {}):
        known = _with_new_classes(spec, sets).preprocessing.model_dump(mode="json")
        fitted["preprocessing"] = {**raw["preprocessing"], "targets": known["targets"]}
    return fitted


def n_samples_of(spec: JobSpec, registered: Registered) -> int:
    """Return the number of samples of the data of a spec that are split into training and test part.

    Raises:
        SpecError: There is no such data set.
    """
    return next(iter(port_sets(spec, registered).targets.values())).describe().n_train


def _split(spec: JobSpec, sets: PortSets, n_before: int | None) -> Split | None:
    split, described = spec.data.split, next(iter(sets.targets.values())).describe()
    if split is None or described.n_test:
        return None
    if n_before is None or n_before >= described.n_train or described.inputs.axis == "time":
        return split
    return split.model_copy(update={"earlier_sizes": [*(split.earlier_sizes or ()), n_before]})


def _with_new_classes(spec: JobSpec, sets: PortSets) -> JobSpec:
    """Add the classes of the data that the steps over targets lack, behind those that they have."""
    labels: dict[str, Sequence[Label] | None] = {name: data_set.describe().labels for name, data_set in sets.targets.items()}
    anew = with_classes_of(_without_classes(spec), labels)
    targets, recorded = anew.preprocessing.targets, spec.preprocessing.targets
    if isinstance(targets, dict) and isinstance(recorded, dict):
        both: Any = {name: _joined(recorded[name], steps) for name, steps in targets.items()}
    elif isinstance(targets, dict) or isinstance(recorded, dict):
        return spec
    else:
        both = _joined(recorded, targets)
    return spec.model_copy(update={"preprocessing": spec.preprocessing.model_copy(update={"targets": both})})


def _without_classes(spec: JobSpec) -> JobSpec:
    targets = spec.preprocessing.targets
    bare: Any = {name: _bare(steps) for name, steps in targets.items()} if isinstance(targets, dict) else _bare(targets)
    return spec.model_copy(update={"preprocessing": spec.preprocessing.model_copy(update={"targets": bare})})


def _bare(steps: Sequence[AnyStep]) -> list[AnyStep]:
    step = labels_step(steps)
    return [one.model_copy(update={"classes": None}) if one is step else one for one in steps]


def _joined(recorded: Sequence[AnyStep], found: Sequence[AnyStep]) -> list[AnyStep]:
    """Return recorded steps with the classes that were found besides their own."""
    old, new = labels_step(recorded), labels_step(found)
    if old is None or new is None or not old.classes or not new.classes or type(old.classes[0]) is not type(new.classes[0]):
        return list(recorded)
    classes = [*old.classes, *(label for label in new.classes if label not in old.classes)]
    return [step.model_copy(update={"classes": classes}) if step is old else step for step in recorded]
