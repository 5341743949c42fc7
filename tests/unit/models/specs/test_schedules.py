"""Learning-rate schedules against their closed forms."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from models.checking.check import check_spec
from models.specs.schedules import AnySchedule, Schedule
from tests.broken_specs import BASES, changed

WHERE = "/training/learning_rate_schedule"


def schedule_of(**fields: Any) -> Schedule:
    made: Schedule = TypeAdapter(AnySchedule).validate_python(fields)
    return made


def rates(schedule: Schedule, base: float, epochs: int) -> list[float]:
    return [schedule.rate(epoch, base, epochs) for epoch in range(epochs)]


def test_a_line_with_a_floor_is_that_of_the_book() -> None:
    found = rates(schedule_of(kind="linear", start=1, slope=-0.01, floor=0.1), 0.5, 100)
    assert found == pytest.approx([max(0.1, 1 - 0.01 * epoch) for epoch in range(100)])
    assert (found[0], found[1], found[90], found[99]) == pytest.approx((1, 0.99, 0.1, 0.1))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "constant"}, [0.8, 0.8, 0.8, 0.8, 0.8]),
        ({"kind": "plateau", "monitor": "loss"}, [0.8, 0.8, 0.8, 0.8, 0.8]),
        ({"kind": "step", "every": 2, "factor": 0.5}, [0.8, 0.8, 0.4, 0.4, 0.2]),
        ({"kind": "step", "every": 2, "factor": 0.5, "floor": 0.3}, [0.8, 0.8, 0.4, 0.4, 0.3]),
        ({"kind": "exponential", "decay": 0.5}, [0.8, 0.4, 0.2, 0.1, 0.05]),
        ({"kind": "exponential", "decay": 0.5, "floor": 0.15}, [0.8, 0.4, 0.2, 0.15, 0.15]),
        ({"kind": "cosine", "epochs": 4}, [0.8, 0.6828427, 0.4, 0.1171573, 0]),
        ({"kind": "cosine", "epochs": 2, "floor": 0.2}, [0.8, 0.5, 0.2, 0.2, 0.2]),
        ({"kind": "piecewise", "table": {2: 0.3, 4: 0.1}}, [0.8, 0.3, 0.3, 0.1, 0.1]),
        ({"kind": "piecewise", "table": {"4": 0.1, "1": 0.3}}, [0.3, 0.3, 0.3, 0.1, 0.1]),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else "",
)
def test_a_schedule_gives_its_rate_in_each_epoch(fields: dict[str, Any], expected: list[float]) -> None:
    assert rates(schedule_of(**fields), 0.8, 5) == pytest.approx(expected)


def test_a_cosine_takes_all_epochs_unless_told_how_many() -> None:
    assert rates(schedule_of(kind="cosine"), 1.0, 4) == rates(schedule_of(kind="cosine", epochs=4), 1.0, 4)


FALLING = st.sampled_from(
    [
        {"kind": "step", "every": 3},
        {"kind": "exponential"},
        {"kind": "cosine"},
        {"kind": "linear", "start": 0.5, "slope": -0.03},
    ]
)


@given(FALLING, st.floats(1e-6, 0.4), st.integers(1, 60))
def test_a_falling_schedule_never_rises_and_never_leaves_its_floor(fields: dict[str, Any], floor: float, epochs: int) -> None:
    found = rates(schedule_of(**fields, floor=floor), 0.5, epochs)
    assert found == sorted(found, reverse=True)
    assert all(floor - 1e-12 <= rate <= 0.5 for rate in found)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "linear", "start": 1, "slope": -0.01, "floor": 0.1},
        {"kind": "linear", "start": 0.1, "slope": -0.01},
        {"kind": "piecewise", "table": {"1": 0.1, "5": 0.01}},
        {"kind": "plateau", "monitor": "loss", "patience": 2, "warmup_epochs": 2},
        {"kind": "constant", "warmup_epochs": 9},
    ],
    ids=lambda fields: fields["kind"],
)
def test_a_sound_schedule_is_accepted_and_survives_json(fields: dict[str, Any]) -> None:
    checked = check_spec(changed(BASES["network"], {"/training/epochs": 10, WHERE: fields}))
    assert checked.ok, checked.errors
    assert checked.spec is not None
    assert check_spec(checked.spec.model_dump(mode="json")).spec == checked.spec
