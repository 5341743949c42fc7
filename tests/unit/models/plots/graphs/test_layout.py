"""Where boxes are drawn."""

from models.plots.graphs.layout import in_columns, laid_out


def test_each_box_is_below_those_it_takes() -> None:
    layout = laid_out(5, [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)])
    assert [rank for _, rank in layout.positions] == [0, 1, 1, 2, 3]
    assert sorted(column for column, rank in layout.positions if rank == 1) == [-0.5, 0.5]


def test_an_arrow_past_a_rank_bends_beside_its_boxes() -> None:
    layout = laid_out(3, [(0, 1), (1, 2), (0, 2)])
    long = layout.paths[2]
    assert [rank for _, rank in long] == [0, 1, 2]
    assert long[1][0] != layout.positions[1][0]


def test_an_input_stands_right_above_the_first_box_that_takes_it() -> None:
    layout = laid_out(5, [(0, 2), (2, 3), (3, 4), (1, 4)])
    assert layout.positions[1][1] == layout.positions[4][1] - 1


def test_crossings_that_can_be_avoided_are() -> None:
    layout = laid_out(6, [(0, 3), (1, 2), (2, 4), (3, 5)])
    first, second = layout.positions[0][0] < layout.positions[1][0], layout.positions[3][0] < layout.positions[2][0]
    assert first == second


def test_a_long_row_is_drawn_in_columns_of_nearly_one_length() -> None:
    layout = in_columns(11, 10)
    assert (layout.n_ranks, layout.width) == (6, 2)
    assert layout.positions[5] == (-0.5, 5.0)
    assert layout.positions[6] == (0.5, 0.0)
    assert len(layout.paths[5]) == 6
