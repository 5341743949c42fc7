"""Every preprocessing step, and the union that picks one by its `step` field."""

from typing import Annotated, Any, get_args

from pydantic import Field

from models.preprocessing.add_channel import AddChannel
from models.preprocessing.cast import Cast
from models.preprocessing.clip import Clip
from models.preprocessing.columns import MinMax, Standardize
from models.preprocessing.divide import Divide
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.image import Image
from models.preprocessing.impute import Impute
from models.preprocessing.label_encode import LabelEncode
from models.preprocessing.letters import Letters
from models.preprocessing.log import Log
from models.preprocessing.normalize import Normalize
from models.preprocessing.one_hot import OneHot
from models.preprocessing.pca import Pca
from models.preprocessing.polynomial_features import PolynomialFeatures
from models.preprocessing.reshape import Reshape
from models.preprocessing.scale import Scale
from models.preprocessing.step import Step
from models.preprocessing.window import Window
from models.preprocessing.words import Words

AnyStep = Annotated[
    Cast
    | Scale
    | Divide
    | MinMax
    | Standardize
    | Normalize
    | Clip
    | Log
    | Reshape
    | AddChannel
    | OneHot
    | LabelEncode
    | Impute
    | EncodeCategories
    | PolynomialFeatures
    | Pca
    | Image
    | Window
    | Letters
    | Words,
    Field(discriminator="step"),
]
STEPS: tuple[type[Step], ...] = get_args(get_args(AnyStep)[0])
_BY_NAME = {get_args(cls.model_fields["step"].annotation)[0]: cls for cls in STEPS}


def step_from_record(record: dict[str, Any]) -> Step:
    """Rebuild a fitted step of any kind from its record."""
    return _BY_NAME[record["spec"]["step"]].from_record(record)


__all__ = ["STEPS", "AnyStep", "Step", "step_from_record"]
