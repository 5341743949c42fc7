"""A browser is opened where there is a screen, and nowhere else."""

import webbrowser
from pathlib import Path

import pytest

from service import screen

URL = "http://127.0.0.1:8000"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file to which the user's browser, a program, writes what it was told to open."""
    program, written = tmp_path / "browser", tmp_path / "opened"
    program.write_text(f"#!/bin/sh\nprintf %s \"$1\" > '{written}.new' && mv '{written}.new' '{written}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{program} %s")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(webbrowser, "_tryorder", None)  # It keeps the browsers that it found first.
    monkeypatch.setattr(screen.sys, "platform", "linux")
    return written


@pytest.mark.parametrize("display", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_page_is_opened_where_there_is_a_display(display: str, opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(display, ":0")
    screen.browse(URL)
    assert opened.read_text() == URL


def test_nothing_is_opened_without_a_screen(opened: Path) -> None:
    screen.browse(URL)
    assert not opened.exists()
