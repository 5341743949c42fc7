"""JSON values near valid ones: one or a few places of a value hold something else."""

import copy
from typing import Any

from hypothesis import strategies as st

#: What stands in changed places: the values on which parsers, limits and databases differ.
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 10**30, 0.5, -0.0, 1e308, -1e-320),
    *("", " ", "\0", "a\0b", "\ud800", "\U0001f600" * 3, "é", "../..", "a/b", "a@1", "NaN", "1e999", "0", "-1", "null", "x" * 3000),
    *([], {}, [[]], [None], [{}], {"": None}, {"\0": 1}, {"$ref": "#"}, {"__array__": 0}, [0] * 70),
)
#: Most changes of one value.
MAX_CHANGES = 4


def changed(value: Any) -> st.SearchStrategy[Any]:
    """Return the strategy of copies of a JSON value with a few changes."""

    @st.composite
    def draw_changed(draw: st.DrawFn) -> Any:
        found = [copy.deepcopy(value)]  # In a list, so that the whole value is an entry as any other.
        for _ in range(draw(st.integers(1, MAX_CHANGES))):
            _change(found, draw)
        return found[0]

    return draw_changed()


def _change(found: list[Any], draw: st.DrawFn) -> None:
    """Change one entry of a value in place."""
    container, key = draw(st.sampled_from(_entries(found)))
    how = draw(st.sampled_from(("odd", "odd", "odd", "remove", "rename", "other", "repeat", "deep", "digit")))
    item = container[key]
    if how == "remove" and container is not found:
        del container[key]
    elif how == "rename" and isinstance(container, dict):
        container[draw(st.sampled_from(("", "name", f"{key}s", key.upper(), "\0", "__class__")))] = container.pop(key)
    elif how == "repeat" and isinstance(item, list) and item:
        container[key] = item * draw(st.integers(2, 4))
    elif how == "deep":
        container[key] = _nested(item, draw(st.integers(1, 70)))
    elif how == "digit" and isinstance(item, int | float) and not isinstance(item, bool):
        container[key] = draw(st.sampled_from((item + 1, item - 1, -item, item * 1000, float(item), str(item))))
    elif how == "other":
        other, place = draw(st.sampled_from(_entries(found)))
        container[key] = copy.deepcopy(other[place])
    else:
        container[key] = copy.deepcopy(draw(st.sampled_from(ODD)))


def _nested(value: Any, depth: int) -> Any:
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


def _entries(value: Any) -> list[tuple[Any, Any]]:
    """Return the container and key of every entry at any depth."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        container = waiting.pop()
        keys = list(container) if isinstance(container, dict) else range(len(container))
        found += [(container, key) for key in keys]
        waiting += [container[key] for key in keys if isinstance(container[key], dict | list)]
    return found
