"""Problems of a request itself: its form, its size, its parameters, its body."""

from service.problem_types.problem_type import ProblemType

MALFORMED_REQUEST = ProblemType(
    "malformed-request",
    400,
    "Malformed request",
    "The bytes on the connection are not a request of HTTP/1.1 (RFC 9112).",
    "Use an HTTP client, and http:// or https:// as the server expects; look for a proxy in between that changes requests.",
)
UNKNOWN_HOST = ProblemType(
    "unknown-host",
    400,
    "Unknown host",
    "The Host header has a name under which the API is not served. Pages of any web site could otherwise reach it by a name of their own.",
    "Call the API by a name that it knows, or let an administrator add the name to MODELBOOK_HOSTS.",
)
MALFORMED_BODY = ProblemType(
    "malformed-body",
    400,
    "Malformed body",
    "The body is not what its content type says: broken JSON, JSON nested too deeply, a form without a boundary, a damaged file.",
    "Send the body in the form that the Content-Type header names. JSON has no NaN and no Infinity: send null for a missing value.",
)
MALFORMED_RANGE = ProblemType(
    "malformed-range",
    400,
    "Malformed range",
    "The Range header does not name ranges of bytes.",
    "Send ranges such as bytes=0-1023 or bytes=-500, or leave out the header to get the whole file.",
)
METHOD_NOT_ALLOWED = ProblemType(
    "method-not-allowed",
    405,
    "Method not allowed",
    "The path exists, but not with this method.",
    "Use one of the methods in the Allow header.",
)
NOT_ACCEPTABLE = ProblemType(
    "not-acceptable",
    406,
    "Not acceptable",
    "The Accept header names no form in which the answer is sent, such as predictions or a card, or one that cannot hold it.",
    "Ask for a form that `detail` names, or leave the header out: application/json holds all predictions.",
)
REQUEST_TIMEOUT = ProblemType(
    "request-timeout",
    408,
    "Request timeout",
    "The headers or the body did not arrive in time.",
    "Send the request again over a faster connection. Administrators set MODELBOOK_HEADER_TIMEOUT_S and MODELBOOK_BODY_TIMEOUT_S.",
)
OTHER_TUS_VERSION = ProblemType(
    "other-tus-version",
    412,
    "Other version of tus",
    "The header Tus-Resumable names another version of the protocol than 1.0.0.",
    "Use a client of tus 1.0, or leave the header out.",
)
BODY_TOO_LARGE = ProblemType(
    "body-too-large",
    413,
    "Body too large",
    "The body has more bytes than this operation takes.",
    "Send fewer inputs at a time, or a smaller file. Administrators set MODELBOOK_MAX_BODY_BYTES and MODELBOOK_MAX_UPLOAD_BYTES.",
)
UNSUPPORTED_CONTENT_TYPE = ProblemType(
    "unsupported-content-type",
    415,
    "Unsupported content type",
    "The body has a content type that this operation, or this model, does not take, or it has none; or it is compressed.",
    "Send one of the content types that `detail` lists, and name it in the Content-Type header. Send bodies uncompressed.",
)
RANGE_NOT_SATISFIABLE = ProblemType(
    "range-not-satisfiable",
    416,
    "Range not satisfiable",
    "The Range header asks for bytes beyond the end of the file.",
    "Ask for a range within the size that the Content-Range header gives; a download that is complete needs no further range.",
)
INVALID_PARAMETER = ProblemType(
    "invalid-parameter",
    422,
    "Invalid parameter",
    "A parameter of the path, the query or the headers has a value that is not allowed, or is given more than once.",
    "Correct the parameters that `errors` lists; a pointer such as /query/limit names the parameter.",
)
UNKNOWN_PARAMETER = ProblemType(
    "unknown-parameter",
    422,
    "Unknown parameter",
    "The query has a parameter that this operation does not have. It is refused and not ignored, since a misspelt one would have no effect.",
    "Remove the parameters that `errors` lists, or write them as the operation names them.",
)
INVALID_BODY = ProblemType(
    "invalid-body",
    422,
    "Invalid body",
    "The body is well-formed, but lacks a field, has an unknown one, or a value that is not allowed.",
    "Correct the fields that `errors` lists; each pointer is a JSON pointer into the body.",
)
INVALID_SPEC = ProblemType(
    "invalid-spec",
    422,
    "Invalid job spec",
    "The job spec cannot work, or the fields beside it are wrong: an unknown field, a value out of range, layers that do not fit.",
    "Correct the fields that `errors` lists; pointers are into the body. POST /v1/specs/check reports the same without submitting a job.",
)
INVALID_INPUTS = ProblemType(
    "invalid-inputs",
    422,
    "Invalid inputs",
    "The model cannot take these inputs: a wrong shape or type, too many at a time, or a method that the model does not have.",
    "Compare the inputs with `signature` of GET /v1/models/{ref}; each pointer in `errors` leads to an input.",
)
INVALID_FILE = ProblemType(
    "invalid-file",
    422,
    "Invalid file",
    "The form lacks a field or has an unknown one, or its file cannot be read in its format.",
    "Correct what `errors` lists; the pointer names the field of the form. Nothing was stored.",
)
INVALID_DATA = ProblemType(
    "invalid-data",
    422,
    "Unusable data",
    "The data set exists, but this cannot be done with it, such as plotting a table that has no numbers.",
    "Read `detail`; choose another data set, other columns or other parameters.",
)
HEADERS_TOO_LARGE = ProblemType(
    "headers-too-large",
    431,
    "Headers too large",
    "The request has too many header lines, or too many bytes in them and in the path.",
    "Send fewer cookies and shorter parameters. Administrators set MODELBOOK_MAX_HEADERS and MODELBOOK_MAX_HEADER_BYTES.",
)

REQUESTS = (
    *(
        MALFORMED_REQUEST,
        UNKNOWN_HOST,
        MALFORMED_BODY,
        MALFORMED_RANGE,
        RANGE_NOT_SATISFIABLE,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        REQUEST_TIMEOUT,
        OTHER_TUS_VERSION,
        BODY_TOO_LARGE,
        UNSUPPORTED_CONTENT_TYPE,
    ),
    *(INVALID_PARAMETER, UNKNOWN_PARAMETER, INVALID_BODY, INVALID_SPEC, INVALID_INPUTS, INVALID_FILE, INVALID_DATA, HEADERS_TOO_LARGE),
)
