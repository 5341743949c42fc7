"""Labels of names and grants, while models are deleted and restored."""

from collections.abc import Callable

import pytest

from service.errors import NotFound
from service.store.aliases import Aliases
from service.store.annotations import Annotations
from service.store.database import Database
from service.store.deletion_rows import Order
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.grants import Grants
from service.store.name_labels import labels_of
from service.store.owners import Kind, Right
from service.store.purging import Purging
from service.store.registry import Registry
from service.store.rows import Job
from tests.integration.given import rows_of
from tests.integration.service.store.deleted_things import ORDER, PURGE, data_set, gone


def labelled(database: Database) -> tuple[list[str], str, str | None]:
    """Return tags and note of the name `digits`, and what it means."""
    (found,) = labels_of(database, [Registry(database).resolve("digits")]).values()
    return found.tags, found.note, Aliases(database).of("digits").default_ref


@pytest.fixture
def labels(database: Database, trained: Callable[..., Job]) -> None:
    """Register `digits` and `other`, and write labels on both names."""
    for name in ("digits", "other"):
        trained(name)
        Registry(database).annotate(name, Annotations(["team"], "a note"))
        Aliases(database).set_default(name, "latest", "nobody")


@pytest.mark.usefixtures("labels")
def test_labels_of_a_name_are_restored_with_it(database: Database, deletions: Deletions, purging: Purging) -> None:
    deletion = deletions.model("digits", ORDER)
    gone(purging)
    deletions.undo(deletion.id, "nobody")
    assert labelled(database) == (["team"], "a note", "latest")


@pytest.mark.usefixtures("labels")
@pytest.mark.parametrize("order", [ORDER, PURGE])
def test_labels_of_a_name_are_not_those_of_a_new_model(
    order: Order, database: Database, deletions: Deletions, purging: Purging, trained: Callable[..., Job]
) -> None:
    deletions.model("digits", order)
    gone(purging)
    rows = {row["name"]: (row["tags"], row["note"], row["default_ref"]) for row in rows_of(database)["models"]}
    kept = (["team"], "a note", "latest")
    assert rows == {"digits": ([], "", None) if order.purge else kept, "other": kept}
    trained()
    assert labelled(database) == ([], "", None)


@pytest.mark.usefixtures("labels")
def test_labels_of_a_name_stay_with_its_other_versions(
    database: Database, deletions: Deletions, purging: Purging, trained: Callable[..., Job]
) -> None:
    trained()
    deletions.model("digits@2", PURGE)
    gone(purging)
    trained()
    assert labelled(database) == (["team"], "a note", "latest")


def test_grants_end_and_are_not_restored(database: Database, deletions: Deletions, files: Files, trained: Callable[..., Job]) -> None:
    trained()
    dataset, grants = data_set(database, files), Grants(database)
    grants.give(Kind.MODEL, "digits", "bob", Right.USE, "ann")
    grants.give(Kind.DATASET, dataset.id, "bob", Right.USE, "ann")
    found = [deletions.model("digits", ORDER), deletions.dataset(dataset.id, ORDER)]
    with pytest.raises(NotFound):
        grants.of(Kind.MODEL, "digits")
    for deletion in found:
        deletions.undo(deletion.id, "nobody")
    assert (grants.of(Kind.MODEL, "digits"), grants.of(Kind.DATASET, dataset.id)) == ([], [])
    actions = [row["action"] for row in rows_of(database)["audit"]]
    assert sorted(actions) == ["delete"] * 2 + ["give grant"] * 2 + ["undo deletion"] * 2 + ["withdraw grant"] * 2


def test_grants_on_a_model_stay_while_a_version_does(database: Database, deletions: Deletions, trained: Callable[..., Job]) -> None:
    trained()
    trained()
    Grants(database).give(Kind.MODEL, "digits", "bob", Right.USE, "ann")
    deletions.model("digits@2", ORDER)
    assert len(Grants(database).of(Kind.MODEL, "digits")) == 1
