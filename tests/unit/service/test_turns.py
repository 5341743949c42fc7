"""Threads that compute in Python leave the event loop its turns."""

import sys

from service.api_process import TURN_S, take_short_turns


def test_threads_take_shorter_turns_than_pythons() -> None:
    usual = sys.getswitchinterval()
    try:
        take_short_turns()
        assert sys.getswitchinterval() == TURN_S < usual
    finally:
        sys.setswitchinterval(usual)
