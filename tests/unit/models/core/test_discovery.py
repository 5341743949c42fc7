"""Discovery of members: their order, and plug-ins that are refused at the start of a process."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from models.core.discovery import VARIABLE, Hook, literal_name, members
from models.core.errors import PluginError
from models.preprocessing import STEPS, Step
from tests.plugins import install as install_distribution

MODULE = """
from typing import Literal
from models.preprocessing.numbers import Scale
from models.preprocessing.step import Step
class Base(Step):
    pass
class Tanh(Base):
    step: Literal["tanh"]
class Arctan(Base):
    step: Literal["arctan"]
class {cls}(Base):
    step: Literal["{name}"]
"""
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a distribution with a module of steps, and name it to the process."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def installed(distribution: str, module: str, name: str = "sinh", cls: str = "Sinh", **points: str) -> None:
        (tmp_path / f"{module}.py").write_text(MODULE.format(name=name, cls=cls))
        install_distribution(tmp_path, distribution, points or {"step": module})
        monkeypatch.setenv(VARIABLE, distribution)

    return installed


def steps() -> dict[str, type[Step]]:
    return members("step", "models.preprocessing", Step, lambda cls: literal_name(cls, "step"))


def test_ranks_decide_the_order_and_plug_ins_come_last(install: Install) -> None:
    install("order", "order_members")
    assert list(steps()) == [*STEPS, "tanh", "arctan", "sinh"]


def test_an_entry_point_to_a_module_gives_its_own_classes_and_one_to_a_class_only_that(install: Install) -> None:
    install("alone", "alone_members", step="alone_members:Sinh")
    assert list(steps()) == [*STEPS, "sinh"]


def test_several_entry_points_of_a_distribution_give_members_of_one_hook(install: Install) -> None:
    install("several", "several_members", **{"step.a": "several_members:Tanh", "step.b": "several_members:Arctan"})
    assert list(steps()) == [*STEPS, "tanh", "arctan"]


def test_distributions_that_are_not_listed_are_not_loaded(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("ignored", "ignored_members")
    monkeypatch.setenv(VARIABLE, " , ")
    assert list(steps()) == list(STEPS)


@pytest.mark.parametrize(
    ("module", "changes", "phrase"),
    [
        ("taken", {"name": "scale"}, "taken.Sinh: expected another name for a step, got 'scale', the name of models.preprocessing.numbers.Scale"),
        ("namesake", {"cls": "OneHot"}, "namesake.OneHot: expected another class name for a step, got that of models.preprocessing.labels.OneHot"),
        (
            "unknown",
            {"stepp": "unknown"},
            f"expected entry points whose names begin with one of {', '.join(get_args(Hook))}, got stepp",
        ),
        ("missing", {"step": "missing:Cosh"}, "step = missing:Cosh cannot be loaded"),
        ("broken", {"step": "no_such_module"}, "step = no_such_module cannot be loaded"),
        ("other", {"step": "other:Literal"}, "expected a subclass of Step, or a module with one of its own"),
        ("nameless", {"step": "nameless:Base"}, "expected a subclass of Step with a name, got none"),
    ],
)
def test_an_invalid_plug_in_is_refused_with_a_reason(install: Install, module: str, changes: dict[str, str], phrase: str) -> None:
    install(module, module, **changes)
    with pytest.raises(PluginError) as refused:
        steps()
    assert phrase in str(refused.value)


def test_a_distribution_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "nowhere-to-be-found")
    with pytest.raises(PluginError, match="MODELBOOK_PLUGINS: expected installed distributions, got 'nowhere-to-be-found'"):
        steps()


def test_a_distribution_without_members_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "pytest")
    with pytest.raises(PluginError, match=r"expected distributions with entry points of the group modelbook\.members, got"):
        steps()
