"""Signatures as Standard Webhooks has them, by the example of its specification."""

import base64

from service.webhooks.signatures import new_secret, signature_headers

#: From the specification's reference libraries: id, timestamp, body, secret, and their signature.
KNOWN = ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}', "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_signature_of_the_known_example() -> None:
    delivery, timestamp, body, secret = KNOWN
    assert signature_headers(delivery, timestamp, body, [secret]) == {
        "webhook-id": delivery,
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNATURE,
    }


def test_every_known_secret_signs() -> None:
    delivery, timestamp, body, secret = KNOWN
    first, second = signature_headers(delivery, timestamp, body, [new_secret(), secret])["webhook-signature"].split(" ")
    assert second == SIGNATURE
    assert first != second


def test_a_secret_is_of_192_random_bits() -> None:
    one, other = new_secret(), new_secret()
    assert one != other
    assert len(base64.b64decode(one.removeprefix("whsec_"), validate=True)) == 24
