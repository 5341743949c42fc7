"""The memory of a machine, and the share of it that a job may use."""

from pathlib import Path

import pytest

from service.machine import job_memory_bytes, memory_bytes, worker_memory_bytes
from service.settings import Settings

GIB = 1024**3


@pytest.fixture
def machine(tmp_path: Path) -> int:
    return memory_bytes(tmp_path / "none", tmp_path / "none")


def limited(folder: Path, files: dict[str, str], own: str) -> int:
    """Return the memory in a cgroup, given the files of all."""
    cgroups, own_cgroup = folder / "cgroup", folder / "own"
    own_cgroup.write_text(own)
    for name, text in files.items():
        (cgroups / name).parent.mkdir(parents=True, exist_ok=True)
        (cgroups / name).write_text(f"{text}\n")
    return memory_bytes(cgroups, own_cgroup)


def test_a_container_has_the_memory_of_its_limit(tmp_path: Path) -> None:
    assert limited(tmp_path, {"memory.max": "1048576"}, "0::/\n") == 1024 * 1024


@pytest.mark.parametrize("text", ["max", str(2**62)])
def test_without_a_limit_it_is_that_of_the_machine(tmp_path: Path, machine: int, text: str) -> None:
    assert limited(tmp_path, {"memory.max": text}, "0::/\n") == machine > 100 * 1024 * 1024


def test_a_unit_has_the_smallest_limit_of_those_above_it(tmp_path: Path) -> None:
    limits = {"system.slice/memory.max": "2097152", "system.slice/worker.service/memory.max": "4194304"}
    assert limited(tmp_path, limits, "0::/system.slice/worker.service\n") == 2 * 1024 * 1024


def test_limits_of_the_first_version_of_cgroups_count(tmp_path: Path) -> None:
    limits = {"memory/memory.limit_in_bytes": str(2**63 - 4096), "memory/docker/x/memory.limit_in_bytes": "3145728"}
    assert limited(tmp_path, limits, "4:memory:/docker/x\n1:cpu:/\n0::/\n") == 3 * 1024 * 1024


def test_in_a_container_whose_own_path_is_not_shown_the_root_counts(tmp_path: Path) -> None:
    assert limited(tmp_path, {"memory/memory.limit_in_bytes": "3145728"}, "4:memory:/docker/x\n") == 3 * 1024 * 1024


def test_slots_share_the_memory_of_a_worker() -> None:
    settings = Settings(worker_memory_bytes=12 * GIB, worker_slots=3)
    assert (job_memory_bytes(settings), worker_memory_bytes(settings)) == (4 * GIB, 12 * GIB)


def test_a_small_worker_with_many_slots_leaves_each_job_enough_for_tensorflow() -> None:
    assert job_memory_bytes(Settings(worker_memory_bytes=4 * GIB, worker_slots=16)) == GIB
    assert job_memory_bytes(Settings(worker_memory_bytes=GIB // 2, worker_slots=2)) == GIB // 2


def test_some_memory_of_a_machine_is_left_to_the_worker_and_the_system() -> None:
    whole = memory_bytes()
    assert worker_memory_bytes(Settings()) == whole - min(GIB, whole // 10)
