"""The promotion that a retraining asks for: the alias that is moved to the new version, and when."""

from typing import Any

from pydantic import Field

from models.artifact.earlier import stored_signature
from models.core.errors import Fault
from models.core.faults import listed, quote
from models.core.model_reference import alias_fault
from models.core.part import Part
from models.kinds import kind_named
from models.retraining.measured import figure_name
from models.retraining.promotion import PromotedWhen, When
from models.specs.job import JobSpec
from models.specs.ports import port_sets
from models.specs.registered import Registered
from service.api.keys import actor_of
from service.deps import Parts
from service.errors import Invalid
from service.store.rows import Version

_WHERE = "/promote"


class Promote(Part):
    """An alias that is moved to the new version at the end of a retraining."""

    alias: str = Field(min_length=1, max_length=63, description="The alias of the model, such as champion; made if there is none.")
    when: PromotedWhen = Field(
        When.IF_BETTER,
        description="Moved if the new version is better than the one before by more than `margin`, if it is worse by at most that, or always.",
    )
    metric: str | None = Field(
        None, max_length=200, description="Figure that decides, one of those that both versions are compared by; the first one when left out."
    )
    margin: float = Field(0.0, ge=0, allow_inf_nan=False, description="Difference that counts, in the unit of the figure.")


def wanted_promotion(promote: Promote, version: Version, name: str, spec: JobSpec, parts: Parts) -> dict[str, Any]:
    """Return what is stored of a promotion, with the version that the alias means now.

    Args:
        promote: What is asked for.
        version: The version that is trained again.
        name: Name of the new model.
        spec: The checked spec of the new model.
        parts: The parts, as the caller sees them.

    Raises:
        Invalid: It cannot be carried out; pointers are into the body of a retraining.
    """
    faults = [*_name_faults(promote, version, name), *_metric_faults(promote, version), *_part_faults(promote, spec, parts.lookup)]
    if faults:
        raise Invalid.of(faults)
    meant = next((one.version for one in parts.aliases.of(name).aliases if one.alias == promote.alias), None)
    if promote.when is not When.ALWAYS and meant not in (None, version.version):
        detail = (
            f"expected an alias that means {version.ref}, which the new version is compared with; {promote.alias} means version {meant}: retrain "
            f"{name}:{promote.alias}"
        )
        raise Invalid.of([Fault(f"{_WHERE}/alias", detail)])
    metric = promote.metric or next(iter(figures_of(version)), "")
    return {**promote.model_dump(mode="json"), "metric": metric, "expected": meant, "actor": actor_of(parts.caller)}


def figures_of(version: Version) -> list[str]:
    """Return the names of the figures by which a version is compared, the most usual first."""
    outputs = stored_signature(version.signature).outputs
    return [figure_name(name, figure, len(outputs)) for name, output in outputs.items() for figure in kind_named(output.kind).compared]


def _name_faults(promote: Promote, version: Version, name: str) -> list[Fault]:
    fault = alias_fault(promote.alias)
    found = [Fault(f"{_WHERE}/alias", fault)] if fault else []
    if version.prefix:
        found.append(Fault(_WHERE, f"expected a model of your own, as only its owner moves aliases; got {version.ref}"))
    elif name != version.model:
        found.append(Fault("/name", f"expected {quote(version.model)} or no name, as the alias is of that model; got {quote(name)}"))
    return found


def _metric_faults(promote: Promote, version: Version) -> list[Fault]:
    known = figures_of(version)
    if promote.metric is not None and promote.metric not in known:
        wanted = f"one of {listed(known)}, by which {version.ref} is compared" if known else f"no metric, as {version.ref} is not compared"
        return [Fault(f"{_WHERE}/metric", f"expected {wanted}; got {quote(promote.metric)}")]
    if promote.when is not When.ALWAYS and not known:
        return [Fault(f"{_WHERE}/when", f"expected {quote(When.ALWAYS)}, as models of this kind have no figures by which they are compared")]
    return []


def _part_faults(promote: Promote, spec: JobSpec, registered: Registered) -> list[Fault]:
    described = next(iter(port_sets(spec, registered).targets.values())).describe()
    if promote.when is When.ALWAYS or spec.data.split is not None or described.n_test:
        return []
    detail = f"expected {quote(When.ALWAYS)}, or data.split in the patch: without a test part, nothing is compared; got {quote(promote.when)}"
    return [Fault(f"{_WHERE}/when", detail)]
