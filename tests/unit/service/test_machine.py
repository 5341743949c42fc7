"""The memory that the API compares jobs with, where no setting names it."""

from pathlib import Path

from service.machine import memory_bytes


def test_a_container_has_the_memory_of_its_limit(tmp_path: Path) -> None:
    limit, machine = tmp_path / "memory.max", memory_bytes(tmp_path / "none")
    limit.write_text("1048576\n")
    assert memory_bytes(limit) == 1024 * 1024
    limit.write_text("max\n")
    assert memory_bytes(limit) == machine > 100 * 1024 * 1024
    limit.write_text(f"{2 * machine}\n")
    assert memory_bytes(limit) == machine
