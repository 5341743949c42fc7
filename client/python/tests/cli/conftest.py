"""Fixtures of the tests of the command line: the program as a user runs it, with a server that answers as it is told."""

from __future__ import annotations

from inspect import signature
from typing import Any, Callable, Union

import pytest
from click.testing import CliRunner, Result

from modelbook.cli.program import program
from tests.conftest import Scripted

Run = Callable[..., Result]
#: Click before 8.2, the last for Python 3.9, mixes the two outputs unless it is told not to.
_APART: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}


@pytest.fixture
def run(server: Scripted, quick: None, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program with the server."""
    monkeypatch.setenv("MODELBOOK_URL", server.url)
    monkeypatch.delenv("MODELBOOK_API_KEY", raising=False)

    def ran(*words: str, stdin: Union[str, bytes, None] = None) -> Result:
        result = CliRunner(**_APART).invoke(program, list(words), input=stdin, prog_name="modelbook")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return ran
