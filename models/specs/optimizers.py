"""The optimizers of Keras, each with its own fields."""

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from pydantic import BeforeValidator, Field

from models.core.discovery import literal_name
from models.core.part import Part
from models.core.schema_name import SchemaName

LearningRate = Annotated[float, Field(gt=0, le=100, description="Factor of the updates.")]
Decay = Annotated[float, Field(ge=0, lt=1)]
Small = Annotated[float, Field(gt=0, le=1, description="Added to denominators, so that nothing is divided by zero.")]
Clip = Annotated[float, Field(gt=0)]


class Optimizer(Part):
    """Fields of all optimizers. Each class has the name of the optimizer in Keras."""

    #: Values stored for each weight, besides the weight and its gradient.
    slots: ClassVar[int] = 1

    name: str
    weight_decay: float | None = Field(None, ge=0, le=1, description="Share by which weights shrink in each update.")
    clipnorm: Clip | None = Field(None, description="Largest norm of each gradient.")
    clipvalue: Clip | None = Field(None, description="Largest absolute value in a gradient.")
    global_clipnorm: Clip | None = Field(None, description="Largest norm of all gradients together.")


class SGD(Optimizer):
    """Stochastic gradient descent, optionally with momentum."""

    name: Literal["sgd"]
    learning_rate: LearningRate = 0.01
    momentum: Decay = Field(0.0, description="Share of the previous update that is kept.")
    nesterov: bool = Field(False, description="Use Nesterov momentum.")


class RMSprop(Optimizer):
    """RMSprop (Hinton, 2012)."""

    name: Literal["rmsprop"]
    learning_rate: LearningRate = 0.001
    rho: Decay = Field(0.9, description="Decay of the mean square.")
    momentum: Decay = Field(0.0, description="Share of the previous update that is kept.")
    epsilon: Small = 1e-7
    centered: bool = Field(False, description="Divide by the square root of the variance instead of the mean square.")


class _Moments(Optimizer):
    slots: ClassVar[int] = 2

    learning_rate: LearningRate = 0.001
    beta_1: Decay = Field(0.9, description="Decay of the first moment.")
    beta_2: Decay = Field(0.999, description="Decay of the second moment.")
    epsilon: Small = 1e-7


class Adam(_Moments):
    """Adam (Kingma and Ba, 2014)."""

    name: Literal["adam"]
    amsgrad: bool = Field(False, description="Use the largest second moment so far.")


class AdamW(_Moments):
    """Adam with decoupled weight decay (Loshchilov and Hutter, 2017)."""

    name: Literal["adamw"]
    weight_decay: float | None = Field(0.004, ge=0, le=1, description="Share by which weights shrink in each update.")
    amsgrad: bool = Field(False, description="Use the largest second moment so far.")


class Adamax(_Moments):
    """Adam with the infinity norm of gradients (Kingma and Ba, 2014)."""

    name: Literal["adamax"]


class Nadam(_Moments):
    """Adam with Nesterov momentum (Dozat, 2016)."""

    name: Literal["nadam"]


class Lamb(_Moments):
    """Adam with a learning rate for each layer (You et al., 2019)."""

    name: Literal["lamb"]


class Adagrad(Optimizer):
    """Adagrad (Duchi et al., 2011)."""

    name: Literal["adagrad"]
    learning_rate: LearningRate = 0.001
    initial_accumulator_value: float = Field(0.1, ge=0, le=1000, description="Initial sum of squares.")
    epsilon: Small = 1e-7


class Adadelta(Optimizer):
    """Adadelta (Zeiler, 2012). The default rate of Keras, 0.001, is far below the 1.0 of the paper and of earlier versions."""

    slots: ClassVar[int] = 2

    name: Literal["adadelta"]
    learning_rate: LearningRate = 0.001
    rho: Decay = Field(0.95, description="Decay of the mean squares.")
    epsilon: Small = 1e-7


class Ftrl(Optimizer):
    """Follow the regularized leader (McMahan et al., 2013)."""

    slots: ClassVar[int] = 2

    name: Literal["ftrl"]
    learning_rate: LearningRate = 0.001
    learning_rate_power: float = Field(-0.5, ge=-10, le=0, description="Power of the decay of the rate.")
    initial_accumulator_value: float = Field(0.1, ge=0, le=1000, description="Initial sum of squares.")
    l1_regularization_strength: float = Field(0.0, ge=0, description="Penalty on absolute weights.")
    l2_regularization_strength: float = Field(0.0, ge=0, description="Penalty on squared weights.")


class Lion(Optimizer):
    """Lion: updates by the sign of the momentum (Chen et al., 2023)."""

    name: Literal["lion"]
    learning_rate: LearningRate = 0.001
    beta_1: Decay = Field(0.9, gt=0, description="Weight of the momentum in an update.")
    beta_2: Decay = Field(0.99, gt=0, description="Decay of the momentum.")


class Adafactor(Optimizer):
    """Adafactor: factored second moments (Shazeer and Stern, 2018)."""

    name: Literal["adafactor"]
    learning_rate: LearningRate = 0.001
    beta_2_decay: float = Field(-0.8, ge=-10, lt=0, description="Exponent of the decay of the second moment.")
    epsilon_1: float = Field(1e-30, gt=0, le=1, description="Added to squared gradients.")
    epsilon_2: Small = 0.001
    clip_threshold: float = Field(1.0, gt=0, description="Largest root mean square of an update.")
    relative_step: bool = Field(True, description="Decrease the rate with the number of updates.")


def _as_object(value: Any) -> Any:
    """Read a name as an optimizer with its defaults."""
    return {"name": value} if isinstance(value, str) else value


_Known = Adam | SGD | RMSprop | AdamW | Adamax | Nadam | Lamb | Adagrad | Adadelta | Ftrl | Lion | Adafactor
if TYPE_CHECKING:
    _Name = str  # A type checker cannot read the classes.
else:
    _Name = Literal[tuple(literal_name(cls, "name") for cls in get_args(_Known))]
_Named = Annotated[_Name, SchemaName("OptimizerName", "The name of an optimizer, which then has its default arguments.")]
_WithArguments = Annotated[_Known, Field(discriminator="name"), SchemaName("Optimizer", "An optimizer with its arguments.")]
AnyOptimizer = Annotated[_Known, Field(discriminator="name"), BeforeValidator(_as_object, json_schema_input_type=_Named | _WithArguments)]
