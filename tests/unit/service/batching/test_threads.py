"""A model's threads: as many as are needed, up to a number; they wait for nobody who left, and end with the model."""

import asyncio
import gc
import threading
import weakref
from contextvars import ContextVar

import pytest

from service.batching.threads import Threads
from service.errors import Unavailable
from tests.unit.service.batching.queued import SLOW, Watched, until


class Model:
    def answer(self) -> int:
        return 42


def test_calls_run_at_the_same_time_up_to_the_number_of_threads() -> None:
    async def play() -> None:
        threads, together = Threads(3), threading.Barrier(3)
        assert sorted(await asyncio.gather(*(threads.call(together.wait) for _ in range(3)))) == [0, 1, 2]
        assert len(set(await asyncio.gather(*(threads.call(threading.get_ident) for _ in range(20))))) <= 3

    asyncio.run(play())


def test_a_thread_that_is_free_takes_the_next_call() -> None:
    async def play() -> None:
        threads = Threads(4)
        assert len({await threads.call(threading.get_ident) for _ in range(10)}) == 1

    asyncio.run(play())


def test_whoever_calls_gets_the_error() -> None:
    async def play() -> None:
        with pytest.raises(ValueError, match="invalid literal"):
            await Threads(1).call(lambda: int("x"))

    asyncio.run(play())


def test_a_call_has_the_context_variables_of_its_caller() -> None:
    caller: ContextVar[str] = ContextVar("caller")

    async def play() -> None:
        caller.set("somebody")
        assert await Threads(1).call(caller.get) == "somebody"

    asyncio.run(play())


def test_a_caller_that_leaves_before_its_turn_is_not_computed_for_and_its_thread_still_counts_as_busy() -> None:
    async def play() -> None:
        threads, began, go_on, called = Threads(2), threading.Event(), threading.Event(), list[str]()
        running = asyncio.create_task(threads.call(lambda: (began.set(), go_on.wait(10))))
        await until(began.is_set)
        running.cancel()  # It runs on, as nothing can stop it.
        assert await asyncio.wait_for(threads.call(lambda: "another thread"), 5) == "another thread"
        both = [asyncio.create_task(threads.call(lambda: go_on.wait(10))), asyncio.create_task(threads.call(lambda: called.append("left")))]
        await asyncio.sleep(0.01)
        both[1].cancel()
        go_on.set()
        await both[0]
        await threads.call(lambda: None)
        assert called == []

    asyncio.run(play())


def test_threads_end_with_the_last_reference_and_keep_no_model_alive_while_they_wait() -> None:
    async def play() -> None:
        threads, model, both = Threads(2), Model(), threading.Barrier(2)
        own = await asyncio.gather(*(threads.call(lambda: both.wait() >= 0 and threading.current_thread()) for _ in range(2)))
        assert await threads.call(model.answer) == 42
        gone = weakref.ref(model)
        del model
        await until(lambda: gc.collect() >= 0 and gone() is None)
        del threads
        await until(lambda: not any(thread.is_alive() for thread in own))

    asyncio.run(play())


def test_threads_are_daemons_that_a_process_does_not_wait_for() -> None:
    async def play() -> None:
        assert await Threads(1).call(lambda: threading.current_thread().daemon)

    asyncio.run(play())


def test_too_many_calls_are_refused_until_some_are_over() -> None:
    async def play() -> None:
        threads, go_on = Threads(1, 3), threading.Event()
        open_calls = [asyncio.create_task(threads.call(lambda: go_on.wait(10))) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Unavailable, match="3 requests compute with this model, half of those that MODELBOOK_MAX_REQUESTS allows"):
            await threads.call(lambda: None)
        go_on.set()
        await asyncio.gather(*open_calls)
        assert await threads.call(lambda: "again") == "again"

    asyncio.run(play())


def test_a_call_for_which_no_thread_can_be_begun_fails_and_the_next_one_is_answered() -> None:
    async def play() -> None:
        threads, model = Threads(1, 1), Watched(SLOW)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(threading.Thread, "start", _without_room)
            for called in (threads.call(lambda: 1), *(model.asked(float(number)) for number in range(2))):
                with pytest.raises(RuntimeError, match="can't start new thread"):
                    await asyncio.wait_for(called, 10)
            together = await asyncio.wait_for(asyncio.gather(model.asked(1.0), model.asked(2.0), return_exceptions=True), 10)
            assert [type(error) for error in together] == [RuntimeError] * 2
        assert await threads.call(lambda: 1) == 1
        assert await model.asked(1.0) == [10.0]

    asyncio.run(play())


def _without_room(_thread: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")
