"""Tokens of an OpenID Connect issuer, which are taken besides keys."""

import hashlib
import logging
import threading
import time
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx
import jwt
import orjson
from jwt import PyJWK

from service.access.caller import Caller, Scope
from service.access.start_error import StartError
from service.errors import Unavailable
from service.problem_types.of_server import ISSUER_UNAVAILABLE
from service.settings import Settings
from service.store.owners import DEFAULT_OWNER, is_owner

log = logging.getLogger(__name__)

#: Signatures that are accepted: of key pairs only, since a secret that is shared could also be used to issue tokens.
ALGORITHMS = ("RS256", "ES256")
#: Seconds for which the issuer's keys are used before they are fetched again, and between two fetches for keys that are not known.
KEYS_FOR_S, FETCH_EVERY_S = 600.0, 10.0
#: Seconds after a failed fetch in which no other one is tried, and of one request to the issuer.
RETRY_AFTER_S, TIMEOUT_S = 1.0, 5.0
#: Largest document of the issuer, and longest token, in bytes.
MAX_DOCUMENT_BYTES, MAX_TOKEN_BYTES = 1024 * 1024, 16 * 1024
#: Seconds by which the clocks of the issuer and of this machine may differ.
LEEWAY_S = 10.0
#: Beginning of owners that are made from a claim that is no name of one.
DERIVED = "oidc-"


class Issuer:
    """Verifies the tokens of an issuer.

    Args:
        issuer: Its URL, as tokens name it.
        audience: What the tokens must be issued for.
        jwks_url: URL of its keys; found in its discovery document if empty.
        owner_claim: Claim that names the owner.
        scope_prefix: Beginning of the scopes that are ours.
    """

    def __init__(self, issuer: str, audience: str, jwks_url: str = "", owner_claim: str = "sub", scope_prefix: str = "") -> None:
        self._issuer, self._audience, self._jwks_url = issuer, audience, jwks_url
        self._owner_claim, self._scope_prefix = owner_claim, scope_prefix
        self._lock = threading.Lock()
        self._keys: dict[str | None, PyJWK] = {}
        self._fetched_at = self._failed_at = -KEYS_FOR_S

    @classmethod
    def of(cls, settings: Settings) -> "Issuer":
        """Return the issuer of the settings.

        Raises:
            StartError: The audience is missing, or a URL is not safe.
        """
        if not settings.oidc_audience:
            raise StartError(
                "MODELBOOK_OIDC_AUDIENCE: expected the audience of the tokens, got none; without it a token for any other service would do"
            )
        for name, url in (("ISSUER", settings.oidc_issuer), ("JWKS_URL", settings.oidc_jwks_url)):
            if url and not _is_safe(url):
                raise StartError(f"MODELBOOK_OIDC_{name}: expected a URL with https (http on this machine only), got {url[:200]!r}")
        named = (settings.oidc_owner_claim, settings.oidc_scope_prefix)
        return cls(settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url, *named)

    def caller(self, token: str) -> Caller | str:
        """Return the caller of a token, or why it is refused.

        Raises:
            Unavailable: The issuer's keys cannot be fetched.
        """
        if len(token) > MAX_TOKEN_BYTES:
            return f"expected a token of at most {MAX_TOKEN_BYTES:,} bytes, got {len(token):,}"
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") not in ALGORITHMS:
                return f"expected a token that is signed with one of {', '.join(ALGORITHMS)}, got another algorithm"
            key = self._key(header.get("kid"))
            if key is None:
                return "the token is signed with a key that its issuer does not list; get another one"
            return self._caller_of(self._claims(token, key))
        except jwt.PyJWTError as error:
            return f"the token is refused: {error}; get another one from {self._issuer}"

    def _claims(self, token: str, key: PyJWK) -> dict[str, Any]:
        required = {"require": ["exp", "iss", "aud", self._owner_claim]}
        return jwt.decode(
            token,
            key,
            algorithms=list(ALGORITHMS),
            audience=self._audience,
            issuer=self._issuer,
            leeway=LEEWAY_S,
            options=required,  # type: ignore[arg-type]
        )

    def _caller_of(self, claims: Mapping[str, Any]) -> Caller | str:
        named = claims[self._owner_claim]
        if not isinstance(named, str) or not named:
            return f"expected the claim {self._owner_claim} of the token to be a text, got another value"
        return Caller(owner_of(named), self._scopes(claims), None, named[:100], float(claims["exp"]) + LEEWAY_S)

    def _scopes(self, claims: Mapping[str, Any]) -> frozenset[Scope]:
        """Return the scopes of the claims `scope`, a text with spaces, and `scp`, the same or a list."""
        given: list[Any] = []
        for claim in (claims.get("scope"), claims.get("scp")):
            given += claim.split() if isinstance(claim, str) else claim if isinstance(claim, list) else []
        return frozenset(scope for scope in Scope if f"{self._scope_prefix}{scope}" in given)

    def _key(self, kid: Any) -> PyJWK | None:
        """Return the issuer's key of an id; None if it has none.

        Raises:
            Unavailable: The keys cannot be fetched.
        """
        kid = kid if isinstance(kid, str) else None
        with self._lock:
            age_s = time.monotonic() - self._fetched_at
            if age_s > KEYS_FOR_S or (kid not in self._keys and age_s > FETCH_EVERY_S):
                self._fetch()
            return self._keys.get(kid)

    def _fetch(self) -> None:
        now = time.monotonic()
        if now - self._failed_at < RETRY_AFTER_S:
            raise self._unavailable()
        try:
            url = self._jwks_url or self._discovered()
            found = _document(url).get("keys")
            self._keys = dict(_usable(found if isinstance(found, list) else []))
        except (httpx.HTTPError, ValueError) as error:
            self._failed_at = time.monotonic()
            log.error("The keys of the issuer of tokens cannot be fetched.", extra={"issuer": self._issuer, "error": str(error)})
            raise self._unavailable() from error
        self._fetched_at = time.monotonic()

    def _discovered(self) -> str:
        """Return the URL of the keys in the issuer's discovery document."""
        document = _document(self._issuer.rstrip("/") + "/.well-known/openid-configuration")
        url = document.get("jwks_uri")
        if document.get("issuer") != self._issuer or not isinstance(url, str) or not _is_safe(url):
            raise ValueError(f"expected a discovery document of {self._issuer} with a jwks_uri of https")
        return url

    def _unavailable(self) -> Unavailable:
        return Unavailable(
            f"the keys of the issuer {self._issuer} cannot be fetched, so its tokens cannot be checked; try again", kind=ISSUER_UNAVAILABLE
        )


def owner_of(claim: str) -> str:
    """Return the owner for the claim of an account: the claim, or a stable name made from its digest.

    No account can choose a claim that gives it the owner of things without a key, or the name made for another account.
    """
    if is_owner(claim) and claim != DEFAULT_OWNER and not claim.startswith(DERIVED):
        return claim
    return DERIVED + hashlib.sha256(claim.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _usable(found: list[Any]) -> list[tuple[str | None, PyJWK]]:
    """Return the public keys of the accepted algorithms by their ids; others are of no use here."""
    usable = []
    for item in found:
        if not isinstance(item, dict) or item.get("kty") not in ("RSA", "EC") or item.get("use", "sig") != "sig":
            continue
        try:
            key = PyJWK(item)
        except jwt.PyJWTError as error:
            log.warning("A key of the issuer of tokens cannot be used.", extra={"error": str(error)})
            continue
        if key.algorithm_name in ALGORITHMS:
            usable.append((key.key_id, key))
    return usable


def _document(url: str) -> dict[str, Any]:
    """Fetch a JSON object; redirects are not followed."""
    with httpx.Client(timeout=TIMEOUT_S) as client, client.stream("GET", url) as response:
        response.raise_for_status()
        body = b""
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > MAX_DOCUMENT_BYTES:
                raise ValueError(f"expected a document of at most {MAX_DOCUMENT_BYTES:,} bytes at {url}")
    found = orjson.loads(body)
    if response.is_redirect or not isinstance(found, dict):
        raise ValueError(f"expected a JSON object at {url}")
    return found


def _is_safe(url: str) -> bool:
    """Tell whether nobody between can change what a URL gives: https, or this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_here(host)))


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
