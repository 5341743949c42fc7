"""A reaper takes leases for lost only after a time in which living workers could renew them."""

import sqlite3
from dataclasses import dataclass
from typing import cast

import pytest
from sqlalchemy.exc import OperationalError

from service.store.database import Database
from workers.contact import Contact


@dataclass
class Answering:
    """A database that answers, or does not."""

    now: float = 1000.0
    answers: bool = True
    takes_s: float = 0.0

    def ping_writing(self) -> None:
        self.now += self.takes_s
        if not self.answers:
            raise OperationalError("UPDATE", {}, sqlite3.OperationalError("away"))


@pytest.fixture
def database() -> Answering:
    return Answering()


@pytest.fixture
def contact(database: Answering) -> Contact:
    return Contact(cast("Database", database), steady_after_s=10.0, longest_gap_s=5.0, clock=lambda: database.now)


def look(contact: Contact, database: Answering, seconds: float, n: int = 1) -> bool:
    """Check n times, that many seconds apart; return whether the contact is steady then."""
    for _ in range(n):
        database.now += seconds
        contact.check()
    return contact.is_steady


def test_contact_is_steady_from_the_start_and_while_the_database_answers(contact: Contact, database: Answering) -> None:
    assert contact.is_steady
    assert look(contact, database, 1.0, n=100)


def test_after_an_outage_it_is_steady_again_when_leases_could_be_renewed(contact: Contact, database: Answering) -> None:
    database.answers = False
    with pytest.raises(OperationalError):
        look(contact, database, 1.0)
    assert not contact.is_steady
    database.answers = True
    assert not look(contact, database, 1.0, n=10)
    assert look(contact, database, 1.0)


@pytest.mark.parametrize("jump_s", [6.0, 3600.0, -3600.0])
def test_a_process_that_was_stopped_and_a_clock_that_jumped_count_as_an_outage(contact: Contact, database: Answering, jump_s: float) -> None:
    assert not look(contact, database, jump_s)
    assert look(contact, database, 1.0, n=10)


def test_a_lock_that_was_held_for_long_counts_as_an_outage(contact: Contact, database: Answering) -> None:
    database.takes_s = 29.0
    assert not look(contact, database, 1.0)
