"""Problems of the server: it failed, has too much to do, or lacks something that it needs."""

from service.problem_types.problem_type import ProblemType

INTERNAL_ERROR = ProblemType(
    "internal-error",
    500,
    "Internal error",
    "The server failed; this is a defect of it, not of the request.",
    "Report it with its `request_id`; the log of the API has the details beside the same id.",
)
UNAVAILABLE = ProblemType(
    "unavailable",
    503,
    "Service unavailable",
    "The service is stopping, or something that it needs does not answer now.",
    "Try again after the seconds in the Retry-After header.",
)
OVERLOADED = ProblemType(
    "overloaded",
    503,
    "Too much work",
    "As many requests, connections, event streams, sessions or files are in work as the settings allow.",
    "Try again after the seconds in the Retry-After header. Administrators add processes, or raise the setting that `detail` names.",
)
DATABASE_UNAVAILABLE = ProblemType(
    "database-unavailable",
    503,
    "Database unavailable",
    "The database does not answer.",
    "Try again after the seconds in the Retry-After header. GET /readyz shows what is unavailable.",
)
BROKER_UNAVAILABLE = ProblemType(
    "broker-unavailable",
    503,
    "Broker unavailable",
    "The Redis or Valkey server, which keeps sessions, stream tokens and the reports of workers, does not answer.",
    "Try again after the seconds in the Retry-After header. GET /readyz shows what is unavailable.",
)
ISSUER_UNAVAILABLE = ProblemType(
    "issuer-unavailable",
    503,
    "Issuer of tokens unavailable",
    "The OpenID Connect issuer does not give the keys with which its tokens are checked.",
    "Try again after the seconds in the Retry-After header, or use an API key.",
)
MODEL_UNAVAILABLE = ProblemType(
    "model-unavailable",
    503,
    "Model unavailable",
    "The file of the model is missing or damaged, or the model failed while it ran.",
    "Try again: the next request loads the model anew. If it fails again, train the model again, or restore its file.",
)
DATA_UNREACHABLE = ProblemType(
    "data-unreachable",
    503,
    "Data unreachable",
    "The data set has to be downloaded before its first use, and its server cannot be reached.",
    "Check the network of the API's machine, then try again.",
)
PLOT_NOT_READY = ProblemType(
    "plot-not-ready",
    503,
    "Plot not ready",
    "The plots of the job or model were not made yet; now they are, at low priority, one job after another.",
    "Try again after the seconds in the Retry-After header.",
)
DEADLINE_PASSED = ProblemType(
    "deadline-passed",
    504,
    "Deadline passed",
    "The answer was not there within the seconds that `wait` of the Prefer header allows. The request was dropped.",
    "Try again, with a longer wait or with fewer inputs at a time. Prefer: wait is the caller's own limit; without it there is none.",
)
NO_ROOM = ProblemType(
    "no-room",
    507,
    "No room on the disk",
    "The disk of the server is full. Nothing was stored.",
    "An administrator frees space, for example with modelbook clean.",
)

SERVER = (
    *(INTERNAL_ERROR, UNAVAILABLE, OVERLOADED, DATABASE_UNAVAILABLE, BROKER_UNAVAILABLE, ISSUER_UNAVAILABLE),
    *(MODEL_UNAVAILABLE, DATA_UNREACHABLE, PLOT_NOT_READY, DEADLINE_PASSED, NO_ROOM),
)
