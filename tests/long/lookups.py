"""Run a command where there is no network but loopback, and print the host names that it looks up, as JSON.

Run as `unshare --map-root-user --net --mount python -m tests.long.lookups COMMAND ...`: a name server of its own, on loopback, knows no name but
notes each that is asked for.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading

#: Bytes of a DNS message before the question.
HEADER = 12


def main() -> None:
    """Run the command of the command line; exit with its code."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with tempfile.NamedTemporaryFile("w") as config:
        config.write("nameserver 127.0.0.1\n")
        config.flush()
        subprocess.run(["mount", "--bind", config.name, os.path.realpath("/etc/resolv.conf")], check=True)
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind(("127.0.0.1", 53))
        names: set[str] = set()
        threading.Thread(target=note, args=(server, names), daemon=True).start()
        code = subprocess.run(sys.argv[1:], stdout=sys.stderr, check=False).returncode
    json.dump(sorted(names), sys.stdout)
    sys.exit(code)


def note(server: socket.socket, names: set[str]) -> None:
    """Answer every question with "no such name"."""
    while True:
        question, caller = server.recvfrom(4096)
        name, end = name_of(question)
        names.add(name)
        server.sendto(question[:2] + b"\x81\x83" + question[4:6] + bytes(6) + question[HEADER : end + 4], caller)


def name_of(question: bytes) -> tuple[str, int]:
    """Return the name of a question, and where it ends."""
    at, labels = HEADER, []
    while length := question[at]:
        labels.append(question[at + 1 : at + 1 + length].decode())
        at += 1 + length
    return ".".join(labels), at + 1


if __name__ == "__main__":
    main()
