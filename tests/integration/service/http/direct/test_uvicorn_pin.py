"""What answers requests directly stands on internals of uvicorn, whose version is pinned."""

import inspect
import re
from importlib.metadata import requires, version

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from service.http.direct import DirectProtocol


def test_uvicorn_has_what_the_direct_protocol_stands_on() -> None:
    assert version("uvicorn").startswith("0.54.")
    assert any(line.startswith("uvicorn~=0.54.0") for line in requires("modelbook") or [])
    code = inspect.getsource(RequestResponseCycle)
    for name in ("disconnected", "response_started", "response_complete", "more_body", "body", "waiting_for_100_continue", "keep_alive"):
        assert f"self.{name} = " in code, name
    assert list(inspect.signature(HttpToolsProtocol._start_asgi_task).parameters) == ["self", "cycle", "app"]
    assert list(inspect.signature(HttpToolsProtocol.__init__).parameters) == ["self", "config", "server_state", "app_state", "_loop"]
    protocol = inspect.getsource(HttpToolsProtocol)
    for line in (
        "if existing_cycle is None or existing_cycle.response_complete:",  # A response that is complete lets the next request begin.
        "self._start_asgi_task(self.cycle, app)",
        "cycle, app = self.pipeline.pop()",
        "self.cycle.more_body = False",
        "default_headers=self.server_state.default_headers,",
        "on_response=self.on_response_complete,",
    ):
        assert line in protocol, line
    assert "self.write_paused" in inspect.getsource(FlowControl)
    assert DirectProtocol._start_asgi_task is not HttpToolsProtocol._start_asgi_task


def test_uvicorn_has_what_repeated_heads_stand_on() -> None:
    made = set(inspect.signature(RequestResponseCycle).parameters)
    own = {"scope", "transport", "flow", "logger", "access_logger", "access_log", "default_headers", "message_event"}
    assert made == own | {"expect_100_continue", "keep_alive", "on_response"}
    protocol = inspect.getsource(HttpToolsProtocol.__init__)
    for name in ("app", "app_state", "logger", "access_logger", "access_log", "server_state", "pipeline", "scope", "headers", "cycle"):
        assert re.search(rf"self\.{name}(:.+)? = ", protocol), name
    data_received = inspect.getsource(HttpToolsProtocol.data_received)  # Past the parser, nothing else is left out.
    assert [line.strip() for line in data_received.splitlines()[1:5]] == [
        "self._unset_keepalive_if_required()",
        "",
        "try:",
        "self.parser.feed_data(data)",
    ]
