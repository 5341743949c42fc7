"""Aliases of models, on SQLite and on PostgreSQL: moved by who knows what they mean, one after the other, each with its row of the history."""

from collections import Counter
from itertools import pairwise

import pytest

from service.errors import Conflict, Invalid, NotFound
from service.problem_types.of_conflicts import ALIAS_IN_USE, ALIAS_MOVED
from service.problem_types.of_missing import NO_SUCH_ALIAS, NO_SUCH_MODEL
from service.store.aliases import Aliases
from service.store.audit import Audit
from service.store.database import Database
from service.store.grants import Grants
from service.store.jobs import Jobs
from service.store.owners import Kind, Right
from service.store.registry import Registry
from tests.integration.given import LONG_S, at_once, claim, new_job, new_version, rows_of


def trained(database: Database, owner: str, n: int = 3, name: str = "digits") -> None:
    """Register versions of a model."""
    for _ in range(n):
        job = claim(database, Jobs(database, owner).create(new_job(name=name))[0].id, "worker-1", LONG_S)
        assert job is not None
        assert Registry(database, owner).register(job.id, job.attempt, new_version()) is not None


@pytest.fixture
def aliases(database: Database) -> Aliases:
    """The aliases of ann, who has three versions of `digits`, as bob has one."""
    trained(database, "ann")
    trained(database, "bob", 1)
    return Aliases(database, "ann")


def moves(aliases: Aliases, alias: str = "champion") -> list[tuple[int | None, int | None]]:
    """Return the moves of an alias, oldest first."""
    return [(move.from_version, move.to_version) for move in reversed(aliases.history("digits", alias, None, 1000))]


def test_an_alias_means_the_version_it_was_set_to(aliases: Aliases, database: Database) -> None:
    made = aliases.move("digits", "champion", 2, None, "key k")
    assert (made.alias, made.version) == ("champion", 2)
    assert Registry(database, "ann").resolve("digits:champion").version == 2
    assert Registry(database, "ann").resolve("ann/digits:champion").version == 2
    aliases.move("digits", "champion", 1, 2, "key k")
    assert Registry(database, "ann").resolve("digits:champion").version == 1
    assert aliases.of("digits").aliases[0].version == 1


@pytest.mark.parametrize(
    "ref", ["other:champion", "digits:champion@2", "digits@2:champion", ":champion", "digits:", "digits::champion", "other:latest"]
)
def test_a_reference_to_no_alias_is_not_found(aliases: Aliases, database: Database, ref: str) -> None:
    aliases.move("digits", "champion", 2, None, "k")
    with pytest.raises(NotFound, match="digits:champion"):
        Registry(database, "ann").resolve(ref)


def test_latest_is_the_newest_version_whatever_the_bare_name_means(aliases: Aliases, database: Database) -> None:
    aliases.move("digits", "champion", 1, None, "k")
    aliases.set_default("digits", "champion", "k")
    assert Registry(database, "ann").resolve("digits").version == 1
    assert Registry(database, "ann").resolve("digits:latest").version == 3


@pytest.mark.parametrize(
    ("default_ref", "of_server", "meant"),
    [
        (None, "", 3),
        (None, "champion", 2),
        (None, "other", 3),
        ("latest", "champion", 3),
        ("canary", "champion", 1),
        ("champion", "", 2),
    ],
)
def test_a_bare_name_means_the_default_alias_or_else_the_newest(
    aliases: Aliases, database: Database, default_ref: str | None, of_server: str, meant: int
) -> None:
    aliases.move("digits", "champion", 2, None, "k")
    aliases.move("digits", "canary", 1, None, "k")
    aliases.set_default("digits", default_ref, "k")
    registry = Registry(database, "ann", of_server)
    assert registry.resolve("digits").version == meant
    assert registry.resolve("digits@3").version == 3
    assert aliases.of("digits").default_ref == default_ref
    # Another owner's model of the same name is another model.
    assert Registry(database, "bob", of_server).resolve("digits").version == 1


@pytest.mark.parametrize("expected", [None, 1, 3])
def test_a_move_that_expects_another_version_is_refused_with_the_version_it_has(aliases: Aliases, database: Database, expected: int | None) -> None:
    aliases.move("digits", "champion", 2, None, "k")
    before = rows_of(database)
    with pytest.raises(Conflict, match="it has version 2") as raised:
        aliases.move("digits", "champion", 1 if expected != 1 else 3, expected, "k")
    assert raised.value.kind is ALIAS_MOVED
    assert [fault.pointer for fault in raised.value.errors] == ["/expected"]
    assert rows_of(database) == before


def test_a_move_of_an_alias_that_is_not_there_is_refused(aliases: Aliases) -> None:
    with pytest.raises(Conflict, match="it has no such alias"):
        aliases.move("digits", "champion", 1, 2, "k")


@pytest.mark.parametrize("expected", [None, 1, 2])
def test_a_repeated_move_changes_nothing_more(aliases: Aliases, database: Database, expected: int | None) -> None:
    """Its first answer may have been lost."""
    aliases.move("digits", "champion", 2, None, "k")
    before = rows_of(database)
    assert aliases.move("digits", "champion", 2, expected, "k").version == 2
    assert rows_of(database) == before


def test_a_version_that_the_model_has_not_is_refused(aliases: Aliases) -> None:
    with pytest.raises(Invalid) as raised:
        aliases.move("digits", "champion", 4, None, "k")
    assert [(fault.pointer, "newest is 3, got 4" in fault.detail) for fault in raised.value.errors] == [("/version", True)]


@pytest.mark.parametrize("name", ["other", "bob/digits", "digits@1", "digits:champion"])
def test_only_a_model_of_ones_own_gets_an_alias(aliases: Aliases, database: Database, name: str) -> None:
    Grants(database, "bob").give(Kind.MODEL, "digits", "ann", Right.USE, "bob")
    with pytest.raises(NotFound) as raised:
        aliases.move(name, "champion", 1, None, "k")
    assert raised.value.kind is NO_SUCH_MODEL


def test_whom_a_model_is_shared_with_uses_its_aliases_and_cannot_move_them(aliases: Aliases, database: Database) -> None:
    aliases.move("digits", "champion", 2, None, "k")
    carl = Aliases(database, "carl")
    with pytest.raises(NotFound):
        carl.of("ann/digits")
    Grants(database, "ann").give(Kind.MODEL, "digits", "carl", Right.USE, "ann")
    assert Registry(database, "carl").resolve("ann/digits:champion", Right.USE).ref == "ann/digits@2"
    assert [alias.version for alias in carl.of("ann/digits").aliases] == [2]
    for call in (
        lambda: carl.move("ann/digits", "champion", 1, 2, "k"),
        lambda: carl.delete("ann/digits", "champion", 2, "k"),
        lambda: carl.history("ann/digits", "champion", None, 10),
        lambda: carl.set_default("ann/digits", "champion", "k"),
    ):
        with pytest.raises(NotFound):
            call()


def test_the_history_and_the_audit_say_who_moved_what_from_where_to_where(aliases: Aliases, database: Database) -> None:
    aliases.move("digits", "champion", 1, None, "key a")
    aliases.move("digits", "champion", 3, 1, "key b")
    aliases.delete("digits", "champion", 3, "key c")
    aliases.move("digits", "champion", 2, None, "key d")
    assert moves(aliases) == [(None, 1), (1, 3), (3, None), (None, 2)]
    found = aliases.history("digits", "champion", None, 10)
    assert [(move.number, move.actor) for move in found] == [(4, "key d"), (3, "key c"), (2, "key b"), (1, "key a")]
    assert [move.number for move in aliases.history("digits", "champion", 3, 1)] == [2]
    assert aliases.history("digits", "champion", 1, 1) == []
    entries = [(entry.action, entry.actor, entry.subject, entry.data) for entry in Audit(database).page(None, 10, "ann")]
    assert entries[:2] == [
        ("set alias", "key d", "model digits", {"alias": "champion", "from_version": None, "to_version": 2}),
        ("delete alias", "key c", "model digits", {"alias": "champion", "from_version": 3, "to_version": None}),
    ]


def test_an_alias_that_was_never_there_has_no_history(aliases: Aliases) -> None:
    with pytest.raises(NotFound) as raised:
        aliases.history("digits", "champion", None, 10)
    assert raised.value.kind is NO_SUCH_ALIAS


def test_a_deleted_alias_means_nothing(aliases: Aliases, database: Database) -> None:
    aliases.move("digits", "champion", 2, None, "k")
    with pytest.raises(Conflict, match="expected version 1, it has version 2"):
        aliases.delete("digits", "champion", 1, "k")
    aliases.delete("digits", "champion", 2, "k")
    with pytest.raises(NotFound):
        Registry(database, "ann").resolve("digits:champion")
    with pytest.raises(NotFound) as raised:
        aliases.delete("digits", "champion", 2, "k")
    assert raised.value.kind is NO_SUCH_ALIAS


@pytest.mark.parametrize("name", ["digits@1", "digits:champion"])
def test_aliases_are_set_on_a_bare_name(name: str, aliases: Aliases, database: Database) -> None:
    with pytest.raises(NotFound, match=f"no model of the name '{name}': expected a bare name, such as digits"):
        aliases.move(name, "x", 1, None, "k")


def test_an_alias_that_the_bare_name_means_is_not_deleted(aliases: Aliases, database: Database) -> None:
    aliases.move("digits", "champion", 2, None, "k")
    aliases.set_default("digits", "champion", "k")
    before = rows_of(database)
    with pytest.raises(Conflict, match="default-ref") as raised:
        aliases.delete("digits", "champion", 2, "k")
    assert raised.value.kind is ALIAS_IN_USE
    assert rows_of(database) == before
    aliases.set_default("digits", None, "k")
    aliases.delete("digits", "champion", 2, "k")


def test_a_default_is_an_alias_that_there_is(aliases: Aliases) -> None:
    with pytest.raises(NotFound) as raised:
        aliases.set_default("digits", "champion", "k")
    assert raised.value.kind is NO_SUCH_ALIAS


@pytest.mark.parametrize("first", [None, 1])
def test_of_moves_at_once_that_expect_the_same_one_wins(aliases: Aliases, database: Database, first: int | None) -> None:
    trained(database, "ann", 7)
    if first is not None:
        aliases.move("digits", "champion", first, None, "k")
    outcomes = at_once(8, lambda number: moved(aliases, number + 2, first))
    assert Counter(outcomes) == {"moved": 1, "alias-moved": 7}
    assert len(moves(aliases)) == (1 if first is None else 2)


def moved(aliases: Aliases, version: int, expected: int | None) -> str:
    try:
        aliases.move("digits", "champion", version, expected, "k")
    except Conflict as error:
        return error.kind.slug
    return "moved"


def test_no_move_is_lost_among_many_at_once(aliases: Aliases, database: Database) -> None:
    """Each caller reads what the alias means and tries until its move is taken: every move begins where the one before has ended."""
    aliases.move("digits", "champion", 1, None, "k")

    def play(number: int) -> None:
        for turn in range(10):
            has = aliases.of("digits").aliases[0].version
            moved(aliases, 1 + (has + number + turn) % 3, has)

    at_once(6, play)
    found = moves(aliases)
    assert found[0] == (None, 1)
    assert len(found) > 10
    assert all(before[1] == after[0] != after[1] for before, after in pairwise(found))
    assert aliases.of("digits").aliases[0].version == found[-1][1]
    numbers = [move.number for move in aliases.history("digits", "champion", None, 1000)]
    assert numbers == list(range(len(found), 0, -1))
