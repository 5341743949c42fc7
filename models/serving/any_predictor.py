"""Predictors of either form: of one input and one output, or of named ones."""

from typing import cast

from models.artifact.content import Artifact
from models.artifact.golden import Golden, NamedGolden
from models.artifact.named_signature import NamedSignature
from models.preprocessing.chain import Chain
from models.preprocessing.named_chain import NamedChain
from models.serving.named_predictor import NamedPredictor
from models.serving.named_runtime import NamedRuntime
from models.serving.predictor import Predictor
from models.serving.runtime import Runtime, Source

AnyPredictor = Predictor | NamedPredictor
AnyRuntime = Runtime | NamedRuntime


def predictor_of(artifact: Artifact, runtime: AnyRuntime, source: Source | None = None) -> AnyPredictor:
    """Put a model together with its recorded preprocessing.

    Args:
        artifact: What was recorded.
        runtime: What runs the model; one of the form that the artifact's signature has.
        source: Gives the scikit-learn model behind a compiled one; None where there is none.
    """
    signature, chain = artifact.content.signature, artifact.content.chain
    if isinstance(signature, NamedSignature):
        return NamedPredictor(signature, cast("NamedChain", chain), cast("NamedRuntime", runtime))
    return Predictor(signature, cast("Chain", chain), cast("Runtime", runtime), source)


def replay(predictor: AnyPredictor, golden: Golden | NamedGolden) -> None:
    """Answer the recorded examples of a model again.

    Raises:
        ArtifactError: The outputs are not those recorded.
    """
    if isinstance(predictor, NamedPredictor):
        predictor.replay(cast("NamedGolden", golden))
    else:
        predictor.replay(cast("Golden", golden))
