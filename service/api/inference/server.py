"""The server, as the Open Inference Protocol sees it. No key is needed."""

from fastapi import APIRouter, Request, Response

from service.access.guarded_route import INFERENCE, OpenRoute
from service.api.health import serving_faults
from service.api.inference.forms import InferenceLive, InferenceReady, InferenceServer
from service.deps import TheParts
from service.http.inference_errors import ROOT

router = APIRouter(prefix=ROOT, tags=[INFERENCE], route_class=OpenRoute)

#: Extensions that the server has, by the names that Triton gives them.
EXTENSIONS = ("binary_tensor_data", "classification")


@router.get("")
async def get_inference_server(request: Request) -> InferenceServer:
    """Show the server.

    Name, version and extensions.
    """
    return InferenceServer(name="modelbook", version=request.app.version, extensions=list(EXTENSIONS))


@router.get("/health/live")
async def get_inference_live() -> InferenceLive:
    """Report that the server runs.

    It checks nothing else.
    """
    return InferenceLive(live=True)


@router.get("/health/ready", responses={503: {"model": InferenceReady, "description": "It cannot"}})
async def get_inference_ready(parts: TheParts, response: Response) -> InferenceReady:
    """Report whether the server can infer.

    It needs the database and the files, not the workers.
    """
    faults = await serving_faults(parts)
    response.status_code = 503 if faults else 200
    return InferenceReady(ready=not faults)
