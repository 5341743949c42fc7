"""Job processes that are watched in tests; a module of its own, since each process imports it."""

import os
import time
from multiprocessing.connection import Connection

from workers.heartbeat import Heartbeat

#: Seconds from the end of its channel to the end of a process, of which most goes to freeing its memory.
EXIT_S = 0.02


def close_and_exit(channel: Connection) -> None:
    channel.close()
    time.sleep(EXIT_S)


def stop_when_asked(channel: Connection) -> None:
    os.setsid()
    heartbeat = Heartbeat(channel)
    while not heartbeat.should_stop():
        time.sleep(0.01)


def finish_a_trial(channel: Connection) -> None:
    """Do as in a long trial, which only a cancel interrupts."""
    os.setsid()
    heartbeat = Heartbeat(channel)
    while not heartbeat.should_stop_trial():
        time.sleep(0.01)


def never_stop(channel: Connection) -> None:
    os.setsid()
    Heartbeat(channel)
    time.sleep(60)


def draw_on(channel: Connection) -> None:
    """Do as a process whose job has ended, and that draws figures for longer than a test."""
    os.setsid()
    Heartbeat(channel).begin_drawing()
    time.sleep(60)
