"""The commands that set, list and delete aliases of models, and the aliases of a model that was loaded."""

from __future__ import annotations

import json
from typing import Any

from typing_extensions import assert_type

from modelbook import Client
from modelbook._models import AliasesOut
from tests.cli.conftest import Run
from tests.conftest import MODEL, Answer, Scripted, problem


def alias(version: int) -> dict[str, Any]:
    """Return an alias as the server shows it."""
    names = {"alias": "champion", "ref": "digits:champion", "model": f"digits@{version}"}
    return {**names, "version": version, "moved_at": "2026-11-29T08:00:00Z"}


def listed(*aliases: dict[str, Any]) -> dict[str, Any]:
    return {"aliases": list(aliases), "default_ref": None, "model": "digits@3"}


def test_the_aliases_of_a_model_are_listed(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, listed(alias(2)))]
    result = run("models", "aliases", "digits@3")
    assert [request.path for request in server.requests] == ["/v1/models/digits/aliases"]
    assert "champion  digits@2" in result.stdout
    assert result.stderr == "the bare name means digits@3\n"


def test_who_moved_an_alias_is_listed(run: Run, server: Scripted) -> None:
    move = {"number": 2, "from_version": 1, "to_version": 2, "actor": "key 01J", "job_id": None, "at": "2026-11-29T08:00:00Z"}
    server.script = [Answer(200, {"moves": [move], "next_cursor": None})]
    result = run("models", "history", "digits", "champion", "--json")
    assert [line["actor"] for line in json.loads(result.stdout)] == ["key 01J"]
    assert server.requests[0].path.startswith("/v1/models/digits/aliases/champion/history")


def test_an_alias_is_deleted_from_what_it_means_now(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, listed(alias(2))), Answer(204, None)]
    assert run("models", "unalias", "digits", "champion").stderr == "champion is deleted\n"
    assert [request.path for request in server.requests] == ["/v1/models/digits/aliases", "/v1/models/digits/aliases/champion?expected=2"]


def test_an_alias_that_is_not_there_is_not_deleted(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, listed(alias(2)))]
    result = run("models", "unalias", "digits", "canary")
    assert result.exit_code != 0
    assert "expected an alias of digits, got 'canary', which it does not have" in result.stderr
    assert len(server.requests) == 1


def test_an_alias_is_deleted_by_who_says_what_it_means(run: Run, server: Scripted) -> None:
    server.script = [Answer(204, None)]
    assert run("models", "unalias", "digits", "champion", "--expected", "2").stderr == "champion is deleted\n"
    assert server.requests[0].path == "/v1/models/digits/aliases/champion?expected=2"


def test_an_alias_that_moved_meanwhile_is_exit_code_1_with_the_version_it_has(run: Run, server: Scripted) -> None:
    server.script = [problem(409, "alias champion of digits: expected version 2, it has version 3")]
    result = run("models", "unalias", "digits", "champion", "--expected", "2")
    assert (result.exit_code, "it has version 3" in result.stderr) == (1, True)


def test_the_default_of_a_model_is_set_and_taken_away(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, listed(alias(3)))]
    assert run("models", "default", "digits", "champion").stderr == "the bare name means digits@3\n"
    assert run("models", "default", "digits").exit_code == 0
    assert [json.loads(request.body) for request in server.requests] == [{"default_ref": "champion"}, {"default_ref": None}]


def test_a_version_is_promoted_from_what_the_alias_means_now(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, {**MODEL, "ref": "digits@3", "version": 3}), Answer(200, listed(alias(2))), Answer(200, alias(3))]
    assert run("models", "promote", "digits", "champion").stderr == "digits:champion is digits@3\n"
    assert [request.path for request in server.requests] == [
        "/v1/models/digits",
        "/v1/models/digits/aliases",
        "/v1/models/digits/aliases/champion",
    ]
    assert json.loads(server.requests[2].body) == {"version": 3, "expected": 2}


def test_who_names_what_the_alias_means_is_not_asked(run: Run, server: Scripted) -> None:
    server.script = [Answer(200, {**MODEL, "ref": "digits@3", "version": 3}), Answer(200, alias(3))]
    assert json.loads(run("models", "promote", "digits@3", "champion", "--expected", "1", "--json").stdout)["model"] == "digits@3"
    assert json.loads(server.requests[1].body) == {"version": 3, "expected": 1}


def test_a_model_that_was_loaded_has_its_aliases(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, MODEL), Answer(200, listed(alias(2)))]
    found = assert_type(client.models.get("digits").aliases.list(), AliasesOut)
    assert [each.version for each in found.aliases] == [2]
