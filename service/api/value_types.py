"""Types of fields that several answers have, each named once in the OpenAPI document."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from models.core.schema_name import SchemaName
from models.kinds import KINDS
from models.serving.methods import OUTPUTS

#: Keyword of a schema that stands for another one, by its name, until the document is complete.
STANDS_FOR = "x-stands-for"

#: Names of the forms of stored specs.
_SPECS = ("JobSpec", "ImportSpec", "BatchSpec", "ReproduceSpec")

#: A job spec with its defaults written out, as it is stored: described as a spec, but not read again where it is sent.
StoredSpec = Annotated[dict[str, Any], WithJsonSchema({STANDS_FOR: "JobSpec"})]
#: The spec of any job: also that of a job that imports a network, predicts on a data set, or reproduces a model.
AnyStoredSpec = Annotated[dict[str, Any], WithJsonSchema({"anyOf": [{STANDS_FOR: name} for name in _SPECS]})]
#: A preprocessing step of a stored spec, likewise.
StoredStep = Annotated[dict[str, Any], WithJsonSchema({STANDS_FOR: "Step"})]

#: Most tags of a thing.
MAX_TAGS = 20
#: A tag of a job, a model or a data set.
Tag = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._:/-]{0,39}$"), SchemaName("Tag", "A tag: small letters, digits and . _ : / -.")]

_PATCH = "A merge patch (RFC 7386) on a job spec: objects are merged, null removes a field, all else, also a list, is replaced."
_RAW = "A value of a data set: a number, a text, or nested lists of them; null if it is missing or not finite."
MergePatch = Annotated[dict[str, Any], SchemaName("MergePatch", _PATCH)]
RawValue = Annotated[bool | int | float | str | list[Any] | None, SchemaName("RawValue", _RAW)]
_ENTRY = "One input: a number, a text, nested lists of them, or an object of them by the names of columns or inputs."
InputEntry = Annotated[bool | int | float | str | list[Any] | dict[str, Any], SchemaName("InputEntry", _ENTRY)]
Figure = Annotated[int | float | str | list[Any] | dict[str, Any], SchemaName("Figure", "A figure: a number, or a list or an object of them.")]
JobPart = Annotated[Literal["train", "validation", "test"], SchemaName("JobPart", "A part of the data of a job.")]
_CONVERTED = "Converted values: a list, or of several inputs or outputs an object of lists by name."
ConvertedValues = Annotated[list[RawValue] | dict[str, list[RawValue]] | None, SchemaName("ConvertedValues", _CONVERTED)]
JsonSchema = Annotated[dict[str, Any], SchemaName("JsonSchema", "A JSON Schema of the draft 2020-12.")]

if TYPE_CHECKING:
    KindName = str  # A type checker cannot read the registry.
    AnswerKind = str
else:
    KindName = Annotated[Literal[tuple(KINDS)], SchemaName("KindName", "A kind of prediction.")]
    AnswerKind = Annotated[Literal[*KINDS, OUTPUTS], SchemaName("AnswerKind", "Kind of an answer in which no method is named.")]
