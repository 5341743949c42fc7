"""What all figures share: long names, ticks of whole numbers, and colours of groups."""

import pytest

from models.plots.run import Run
from models.plots.style import first_of, point_look, shown
from tests.unit.models.plots.drawing import plots_of, written_in


@pytest.mark.parametrize(
    ("text", "most", "drawn"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abc…fg"),
        ("abcdefg", 5, "ab…fg"),
        ("abcdefg", 2, "a…"),
        ("abcdefg", 1, "…"),
        ("_abcdefg", 5, " _a…fg"),
    ],
)
def test_a_long_name_loses_its_middle(text: str, most: int, drawn: str) -> None:
    assert shown(text, most) == drawn


def test_names_that_differ_in_their_ends_stay_apart() -> None:
    names = [f"a-name-of-a-candidate-with-depth-{depth}" for depth in range(10)]
    assert len({shown(name) for name in names}) == 10


def test_a_single_epoch_has_its_number_at_the_only_tick() -> None:
    run = Run("toy@1", {"task": "train"}, {"task": "train"}, epochs=[{"epoch": 1, "loss": 0.5, "seconds": 0.5}])
    written = written_in(plots_of(run)["loss"])
    axis = written[: written.index("epoch")]
    assert axis[-1:] == ["1"]
    assert not any(text.startswith(("0.9", "1.0")) for text in axis)


def test_ten_groups_have_colours_of_their_own() -> None:
    assert len({point_look(index)["color"] for index in range(10)}) == 10


def test_what_is_drawn_whole_has_no_note() -> None:
    assert (first_of(3, 3, "columns"), first_of(3, 1200, "inputs")) == ("", "the first 3 of 1,200 inputs")
