"""Records of the log: as JSON for programs, with the ids of the request and of the job in both forms."""

import json
import logging
import sys

import pytest

from service.job_context import current_job, working_on
from service.logs import FieldsFormatter, JsonFormatter
from service.request_context import begin_request


def record(message: str = "Something happened.", **fields: object) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": "service.test", "levelname": "INFO", "msg": message, **fields})
    made.created = 0.5
    return made


def test_a_record_is_one_line_of_json_with_its_fields() -> None:
    line = JsonFormatter("api-2").format(record("Two\nlines", n_files=3, model="digits"))
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "1970-01-01T00:00:00.500+00:00",
        "level": "INFO",
        "logger": "service.test",
        "message": "Two\nlines",
        "n_files": 3,
        "model": "digits",
        "process": "api-2",
    }


def test_numbers_that_json_does_not_have_are_texts() -> None:
    line = JsonFormatter().format(record(loss=float("nan"), ms=float("-inf"), rate=0.5, is_lost=True))
    found = json.loads(line, parse_constant=pytest.fail)
    assert (found["loss"], found["ms"], found["rate"], found["is_lost"]) == ("nan", "-inf", 0.5, True)


def test_a_traceback_is_a_field_and_holds_no_password() -> None:
    try:
        raise ValueError("postgresql://me:hunter2@host/db")
    except ValueError:
        line = JsonFormatter().format(record(exc_info=sys.exc_info()))
    assert "ValueError" in json.loads(line)["exception"]
    assert "hunter2" not in line


def test_records_have_the_job_that_is_worked_on() -> None:
    with working_on("01JOB"):
        assert json.loads(JsonFormatter().format(record()))["job_id"] == "01JOB"
        assert FieldsFormatter("%(message)s").format(record()) == "Something happened. [job_id=01JOB]"
        assert json.loads(JsonFormatter().format(record(job_id="02OTHER")))["job_id"] == "02OTHER"
    assert current_job() == ""
    assert "job_id" not in json.loads(JsonFormatter().format(record()))


def test_records_have_the_request_that_is_answered() -> None:
    begin_request(b"abc-1")
    try:
        assert json.loads(JsonFormatter().format(record()))["request_id"] == "abc-1"
    finally:
        begin_request(b"")
