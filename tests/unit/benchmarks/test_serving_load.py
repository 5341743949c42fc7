"""The load generator counts what has come, when it was due, and what went wrong."""

import socket
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import pytest

from benchmarks.serving.asking import Ask, Run
from benchmarks.serving.generator import Generator, result
from benchmarks.serving.results import HEADER, Result
from benchmarks.serving.soak import is_sound, slope

REQUEST = Ask("/", b"1").sent(None)
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"


@contextmanager
def answering(answer: Callable[[socket.socket, int], None]) -> Iterator[int]:
    """Answer each request on any number of connections; yield the port. The function gets the connection and the number of the request on it."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)

    def serve(connection: socket.socket) -> None:
        number = 0
        with connection, suppress(OSError):
            while connection.recv(65536):
                answer(connection, number)
                number += 1

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.mark.parametrize("response", [PLAIN, CHUNKED])
def test_each_response_counts_once_in_whatever_pieces_it_comes(response: bytes) -> None:
    seen = []

    def answer(connection: socket.socket, number: int) -> None:
        seen.append(number)
        cut = 1 + number % (len(response) - 1)
        connection.sendall(response[:cut])
        time.sleep(0.001)
        connection.sendall(response[cut:])

    with answering(answer) as port, closing(Generator(port, [REQUEST], 4, 0.0)) as generator:
        generator.run(0.3)
    assert len(generator.times) == len(seen) > 20
    assert generator.faults == []
    assert min(generator.times) >= 0.001


def test_refusals_and_ended_connections_are_faults_and_not_responses() -> None:
    def answer(connection: socket.socket, number: int) -> None:
        if number == 3:
            connection.shutdown(socket.SHUT_RDWR)
        else:
            connection.sendall(PLAIN if number != 1 else PLAIN.replace(b"200 OK", b"503 No"))

    with answering(answer) as port, closing(Generator(port, [REQUEST], 1, 0.0)) as generator:
        generator.run(0.1)
    refused = [fault for fault in generator.faults if "503" in fault]
    ended = [fault for fault in generator.faults if "closed" in fault or "reset" in fault.lower()]
    assert len(refused) > 2
    assert len(ended) > 2
    assert abs(len(generator.times) - 2 * len(ended)) <= 2


def test_a_request_that_is_late_counts_from_when_it_was_due() -> None:
    def answer(connection: socket.socket, number: int) -> None:
        if number == 0:
            time.sleep(0.2)
        connection.sendall(PLAIN)

    with answering(answer) as port, closing(Generator(port, [REQUEST], 1, 100.0)) as generator:
        generator.run(0.3)
    late = [seconds for seconds in generator.times if seconds > 0.05]
    assert len(generator.times) == pytest.approx(30, abs=1)
    assert len(late) >= 12  # Of those due within the 0.2 s, and not the one alone that was slow.


def test_the_pace_is_kept() -> None:
    with answering(lambda connection, _: connection.sendall(PLAIN)) as port, closing(Generator(port, [REQUEST], 4, 200.0)) as generator:
        seconds = generator.run(0.5)
    assert len(generator.times) == pytest.approx(100, abs=2)
    assert seconds == pytest.approx(0.5, abs=0.2)


def test_several_requests_are_sent_in_turn() -> None:
    seen = list[bytes]()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listener.accept()[0] as connection:
            while data := connection.recv(65536):
                seen.append(data[-1:])
                connection.sendall(PLAIN)

    threading.Thread(target=serve, daemon=True).start()
    requests = [Ask("/", b"%d" % number).sent(None) for number in range(3)]
    with listener, closing(Generator(listener.getsockname()[1], requests, 1, 0.0)) as generator:
        generator.run(0.05)
    assert seen[:6] == [b"0", b"1", b"2", b"0", b"1", b"2"]


def test_percentiles_are_those_of_the_times() -> None:
    found = result(array("d", [number / 1000 for number in range(1, 101)]), [], 2.0, 0.5)
    assert (found["n"], found["p50_ms"], found["p99_ms"], found["max_ms"]) == (100, 51.0, 100.0, 100.0)
    assert result(array("d"), ["x", "y"], 1.0, 0.0) == {
        **dict.fromkeys(("p50_ms", "p90_ms", "p99_ms", "max_ms")),
        **{"n": 0, "seconds": 1.0, "cpu_s": 0.0, "n_faults": 2, "fault": "x"},
    }


def run(per_s: float, p99_ms: float, n_faults: int = 0) -> Run:
    return Run(per_s, 1.0, p99_ms, 9.0, 50.0, 10.0, n_faults, "fault" if n_faults else None)


def test_a_target_is_met_by_the_ratio_and_without_faults_only() -> None:
    assert Result("rate", run(200, 1), "bare", run(100, 1), 2.0).is_met
    assert not Result("rate", run(199, 1), "bare", run(100, 1), 2.0).is_met
    assert not Result("rate", run(200, 1, 1), "bare", run(100, 1), 2.0).is_met
    assert not Result("rate", run(200, 1), "bare", run(100, 1, 1), 2.0).is_met
    assert Result("latency", run(1, 2), "quiet", run(1, 1), 2.0, is_latency=True).is_met
    assert not Result("latency", run(1, 2.1), "quiet", run(1, 1), 2.0, is_latency=True).is_met
    assert Result("bound", run(1, 90), "bound", None, 1.0, True, 100.0).is_met
    assert not Result("bound", run(1, 110), "bound", None, 1.0, True, 100.0).is_met
    assert Result("rows", run(781.25, 1), "before", run(700, 1), 2.5, enough_per_s=781.25).is_met
    assert not Result("rows", run(781, 1), "before", run(700, 1), 2.5, enough_per_s=781.25).is_met
    assert not Result.left_out("what", "why").is_met


def test_every_row_has_the_cells_of_the_header() -> None:

    rows = [Result("rate", run(200, 1), "bare", run(100, 1), 2.0), Result("bound", run(1, 90), "bound", None, 1.0, True, 100.0)]
    for row in [*rows, Result.left_out("what", "why")]:
        assert row.as_row().count("|") == HEADER.splitlines()[0].count("|")


def test_memory_that_grows_is_not_flat() -> None:
    flat = [(float(second), 1e8 + (5e7 if second < 10 else 6e7)) for second in range(100)]
    assert slope(flat) == pytest.approx(0.0, abs=1.0)
    growing = [(second, size + 1e5 * second) for second, size in flat]
    assert slope(growing) == pytest.approx(1e5, rel=0.01)
    assert is_sound(run(1, 1), slope(flat) * 100, 1.6e8)
    assert not is_sound(run(1, 1), slope(growing) * 100, 1.7e8)
    assert not is_sound(run(1, 1, 1), 0.0, 1.6e8)
