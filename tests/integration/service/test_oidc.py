"""Tokens of an OpenID Connect issuer, which runs here with keys of its own."""

import base64
import hashlib
import hmac
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from service.access import oidc
from service.access.caller import Caller, Scope
from service.access.keyless import Keyless
from service.access.oidc import Issuer, owner_of
from service.access.start_error import StartError
from service.app import create_app
from service.errors import Unavailable
from service.settings import Settings
from service.store.database import Database
from service.store.keys import Keys
from tests.integration.given import client_of
from tests.integration.service.api.callers import bearer, made, refused
from tests.issuer import LocalIssuer, local_issuer, public


@pytest.fixture(scope="module")
def running() -> Iterator[LocalIssuer]:
    with local_issuer() as issuer:
        yield issuer


@pytest.fixture
def issuer(running: LocalIssuer) -> LocalIssuer:
    """The issuer, with the keys that it starts with."""
    running.documents, running.fetched, running.status = {}, [], 200
    running.keys = {name: key for name, key in running.keys.items() if name in ("rsa", "ec")}
    return running


@pytest.fixture
def verifier(issuer: LocalIssuer) -> Issuer:
    return Issuer(issuer.url, "modelbook")


def reason(verifier: Issuer, token: str) -> str:
    found = verifier.caller(token)
    assert isinstance(found, str), found
    return found


def caller(verifier: Issuer, token: str) -> Caller:
    found = verifier.caller(token)
    assert isinstance(found, Caller), found
    return found


@pytest.mark.parametrize("kid", ["rsa", "ec"])
def test_a_token_that_the_issuer_has_signed_is_that_of_its_account(kid: str, issuer: LocalIssuer, verifier: Issuer) -> None:
    expires_at = time.time() + 300
    found = caller(verifier, issuer.token(kid, exp=expires_at))
    assert (found.owner, found.scopes, found.key_id, found.name) == ("ann", {Scope.READ, Scope.PREDICT}, None, "ann")
    assert found.expires_at == pytest.approx(expires_at, abs=oidc.LEEWAY_S + 1)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"exp": 1}, "expired"),
        ({"exp": None}, '"exp"'),
        ({"nbf": 9_999_999_999}, "not yet valid"),
        ({"iss": "https://other.example"}, "Invalid issuer"),
        ({"iss": None}, '"iss"'),
        ({"aud": "other"}, "Audience"),
        ({"aud": None}, '"aud"'),
        ({"sub": None}, '"sub"'),
        ({"sub": ""}, "the claim sub of the token to be a text"),
    ],
    ids=str,
)
def test_a_token_with_other_claims_is_refused(claims: dict[str, Any], expected: str, issuer: LocalIssuer, verifier: Issuer) -> None:
    assert expected in reason(verifier, issuer.token(**claims))


def test_one_audience_of_several_is_enough(issuer: LocalIssuer, verifier: Issuer) -> None:
    assert caller(verifier, issuer.token(aud=["other", "modelbook"])).owner == "ann"


def unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims)]
    return ".".join([*parts, ""])


def test_a_token_without_a_signature_is_refused(issuer: LocalIssuer, verifier: Issuer) -> None:
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    for algorithm in ("none", "None", "nOnE", None):
        assert "expected a token that is signed with one of RS256, ES256" in reason(verifier, unsigned({"alg": algorithm, "kid": "rsa"}, claims))


def test_the_public_key_is_no_secret_to_sign_with(issuer: LocalIssuer, verifier: Issuer) -> None:
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    pem = issuer.keys["rsa"].public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    for algorithm in ("HS256", "RS256"):
        signed = unsigned({"alg": algorithm, "kid": "rsa"}, claims).removesuffix(".")
        mac = base64.urlsafe_b64encode(hmac.digest(pem, signed.encode(), hashlib.sha256)).rstrip(b"=").decode()
        assert "ann" not in reason(verifier, f"{signed}.{mac}")


def test_other_algorithms_and_keys_of_another_kind_are_refused(issuer: LocalIssuer, verifier: Issuer) -> None:
    assert "signed with one of RS256, ES256" in reason(verifier, issuer.token("rsa", "RS512"))
    mismatched = jwt.encode({"sub": "ann"}, issuer.keys["rsa"], "RS256", headers={"kid": "ec"})
    assert "the token is refused" in reason(verifier, mismatched)


def test_a_token_of_another_key_with_a_known_id_is_refused(issuer: LocalIssuer, verifier: Issuer) -> None:
    caller(verifier, issuer.token())
    issuer.keys["rsa"] = rsa.generate_private_key(65537, 2048)
    assert "Signature verification failed" in reason(verifier, issuer.token())


@pytest.mark.parametrize("token", ["a.b.c", "..", "eyJhbGciOiJSUzI1NiJ9.e30.x", "\u00e9.\u00e9.\u00e9", "x" * 20_000 + ".b.c"])
def test_what_is_no_token_is_refused(token: str, verifier: Issuer) -> None:
    assert reason(verifier, token)


def test_keys_that_share_a_secret_or_encrypt_are_not_used(issuer: LocalIssuer, verifier: Issuer) -> None:
    secret = {"kty": "oct", "kid": "shared", "k": base64.urlsafe_b64encode(b"x" * 32).decode(), "alg": "HS256"}
    encrypting = {**public("rsa", issuer.keys["rsa"]), "use": "enc"}
    issuer.documents["/keys"] = {"keys": [secret, encrypting, {"kty": "RSA"}, "x", public("ec", issuer.keys["ec"])]}
    assert "its issuer does not list" in reason(verifier, issuer.token("rsa"))
    assert caller(verifier, issuer.token("ec")).owner == "ann"


def test_keys_are_fetched_once_and_for_an_unknown_one_again_but_not_often(
    issuer: LocalIssuer, verifier: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        caller(verifier, issuer.token())
    assert issuer.fetched == ["/.well-known/openid-configuration", "/keys"]
    issuer.keys["rsa2"] = rsa.generate_private_key(65537, 2048)
    for _ in range(5):
        assert "its issuer does not list" in reason(verifier, issuer.token("rsa2"))
    assert len(issuer.fetched) == 2
    monkeypatch.setattr(oidc, "FETCH_EVERY_S", 0.0)
    assert caller(verifier, issuer.token("rsa2")).owner == "ann"
    assert len(issuer.fetched) == 4


def test_a_key_that_the_issuer_withdraws_is_dropped_when_the_keys_are_old(
    issuer: LocalIssuer, verifier: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = issuer.token()
    caller(verifier, token)
    issuer.keys = {"ec": issuer.keys["ec"], "rsa2": issuer.keys["rsa"]}
    monkeypatch.setattr(oidc, "KEYS_FOR_S", 0.0)
    assert "its issuer does not list" in reason(verifier, token)
    issuer.keys["rsa"] = issuer.keys.pop("rsa2")


def test_while_the_issuer_is_down_tokens_cannot_be_checked_and_it_is_not_asked_each_time(issuer: LocalIssuer, verifier: Issuer) -> None:
    issuer.status = 500
    for _ in range(3):
        with pytest.raises(Unavailable, match="cannot be fetched"):
            verifier.caller(issuer.token())
    assert len(issuer.fetched) == 1
    nobody = Issuer("http://127.0.0.1:1", "modelbook")
    with pytest.raises(Unavailable):
        nobody.caller(issuer.token())


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("/.well-known/openid-configuration", {"issuer": "https://other.example", "jwks_uri": "https://other.example/keys"}),
        ("/.well-known/openid-configuration", ["x"]),
        ("/keys", "x"),
        ("/keys", {"keys": "x" * (oidc.MAX_DOCUMENT_BYTES + 1)}),
    ],
    ids=["another issuer", "a list", "a text", "too long"],
)
def test_documents_of_another_form_are_as_good_as_none(path: str, document: Any, issuer: LocalIssuer, verifier: Issuer) -> None:
    issuer.documents[path] = document
    with pytest.raises(Unavailable):
        verifier.caller(issuer.token())


def test_keys_on_an_unsafe_address_are_not_fetched(issuer: LocalIssuer, verifier: Issuer) -> None:
    issuer.documents["/.well-known/openid-configuration"] = {"issuer": issuer.url, "jwks_uri": "http://other.example/keys"}
    with pytest.raises(Unavailable):
        verifier.caller(issuer.token())


def test_the_address_of_the_keys_can_be_given(issuer: LocalIssuer) -> None:
    assert caller(Issuer(issuer.url, "modelbook", f"{issuer.url}/keys"), issuer.token()).owner == "ann"
    assert issuer.fetched == ["/keys"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"oidc_issuer": "https://id.example"}, "MODELBOOK_OIDC_AUDIENCE"),
        ({"oidc_issuer": "http://id.example", "oidc_audience": "a"}, "MODELBOOK_OIDC_ISSUER: expected a URL with https"),
        ({"oidc_issuer": "id.example", "oidc_audience": "a"}, "MODELBOOK_OIDC_ISSUER: expected a URL with https"),
        ({"oidc_issuer": "https://id.example", "oidc_audience": "a", "oidc_jwks_url": "http://id.example/keys"}, "MODELBOOK_OIDC_JWKS_URL: expected"),
    ],
    ids=str,
)
def test_settings_that_would_not_be_safe_are_refused_at_the_start(settings: dict[str, str], message: str) -> None:
    with pytest.raises(StartError, match=message):
        create_app(Settings(database_url="sqlite://", **settings))  # type: ignore[arg-type]


def test_without_the_packages_of_the_extra_the_start_says_how_to_install_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jwt", None)
    with pytest.raises(StartError, match=r'needs the extra `oidc`; not installed: jwt. Install it with: pip install --upgrade "modelbook\[oidc\]"'):
        create_app(Settings(database_url="sqlite://", oidc_issuer="https://id.example", oidc_audience="a"))


@pytest.mark.parametrize("claim", ["Ann", "ann@example.org", "auth0|5f7", "default", "oidc-ann", owner_of("Ann"), "a" * 64, "ann\n", "\ud800", "*"])
def test_a_claim_that_is_no_name_of_an_owner_becomes_a_stable_one_that_no_account_can_choose(claim: str) -> None:
    derived = owner_of(claim)
    assert derived == owner_of(claim) != claim
    assert derived == "oidc-" + hashlib.sha256(claim.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def test_the_owner_is_in_the_claim_of_the_settings(issuer: LocalIssuer) -> None:
    verifier = Issuer(issuer.url, "modelbook", owner_claim="team")
    assert caller(verifier, issuer.token(team="app1")).owner == "app1"
    assert '"team"' in reason(verifier, issuer.token())
    assert "the claim team of the token to be a text" in reason(verifier, issuer.token(team=7))


@pytest.mark.parametrize(
    ("claims", "scopes"),
    [
        ({"scope": "read train"}, {"read", "train"}),
        ({"scope": None, "scp": "read"}, {"read"}),
        ({"scope": None, "scp": ["read", "admin", 7]}, {"read", "admin"}),
        ({"scope": "openid profile Read reading"}, set()),
        ({"scope": None}, set()),
        ({"scope": {"read": True}}, set()),
    ],
    ids=["of OAuth", "of Azure", "a list", "none of ours", "none", "an object"],
)
def test_scopes_are_those_of_the_token(claims: dict[str, Any], scopes: set[str], issuer: LocalIssuer, verifier: Issuer) -> None:
    assert caller(verifier, issuer.token(**claims)).scopes == scopes


def test_with_a_prefix_only_scopes_with_it_count(issuer: LocalIssuer) -> None:
    verifier = Issuer(issuer.url, "modelbook", scope_prefix="modelbook:")
    assert caller(verifier, issuer.token(scope="modelbook:read train other:admin")).scopes == {"read"}


def test_an_api_takes_tokens_and_keys(issuer: LocalIssuer, settings: Settings) -> None:
    with_accounts = settings.model_copy(update={"oidc_issuer": issuer.url, "oidc_audience": "modelbook"})
    database = Database(settings.database_url)
    with client_of(create_app(with_accounts, keyless=Keyless.NOBODY)) as client:
        header = bearer(issuer.token())
        assert [client.get("/v1/jobs", headers=header).status_code for _ in range(2)] == [200, 200]
        assert client.post("/v1/jobs", headers=header, json={}).status_code == 403
        admin = bearer(issuer.token("ec", sub="root", scope="admin"))
        created = client.post("/v1/keys", headers=admin, json={"owner": "app1"}).json()
        assert client.get("/v1/audit", headers=admin).json()["entries"][0]["actor"] == "account root"
        assert client.get("/v1/jobs", headers=bearer(created["key"])).status_code == 200
        assert client.get("/v1/jobs", headers=made(Keys(database))[1]).status_code == 200
        logged_in = client.post("/v1/login", json={"key": issuer.token("ec", sub="root", scope="read")})
        page = {"Cookie": logged_in.headers["set-cookie"].partition(";")[0]}
        me = client.get("/v1/me", headers=page).json()
        assert (me["owner"], me["key"], me["scopes"]) == ("root", None, ["read"])
        client.cookies.clear()
        expires_at = int(time.time()) + 2  # Tokens have whole seconds.
        brief = bearer(issuer.token(exp=expires_at - int(oidc.LEEWAY_S)))
        assert client.get("/v1/jobs", headers=brief).status_code == 200
        time.sleep(max(0.0, expires_at + 0.01 - time.time()))
        assert "expired" in refused(client.get("/v1/jobs", headers=brief))
        assert "the token is refused" in refused(client.get("/v1/jobs", headers=bearer("a.b.c")))
        assert "or a token of an account; got 6 characters" in refused(client.get("/v1/jobs", headers=bearer("secret")))
        token = client.post("/v1/stream-tokens", headers=bearer(issuer.token(scope="read"))).json()["token"]
        assert client.get("/v1/jobs/none/events", params={"token": token}).status_code == 404
    database.close()


def test_while_the_issuer_is_down_keys_still_work(settings: Settings) -> None:
    down = settings.model_copy(update={"oidc_issuer": "http://127.0.0.1:1", "oidc_audience": "modelbook"})
    database = Database(settings.database_url)
    token = jwt.encode({"sub": "ann"}, ec.generate_private_key(ec.SECP256R1()), "ES256", headers={"kid": "x"})
    with client_of(create_app(down, keyless=Keyless.NOBODY)) as client:
        unavailable = client.get("/v1/jobs", headers=bearer(token))
        assert (unavailable.status_code, unavailable.headers["retry-after"]) == (503, "5")
        assert client.get("/v1/jobs", headers=made(Keys(database))[1]).status_code == 200
    database.close()
