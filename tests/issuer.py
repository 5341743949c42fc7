"""A small OpenID Connect issuer: a discovery document, keys that can be changed, and tokens."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class LocalIssuer:
    """The issuer: its keys by id, and what was fetched from it."""

    def __init__(self) -> None:
        self.url = ""
        self.keys: dict[str, PrivateKey] = {"rsa": rsa.generate_private_key(65537, 2048), "ec": ec.generate_private_key(ec.SECP256R1())}
        #: Documents instead of the true ones, by path.
        self.documents: dict[str, Any] = {}
        self.fetched: list[str] = []
        self.status = 200

    def token(self, kid: str = "rsa", algorithm: str | None = None, **claims: Any) -> str:
        """Return a token; claims of None are left out."""
        usual = {"iss": self.url, "aud": "modelbook", "sub": "ann", "exp": time.time() + 300, "scope": "read predict"}
        found = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        return jwt.encode(found, self.keys[kid], algorithm or {"rsa": "RS256", "ec": "ES256"}[kid[:3].rstrip("2")], headers={"kid": kid})

    def document(self, path: str) -> Any:
        """Return the document of a path."""
        if path == "/.well-known/openid-configuration":
            found: Any = {"issuer": self.url, "jwks_uri": f"{self.url}/keys"}
        else:
            found = {"keys": [public(kid, key) for kid, key in self.keys.items()]}
        return self.documents.get(path, found)


def public(kid: str, key: PrivateKey) -> dict[str, Any]:
    """Return the public half of a key as in a JWKS."""
    write = RSAAlgorithm.to_jwk if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm.to_jwk
    return {**json.loads(write(key.public_key())), "kid": kid, "use": "sig"}  # type: ignore[operator]


@contextmanager
def local_issuer() -> Iterator[LocalIssuer]:
    """Run an issuer on a free port of this machine."""
    issuer = LocalIssuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.fetched.append(self.path)
            body = json.dumps(issuer.document(self.path)).encode()
            self.send_response(issuer.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
