"""What a process writes to its log has no key and no password in it, whoever writes it: our code, a library, Python at the end of a thread."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.leaks import leaks, new_key

ROOT = Path(__file__).parents[3]
KEY = new_key()
#: Programs that write a key, by what writes it; and what their log says all the same.
PROGRAMS = {
    "a sentence": (f"logging.getLogger('x').info('got {KEY}, %s', '{KEY}')", "INFO got mb_…, mb_…"),
    "a field": (f"logging.getLogger('x').info('got', extra={{'key_': '{KEY}'}})", "INFO got [key_=mb_…]"),
    "a traceback": (f"try:\n    int('{KEY}')\nexcept ValueError:\n    logging.getLogger('x').exception('failed')", "invalid literal for int()"),
    "a warning": (f"import warnings; warnings.warn('{KEY}')", "UserWarning: mb_…"),
    "a thread": (f"import threading; t = threading.Thread(target=int, args=('{KEY}',)); t.start(); t.join()", "A thread has ended"),
    "the end of the process": (f"int('{KEY}')", "The process ends"),
    "a password": ("logging.getLogger('x').error('cannot connect to redis://:s3cret@broker/0')", "redis://:…@broker/0"),
    "the settings": (
        "import os; os.environ |= {'MODELBOOK_DATABASE_URL': 'postgresql://me:s3cret@db/x', 'MODELBOOK_BROKER_URL': 'redis://:s3cret@b/0'};"
        "from service.settings import Settings; print(repr(Settings()), str(Settings()), file=sys.stderr)",
        "Settings(files=",
    ),
    "a broker": ("from service.broker_server import Broker; print(Broker(1, 's3cret', __file__ if 0 else '/x'), file=sys.stderr)", "Broker(port=1"),
    "the database": (
        f"from service.store.database import Database; from sqlalchemy import text\nwith Database('sqlite://').reading() as c:"
        f"\n    c.execute(text('SELECT 1 FROM missing WHERE x = :x'), {{'x': '{KEY.replace('mb_', 'digest')}'}})",
        "no such table: missing",
    ),
    "a command": (f"from service.cli import main; main(['keys', 'create', '--owner', 'a', '--scopes', '{KEY}'])", "expected scopes of read"),
    "the name of a key": (
        f"from service.cli import main; main(['keys', 'create', '--owner', 'a', '--name', '{KEY}'])",
        "got a text with a key in it",
    ),
    "the server": (
        "import httpx; from tests.integration.service.http.served import served, small_app\napp = small_app()"
        f"\n@app.get('/fails')\nasync def fails(): raise ValueError('{KEY}')"
        "\nwith served(app) as (port, _):\n    assert httpx.get(f'http://127.0.0.1:{port}/fails').status_code == 500",
        "ERROR Exception in ASGI application",
    ),
}


@pytest.mark.parametrize("what", PROGRAMS)
def test_a_log_holds_no_secret(what: str) -> None:
    program, said = PROGRAMS[what]
    start = "import logging, sys; from service.logs import configure_logs; configure_logs()\n"
    log = subprocess.run([sys.executable, "-c", start + program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60).stderr
    assert said in log
    assert (leaks(log, KEY), "s3cret" in log) == (False, False)
