"""All preprocessing of a job by names: a chain for each input, and one for what each output learns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.core.arrays import Array, Ports
from models.preprocessing.chain import Chain


@dataclass(frozen=True)
class NamedChain:
    """The fitted steps by names.

    Args:
        inputs: For each input a chain with steps over inputs alone.
        targets: For each output a chain with steps over targets alone.
    """

    inputs: dict[str, Chain]
    targets: dict[str, Chain]

    def prepare(self, x: Mapping[str, Array]) -> Ports:
        """Turn raw inputs into what the network takes."""
        return {name: chain.prepare(x[name]) for name, chain in self.inputs.items()}

    def pairs(self, x: Mapping[str, Array], y: Mapping[str, Array]) -> tuple[Ports, Ports]:
        """Turn raw inputs and targets into what the network is fitted to, or evaluated on."""
        return self.prepare(x), {name: _targets(chain, y[name]) for name, chain in self.targets.items()}

    def record(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """Return the fields and learned state of every step, by names."""
        return {
            "inputs": {name: chain.record()["inputs"] for name, chain in self.inputs.items()},
            "targets": {name: chain.record()["targets"] for name, chain in self.targets.items()},
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Mapping[str, list[dict[str, Any]]]]) -> "NamedChain":
        """Rebuild fitted chains from `record()`."""
        return cls(
            {name: Chain.from_record({"inputs": steps, "targets": []}) for name, steps in record["inputs"].items()},
            {name: Chain.from_record({"inputs": [], "targets": steps}) for name, steps in record["targets"].items()},
        )


def chain_from_record(record: dict[str, Any], *, own_targets: bool = False) -> Chain | NamedChain:
    """Rebuild the fitted steps of a model of either form; the record does not say whether targets are a series' own."""
    return NamedChain.from_record(record) if isinstance(record["inputs"], dict) else Chain.from_record(record, own_targets=own_targets)


def _targets(chain: Chain, y: Array) -> Array:
    for step in chain.targets:
        y = step.apply(y)
    return y
