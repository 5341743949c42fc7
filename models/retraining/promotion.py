"""Whether a new model takes the place of the one before, by how they compare."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from models.core.schema_name import SchemaName
from models.retraining.comparison import Comparison


class When(StrEnum):
    """When an alias is moved to a new model."""

    IF_BETTER = "if_better"
    IF_NOT_WORSE = "if_not_worse"
    ALWAYS = "always"


PromotedWhen = Annotated[When, SchemaName("PromotedWhen", "When an alias is moved to the new version.")]


@dataclass(frozen=True)
class Rule:
    """When a new model is promoted.

    Args:
        when: When.
        metric: Name of the figure that decides.
        margin: By how much the new model has to be better, or may be worse, in the unit of the figure.
    """

    when: When
    metric: str
    margin: float = 0.0


@dataclass(frozen=True)
class Decision:
    """Whether a new model is promoted.

    Args:
        is_wanted: Whether it is.
        reason: Why, a clause.
    """

    is_wanted: bool
    reason: str


def decide(rule: Rule, comparison: Comparison) -> Decision:
    """Decide by a comparison. Without one, or without the figure on both sides, only `always` promotes."""
    if rule.when is When.ALWAYS:
        return Decision(True, "it is promoted in any case")
    if comparison.reason is not None:
        return Decision(False, f"the models could not be compared: {comparison.reason}")
    figure = comparison.figure(rule.metric)
    if figure is None or figure.old is None or figure.new is None:
        return Decision(False, f"{rule.metric} is not known of both models")
    gain = figure.better.gain(figure.old, figure.new)
    is_wanted = gain > rule.margin if rule.when is When.IF_BETTER else gain >= -rule.margin
    return Decision(is_wanted, f"{rule.metric} {figure.old:.6g} -> {figure.new:.6g}, {figure.better} is better{_margin(rule)}")


def _margin(rule: Rule) -> str:
    if not rule.margin:
        return ""
    return f", by more than {rule.margin:g}" if rule.when is When.IF_BETTER else f", worse by at most {rule.margin:g}"
