"""What finished jobs teach is kept in the database, also if several end at the same moment."""

from models.estimating.costs import BUILT_IN, Costs
from models.estimating.terms import Term
from service.store.costs import CostBook
from service.store.database import Database
from tests.integration.given import at_once

DENSE = (Term(1.0, ("machine:network", "layer:Dense")),)


def test_what_was_learned_is_read_again(database: Database) -> None:
    CostBook(database).learn(lambda costs: costs.learned(DENSE, 2.0))
    found = CostBook(database).current()
    assert found == BUILT_IN.learned(DENSE, 2.0)
    assert found.amount(DENSE).mean > 1.2


def test_costs_are_read_every_few_seconds_only(database: Database) -> None:
    book = CostBook(database)
    assert book.current() == BUILT_IN
    CostBook(database).learn(lambda costs: costs.learned(DENSE, 2.0))
    assert book.current() == BUILT_IN


def test_jobs_that_end_at_the_same_time_all_teach(database: Database) -> None:
    def learned(costs: Costs) -> Costs:
        return costs.learned(DENSE, 3.0)

    at_once(6, lambda _: CostBook(database).learn(learned))
    assert {cost.n for cost in CostBook(database).current().known.values()} == {6}
