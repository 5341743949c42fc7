"""What has arrived when a model is free is one batch; nobody gets less by it, or later, than alone."""

import asyncio
import gc
import weakref
from contextvars import ContextVar
from typing import Any

import numpy as np
import pytest

from models.serving.batch_times import BatchTimes
from service.batching.batcher import Batcher
from service.batching.waiting import CallerLeftError, Computed, Waiting
from service.errors import Unavailable
from tests.unit.service.batching.queued import DEPENDENT, QUICK, SLOW, Watched, until


@pytest.mark.parametrize("times", [QUICK, SLOW], ids=["on the loop", "in its thread"])
def test_requests_that_arrive_together_are_one_batch_after_the_first(times: BatchTimes) -> None:
    async def play() -> None:
        model = Watched(times)
        found = await model.all_asked(*((float(index),) for index in range(32)))
        assert found == [[10.0 * index] for index in range(32)]
        assert sum(map(len, model.batches)) == 32
        assert len(model.batches) == 2 if times is QUICK else len(model.batches) == 1  # A quick model takes the first one at once.

    asyncio.run(play())


def test_rows_of_other_shapes_are_other_batches_in_the_order_of_their_arrival() -> None:
    async def play() -> None:
        model = Watched(SLOW)
        widths = [2, 3, 2, 5, 3]
        found = await asyncio.gather(*(model.asked(float(index), width=width) for index, width in enumerate(widths)))
        assert found == [[10.0 * index] for index in range(5)]
        assert model.batches == [[0.0, 2.0], [1.0, 4.0], [3.0]]

    asyncio.run(play())


def test_rows_that_depend_on_each_other_are_computed_as_they_are_sent() -> None:
    async def play() -> None:
        model = Watched(DEPENDENT)
        await model.all_asked((1.0, 2.0), (3.0,), tuple(range(500)))
        assert [len(batch) for batch in model.batches] == [2, 1, 500]

    asyncio.run(play())


def test_a_large_request_goes_through_in_pieces_between_which_small_ones_have_their_turn() -> None:
    async def play() -> None:
        model = Watched(BatchTimes(0.0, 0.0001), takes_s=(0.0, 0.0001))  # 100 rows take the longest time of a batch.
        rows = tuple(map(float, range(1000)))
        large = asyncio.create_task(model.asked(*rows))
        await until(lambda: len(model.batches) == 1)
        small = await model.asked(5.0)
        assert small == [50.0]
        assert not large.done()
        assert await large == [10 * row for row in rows]
        assert max(map(len, model.batches)) <= 200

    asyncio.run(play())


def test_a_model_that_takes_long_for_one_row_computes_as_many_as_it_can_in_twice_that_time() -> None:
    async def play() -> None:
        model = Watched(BatchTimes(0.06, 0.00005), takes_s=(0.06, 0.00005))
        await model.asked(*map(float, range(3000)))
        assert 2 <= len(model.batches) <= 4  # Not 3,000 batches of 60 ms.

    asyncio.run(play())


def test_one_bad_row_fails_alone_and_once() -> None:
    async def play() -> None:
        model = Watched(SLOW, spoils=7.0)
        found = await model.all_asked((1.0,), (7.0, 8.0), (3.0,))
        assert [found[0], found[2]] == [[10.0], [30.0]]
        assert isinstance(found[1], ValueError)
        assert len(model.batches) == 4

    asyncio.run(play())


def test_a_large_request_ends_with_the_first_error_and_the_rest_of_it_is_not_computed() -> None:
    async def play() -> None:
        model = Watched(BatchTimes(0.0, 0.0001), spoils=5.0)
        ended: list[Any] = []
        x = np.arange(1000, dtype=np.float32)[:, np.newaxis]
        model.batcher.add(Waiting({"x": x}, 1000, ended.append, lambda: True))
        await until(lambda: bool(ended))
        assert await model.asked(2000.0) == [20000.0]
        assert len(model.batches) == 2
        assert [type(result) for result in ended] == [ValueError]

    asyncio.run(play())


def test_rows_are_counted_and_too_many_are_refused_with_the_time_that_the_others_take() -> None:
    async def play() -> None:
        model = Watched(BatchTimes(0.5, 0.01), most_waiting=300)
        model.is_free.clear()
        first = asyncio.create_task(model.asked(0.0))
        await until(lambda: not model.batcher._waiting and model.batcher._is_busy)
        waiting = [asyncio.create_task(model.asked(*[1.0] * 100)) for _ in range(3)]
        await until(lambda: model.batcher._n_rows == 300)
        with pytest.raises(Unavailable, match="300 rows wait for this model, of 300 that MODELBOOK_QUEUED_ROWS allows") as refused:
            await model.asked(1.0)
        assert refused.value.headers == {"Retry-After": "4"}
        model.is_free.set()
        await asyncio.gather(first, *waiting)
        assert await model.asked(1.0) == [10.0]
        assert model.batcher._n_rows == 0

    asyncio.run(play())


@pytest.mark.parametrize(("times", "is_refused"), [(BatchTimes(2.0, 0.0), True), (BatchTimes(0.1, 0.0), False)], ids=["slow", "fast"])
def test_too_many_requests_are_refused_where_they_wait_for_long(times: BatchTimes, is_refused: bool) -> None:
    async def play() -> None:
        model = Watched(times, most_long=3)
        model.is_free.clear()
        first = asyncio.create_task(model.asked(0.0))
        await until(lambda: not model.batcher._waiting and model.batcher._is_busy)
        waiting = [asyncio.create_task(model.asked(1.0)) for _ in range(3)]
        await until(lambda: model.batcher._n_rows == 3)
        fourth = asyncio.create_task(model.asked(2.0))
        await asyncio.sleep(0)
        model.is_free.set()
        await asyncio.gather(first, *waiting)
        if is_refused:
            with pytest.raises(Unavailable, match="3 requests wait for this model, half of those that MODELBOOK_MAX_REQUESTS allows"):
                await fourth
        else:
            assert await fourth == [20.0]

    asyncio.run(play())


def test_a_single_request_may_have_more_rows_than_may_wait() -> None:
    async def play() -> None:
        model = Watched(most_waiting=10)
        assert len(await model.asked(*[1.0] * 1000)) == 1000

    asyncio.run(play())


def test_callers_that_leave_are_not_computed_for_and_make_room() -> None:
    async def play() -> None:
        model = Watched(SLOW, most_waiting=10)
        model.is_free.clear()
        first = asyncio.create_task(model.asked(0.0))
        await until(lambda: not model.batcher._waiting and model.batcher._is_busy)
        leaving = [asyncio.create_task(model.asked(1.0)) for _ in range(10)]
        await until(lambda: model.batcher._n_rows == 10)
        for task in leaving:
            task.cancel()
        await asyncio.gather(*leaving, return_exceptions=True)
        second = asyncio.create_task(model.asked(2.0))
        await asyncio.sleep(0)
        model.is_free.set()
        assert await asyncio.gather(first, second) == [[0.0], [20.0]]
        assert model.batches == [[0.0], [2.0]]

    asyncio.run(play())


def test_whoever_counts_requests_hears_that_one_ended_because_its_caller_left() -> None:
    async def play() -> None:
        model, ended, is_there = Watched(SLOW), list[Computed | Exception](), True
        model.batcher.add(Waiting({"x": np.zeros((1, 1))}, 1, ended.append, lambda: is_there))
        is_there = False
        await until(lambda: bool(ended))
        assert isinstance(ended[0], CallerLeftError)
        assert model.batches == []

    asyncio.run(play())


def test_an_answer_that_fails_fails_alone() -> None:
    async def play() -> None:
        model = Watched(SLOW)

        def failing(_result: object) -> None:
            raise RuntimeError("the answer cannot be written")

        model.batcher.add(Waiting({"x": np.zeros((1, 1), np.float32)}, 1, failing, lambda: True))
        assert await model.asked(1.0) == [10.0]
        assert len(model.batches) == 1

    asyncio.run(play())


def test_a_batch_has_no_context_variables_of_one_of_its_callers() -> None:
    caller: ContextVar[str] = ContextVar("caller", default="nobody")

    async def play() -> None:
        seen: list[str] = []
        model = Watched(SLOW)
        caller.set("somebody")
        x = {"x": np.zeros((1, 1))}
        model.batcher.add(Waiting(x, 1, lambda _result: seen.append(caller.get()), lambda: True))
        await until(lambda: bool(seen))
        assert seen == ["nobody"]

    asyncio.run(play())


def test_a_batcher_that_nobody_refers_to_ends_its_thread_and_one_that_is_waited_for_does_not() -> None:
    async def play() -> None:
        model = Watched(SLOW)
        model.is_free.clear()
        asking = asyncio.create_task(model.asked(1.0))
        await asyncio.sleep(0.05)  # It has begun.
        is_free, batcher = model.is_free, weakref.ref(model.batcher)
        del model
        gc.collect()
        assert batcher() is not None
        is_free.set()
        assert await asking == [10.0]
        del asking
        await until(lambda: gc.collect() >= 0 and batcher() is None)

    asyncio.run(play())


def test_a_model_that_was_measured_as_slow_while_the_machine_was_busy_comes_back_to_the_event_loop() -> None:
    async def play() -> None:
        model = Watched(SLOW)
        for _ in range(5):
            await model.asked(1.0)
        assert model.threads[0] == "model"
        assert model.threads[-1] == "MainThread"

    asyncio.run(play())


def test_a_model_that_becomes_slow_leaves_the_event_loop() -> None:
    async def play() -> None:
        model = Watched(QUICK, takes_s=(0.004, 0.0))
        for _ in range(8):
            await model.asked(1.0)
        assert model.threads[0] == "MainThread"
        assert model.threads[-1] == "model"

    asyncio.run(play())


def test_the_outputs_of_pieces_are_put_together_for_every_port() -> None:
    async def play() -> None:
        batcher = Batcher(lambda x: {"sum": x["a"] + x["b"], "difference": x["a"] - x["b"]}, BatchTimes(0.0, 0.001), 1000, 100)
        a, b = np.arange(40.0)[:, np.newaxis], np.ones((40, 1))
        found = (await batcher.outputs({"a": a, "b": b}, 40)).outputs
        assert list(found) == ["sum", "difference"]
        np.testing.assert_array_equal(found["sum"], a + 1)
        np.testing.assert_array_equal(found["difference"], a - 1)

    asyncio.run(play())
