"""Whether the data of a spec are downloaded on their first use."""

from collections.abc import Iterator, Mapping
from typing import Any

from models.datasets import DATA_SETS


def may_download(spec: Mapping[str, Any]) -> bool:
    """Tell whether loading the data of a spec may need the network.

    Args:
        spec: The spec of a job of any task, as stored.
    """
    return any(source in DATA_SETS and DATA_SETS[source].downloads for source in _sources(spec.get("data")))


def _sources(data: object) -> Iterator[str]:
    """Yield the names of the data sets in the data section, which may have parts."""
    if isinstance(data, Mapping):
        if isinstance(data.get("source"), str):
            yield data["source"]
        for part in data.values():
            yield from _sources(part)
    elif isinstance(data, list):
        for part in data:
            yield from _sources(part)
