"""Secrets of webhooks and signatures with them, as Standard Webhooks has them.

Source: https://www.standardwebhooks.com, version 1: symmetric signatures, HMAC-SHA256 over `id.timestamp.body`.
"""

import base64
import hashlib
import hmac
import secrets

#: How a secret begins, and its random bytes.
PREFIX, N_BYTES = "whsec_", 24


def new_secret() -> str:
    """Return a new secret."""
    return PREFIX + base64.b64encode(secrets.token_bytes(N_BYTES)).decode()


def signature_headers(delivery_id: str, timestamp: int, body: str, known: list[str]) -> dict[str, str]:
    """Return the headers by which a receiver sees who sent a notice, and when.

    Args:
        delivery_id: Id of the notice, the same each time that it is sent.
        timestamp: When it is sent, in seconds since 1970: receivers refuse old ones.
        body: Its body.
        known: Secrets that a receiver may know: it accepts a signature with any of them.
    """
    content = f"{delivery_id}.{timestamp}.{body}".encode()
    signatures = " ".join(f"v1,{_signature(content, secret)}" for secret in known)
    return {"webhook-id": delivery_id, "webhook-timestamp": str(timestamp), "webhook-signature": signatures}


def _signature(content: bytes, secret: str) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
