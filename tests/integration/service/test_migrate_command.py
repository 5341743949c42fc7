"""The command `modelbook migrate` says in one line what is wrong, without a password."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import main
from service.store.database import Database
from service.store.keys import Keys


def migrated(monkeypatch: pytest.MonkeyPatch, code: int = 1, **settings: str) -> str:
    """Run the command with settings; return what it prints."""
    for name, value in settings.items():
        monkeypatch.setenv(f"MODELBOOK_{name.upper()}", value)
    result = CliRunner().invoke(main, ["migrate"])
    assert result.exit_code == code, result.output
    return result.output


def test_a_new_database_gets_its_schema(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'modelbook.db'}"
    assert migrated(monkeypatch, 0, database_url=url) == ""
    database = Database(url)
    assert Keys(database).any_active() is False
    database.close()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"keys": "maybe"}, "Error: MODELBOOK_KEYS: Input should be 'auto' or 'required'\n"),
        ({"database_url": "mysql://a:secret@h/x"}, "Error: MODELBOOK_DATABASE_URL: Value error, expected a URL that begins with sqlite:/// or"),
        ({"database_url": "sqlite:x"}, "Error: cannot use the database (Could not parse SQLAlchemy URL"),
        ({"database_url": "postgresql://a:secret@127.0.0.1:1/x"}, "Error: cannot use the database (connection failed"),
    ],
)
def test_what_is_wrong_is_one_line(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], message: str) -> None:
    printed = migrated(monkeypatch, **settings)
    assert printed.startswith(message)
    assert (printed.count("\n"), "secret" in printed) == (1, False)
