"""Conflicts with the current state. The same request fails again until the state has changed."""

from service.problem_types.problem_type import ProblemType

CONFLICT = ProblemType(
    "conflict",
    409,
    "Conflict with the current state",
    "The current state of what the request is about does not allow it.",
    "Read `detail`, look at the current state, and decide anew.",
)
JOB_ENDED = ProblemType(
    "job-ended",
    409,
    "Job not running",
    "The job is not in a state from which it can be cancelled, stopped, paused or resumed: it has ended, is being cancelled, or does not run.",
    "GET /v1/jobs/{job_id} shows its state. There is nothing left to cancel or pause of a job that has ended; one that is paused can be resumed.",
)
NOT_PAUSABLE = ProblemType(
    "not-pausable",
    409,
    "Job cannot be paused",
    "The job is running and cannot be interrupted: it could not go on from where it was.",
    "Cancel the job, or wait until it has ended. A queued job of any kind can be paused.",
)
NOT_A_SEARCH = ProblemType(
    "not-a-search",
    409,
    "Not a search",
    "Only a search can be stopped with its best candidate so far; this job is of another task.",
    "Cancel the job instead: POST /v1/jobs/{job_id}/cancel.",
)
IDEMPOTENCY_KEY_USED = ProblemType(
    "idempotency-key-used",
    409,
    "Idempotency key used before",
    "The Idempotency-Key was sent before with another body. With the same body the first result would have been returned.",
    "Send another key for another job.",
)
STILL_NEEDED = ProblemType(
    "still-needed",
    409,
    "Still needed",
    "Something needs what is to be deleted: an alias, a job that has not ended, a model that was made from it, a version that stands on a job.",
    "The list in `errors` names what needs it, and what settles that.",
)
JOB_NOT_ENDED = ProblemType(
    "job-not-ended",
    409,
    "Job has not ended",
    "The job, or one of the sweep, has not ended, so it cannot be deleted.",
    "Cancel it, or wait until it has ended; DELETE with ?cancel=true cancels it first.",
)
UNDO_CLASHES = ProblemType(
    "undo-clashes",
    409,
    "Undo clashes",
    "What was deleted cannot be restored beside what has come since: the same data set was uploaded again.",
    "Delete what has come since, or leave the deletion as it is.",
)
FILE_NOT_KEPT = ProblemType(
    "file-not-kept",
    409,
    "File of the data set not kept",
    "There is no file that the data set could be read from again: it is a version with appended rows, of which the values alone are stored, or of an "
    "earlier release, which kept no files.",
    "Upload the file again, with the field `reading`; of a version with appended rows, read its first version again and append to that.",
)
WRONG_OFFSET = ProblemType(
    "wrong-offset",
    409,
    "Wrong offset",
    "The bytes do not begin where those that have arrived end.",
    "HEAD /v1/uploads/{upload_id} gives Upload-Offset: send the bytes from there on.",
)
UPLOAD_IN_USE = ProblemType(
    "upload-in-use",
    409,
    "Upload in use",
    "Another request sends bytes of the same upload.",
    "Wait until it has ended, or was given up, then ask for the offset and go on from there.",
)
SPEC_OUTDATED = ProblemType(
    "spec-outdated",
    409,
    "Spec no longer valid",
    "The recorded spec names something that has changed or was deleted since, so a checkpoint of its job cannot be registered, and its model not be "
    "reproduced.",
    "Submit a job with a spec that is valid now.",
)
NOT_REPEATABLE = ProblemType(
    "not-repeatable",
    409,
    "Training not repeatable",
    "The training of the model cannot be repeated: it was imported, or its weights are not those that its spec alone gives.",
    "Read `detail`, which says what can be done instead.",
)
ALIAS_MOVED = ProblemType(
    "alias-moved",
    409,
    "Alias moved meanwhile",
    "The alias means another version than the one that the request expects: it was moved, made or deleted meanwhile.",
    "Read in `detail` which version it means now, and in GET /v1/models/{name}/aliases/{alias}/history who moved it. Decide anew, and send that "
    "version as `expected`.",
)
ALIAS_IN_USE = ProblemType(
    "alias-in-use",
    409,
    "Alias in use",
    "The bare name of the model means this alias, so it cannot be deleted: the name would mean another version.",
    "Set what the bare name means first: PUT /v1/models/{name}/default-ref.",
)
SESSION_IN_USE = ProblemType(
    "session-in-use",
    409,
    "Session in use",
    "Another call feeds the session at the same time.",
    "Send one call after the other; open a session for each series.",
)
KEY_NOT_ACTIVE = ProblemType(
    "key-not-active",
    409,
    "Key not active",
    "The key is revoked or has expired, or is the one of MODELBOOK_ADMIN_KEY_FILE, so it cannot be changed here.",
    "Create another key: POST /v1/keys.",
)

CONFLICTS = (
    *(CONFLICT, JOB_ENDED, NOT_PAUSABLE, NOT_A_SEARCH, IDEMPOTENCY_KEY_USED, FILE_NOT_KEPT, SPEC_OUTDATED, NOT_REPEATABLE),
    *(WRONG_OFFSET, UPLOAD_IN_USE, ALIAS_MOVED, ALIAS_IN_USE, SESSION_IN_USE, KEY_NOT_ACTIVE, STILL_NEEDED, JOB_NOT_ENDED, UNDO_CLASHES),
)
