"""What a model takes and gives, as JSON schemas of its own."""

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from service.api.tagged_route import TaggedRoute
from service.api.value_types import AnswerKind, JsonSchema
from service.deps import TheParts
from service.problem_types.declared import problems

router = APIRouter(prefix="/v1/models", tags=["models"], route_class=TaggedRoute)


class ModelSchemaOut(BaseModel):
    """JSON schemas (draft 2020-12) of one input and of one prediction of a model."""

    model: str = Field(description="The model version.")
    kind: AnswerKind = Field(description="`kind` of its answers, where no method is named.")
    input: JsonSchema = Field(description="Schema of one entry of `inputs` of a prediction.")
    output: JsonSchema = Field(description="Schema of one entry of `predictions` of the answer.")


@router.get("/{ref:ref}/schema", responses=problems("model-unavailable"))
async def get_model_schema(ref: str, parts: TheParts) -> ModelSchemaOut:
    """Show what a model takes and gives as JSON Schema.

    Columns, shapes and labels of one input and of one prediction, for forms and generators.
    """
    version = await run_in_threadpool(parts.registry.resolve, ref)
    predictor = (await parts.loading.get(version)).predictor
    return ModelSchemaOut(model=version.ref, kind=predictor.answer_kind(None), input=predictor.input_schema, output=predictor.output_schema)
