"""Logs on a full disk: nothing that logs is disturbed, and the log says later what it lacks."""

import os
import subprocess
import sys
from pathlib import Path

from tests.small_disk import FILLER, fill, make_room, small_disk

#: Logs a line for each line of its input, and answers each.
PROGRAM = """
import logging, sys
from service.logs import configure_logs
configure_logs()
for line in sys.stdin:
    logging.getLogger("test").info("said %s", line.strip())
    print("done", flush=True)
"""


class Program:
    """A process whose standard error is a file."""

    def __init__(self, log: Path) -> None:
        with log.open("ab") as errors:
            self._process = subprocess.Popen([sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True)

    def say(self, word: str) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"

    def end(self) -> int:
        self._process.communicate()
        return self._process.returncode


def test_a_process_whose_log_cannot_be_written_works_on_and_ends_well() -> None:
    program = Program(Path("/dev/full"))
    for at in range(5):
        program.say(f"word-{at}")
    assert program.end() == 0


def test_when_there_is_room_again_the_log_goes_on_and_tells_how_much_it_lacks(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 256 * 1024) as disk:
        program = Program(disk / "a.log")
        program.say("before")
        fill(disk)
        room = os.stat(disk / "a.log").st_blksize
        for _ in range(3 * room // 1000 + 10):
            program.say("x" * 1000)
        make_room(disk)
        program.say("after")
        assert program.end() == 0
        text = (disk / "a.log").read_text()
    assert "said before" in text
    assert text.splitlines()[-1].endswith("said after")
    (note,) = (line for line in text.splitlines() if "may be missing" in line)
    assert "standard error could not be written (No space left on device)." in note
    assert FILLER not in text
