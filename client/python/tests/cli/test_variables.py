"""A misspelt variable MODELBOOK_... is an error that names the nearest; other variables are nobody's business."""

from __future__ import annotations

import pytest

from modelbook._config import VARIABLES
from modelbook.cli.variables import SERVER, UnknownVariableError, require_known, unknown_variables


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("MODELBOOK_API_KYE", "MODELBOOK_API_KEY"),
        ("MODELBOOK_ULR", "MODELBOOK_URL"),
        ("MODELBOOK_BASE_URL", None),
        ("MODELBOOK_DATABSE_URL", "MODELBOOK_DATABASE_URL"),
        ("MODELBOOK_WORKER_SLOT", "MODELBOOK_WORKER_SLOTS"),
        ("modelbook_url", "MODELBOOK_URL"),
        ("MODELBOOK_", None),
        ("MODELBOOK_XYZ", None),
    ],
)
def test_an_unknown_variable_is_named_with_the_nearest(name: str, nearest: str | None) -> None:
    with pytest.raises(UnknownVariableError) as refused:
        require_known({name: "1", "PATH": "/bin"})
    first = refused.value.message.splitlines()[0]
    assert first.startswith(f"{name}: expected a variable that Modelbook reads, got an unknown name")
    assert nearest is None or first.endswith(f"; did you mean {nearest}?")
    assert refused.value.exit_code == 2


def test_known_variables_and_those_of_others_pass() -> None:
    require_known({**dict.fromkeys((*SERVER, *VARIABLES), "1"), "MODELBOOKS": "1", "_MODELBOOK_COMPLETE": "bash_source"})


def test_a_variable_in_small_letters_that_the_server_reads_passes() -> None:
    assert unknown_variables({"modelbook_database_url": "sqlite://"}) == []
