"""Where the embedded stack is reached, and what it says of a child that ends."""

import sys
from pathlib import Path

import pytest

from service.child import Child
from service.embedded import Location


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("localhost", "http://localhost:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
    ],
)
def test_the_address_of_the_api_is_one_that_this_machine_reaches(host: str, url: str) -> None:
    assert Location(host, 8000, Path("data")).url == url


@pytest.mark.parametrize(("program", "line"), [("print('first'); print(' the reason \\n')", "the reason"), ("", "it wrote nothing to its log")])
def test_the_last_line_of_a_child_is_that_of_its_last_start(program: str, line: str, tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    log.write_text("of an earlier start\n")
    child = Child("child", [sys.executable, "-c", program], {}, log, stop_grace_s=1)
    child.start()
    assert child.process is not None
    child.process.wait(10)
    assert child.last_line() == line
