"""A worker that receives no messages any more notices, connects anew, and else ends with the reason."""

from dataclasses import dataclass, field

import pytest
from redis.exceptions import ConnectionError as NoBroker

from workers.consumer_check import CheckTimes, ConsumerCheck

OWN = "worker.host.1"


@dataclass
class World:
    """A broker, what receives its messages, and a worker that has a free thread; with a clock."""

    now: float = 1000.0
    #: Messages in each queue.
    messages: dict[str, int] = field(default_factory=dict)
    #: Queues from which messages are received.
    receives: set[str] = field(default_factory=lambda: {"cpu", OWN})
    answers: bool = True
    takes_messages: bool = True
    is_free: bool = True
    own_queue: str = OWN
    queues: list[str] = field(default_factory=lambda: ["cpu", OWN])
    received: dict[str, float] = field(default_factory=dict)
    n_reconnects: int = 0
    helps: bool = False
    ended: list[str] = field(default_factory=list)

    def waiting(self, queue: str) -> int:
        if not self.answers:
            raise NoBroker("no answer")
        return self.messages.get(queue, 0)

    def echo(self, queue: str) -> bool:
        if self.takes_messages:
            self.messages[queue] = self.messages.get(queue, 0) + 1
        return self.takes_messages

    def last_message(self, queue: str) -> float:
        return self.received.get(queue, float("-inf"))

    def reconnect(self) -> None:
        self.n_reconnects += 1
        if self.helps:
            self.receives = set(self.queues)

    def receive(self) -> None:
        if not self.is_free:
            return
        for queue in self.receives:
            if self.messages.pop(queue, 0):
                self.received[queue] = self.now


def look(world: World, check: ConsumerCheck, seconds: float, every_s: float = 2.0) -> None:
    """Let that time pass, with a look every few seconds."""
    for _ in range(round(seconds / every_s)):
        world.now += every_s
        world.receive()
        check.look()


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def check(world: World) -> ConsumerCheck:
    return ConsumerCheck(world, world, lambda: world.is_free, world.ended.append, CheckTimes(2, 8, 30), lambda: world.now)


def test_a_worker_that_receives_its_messages_is_left_alone(world: World, check: ConsumerCheck) -> None:
    look(world, check, 600)
    assert (world.n_reconnects, world.ended, check.problem) == (0, [], None)


def test_a_deaf_worker_connects_anew_even_if_no_job_waits(world: World, check: ConsumerCheck) -> None:
    look(world, check, 10)
    world.receives, world.helps = set(), True
    look(world, check, 12)
    assert world.n_reconnects == 1
    look(world, check, 60)
    assert (world.n_reconnects, world.ended, check.problem) == (1, [], None)


def test_a_worker_whom_that_does_not_help_ends_with_the_reason(world: World, check: ConsumerCheck) -> None:
    world.receives = set()
    look(world, check, 26)
    assert check.problem is not None
    assert (world.n_reconnects, world.ended) == (3, [])
    look(world, check, 8)
    assert world.ended[0].startswith(
        "this worker ends to be started again: it has received no message of its own queue for 30 s, although the broker"
    )


def test_one_queue_that_is_forgotten_is_noticed_beside_one_that_is_not(world: World, check: ConsumerCheck) -> None:
    world.receives, world.messages["cpu"] = {OWN}, 1
    look(world, check, 14)
    assert world.n_reconnects == 1
    assert "no message of the queue cpu for" in (check.problem or "")


def test_a_queue_without_messages_is_no_sign_of_anything(world: World, check: ConsumerCheck) -> None:
    world.receives = {OWN}
    look(world, check, 600)
    assert world.n_reconnects == 0


def test_an_echo_that_is_lost_counts_as_one_that_does_not_come(world: World, check: ConsumerCheck) -> None:
    """The server has given it to a connection that passes nothing any more."""
    for _ in range(20):
        look(world, check, 2)
        world.messages.clear()
        world.received.clear()
    assert world.n_reconnects > 0


def test_messages_wait_rightly_while_all_threads_are_busy(world: World, check: ConsumerCheck) -> None:
    world.is_free, world.messages["cpu"] = False, 5
    look(world, check, 600)
    world.is_free = True
    look(world, check, 6)
    assert (world.n_reconnects, world.ended) == (0, [])


@pytest.mark.parametrize("change", [{"answers": False}, {"takes_messages": False}])
def test_without_a_broker_a_worker_waits_and_says_so(world: World, check: ConsumerCheck, change: dict[str, bool]) -> None:
    for name, value in change.items():
        setattr(world, name, value)
    look(world, check, 600)
    assert (world.n_reconnects, world.ended) == (0, [])
    assert (check.problem or "").startswith("the broker does not answer, or refuses: ")
    for name, value in change.items():
        setattr(world, name, not value)
    look(world, check, 60)
    assert (world.n_reconnects, world.ended, check.problem) == (0, [], None)


def test_a_process_that_stood_still_itself_does_not_end(world: World, check: ConsumerCheck) -> None:
    """As after SIGSTOP: it looks before it has received what came meanwhile."""
    look(world, check, 10)
    world.messages["cpu"], world.now = 1, world.now + 3600
    check.look()
    assert (world.n_reconnects, world.ended) == (0, [])
    look(world, check, 60)
    assert (world.n_reconnects, world.ended) == (0, [])
