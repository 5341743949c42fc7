"""Which classes have a bar."""

from models.plots.probability_bars import panel_of


def test_few_classes_of_short_names_all_have_a_bar_in_their_order() -> None:
    panel = panel_of("a", {"0": 0.1, "1": 0.7, "2": 0.2}, true="2")
    assert (panel.labels, panel.predicted, panel.is_wrong, panel.largest) == (["0", "1", "2"], "1", True, 0.7)


def test_of_many_classes_the_likeliest_have_one_and_the_true_one() -> None:
    probabilities: dict[str, float | None] = {f"class {index}": (index + 1) / 5050 for index in range(100)}
    panel = panel_of("a", probabilities, true="class 3")
    assert panel.labels == ["class 99", "class 98", "class 97", "class 96", "class 3"]
    assert panel_of("a", probabilities).labels == ["class 99", "class 98", "class 97", "class 96", "class 95"]


def test_a_probability_that_is_not_finite_has_no_bar() -> None:
    panel = panel_of("a", {"yes": None, "no": None})
    assert (panel.predicted, panel.largest, panel.is_wrong) == ("yes", 0.0, False)
