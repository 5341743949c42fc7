"""Problems of who calls: keys, scopes, origins, limits."""

from service.problem_types.problem_type import ProblemType

NO_KEY = ProblemType(
    "no-key",
    401,
    "No key",
    "The request has no API key, and one is needed: only requests from the API's own machine may do without, if the settings allow it.",
    "Send the header `Authorization: Bearer KEY`. An administrator creates keys: modelbook keys create.",
)
INVALID_KEY = ProblemType(
    "invalid-key",
    401,
    "Key not valid",
    "The key is unknown, revoked or expired, is not a key, or was sent in another way than as `Authorization: Bearer KEY`.",
    "Compare the key with the one that was created, and create another one if it was revoked or has expired.",
)
NO_SCOPE = ProblemType(
    "no-scope",
    403,
    "Scope missing",
    "The key is valid, but does not allow this operation: looking needs the scope read, predictions predict, jobs and uploads train.",
    "Use a key with the scope that `detail` names. GET /v1/me shows what a key allows.",
)
FOREIGN_ORIGIN = ProblemType(
    "foreign-origin",
    403,
    "Foreign origin",
    "A page of another web site asks for a change in the name of the person who looks at it.",
    "Call the API from pages of its own origin, or from programs, or let an administrator add the origin of the page to MODELBOOK_CORS_ORIGINS. "
    "A proxy in front of the API must pass Host on and set X-Forwarded-Proto.",
)
PRIORITY_NOT_ALLOWED = ProblemType(
    "priority-not-allowed",
    403,
    "Priority not allowed",
    "A priority above 0 lets a job overtake those of other owners: only a key with the scope admin may ask for it.",
    "Leave out `priority`, or send 0 or less.",
)
LIMIT_REACHED = ProblemType(
    "limit-reached",
    429,
    "Limit reached",
    "The owner of the key has as many jobs, bytes, streams or sessions, or has used as much time of processors, as it may.",
    "Wait for the seconds in the Retry-After header, or end or delete what is no longer needed. GET /v1/me shows the limits and what is used.",
)
TOO_MANY_REQUESTS = ProblemType(
    "too-many-requests",
    429,
    "Too many requests",
    "More requests came with one key, or from one address, than are allowed in a second.",
    "Wait for the seconds in the Retry-After header, then send fewer requests, each with more inputs.",
)

ACCESS = (NO_KEY, INVALID_KEY, NO_SCOPE, FOREIGN_ORIGIN, PRIORITY_NOT_ALLOWED, LIMIT_REACHED, TOO_MANY_REQUESTS)
