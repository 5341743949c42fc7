"""The client knows the server's settings, so that it can tell a misspelt one from those of others; plug-ins can name further ones."""

from importlib.metadata import EntryPoint

import pytest
from modelbook.cli import variables
from modelbook.cli.variables import SERVER, unknown_variables

from models.core.discovery import VARIABLE
from service.settings import Settings


def test_the_client_knows_every_setting_of_the_server_and_no_other() -> None:
    assert {f"MODELBOOK_{name.upper()}" for name in Settings.model_fields} | {VARIABLE} == SERVER


def test_a_plug_in_names_its_variables_by_entry_points(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"MODELBOOK_HALVES": "2"}
    assert len(unknown_variables(environment)) == 1
    point = EntryPoint("MODELBOOK_HALVES", "halves", "modelbook.variables")
    monkeypatch.setattr(variables, "points_of", lambda group: [point] if group == "modelbook.variables" else [])
    assert unknown_variables(environment) == []
