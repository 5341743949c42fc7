"""Data sets that the chapters name and that are not offered: why, and what to use instead."""

_BOSTON = (
    "the Boston house prices were withdrawn from scikit-learn in version 1.2 on ethical grounds: one column is built on the racial composition "
    "of towns and on the claim that it moves prices; use california or diabetes"
)
WITHDRAWN: dict[str, str] = {"boston": _BOSTON, "boston_housing": _BOSTON, "load_boston": _BOSTON}
