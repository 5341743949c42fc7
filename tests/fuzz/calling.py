"""Calls of a fuzzed API: each is sent, judged and counted, and what it left behind is tidied up."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import requests
import schemathesis
from schemathesis import Case, Response, SerializationContext
from schemathesis.core.failures import FailureGroup

from tests.acceptance.service import Service
from tests.fuzz.judging import checks_of
from tests.fuzz.known import Known

#: Longest wait for a response, in seconds: plots are waited for.
TIMEOUT_S = 120.0
#: Most characters of a failure that are reported.
MAX_REPORT = 2_000
#: Operations that make jobs, and those that end them: training all would take hours.
_ENDED_BY = {"submit_sweep": "/v1/sweeps/{}/cancel"} | dict.fromkeys(
    ("submit_job", "retrain_model", "reproduce_model", "import_model", "register_checkpoint", "predict_batch", "resume_job"), "/v1/jobs/{}/cancel"
)


@schemathesis.serializer("application/offset+octet-stream", "image/png", "image/jpeg", "application/x-npy", "application/x-npz")
def as_bytes(_: SerializationContext, value: Any) -> bytes:
    """Send a body of bytes as it is."""
    return value.data if hasattr(value, "data") else value if isinstance(value, bytes) else str(value).encode()


@dataclass
class Calls:
    """Calls of one service.

    Args:
        service: The service.
        known: What it has; it gets what calls make.
        failures: What was wrong, with the command that repeats it; once for each operation, status and sort of failure.
        n_calls: Number of calls, by operation.
        statuses: Number of responses, by status.
    """

    service: Service
    known: Known
    failures: dict[tuple[str, ...], str] = field(default_factory=dict)
    n_calls: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._session, self._checks = requests.Session(), checks_of(self.service)
        self._session.trust_env = False
        self._sent: dict[str, Any] = {
            "session": self._session,
            "base_url": str(self.service.http.base_url),
            "headers": self.service.headers,
            "timeout": TIMEOUT_S,
        }

    @property
    def n_cases(self) -> int:
        """Return the number of calls."""
        return sum(self.n_calls.values())

    def make(self, case: Case[Any]) -> Response | None:
        """Send a case and judge its response; None where it cannot be sent, or got none."""
        operation = str(case.operation.definition.raw["operationId"])
        try:
            response = case.call(**self._sent)
        except (requests.exceptions.InvalidHeader, UnicodeEncodeError):
            return None  # The client library refuses it.
        except requests.exceptions.RequestException as error:
            self._failed(operation, type(error).__name__, 0, f"no response: {error}", case)
            return None
        self.n_calls[operation] += 1
        self.statuses[response.status_code] += 1
        self._judge(operation, case, response)
        self.known.learn(case, response)
        self._tidy(operation, response)
        return response

    def _judge(self, operation: str, case: Case[Any], response: Response) -> None:
        try:
            case.validate_response(response, checks=self._checks, headers=self.service.headers, transport_kwargs=self._sent)
        except FailureGroup as group:
            for failure in group.exceptions:
                text = f"{failure}\n-> {response.status_code} {response.content[:500]!r}"
                self._failed(operation, f"{type(failure).__name__} {str(failure)[:80]}", response.status_code, text, case)

    def _failed(self, operation: str, sort: str, status: int, text: str, case: Case[Any]) -> None:
        key = (operation, sort, str(status))
        if key not in self.failures:
            self.failures[key] = f"{operation} {status}: {text[:MAX_REPORT]}\n{case.as_curl_command(headers=self.service.headers)[:MAX_REPORT]}"
            print(self.failures[key], flush=True)

    def _tidy(self, operation: str, response: Response) -> None:
        """Cancel the jobs that a call made, and undo a deletion."""
        http, status = self.service.http, response.status_code
        if operation in _ENDED_BY and status in (200, 202):
            http.post(_ENDED_BY[operation].format(response.json()["id"]))
        elif response.request.method == "DELETE" and status == 200 and "id" in response.json():
            http.post(f"/v1/deletions/{response.json()['id']}/undo")
