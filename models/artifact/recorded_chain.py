"""The preprocessing that a job takes over from the model it starts from."""

from dataclasses import replace

from models.artifact.file import read_artifact
from models.core.errors import ArtifactError, DataError
from models.preprocessing.chain import Chain
from models.specs.importing import ImportSpec, spec_of
from models.specs.job import JobSpec
from models.specs.ports import input_names, output_names
from models.specs.registered import Registered
from models.specs.transfer import same_steps, transfers


def recorded_chain(spec: JobSpec, registered: Registered) -> Chain | None:
    """Return the recorded preprocessing that a job takes over; None for a job that fits its own.

    Args:
        spec: A checked spec.
        registered: Where models are looked up.

    Raises:
        DataError: The file of the model is missing or damaged.
    """
    if spec.origin_ref is None:
        return None
    try:
        content = read_artifact(registered.artifact(spec.origin_ref)).content
    except ArtifactError as error:
        raise DataError(f"the preprocessing of {spec.origin_ref} cannot be read: {error}") from error
    return chain_for(spec, spec_of(content.spec), content.chain)


def chain_for(spec: JobSpec, origin: JobSpec | ImportSpec, recorded: Chain) -> Chain | None:
    """Return the recorded preprocessing if a spec has the same steps as the one it was recorded for: the weights were trained on its outputs.

    With other output layers, only the input steps are returned: target steps are fitted to the new targets.

    Args:
        spec: A spec that starts from a model.
        origin: The spec of that model.
        recorded: Its fitted steps.
    """
    if not same_steps(spec, origin):
        return None
    chain = recorded.renamed(input_names(spec), output_names(spec))  # Earlier artifact versions have other names.
    return replace(chain, targets=dict.fromkeys(chain.targets, ())) if transfers(spec) else chain
