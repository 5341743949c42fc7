"""A data set drawn as one picture."""

from typing import TYPE_CHECKING

from models.core.drawing import png_of
from models.core.errors import DataError
from models.core.tensors import IMAGE, shape_text
from models.datasets.data_set import Data, Description
from models.evaluation.image_plots import draw_images, draw_series
from models.evaluation.point_plots import draw_points, draw_values, has_values, number_columns

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Numbers of colours a picture may have: grey, RGB, RGB with opacity.
CHANNELS = (1, 3, 4)


def plot_of(data: Data, description: Description, title: str = "") -> bytes:
    """Draw a data set: points, a grid of pictures, or the line of a series.

    Of many samples a few thousand are drawn, always the same ones. Of rows with more than three
    columns of numbers the first two are drawn, or the first against the target where that is a number.

    Args:
        data: The loaded data set.
        description: What is known of it.
        title: What is written above.

    Returns:
        A PNG file of 640 x 480 pixels.

    Raises:
        DataError: It holds nothing that can be drawn, as texts.
    """
    require_drawable(description)
    return png_of(lambda figure: _draw(figure, data, description), title)


def require_drawable(description: Description) -> None:
    """Refuse what cannot be drawn, before it is loaded.

    Raises:
        DataError: The set holds texts, or samples of another form.
    """
    inputs = description.inputs
    if inputs.dtype == IMAGE:
        return
    if inputs.dtype == "str":
        raise DataError("texts are not drawn: expected inputs that are numbers or pictures")
    if None in inputs.shape or len(inputs.shape) > 3 or (len(inputs.shape) == 3 and inputs.shape[-1] not in CHANNELS):
        raise DataError(f"samples of shape {shape_text(inputs.shape)} are not drawn: expected numbers, rows or pictures")
    if not number_columns(description):
        raise DataError("rows of text alone are not drawn: expected a column of numbers")


def is_image(description: Description) -> bool:
    """Tell whether the samples are pictures."""
    shape = description.inputs.shape
    is_array = description.inputs.axis == "sample" and None not in shape and (len(shape) == 2 or (len(shape) == 3 and shape[-1] in CHANNELS))
    return description.inputs.dtype == IMAGE or (is_array and description.inputs.is_numeric)


def _draw(figure: "Figure", data: Data, description: Description) -> None:
    columns = number_columns(description)
    if description.inputs.axis == "time":
        draw_series(figure, data)
    elif len(description.inputs.shape) > 1 or description.inputs.dtype == IMAGE:
        draw_images(figure, data, description)
    elif len(columns) == 1 or (len(columns) > 3 and has_values(description)):
        draw_values(figure, data, description)
    else:
        draw_points(figure, data, description, columns if len(columns) == 3 else columns[:2])
