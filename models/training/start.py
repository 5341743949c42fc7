"""The model that training goes on from, as its file holds it."""

from dataclasses import dataclass, replace

from models.artifact.content import Artifact
from models.artifact.read import read_artifact
from models.core.errors import ArtifactError, DataError
from models.preprocessing.chain import Chain
from models.specs.importing import ImportSpec, spec_of
from models.specs.job import JobSpec
from models.specs.ports import input_names, output_names
from models.specs.registered import Registered
from models.specs.start import same_steps, transfers


@dataclass(frozen=True)
class Start:
    """Where training goes on from.

    Args:
        artifact: The file of the model.
        spec: The spec the model was made by.
    """

    artifact: Artifact
    spec: JobSpec | ImportSpec

    @classmethod
    def of(cls, spec: JobSpec, registered: Registered) -> "Start | None":
        """Read the model a spec goes on from; None where it begins anew.

        Args:
            spec: A checked spec.
            registered: Where the model is looked up.

        Raises:
            DataError: Its file is gone, or is not sound.
        """
        if spec.origin_ref is None:
            return None
        try:
            artifact = read_artifact(registered.artifact(spec.origin_ref))
        except ArtifactError as error:
            raise DataError(f"training cannot go on from {spec.origin_ref}: {error}") from error
        return cls(artifact, spec_of(artifact.content.spec))

    def epoch_for(self, spec: JobSpec) -> int:
        """Return how many epochs are done: the number of the last one in its history; 0 for a network of other layers, which begins anew."""
        if transfers(spec):
            return 0
        history = self.artifact.content.history
        return int(history[-1]["epoch"]) if history else 0

    def chain_for(self, spec: JobSpec) -> Chain | None:
        """Return the recorded preprocessing if the spec asks for the same steps: the weights know inputs as those give them.

        Where other layers answer, what they are to answer is learned from the new targets: of the recorded steps those over the
        inputs are left.
        """
        if not same_steps(spec, self.spec):
            return None
        chain = self.artifact.content.chain.renamed(input_names(spec), output_names(spec))  # A file of an earlier version has other names.
        return replace(chain, targets=dict.fromkeys(chain.targets, ())) if transfers(spec) else chain
