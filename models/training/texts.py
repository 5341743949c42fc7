"""The network of a text model is as wide as the vocabulary."""

from typing import Any

from models.core.errors import DataError
from models.preprocessing.chain import Chain
from models.preprocessing.symbols import Symbols


def require_vocabulary(network: Any, chain: Chain) -> None:
    """Refuse a network that gives more or fewer probabilities than the vocabulary has symbols.

    Args:
        network: A built Keras network.
        chain: The fitted preprocessing; nothing is refused where it makes no symbols.

    Raises:
        DataError: It does.
    """
    step = next((step for step in chain.input_steps if isinstance(step, Symbols)), None) if len(chain.inputs) == 1 else None
    if step is None:
        return
    width, n_symbols = network.output_shape[-1], len(step.vocabulary_)
    if width != n_symbols:
        raise DataError(f"the training text has {n_symbols:,} different {step.step}, but the network gives {width:,} probabilities: they must agree")
