"""URLs of notices that lead to this machine or its network."""

import json

from tests.hostile.case import Case, post

_URLS = {
    "loopback": "http://127.0.0.1:6379/",
    "a short form": "http://127.1/",
    "decimal": "http://2130706433/",
    "octal": "http://0177.0.0.1/",
    "hexadecimal": "http://0x7f000001/",
    "IPv6": "http://[::1]/",
    "IPv4 in IPv6": "http://[::ffff:127.0.0.1]/",
    "IPv4 by NAT64": "http://[64:ff9b::7f00:1]/",
    "link-local": "http://169.254.169.254/latest/meta-data/",
    "a zone": "http://[fe80::1%25eth0]/",
    "any address": "http://0.0.0.0/",
    "localhost": "http://localhost/",
    "a dot behind": "http://localhost./",
    "full width": "http://１２７.０.０.１/",
    "a user": "http://hooks.example.org@127.0.0.1/",
    "a backslash": "http://hooks.example.org\\@127.0.0.1/",
    "a newline": "http://127.0.0.1/\r\nX-Evil: 1",
    "files": "file:///etc/passwd",
    "gopher": "gopher://127.0.0.1:6379/_FLUSHALL",
    "no port": "http://127.0.0.1:99999/",
}

CASES: dict[str, Case] = {
    name: Case(post("/v1/jobs"), lambda url=url: json.dumps({"recipe": "ridge-sine-line", "notify": [{"url": url}]}).encode(), "/notify/0")
    for name, url in _URLS.items()
}
