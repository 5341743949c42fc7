"""Threads that compute in Python leave the event loop its turns."""

import subprocess
import sys

#: Prints the median of the seconds of a step of an event loop beside threads that compute in Python.
PROGRAM = """
import statistics, sys, threading, time
if sys.argv[1] == "short":
    from service.turns import take_short_turns
    take_short_turns()
def compute():
    while True:
        pass
for _ in range(2):
    threading.Thread(target=compute, daemon=True).start()
times = []
for _ in range(40):
    start = time.perf_counter()
    time.sleep(0.0002)  # As a loop does that waits for the next request.
    times.append(time.perf_counter() - start)
print(statistics.median(times))
"""


def waited_s(turns: str) -> float:
    return float(subprocess.run([sys.executable, "-c", PROGRAM, turns], capture_output=True, text=True, timeout=60, check=True).stdout)


def test_a_step_of_the_event_loop_waits_less_for_threads_that_compute() -> None:
    assert waited_s("short") < 0.5 * waited_s("usual")
