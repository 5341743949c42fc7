"""The simulation: a few seeds here, a thousand in the long ring; what makes it worth running is tested here, too."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.simulation.planted import Bug, PatchError, Piece, bugs, hunt
from tests.simulation.scheduler import Machine, World
from tests.simulation.simulation import Outcome, simulations
from tests.simulation.stage import STAGE
from tests.simulation.synchronization import SimulatedEvent

ROOT = Path(__file__).parents[2]
#: Seeds that are run here.
SEEDS = range(24)


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    with simulations() as run:
        return [run(seed) for seed in SEEDS]


def test_every_job_ends_once_whatever_goes_wrong(outcomes: list[Outcome]) -> None:
    assert [outcome.report for outcome in outcomes if outcome.failure] == []


def test_jobs_end_in_every_way(outcomes: list[Outcome]) -> None:
    seen = " ".join(text for outcome in outcomes for _, _, text in outcome.trace)
    assert [state for state in ("succeeded", "failed", "cancelled", "paused") if f"running -> {state}" not in seen] == []


def test_a_seed_replays_exactly_in_another_process(outcomes: list[Outcome]) -> None:
    command = [sys.executable, "-m", "tests.simulation", "--seed", "7"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.splitlines()[-1] == f"seed 7: all properties hold (digest {outcomes[7].digest})"


def test_other_seeds_are_other_worlds(outcomes: list[Outcome]) -> None:
    assert len({outcome.digest for outcome in outcomes}) == len(outcomes)


def test_every_planted_bug_still_fits_the_sources(tmp_path: Path) -> None:
    assert len(bugs()) >= 20
    for bug in bugs():
        for file in {piece.file for piece in bug.pieces}:
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).write_bytes((ROOT / file).read_bytes())
        bug.apply(tmp_path)


def test_a_patch_that_no_longer_fits_says_what_it_looked_for(tmp_path: Path) -> None:
    (tmp_path / "file.py").write_text("other = 1\n")
    with pytest.raises(PatchError, match=r"expected this text once in file\.py, found it 0 times:\ngone = 1"):
        Bug("old", "It is old.", [Piece("file.py", "gone = 1", "gone = 2")]).apply(tmp_path)


def test_a_planted_bug_is_found() -> None:
    (bug,) = (bug for bug in bugs() if bug.name == "claim_keeps_the_token")
    assert "attempt 1 -> 1 with queued -> running" in hunt(bug, n_seeds=5).found


@pytest.fixture
def world() -> World:
    STAGE.world = World(seed=1)
    return STAGE.world


def test_time_passes_only_while_all_wait(world: World) -> None:
    seen: list[float] = []

    def wait_and_look(seconds: float) -> Callable[[], None]:
        return lambda: (world.sleep(seconds), seen.append(world.now))[1]

    process = world.new_process("one", Machine())
    for seconds in (3600.0, 60.0):
        world.spawn(process, "sleeper", wait_and_look(seconds))
    world.sleep(4000.0)
    world.close()
    assert seen == pytest.approx([60.0, 3600.0], abs=0.01)


def test_nothing_of_a_killed_process_runs_any_more(world: World) -> None:
    process, event = world.new_process("one", Machine()), SimulatedEvent()

    def set_at_last() -> None:
        try:
            world.sleep(10.0)
        finally:
            event.set()

    world.spawn(process, "sleeper", set_at_last)
    world.sleep(1.0)
    world.kill(process)
    world.sleep(20.0)
    world.close()
    assert not event.is_set()


def test_a_process_that_is_stopped_goes_on_later(world: World) -> None:
    process, event = world.new_process("one", Machine()), SimulatedEvent()
    world.spawn(process, "sleeper", lambda: (world.sleep(1.0), event.set()))
    world.sleep(0.5)
    world.pause(process, 30.0)
    assert not event.wait(20.0)
    assert event.wait(20.0)
    world.close()
