"""The convolutional recipes have the shapes and the weights of the book, computed without TensorFlow."""

import pytest

from models.catalog import recipes
from models.checking.check import CheckResult, check_spec
from models.core.merge_patch import merge_patch
from tests.faults import pointers_of

Shape = tuple[int, ...]
#: Output shapes of each network, of all layers but dropout, activations and normalization.
SHAPES: dict[str, list[Shape]] = {
    "mnist-cnn-simple": [(28, 28, 32), (25_088,), (10,)],
    "mnist-cnn-bigger": [(28, 28, 16), (28, 28, 8), (28, 28, 8), (6_272,), (10,)],
    "mnist-cnn-pooling": [(28, 28, 30), (14, 14, 30), (14, 14, 16), (7, 7, 16), (784,), (128,), (64,), (10,)],
    "mnist-cnn-striding": [(14, 14, 30), (7, 7, 16), (784,), (128,), (64,), (10,)],
    "mnist-cnn-striding-bn": [(14, 14, 30), (7, 7, 16), (784,), (128,), (64,), (10,)],
    "mnist-cnn-pattern1": [
        *[(28, 28, 32), (28, 28, 32), (14, 14, 32)],
        *[(14, 14, 16), (14, 14, 16), (7, 7, 16)],
        *[(7, 7, 8), (7, 7, 8), (4, 4, 8)],
        *[(128,), (512,), (256,), (10,)],
    ],
    "mnist-cnn-pattern2": [(28, 28, 32), (14, 14, 32), (14, 14, 16), (7, 7, 16), (7, 7, 8), (4, 4, 8), (128,), (512,), (256,), (10,)],
    "mnist-augment": [(14, 14, 30), (7, 7, 16), (784,), (128,), (64,), (10,)],
    "shapes-cnn": [(64, 64, 32), (131_072,), (5,)],
}
PARAMETERS = {
    "mnist-cnn-simple": 251_722,
    "mnist-cnn-bigger": 64_890,
    "mnist-cnn-pooling": 114_502,
    "mnist-cnn-pooling/as-drawn": 114_842,
    "mnist-cnn-striding": 114_502,
    "mnist-cnn-striding/as-drawn": 114_842,
    "mnist-cnn-striding-bn": 114_686,
    "mnist-cnn-pattern1": 228_954,
    "mnist-cnn-pattern1/notebook": 228_954,
    "mnist-cnn-pattern2": 228_954,
    "mnist-cnn-pattern2/notebook": 228_954,
    "mnist-augment": 114_502,
    "shapes-cnn": 655_685,
    "shapes-cnn/filters-5x5": 656_197,
}


def checked(name: str) -> CheckResult:
    recipe_id, _, variant = name.partition("/")
    recipe = recipes()[recipe_id]
    return check_spec(merge_patch(recipe.spec, recipe.variants[variant].patch if variant else {}))


@pytest.mark.parametrize("name", SHAPES)
def test_a_convolutional_recipe_has_the_shapes_of_the_book(name: str) -> None:
    shaping = [row.output_shape for row in checked(name).layers if row.layer not in ("Dropout", "Activation", "BatchNormalization")]
    assert shaping == SHAPES[name]


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_convolutional_recipe_has_the_weights_of_the_book(name: str) -> None:
    assert checked(name).total_parameters == PARAMETERS[name]


def test_normalization_adds_weights_that_training_does_not_change() -> None:
    rows = checked("mnist-cnn-striding-bn").layers
    assert sum(row.trainable for row in rows) == 114_594


def test_the_demonstrated_layers_have_the_sizes_of_the_chapter() -> None:
    rows = {row.name: row for row in checked("conv-layer-demos").layers}
    assert (rows["strided"].output_shape, rows["strided"].parameters) == ((14, 14, 16), 416)
    assert rows["frame"].output_shape == (32, 32, 1)
    assert checked("conv-layer-demos/colour").layers[0].parameters == 5 * (75 + 1)


def test_mirrored_and_strongly_rotated_digits_give_a_warning() -> None:
    warned = pointers_of(checked("mnist-augment").warnings)
    assert warned == ["/training/augmentation/horizontal_flip", "/training/augmentation/rotation"]
    assert checked("mnist-augment/upright").warnings == []
