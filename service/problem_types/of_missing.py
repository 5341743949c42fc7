"""Problems of what does not exist for the caller. What belongs to another owner, and is not shared, does not exist either."""

from service.problem_types.problem_type import ProblemType

_OWN = "It never existed, was deleted, or belongs to another owner who does not share it."

NO_SUCH_PATH = ProblemType(
    "no-such-path",
    404,
    "No such path",
    "The API has no operation at this path. No path ends in a slash.",
    "Compare the path with those of GET /openapi.json; look for a path prefix of a proxy that is missing or doubled.",
)
NO_SUCH_PROBLEM = ProblemType("no-such-problem", 404, "No such kind of problem", "No kind of problem has this name.", "GET /problems lists them.")
NO_SUCH_RECIPE = ProblemType("no-such-recipe", 404, "No such recipe", "The catalog has no recipe with this id.", "GET /v1/catalog lists the recipes.")
NO_SUCH_DATASET = ProblemType(
    "no-such-dataset",
    404,
    "No such data set",
    f"There is no data set with this name or id. {_OWN}",
    "GET /v1/datasets lists the built-in data sets and your uploads, with ?shared=true those that others share with you.",
)
NO_SUCH_JOB = ProblemType("no-such-job", 404, "No such job", f"There is no job with this id. {_OWN}", "GET /v1/jobs lists your jobs.")
NO_SUCH_SWEEP = ProblemType(
    "no-such-sweep", 404, "No such sweep", f"There is no sweep with this id. {_OWN}", "Use the id that POST /v1/sweeps has returned."
)
NO_SUCH_CHECKPOINT = ProblemType(
    "no-such-checkpoint",
    404,
    "No such checkpoint",
    "The job has kept no checkpoint of this epoch.",
    "GET /v1/jobs/{job_id}/checkpoints lists those that are on disk.",
)
NO_SUCH_FILE = ProblemType(
    "no-such-file", 404, "No such output file", "The job has no output file with this name.", "GET /v1/jobs/{job_id}/files lists them."
)
NO_SUCH_MODEL = ProblemType(
    "no-such-model",
    404,
    "No such model",
    f"There is no model with this name, or not this version or alias of it. {_OWN} A model exists as soon as its job has succeeded.",
    "GET /v1/models lists your models, with ?shared=true those that others share with you; GET /v1/models/{name}/versions and "
    "GET /v1/models/{name}/aliases list the versions and the aliases of one.",
)
NO_SUCH_ALIAS = ProblemType(
    "no-such-alias",
    404,
    "No such alias",
    "The model exists, but has no alias of this name.",
    "GET /v1/models/{name}/aliases lists those that it has.",
)
NO_SUCH_FORM = ProblemType(
    "no-such-form",
    404,
    "No such form of the model",
    "The model exists, but not as this kind of file: a pipeline of scikit-learn has no separate weights, some models have no ONNX form.",
    "Download the artifact, which every model has.",
)
NO_EVALUATION = ProblemType(
    "no-evaluation",
    404,
    "No such evaluation",
    "The model was not evaluated in this way, because of its kind, of its inputs, or because its data no longer exist.",
    "GET /v1/models/{ref}/evaluation shows what there is.",
)
NO_SUCH_PLOT = ProblemType(
    "no-such-plot",
    404,
    "No such plot",
    "The job or model has no plot of this name: another kind of model has it, what it is made of no longer exists, or the job has not ended.",
    "GET /v1/jobs/{job_id}/plots and GET /v1/models/{ref}/plots list the plots, and why others were left out.",
)
NO_SUCH_SESSION = ProblemType(
    "no-such-session",
    404,
    "No such session",
    "There is no session with this id: it has expired, was deleted, or belongs to another model or owner.",
    "Open another one: POST /v1/models/{ref}/sessions; feed it before it expires.",
)
NO_SUCH_UPLOAD = ProblemType(
    "no-such-upload",
    404,
    "No such upload",
    "There is no upload with this id: it was deleted, has expired, was refused when it was read, or belongs to another owner.",
    "Begin another one: POST /v1/uploads; send it before it expires.",
)
NO_SUCH_GRANT = ProblemType(
    "no-such-grant", 404, "No such grant", "The model or data set is not shared with this owner.", "List the grants of the model or data set."
)
NO_SUCH_DELETION = ProblemType(
    "no-such-deletion",
    404,
    "No such deletion",
    "There is no deletion with this id that can be undone: it was undone, its time is over, it was purged, or it is another owner's.",
    "GET /v1/deletions lists what can be restored.",
)
NO_SUCH_KEY = ProblemType("no-such-key", 404, "No such key", "There is no key with this id.", "GET /v1/keys lists the keys with their ids.")
NO_SUCH_ENTRY = ProblemType(
    "no-such-entry", 404, "No such entry", "The audit has no entry with this id.", "Give `next_cursor` of the previous page as ?cursor=."
)

MISSING = (
    *(NO_SUCH_PATH, NO_SUCH_PROBLEM, NO_SUCH_RECIPE, NO_SUCH_DATASET, NO_SUCH_JOB, NO_SUCH_SWEEP, NO_SUCH_CHECKPOINT, NO_SUCH_FILE),
    *(NO_SUCH_MODEL, NO_SUCH_ALIAS, NO_SUCH_FORM, NO_EVALUATION, NO_SUCH_SESSION, NO_SUCH_UPLOAD, NO_SUCH_GRANT, NO_SUCH_KEY, NO_SUCH_ENTRY),
    *(NO_SUCH_DELETION, NO_SUCH_PLOT),
)
