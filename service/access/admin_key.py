"""The administrator's key from a file, for containers: MODELBOOK_ADMIN_KEY_FILE."""

import logging
import stat
import time
from pathlib import Path

from service.access.caller import Scope
from service.access.start_error import StartError
from service.store.key_rows import Key, NewKey
from service.store.key_text import is_key
from service.store.keys import Keys
from service.store.owners import DEFAULT_OWNER

log = logging.getLogger(__name__)

#: Who makes the change, in the audit, and the name of the key.
ACTOR = "admin key file"
#: How to make a key without Modelbook.
MAKE = """printf 'mb_%s\\n' "$(openssl rand -hex 32)" > FILE"""
#: Bytes of the file that are read.
_MAX_BYTES = 4096


def register_admin_key(path: Path, keys: Keys) -> Key:
    """Register the key in the first line of a file, for the owner `default`, with the scope `admin`.

    Raises:
        StartError: The file cannot be read, its first line is no key, or its key cannot be used.
    """
    key = keys.adopt(_key_in(path), NewKey(DEFAULT_OWNER, (Scope.ADMIN.value,), ACTOR), ACTOR)
    if not key.from_file:
        raise StartError(f"MODELBOOK_ADMIN_KEY_FILE: expected a key of its own, got that of key {key.id}; make one with: {MAKE}")
    if key.state(time.time()) != "active":
        raise StartError(
            f"MODELBOOK_ADMIN_KEY_FILE: expected a key that is active, but key {key.id} is {key.state(time.time())}; make one with: {MAKE}"
        )
    return key


def _key_in(path: Path) -> str:
    try:
        with path.open("rb") as opened:
            mode, start = path.stat().st_mode, opened.read(_MAX_BYTES)
    except OSError as error:
        raise StartError(f"MODELBOOK_ADMIN_KEY_FILE: cannot read {path} ({error.strerror}); make it with: {MAKE}") from error
    if mode & stat.S_IROTH:
        log.warning("Every user of this machine may read MODELBOOK_ADMIN_KEY_FILE; take that away with: chmod o-rwx FILE")
    text = start.partition(b"\n")[0].strip().decode("latin-1")
    if not is_key(text):
        expected = "expected mb_ and 43 to 200 letters, digits, - or _ in the first line"
        raise StartError(f"MODELBOOK_ADMIN_KEY_FILE: {expected} of {path}, got {len(text)} other characters; make it with: {MAKE}")
    return text
